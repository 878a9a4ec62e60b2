"""Every class of trouble, by subject."""

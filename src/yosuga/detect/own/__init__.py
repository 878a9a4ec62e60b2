"""A person's own identifiers, and every spelling in which others may write them."""

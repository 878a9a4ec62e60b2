"""The screens, by subject."""

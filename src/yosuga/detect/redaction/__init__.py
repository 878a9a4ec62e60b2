"""Safe copies: a text, picture or paper without the personal data that was found in it."""

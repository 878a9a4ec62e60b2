"""Passphrase to vault key to case key to blob key, and how each is destroyed."""

"""What an account of the AT Protocol (Bluesky) has signed: whether a record is in its tree or not, provable offline."""

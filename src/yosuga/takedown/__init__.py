"""Takedown: what is to be removed, the requests made for it, and whether it is gone. Sealed, one row a target."""

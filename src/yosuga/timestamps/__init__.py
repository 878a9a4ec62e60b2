"""Who vouches for the time."""

"""Cases, their keys and their custody logs."""

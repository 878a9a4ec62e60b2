"""Files the person already has: what they are and what they say about themselves."""

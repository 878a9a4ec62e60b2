"""Takedown: what is to be removed, who may ask for it and how, what a request gives away, and how it is followed up."""

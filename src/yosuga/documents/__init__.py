"""Derived copies for people: stamped pictures and A4 exhibits."""

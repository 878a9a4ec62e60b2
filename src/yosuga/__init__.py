"""Yosuga: evidence, the next right step, and the right hands for people whose data was put on social media."""

__version__ = "0.1.0"

"""The web door: a person's way through the five steps, on their own device."""

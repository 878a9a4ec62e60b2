"""Personal data in text and images."""

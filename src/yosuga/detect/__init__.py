"""Personal data in text and images: for now, the two numbers that must never be kept."""

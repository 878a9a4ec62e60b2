"""Ways to take a picture of a page, and what such a picture consists of."""

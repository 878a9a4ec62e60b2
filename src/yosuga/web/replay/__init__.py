"""Shows kept pages and files as they were, on an origin of their own where nothing runs and nothing leaves."""

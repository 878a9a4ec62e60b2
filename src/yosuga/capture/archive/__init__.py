"""The web archive of a capture: WARC records, their index, and the WACZ that holds both."""

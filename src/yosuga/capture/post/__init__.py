"""What a post page says of itself: whose it is, which post, and when it was made."""

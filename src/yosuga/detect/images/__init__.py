"""What a picture gives away: what its file says, codes, faces (counted, never named), and what is written in it."""

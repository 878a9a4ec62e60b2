"""How people are named in Japanese text: what names look like, what stands around them, who is no private person."""

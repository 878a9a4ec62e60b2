"""The page a receiver opens first: one HTML file that says what a package is and verifies it in the browser."""

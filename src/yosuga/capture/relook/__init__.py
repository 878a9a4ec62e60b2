"""Looking again at an address where something was: one look is a few answers, asked politely, and nothing is kept."""

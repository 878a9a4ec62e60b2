"""Facts that others may correct: law, platforms, desks, steps and the handbook, as data with a typed schema."""

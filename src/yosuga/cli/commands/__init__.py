"""One file a command: its arguments, the action it calls, what it shows."""

"""The browser at the other end of a wire: found, started, spoken to, listened to, ended."""

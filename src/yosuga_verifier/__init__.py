"""Opens an evidence package and says what holds; standard library and `openssl` alone."""

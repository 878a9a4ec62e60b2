"""The tests of the product; a package, because a library in the environment leaves one of this name there too."""

"""The evidence package: what leaves the house, written so that anyone can check it without Yosuga."""

"""The custody log: events, Merkle tree, checkpoints, and the package that leaves the house."""

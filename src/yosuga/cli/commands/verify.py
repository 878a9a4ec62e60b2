"""`yosuga verify`: listed among the commands; `main` hands it to the verifier before anything of ours runs."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Leave the arguments to the verifier, which has its own."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER)

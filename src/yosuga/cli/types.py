"""Names for argparse's own types, which are private there."""

import argparse
from typing import TypeAlias

# A string, because the class can be subscripted by a type checker only.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

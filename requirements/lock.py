"""Writes the lock files: one shared resolution, then each lock inside it (`make lock`)."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
UV = Path(sys.executable).with_name("uv")
HEADER = "# Made by `make lock` from pyproject.toml. Do not edit.\n"
# Hosts and paths stay out: a lock says what, not from where.
OVERRIDES = ["--override", str(HERE / "overrides.txt")]
RESOLVE = ["pip", "compile", "--universal", "--python-version", "3.11", "--no-config", "--upgrade", *OVERRIDES]
CLEAN = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]

BUILD = ["--group", "build"]
RUN = ["pyproject.toml", "--extra", "keyring"]
SERVER = [*RUN, "--extra", "server"]
DEV = [*SERVER, "--group", "dev", *BUILD]


def compile_lock(name: str, *, options: list[str]) -> None:
    """Resolve into requirements/NAME."""
    output = HERE / name
    output.unlink(missing_ok=True)
    subprocess.run([UV, *RESOLVE, *CLEAN, *options, "--output-file", output], check=True, cwd=HERE.parent)
    output.write_text(HEADER + output.read_text("utf-8"), "utf-8")


def main() -> None:
    """Everything that any lock may hold is resolved once; the locks then only choose from it."""
    compile_lock("constraints.txt", options=DEV)
    shared = ["--constraint", str(HERE / "constraints.txt"), "--generate-hashes"]
    compile_lock("run.txt", options=[*RUN, *shared])
    compile_lock("server.txt", options=[*SERVER, *shared])
    compile_lock("build.txt", options=[*BUILD, *shared])
    compile_lock("dev.txt", options=[*DEV, *shared])


if __name__ == "__main__":
    main()

"""`yosuga serve`: the app in the browser; it runs in a process of its own, because no door knows another."""

import argparse
import os
import subprocess
import sys

from yosuga.cli.words import _

_HIGHEST_PORT = 65535


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("Open Yosuga in the browser. It answers this device alone.")
    parser.add_argument("--port", type=_port, metavar="N", help=_("port to use; the next free one where it is busy"))
    parser.add_argument("--no-open", action="store_true", help=_("do not open the browser"))
    parser.set_defaults(run=_run)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(_("A port is a number from 1 to 65535."))
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    # -P: a folder called yosuga where the person works must not be run as code.
    command = [sys.executable, "-P", "-X", "utf8", "-m", "yosuga.web"]
    if arguments.port is not None:
        command += ["--port", str(arguments.port)]
    if arguments.no_open:
        command += ["--no-open"]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - becoming the server, so that it gets the signals itself; no shell
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the console sent it to the child too, which closes the vault
            continue

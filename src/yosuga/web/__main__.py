"""`python -m yosuga.web` serves the web door; `yosuga serve` starts it in a process of its own."""

import argparse
import os
import sys

from yosuga.errors import BadInput, YosugaError

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yosuga.settings")

_HIGHEST_PORT, _LONGEST = 65535, 5
_USAGE = 64  # sysexits.h


class BadPort(BadInput):
    """`YOSUGA_PORT` is no port."""

    code = "bad-port"
    ja = (
        "YOSUGA_PORT がポートの番号ではないので、始めませんでした。何も変更していません。"
        "1から65535までの数を書いてください。"
    )
    en = "YOSUGA_PORT is no port, so nothing was started or changed. Please set it to a number from 1 to 65535."
    exit_code = _USAGE


def main() -> int:
    """Serve. Exit codes: 0 stopped, 1 no port is free, 64 `YOSUGA_PORT` is none."""
    parser = argparse.ArgumentParser(prog="yosuga serve")
    parser.add_argument("--port", type=int)
    parser.add_argument("--no-open", action="store_true")
    arguments = parser.parse_args()
    from yosuga.web import serving, words

    with words.speaking(words.of_the_system()):
        try:
            port = _port_of_the_system() if arguments.port is None else arguments.port
            return serving.serve(port=port, open_browser=not arguments.no_open)
        except KeyboardInterrupt:
            return 0
        except YosugaError as error:
            return _told(error)
        except OSError as error:
            return _told(YosugaError(error.strerror or ""))


def _told(error: YosugaError) -> int:
    """Say in both languages why it does not serve, and return the exit code."""
    from yosuga.web import serving

    serving.write_line(error.for_people(), sys.stderr)
    return error.exit_code


def _port_of_the_system() -> int:
    """Return the port that `YOSUGA_PORT` names, 0 for any. Raises BadPort."""
    given = os.environ.get("YOSUGA_PORT") or "0"
    if not given.isascii() or not given.isdigit() or len(given) > _LONGEST or int(given) > _HIGHEST_PORT:
        raise BadPort
    return int(given)


if __name__ == "__main__":
    sys.exit(main())

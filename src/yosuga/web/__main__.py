"""`python -m yosuga.web` serves the web door; `yosuga serve` starts it in a process of its own."""

import argparse
import os
import sys

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yosuga.settings")


def main() -> int:
    """Serve. Exit codes: 0 stopped, 1 no port is free."""
    parser = argparse.ArgumentParser(prog="yosuga serve")
    parser.add_argument("--port", type=int, default=os.environ.get("YOSUGA_PORT") or "0")
    parser.add_argument("--no-open", action="store_true")
    arguments = parser.parse_args()
    from yosuga.web import serving, words

    with words.speaking(words.of_the_system()):
        try:
            return serving.serve(port=arguments.port, open_browser=not arguments.no_open)
        except KeyboardInterrupt:
            return 0
        except OSError:
            sys.stderr.write(words.say("No port is free. Nothing was changed.") + "\n")
            return 1


if __name__ == "__main__":
    sys.exit(main())

"""`yosuga COMMAND`: finds the command, runs it, and turns errors into words and exit codes."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import TracebackType

from yosuga import __version__
from yosuga.cli import failing, show, steps, streams
from yosuga.cli.parsing import Parser, WrongUse
from yosuga.cli.steps import COMMANDS as COMMANDS  # noqa: PLC0414 - this is where others look for them
from yosuga.cli.words import _, called
from yosuga.errors import BadEvent, BadInput, YosugaError

_STOPPED = 130
_M_ARENA_MAX = -8  # mallopt(3)
_COLLECT_AT = (20_000, 20, 20)  # new objects: looking through them at each 700 cost 25 ms of a capture


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Exit codes: 0 done, 1 not done or broken, 2 done in part, 64 the words are off, 130 stopped.
    """
    streams.prepare()
    if argv is None:
        _prepare_process()
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        return _answered(given, json=failing.wants_json(given))
    except BrokenPipeError:  # the reader of a pipe left early, as `head` does
        streams.drop(sys.stdout)
        return 1


def _answered(given: list[str], *, json: bool) -> int:
    """Run the command; whatever ends it is told on both streams, as far as each is wanted."""
    try:
        with _system_words(), _unicode_words(given):
            code = _run(given)
            streams.finish()
            return code
    except WrongUse as wrong:
        return failing.misunderstood(wrong, json=json)
    except YosugaError as error:
        return failing.failed(error, json=json)
    except KeyboardInterrupt:
        show.aside("\n" + _("Stopped. What was already kept is safe."))
        return _STOPPED


def _run(given: list[str]) -> int:
    if given[:1] == ["help"] and given[1:]:  # `yosuga help items` is `yosuga items --help`
        return _run([*given[1:], "--help"])
    if not given or given[0] in {"-h", "--help", "help"}:
        show.line(steps.screen())
        return 0
    if given[0] == "--version":
        show.line(f"yosuga {__version__}")
        return 0
    if given[0] == "verify":
        return _verify(given[1:])
    if given[0] not in COMMANDS:
        raise _unknown(given[0])
    arguments, unknown = build_parser(given[:1]).parse_known_args(given)
    if unknown:
        raise _not_understood(unknown, command=f"{called()} {given[0]}")
    result: int = arguments.run(arguments)
    return result


def build_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser of these commands; only their modules are imported, so that help comes at once."""
    parser = Parser(prog=called())
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    for name in names:
        command = commands.add_parser(name, help=steps.summary(name), description=steps.summary(name))
        import_module(f"yosuga.cli.commands.{name.replace('import', 'import_')}").add(command)
    return parser


def _not_understood(words: Sequence[str], *, command: str) -> WrongUse:
    """Return the complaint about words nobody asked for; a card number or My Number among them is not repeated."""
    from yosuga.detect.numbers import number_in

    said = " ".join(words)
    return WrongUse(_("unrecognized arguments: %s") % ("…" if number_in(said) else said), command=command)


def _unknown(word: str) -> WrongUse:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1)
    meant = _("Did you mean `yosuga {command}`?").format(command=near[0]) if near else ""
    said = _("There is no command `{word}`.").format(word=word)
    return WrongUse(f"{said} {meant}".strip())


def _verify(arguments: list[str]) -> int:
    """Hand over to the verifier, which shares no code with us, in a process of its own."""
    import subprocess

    # -P: a folder called yosuga_verifier where the person works, say in an opened package, must not be run as code.
    return subprocess.run([sys.executable, "-P", "-m", "yosuga_verifier", *arguments], check=False).returncode


@contextmanager
def _system_words() -> Iterator[None]:
    """Turn the system's own complaints into ours; a reader that left a pipe is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise failing.of_the_system(error) from error


@contextmanager
def _unicode_words(given: Sequence[str]) -> Iterator[None]:
    """Say so where a word on the command line cannot be kept, because it is no Unicode. A path may well be none."""
    try:
        yield
    except (UnicodeEncodeError, BadEvent) as error:
        if all(_is_unicode(word) for word in given):
            raise
        raise BadInput("not Unicode") from error


def _is_unicode(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _prepare_process() -> None:
    """Let whoever ends this process end it tidily, and put a calm word before a traceback."""
    import atexit
    import gc
    import signal

    gc.set_threshold(*_COLLECT_AT)
    atexit.register(gc.freeze)  # what is left at the end goes with the process: looking through it took 60 ms
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.excepthook = _unforeseen
    if sys.platform == "linux":
        _share_one_heap()


def _share_one_heap() -> None:
    """Let all threads use one heap: pictures pass through many, and each would keep its own (40 MB of an export)."""
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc alone has it
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    failing.failed(YosugaError(kind.__name__), json=failing.wants_json(sys.argv))
    show.aside(_("Please report what stands below. Look it over before you send it: it may name a file or a page."))
    sys.__excepthook__(kind, error, trace)

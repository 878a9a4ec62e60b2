"""Serves the web door on this device alone: finds a port, tells the one-time address, closes the vault at the end."""

import os
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from threading import Event, Thread
from typing import ClassVar, Protocol, TextIO

from django.db import connection
from waitress import buffers, server, task

from yosuga.capture.scratch import scratch
from yosuga.errors import YosugaError
from yosuga.web import uploads
from yosuga.web.headers import ALWAYS
from yosuga.web.notebook import notebook
from yosuga.web.sessions import sessions
from yosuga.web.tokens import tokens
from yosuga.web.vaults import holder
from yosuga.web.words import say

_HOST = "127.0.0.1"
_PORTS_TRIED = 50
_THREADS = 6
_THREADS_FOR_COPIES = 4
_MOST_ASKED = 1024  # nothing is sent there
_LOOK_EVERY_S = 10


class NoFreePort(YosugaError):
    """Neither the port that was wanted nor one of those after it can be listened on."""

    code: ClassVar[str] = "no-free-port"
    ja: ClassVar[str] = (
        "空いているポートがないので、始めませんでした。何も変更していません。"
        "`yosuga serve --port 番号` で別の番号を書くか、番号を書かずに始めてください。"
    )
    en: ClassVar[str] = (
        "No port is free, so nothing was started or changed. "
        "Please name another one, `yosuga serve --port NUMBER`, or none at all."
    )
    permanent: ClassVar[bool] = False


def serve(*, port: int, open_browser: bool) -> int:
    """Serve until somebody stops it. `port` 0 is any free one; a busy one gives way to the next free one."""
    from yosuga.web.wsgi import application

    listening = listen(port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _hold_bodies_in_memory()
    serving = server.create_server(
        application,
        sockets=[listening],
        threads=_THREADS,
        ident="",
        max_request_body_size=uploads.MOST_BYTES + 1024 * 1024,  # what is a little too large is told so by a page
        clear_untrusted_proxy_headers=True,
    )
    number = listening.getsockname()[1]
    _serve_copies(number)
    tokens.tell = lambda token: tell(say("To come in again later:"), address(number, token))
    tell(say("Open this address in a browser on this device:"), address(number, first := tokens.new()))
    _say_how_to_stop()
    ended = Event()
    for beside in (_lock_when_idle, _prepare):
        Thread(target=beside, args=(ended,), daemon=True).start()
    if sys.stdin is not None and sys.stdin.isatty():
        Thread(target=_new_address_on_enter, args=(number,), daemon=True).start()
    if open_browser and has_screen():
        webbrowser.open(address(number, first))
    try:
        serving.run()
    finally:
        ended.set()
        holder.close()
    return 0


def _serve_copies(app: int) -> None:
    """Serve the origin of copies on a port of its own, beside the app."""
    from yosuga.web.replay import origin
    from yosuga.web.replay.shows import shows

    listening = listen(0)
    serving = server.create_server(
        origin.application,
        sockets=[listening],
        threads=_THREADS_FOR_COPIES,
        ident="",
        max_request_body_size=_MOST_ASKED,
        clear_untrusted_proxy_headers=True,
    )
    shows.app, shows.port = app, listening.getsockname()[1]
    Thread(target=serving.run, name="copies", daemon=True).start()


def address(port: int, token: str) -> str:
    """Return the address that lets a browser in once. `localhost`, because passkeys know no other local name."""
    return f"http://localhost:{port}/s/{token}"


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this device alone. Raises NoFreePort."""
    wanted = [0] if port == 0 else range(port, min(port + _PORTS_TRIED, 65536))
    for number in wanted:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # on Windows this would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, number))
            listening.listen(64)
        except OSError:
            listening.close()
        else:
            return listening
    raise NoFreePort(str(port))


def has_screen() -> bool:
    """Say whether there is a screen on which a browser could open."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def tell(what: str, where: str) -> None:
    """Print an address: alone on a line of the output, its words beside it."""
    _say(what)
    write_line(where, sys.stdout)


def _say(what: str) -> None:
    write_line(what, sys.stderr)


def write_line(line: str, stream: TextIO | None) -> None:
    """Write a line, as far as the stream takes it: whoever read it may have left, and the app still serves."""
    with suppress(OSError):
        if stream is not None:
            stream.write(f"{line}\n")
            stream.flush()


def _say_how_to_stop() -> None:
    _say(say("The address works once. Ctrl+C stops."))
    if sys.stdin is not None and sys.stdin.isatty():
        _say(say("Enter prints a new one."))


def _new_address_on_enter(port: int) -> None:
    for _line in sys.stdin:
        tell(say("To come in again later:"), address(port, tokens.new()))


def _lock_when_idle(ended: Event) -> None:
    """Lock the vault that nobody used for a while. Work that was ordered is finished first."""
    while not ended.wait(_LOOK_EVERY_S):
        if notebook.opening and notebook.is_idle:
            notebook.close()
        if holder.opening and holder.is_idle:
            holder.lock(hurry=False)
            connection.close()  # this thread looked who is to be asked for a stamp
            sessions.forget_vault()


def _prepare(_ended: Event) -> None:
    """Read the catalog before the first page asks for it. What is broken in it is told by the page that needs it."""
    from yosuga.catalog.loader import ours
    from yosuga.rules.answers import Answers
    from yosuga.rules.counsel import counsel
    from yosuga.rules.plan import plan
    from yosuga.rules.remedies import remedies
    from yosuga.web import site
    from yosuga.web.screen import now

    with suppress(YosugaError):
        made = plan(Answers(), at=now(), catalog=ours())
        remedies(made.signs, catalog=ours())
        counsel(made.signs, catalog=ours())
        site.prepare()


class _Refusing(Protocol):
    """The parts of waitress's own error answer that we use."""

    status: str
    response_headers: list[tuple[str, str]]
    content_length: int
    request: "_Refused"

    def set_close_on_finish(self) -> None: ...
    def write(self, data: bytes) -> None: ...


class _Refused(Protocol):
    error: "_Reason"


class _Reason(Protocol):
    code: int
    reason: str


def _refuse(answer: _Refusing) -> None:
    """Answer what waitress refuses by itself (a broken request, a body too large) with our headers and no words."""
    answer.status = f"{answer.request.error.code} {answer.request.error.reason}"
    answer.response_headers.extend((*ALWAYS.items(), ("Content-Length", "0")))
    answer.set_close_on_finish()
    answer.content_length = 0
    answer.write(b"")


def _hold_bodies_in_memory() -> None:
    """Keep large bodies in anonymous memory: waitress would put them into temporary files on the disk."""
    buffers.TempfileBasedBuffer.newfile = lambda _buffer: scratch()
    task.ErrorTask.execute = _refuse

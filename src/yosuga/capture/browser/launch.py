"""A browser that was started, spoken to by its protocol, and ended; nothing of it is left running."""

import asyncio
import contextlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from yosuga.capture.browser import spawn
from yosuga.capture.browser.find import Browser
from yosuga.capture.browser.protocol import Connection
from yosuga.capture.browser.spawn import Sandbox, Spawned
from yosuga.capture.browser.wires import BrowserGone, PipeWire, SocketWire
from yosuga.errors import BrowserFailed

START_S = 20.0  # a cold start on a slow disk; the usual start takes a fifth of a second


@dataclass(slots=True)
class Running:
    """A browser that runs, and the way to speak to it."""

    connection: Connection
    pid: int
    flags: list[str]
    _process: subprocess.Popen[bytes] | None
    _profile: Path | None

    def memory(self) -> int:
        """Return the resident bytes of the browser's own process, 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * 4096

    async def end(self) -> None:
        """End the browser and all its children, and remove its profile if it was made for this run."""
        if self._process is None:
            spawn.end_group(self.pid)
        else:
            self._process.kill()
        try:
            await self.connection.close()
            await asyncio.to_thread(_wait_gone, self.pid, self._process)
        finally:  # also when whoever waits for this is stopped
            spawn.remove_profile(self._profile)


async def launch(
    browser: Browser, *, sandbox: Sandbox, proxy_port: int, profile: Path | None = None, window: bool = False
) -> Running:
    """Start `browser` with a throw-away profile, or with `profile` when one is given (it is kept).

    Raises BrowserFailed when it does not start.
    """
    if sys.platform == "win32":
        return await _launch_with_socket(browser, sandbox=sandbox, proxy_port=proxy_port, given=profile, window=window)
    return speak(spawn.spawn(browser, sandbox=sandbox, proxy_port=proxy_port, profile=profile, window=window))


async def _launch_with_socket(
    browser: Browser, *, sandbox: Sandbox, proxy_port: int, given: Path | None, window: bool
) -> Running:
    line = spawn.flags(browser=browser, sandbox=sandbox, window=window, proxy_port=proxy_port)
    folder = spawn.new_profile() if given is None else given
    made = folder if given is None else None
    try:
        connection, process = await with_socket([str(browser.path), *line, f"--user-data-dir={folder}"], folder)
    except OSError as error:
        spawn.remove_profile(made)
        raise BrowserFailed(error.strerror or type(error).__name__) from error
    return Running(connection=connection, pid=process.pid, flags=line, _process=process, _profile=made)


def speak(spawned: Spawned) -> Running:
    """Take over a browser that was started, in the event loop that is to speak to it."""
    connection = Connection(PipeWire(reading=spawned.reading, writing=spawned.writing))
    return Running(connection=connection, pid=spawned.pid, flags=spawned.flags, _process=None, _profile=spawned.profile)


async def with_socket(command: list[str], folder: Path) -> tuple[Connection, subprocess.Popen[bytes]]:
    """Start with the protocol on a loopback port that the browser chooses and writes into its profile."""
    process = subprocess.Popen(  # noqa: ASYNC220 - starting is quick, and asyncio's own way needs another loop
        [*command, "--remote-debugging-port=0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=spawn.environment(),
    )
    address = folder / "DevToolsActivePort"
    for _ in range(int(START_S / 0.02)):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError, ValueError):
            port, path = address.read_text(encoding="ascii").split()
            wire = SocketWire(f"ws://127.0.0.1:{int(port)}{path}")
            await wire.open()
            return Connection(wire), process
        await asyncio.sleep(0.02)
    process.kill()
    raise BrowserGone("no debugging address")


def _wait_gone(pid: int, process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        spawn.wait_gone(pid)
    else:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)

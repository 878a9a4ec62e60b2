"""The browser's process: own group, own profile that is gone afterwards, its protocol on a pipe of ours.

Nothing here needs an event loop, so that a command can start the browser before anything else.
"""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from yosuga.capture.browser import find
from yosuga.capture.browser.find import Browser, Kind
from yosuga.errors import BrowserFailed, BrowserMissing

_PROFILE = "yosuga-browser-"
_STACK_BYTES = 256 * 2**20
NOWHERE = 9  # the discard port: what is not part of a capture reaches nothing


class Sandbox(StrEnum):
    """Whether the browser's own sandbox is on. OFF is for a container that runs as root, and provenance names it."""

    ON = "on"
    OFF = "off"


_NOT_WANTED = (
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "Translate",
    "MediaRouter",
    "DialMediaRouteProvider",
    "OptimizationHints",
)
# Why each group is here: docs of the switches are at source.chromium.org, `content/public/common/content_switches.cc`.
_ALWAYS = (
    "--no-first-run",
    "--no-default-browser-check",
    # Nothing but the page's own requests may leave: no update checks, reports, predictions or lists.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-client-side-phishing-detection",
    "--disable-search-engine-choice-screen",
    "--metrics-recording-only",
    "--no-pings",
    "--password-store=basic",
    "--use-mock-keychain",
    # No way around the egress guard: no UDP, no name lookups of its own, loopback through the proxy as well.
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--proxy-bypass-list=<-loopback>",
    # A page in the background is drawn like one in front.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-hang-monitor",
    "--mute-audio",
    "--lang=ja",
    # An http:// address is opened as it was given; the site's own redirect is then part of the record.
    f"--disable-features={','.join(_NOT_WANTED)}",
)
_UNATTENDED = ("--hide-scrollbars", "--disable-gpu", "--disable-notifications")


def flags(*, browser: Browser, sandbox: Sandbox, window: bool, proxy_port: int) -> list[str]:
    """Return the command line of a browser, without profile and debugging switches; provenance prints it."""
    line = [*_ALWAYS, f"--proxy-server=http://127.0.0.1:{proxy_port}"]
    if not window:
        line += _UNATTENDED
        if browser.kind is Kind.BROWSER:
            line.append("--headless")
    if sandbox is Sandbox.OFF:
        line.append("--no-sandbox")
        if sys.platform == "linux" and not window:
            line.append("--no-zygote")  # the zygote serves the sandbox alone
    return line


@dataclass(slots=True)
class Spawned:
    """A browser that was started, and the two ends of its pipe. Whoever takes it over ends it."""

    browser: Browser
    pid: int
    reading: int
    writing: int
    flags: list[str]
    profile: Path | None

    def end(self) -> None:
        """End the browser and all its children, and remove its profile."""
        os.close(self.reading)
        os.close(self.writing)
        end_group(self.pid)
        wait_gone(self.pid)
        remove_profile(self.profile)


def ahead(given: Path | None, *, sandbox: Sandbox) -> Spawned | None:
    """Start the browser that takes unattended pages before it is needed; None where that is left for later.

    What is wrong with a browser is said when it is needed, not here.
    """
    if sys.platform == "win32":
        return None
    try:
        return spawn(find.unattended(given), sandbox=sandbox, proxy_port=NOWHERE)
    except (BrowserMissing, BrowserFailed):
        return None


def spawn(
    browser: Browser, *, sandbox: Sandbox, proxy_port: int, profile: Path | None = None, window: bool = False
) -> Spawned:
    """Start `browser` with a throw-away profile, or with `profile` when one is given (it is kept).

    Raises BrowserFailed when it does not start.
    """
    line = flags(browser=browser, sandbox=sandbox, window=window, proxy_port=proxy_port)
    throwaway = new_profile() if profile is None else None
    try:
        pid, reading, writing = _with_pipe([str(browser.path), *line, f"--user-data-dir={profile or throwaway}"])
    except OSError as error:
        remove_profile(throwaway)
        raise BrowserFailed(error.strerror or type(error).__name__) from error
    return Spawned(browser, pid=pid, reading=reading, writing=writing, flags=line, profile=throwaway)


def new_profile() -> Path:
    """Return a fresh folder (0700) for this run alone; what a process that was killed left behind is swept first."""
    where = Path(_memory_folder() or tempfile.gettempdir())
    for left in where.glob(f"{_PROFILE}*"):
        owner = left.name.removeprefix(_PROFILE).partition("-")[0]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_PROFILE}{os.getpid()}-", dir=where))


def _memory_folder() -> str | None:
    """Return a folder that never reaches a disk, if there is one: a profile holds what the page showed."""
    shared = Path("/dev/shm")  # noqa: S108 - a fresh folder with mode 0700 is made inside it
    return str(shared) if shared.is_dir() and os.access(shared, os.W_OK | os.X_OK) else None


def _with_pipe(command: list[str]) -> tuple[int, int, int]:
    """Start with the protocol on descriptors 3 (the browser reads) and 4; return pid and our ends of it."""
    import fcntl

    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # Copies above 9, so that placing 3 and 4 in the child overwrites neither.
    high_in, high_out = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs_in, theirs_out))
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):  # a larger pipe is only faster
            fcntl.fcntl(ours_in, fcntl.F_SETPIPE_SZ, 1 << 20)
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    places = [(null, 0), (null, 1), (null, 2), (high_in, 3), (high_out, 4)]
    try:
        with _deep_stack():
            pid = os.posix_spawn(
                command[0],
                [*command, "--remote-debugging-pipe"],
                environment(),
                file_actions=[(os.POSIX_SPAWN_DUP2, ours, theirs) for ours, theirs in places],
                setpgroup=0,
            )
    except OSError:
        os.close(ours_in)
        os.close(ours_out)
        raise
    finally:
        for end in (theirs_in, theirs_out, high_in, high_out, null):
            os.close(end)
    return pid, ours_in, ours_out


@contextlib.contextmanager
def _deep_stack() -> Iterator[None]:
    """Let the browser have a deep stack: elements nested 5,000 deep overflow the usual 8 MiB and crash its page."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    deep = _STACK_BYTES if hard == resource.RLIM_INFINITY else min(_STACK_BYTES, hard)
    if soft != resource.RLIM_INFINITY and soft < deep:
        resource.setrlimit(resource.RLIMIT_STACK, (deep, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))


def environment() -> dict[str, str]:
    """Return this process's environment without proxies and secrets: the browser gets its own proxy by switch."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("YOSUGA_") and not key.lower().endswith("_proxy")
    }


def end_group(pid: int) -> None:
    """Kill the whole group at once: the profile is thrown away, so there is nothing to save."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def wait_gone(pid: int) -> None:
    """Wait until the browser and every member of its group is gone (at most 5 s)."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    until = time.monotonic() + 5
    while _members(pid) and time.monotonic() < until:
        end_group(pid)
        time.sleep(0.01)


def remove_profile(profile: Path | None) -> None:
    """Remove a profile that was made for one run."""
    if profile is not None:
        shutil.rmtree(profile, ignore_errors=True)


def _members(group: int) -> list[int]:
    """Return the live processes of a group; a dead child that nobody has waited for yet is not one of them."""
    try:
        os.killpg(group, 0)
    except OSError:  # the usual answer, and far cheaper than reading every process
        return []
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):  # where there is no /proc, the signal itself must do
        with contextlib.suppress(OSError, ValueError, IndexError):
            state, _, grouped = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
            if int(grouped) == group and state not in "ZX":
                found.append(int(entry.parent.name))
    return found

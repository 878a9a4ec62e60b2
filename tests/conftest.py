"""What holds for every test: no network but loopback, what may take long begins first, and little is done twice."""

import gc
import ipaddress
import os
import shutil
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Two shared cores: a slow moment is no failure. The examples themselves stay bounded by `timeout`.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# Rewriting 7,000 asserts costs each worker eight seconds: what one has written the others read, and so does the next
# run. Only this process writes; what it starts goes by its own environment.
sys.dont_write_bytecode = False

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that is its user's alone

# By itself the collector looks through every collected test again and again, a seventh of all the work.
gc.set_threshold(50_000, *gc.get_threshold()[1:])


class NetworkRefusedError(RuntimeError):
    """A test reached for the network. Not an OSError: code that survives a dead network must not survive this."""


def is_loopback(host: str) -> bool:
    """Whether an address or name stays on this machine; a name is judged without asking anyone."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook sees every socket, also those that no Python name leads to, and cannot be patched away."""
    if not event.startswith("socket."):
        return
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        judge_name(arguments[0], event=event)
    elif event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}:
        judge_address(arguments[0], arguments[1], event=event)


def judge_name(host: object, *, event: str) -> None:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if isinstance(name, str) and not is_loopback(name):
        raise NetworkRefusedError(f"{event} of {name!r} in a test")


def judge_address(sock: object, address: object, *, event: str) -> None:
    if not isinstance(sock, socket.SocketType) or address is None:  # a connected socket sends without an address
        return
    if sock.family == getattr(socket, "AF_UNIX", None):
        return
    if sock.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple) and is_loopback(str(address[0])):
        return
    raise NetworkRefusedError(f"{event} to {address!r} in a test")


sys.addaudithook(refuse_network)


def pytest_configure(config: pytest.Config) -> None:
    """Rest the folders of quick tests in memory: taking a vault's folders away again costs a disk half a second.

    What is slow, of great size or about failing disks rests where a person's files do.
    """
    if "not e2e" in config.option.markexpr and "not faults" in config.option.markexpr and is_roomy(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def is_roomy(folder: Path) -> bool:
    """Whether a folder takes what tests write (4 GiB are far more than that) and lets them start it."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    return shutil.disk_usage(folder).free >= 4 << 30 and not os.statvfs(folder).f_flag & os.ST_NOEXEC


@pytest.hookimpl(trylast=True)  # after the shuffle
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what may take longest, so that no worker is left alone with it at the end."""
    items.sort(key=allowed_s, reverse=True)


def pytest_collection_finish() -> None:
    """Take what was collected out of the collector's rounds: it stays until the end anyway."""
    gc.collect()
    gc.freeze()


def allowed_s(item: pytest.Item) -> int:
    """The seconds that a test asks for beyond those that each has; 0 where it asks for none."""
    asked = item.get_closest_marker("timeout")
    return int(asked.args[0]) if asked and asked.args else 0

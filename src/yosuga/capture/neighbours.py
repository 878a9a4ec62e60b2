"""Whose a loopback connection is: where the system tells, only our own user may use the capture's proxy."""

import os
import socket
import struct
import sys
from ipaddress import IPv4Address
from pathlib import Path

_TABLE = Path("/proc/net/tcp")  # proc(5): hexadecimal, addresses in the byte order of the machine

# sock_diag(7): one socket, looked up by its two ends; header, request, and what answers.
_NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST = 1
_ENDS = struct.Struct("!HH4s12x4s12x")
_ANY_INTERFACE_ANY_COOKIE = struct.pack("=III", 0, 0xFFFFFFFF, 0xFFFFFFFF)
_UID_AT = 16 + 4 + 48 + 12  # behind netlink's header, four bytes, the ends, and three counters


def is_ours(*, client: tuple[str, int], server: tuple[str, int]) -> bool:
    """Say whether the socket `client` that is connected to `server` belongs to the user we run as.

    True where the system does not tell (macOS, Windows): there another user of the same machine who finds the port
    during the seconds of a capture could send requests through it, which the guard judges, counts and records.
    """
    if sys.platform != "linux":
        return True
    try:
        owner: int | None = diagnosed_owner(client=client, server=server)
    except OSError:  # a kernel or sandbox without sock_diag: the table says the same in ten milliseconds
        owner = listed_owner(client=client, server=server)
    return owner in {None, os.geteuid()}


def diagnosed_owner(*, client: tuple[str, int], server: tuple[str, int]) -> int:
    """Return the user id of the socket `client`, asked of the kernel. Raises OSError when it does not say."""
    ends = _ENDS.pack(client[1], server[1], IPv4Address(client[0]).packed, IPv4Address(server[0]).packed)
    request = (
        struct.pack("=BBBBI", socket.AF_INET, socket.IPPROTO_TCP, 0, 0, 0xFFFFFFFF) + ends + _ANY_INTERFACE_ANY_COOKIE
    )
    header = struct.pack("=IHHII", 16 + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETLINK_SOCK_DIAG) as kernel:
        kernel.settimeout(1)
        kernel.send(header + request)
        answer = kernel.recv(4096)
    if len(answer) < _UID_AT + 4 or struct.unpack_from("=H", answer, 4)[0] != _SOCK_DIAG_BY_FAMILY:
        raise ConnectionError("no such socket")
    return int(struct.unpack_from("=I", answer, _UID_AT)[0])


def listed_owner(*, client: tuple[str, int], server: tuple[str, int], table: Path = _TABLE) -> int | None:
    """Return the user id of the socket `client` from the kernel's table: -1 if not there, None without a table."""
    try:
        rows = table.read_bytes()
    except OSError:
        return None
    _, found, after = rows.partition(f" {_spelled(client)} {_spelled(server)} ".encode())
    return int(after.split(maxsplit=5)[4]) if found else -1


def _spelled(end: tuple[str, int]) -> str:
    number = struct.unpack("=I", IPv4Address(end[0]).packed)[0]
    return f"{number:08X}:{end[1]:04X}"

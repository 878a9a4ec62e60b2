"""The guard in tests/conftest.py: loopback and local sockets pass, everything else raises."""

import socket
import threading
from pathlib import Path

import pytest

from tests.conftest import NetworkRefusedError, is_loopback

# Documentation addresses (RFC 5737, RFC 3849), private ranges, and what hides one address in another.
OUTSIDE = ["192.0.2.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "0.0.0.0", "2001:db8::1", "::ffff:192.0.2.1", "::"]


@pytest.mark.parametrize("host", OUTSIDE)
def test_an_address_beyond_this_machine_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as sock, pytest.raises(NetworkRefusedError):
        sock.connect((host, 9))


@pytest.mark.parametrize("host", OUTSIDE)
def test_a_datagram_beyond_this_machine_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock, pytest.raises(NetworkRefusedError):
        sock.sendto(b"x", (host, 9))


def test_listening_beyond_this_machine_is_refused() -> None:
    with socket.socket() as sock, pytest.raises(NetworkRefusedError):
        sock.bind(("0.0.0.0", 0))


@pytest.mark.parametrize("name", ["example.com", "localhost.example.com", b"example.com", "192.0.2.1"])
def test_a_name_is_never_looked_up(name: str | bytes) -> None:
    with pytest.raises(NetworkRefusedError):
        socket.getaddrinfo(name, 80)


def test_this_machine_may_be_reached_by_address_and_by_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer_twice() -> None:
            for _ in range(2):
                server.accept()[0].close()

        answer = threading.Thread(target=answer_twice)
        answer.start()
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, port), timeout=5).close()
        answer.join(timeout=5)
        assert not answer.is_alive()


def test_a_local_socket_may_be_used(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost", "LOCALHOST.", "::ffff:127.0.0.1"])
def test_every_spelling_of_this_machine_counts(host: str) -> None:
    assert is_loopback(host)

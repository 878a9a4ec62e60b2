"""A server that is killed outright in the middle of the questions has lost no page that it answered."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from tests.vaults import ACTOR, PASSPHRASE, Vault
from tests.web.intake_steps import SAID, USUAL
from yosuga.intake import actions

FEW = list(USUAL.items())[:3]


class Browser:
    """Just enough of a browser: one cookie, and forms."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.cookie = f"localhost:{parts.port}", ""
        self.wire = HTTPConnection("127.0.0.1", parts.port or 0, timeout=20)
        self.asks("GET", parts.path)
        self.html = self.asks("GET", "/m")

    def asks(self, method: str, path: str, body: str = "") -> str:
        headers = {"Host": self.host, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.wire.request(method, path, body=body, headers=headers)
        answer = self.wire.getresponse()
        text = answer.read().decode()
        for name in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = name.partition(";")[0]
        assert answer.status in {200, 303}
        return text

    def posts(self, **fields: object) -> None:
        hidden = {name: re.findall(rf'name="{name}" value="([^"]*)"', self.html)[0] for name in ("k", "v")}
        self.asks("POST", "/m", urlencode({**hidden, **fields}, doseq=True))

    def sends(self, **fields: object) -> None:
        self.posts(**fields)
        self.html = self.asks("GET", "/m")

    def close(self) -> None:
        self.wire.close()

    def question(self) -> str:
        return str(re.findall(r'name="page" value="([^"]*)"', self.html)[0])


@contextmanager
def server(vault: Vault) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {**os.environ, "YOSUGA_HOME": str(vault.home), "YOSUGA_LANG": "en", "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    started = subprocess.Popen(
        [sys.executable, "-P", "-m", "yosuga.web", "--port", "0", "--no-open"],
        env=environment | {"PYTHONPATH": "src"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout is not None
        found = next(one[0] for line in started.stdout if (one := re.findall(r"http://\S+/s/\S+", line)))
        yield started, found
    finally:
        started.kill()
        started.wait()
        if started.stdout is not None:
            started.stdout.close()


@pytest.mark.faults
@pytest.mark.timeout(180)
def test_a_killed_server_has_every_answered_page(vault: Vault) -> None:
    with server(vault) as (process, address), closing(Browser(address)) as person:
        person.sends(danger="no")
        person.sends(go="unlock")
        person.sends(passphrase=PASSPHRASE)
        person.sends(go="intake")
        for name, fields in FEW[:-1]:
            assert person.question() == name
            person.sends(page=name, **fields)
        person.posts(page=FEW[-1][0], **FEW[-1][1])
        process.send_signal(signal.SIGKILL)
        process.wait()
    with vault.opened() as tools:
        kept = actions.intake_of("事件", actor=ACTOR, tools=tools)
    assert kept.said == {"danger": (), **{name: SAID[name] for name, _fields in FEW}}

"""A person at the web door without a browser: reads pages, presses buttons, sends forms, as HTTP alone has it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http.response import HttpResponseBase
from django.test import Client

from tests.vaults import PASSPHRASE
from yosuga.web import site
from yosuga.web.sessions import COOKIE, Session, sessions
from yosuga.web.tokens import tokens

HOST = "localhost:8000"


@dataclass(slots=True)
class Page:
    """One answer."""

    status: int
    html: str
    headers: dict[str, str]

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.html, re.DOTALL)
        return found[1].strip() if found else ""

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.html, re.DOTALL)
        return _plain(found[1]) if found else ""

    @property
    def text(self) -> str:
        """What can be read on it, in one line."""
        body = re.search(r"<main.*?</main>", self.html, re.DOTALL)
        return _plain(body[0] if body else self.html)

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        assert found is not None, f"no hidden field {name}"
        return found[1]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _plain(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return " ".join(" ".join(reader.parts).split())


@dataclass(slots=True)
class Person:
    """Somebody with a browser of their own. `page` is what they see."""

    client: Client = field(default_factory=lambda: Client(headers={"host": HOST}))
    page: Page = field(default_factory=lambda: Page(0, "", {}))

    def enters(self) -> "Person":
        """Come in by a token and look at the first screen."""
        self.client.get("/s/" + tokens.new())
        self.looks()
        return self

    def looks(self) -> Page:
        """Ask for the memo."""
        self.page = read(self.client.get("/m"))
        return self.page

    def sends(self, **fields: object) -> Page:
        """Send a form of the page that is open (a list for several of one name, a file object for a file)."""
        given = {"k": self.page.hidden("k"), "v": self.page.hidden("v")}
        answer = self.client.post("/m", {**given, **{name.replace("__", "-"): one for name, one in fields.items()}})
        if answer.status_code != 303:
            self.page = read(answer)
            return self.page
        assert answer.headers["Location"] in {"/m", "/w"}
        self.page = read(self.client.get(answer.headers["Location"]))
        return self.page

    def goes(self, screen: str, **arguments: str) -> Page:
        """Press a button that leads to a screen."""
        return self.sends(go=screen, **{f"arg-{name}": value for name, value in arguments.items()})

    def unlocks(self, passphrase: str = PASSPHRASE) -> Page:
        """Go to the vault's door and open it."""
        self.goes("unlock")
        return self.sends(passphrase=passphrase)

    @property
    def session(self) -> Session:
        """The session, as the server has it."""
        found = sessions.find(self.client.cookies[COOKIE].value)
        assert found is not None
        return found

    def chooses_case(self, case: str) -> None:
        """Let the session be at a case, as its chooser does."""
        self.session.case = case


def read(answer: HttpResponseBase) -> Page:
    """Return an answer as a page."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return Page(answer.status_code, body.decode("utf-8", "replace"), dict(answer.headers))


def every_screen() -> list[str]:
    """Return the name of every screen there is."""
    return sorted(site.screens())

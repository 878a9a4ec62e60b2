"""Takes a picture of every screen, for people to look at: `make screens TO=FOLDER`.

Nothing of it belongs into the repository. The vault is fictional and made for the purpose.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import django
from playwright.sync_api import Browser

# The vault is made in this process, on a data folder that nobody owns.
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from tests.web.browser import crawl, visitor, world  # noqa: E402
from tests.web.browser.server import ROOT, Server  # noqa: E402
from tests.web.browser.visitor import DESK, PHONE, Size, Visitor  # noqa: E402

# Pictures further down are loaded when somebody scrolls; here nobody does.
_ALL_PICTURES = """() => Promise.all([...document.images].map((one) => {
  one.loading = 'eager';
  return one.decode().catch(() => null);
}))"""
# What a guest meets before there is a vault, and what only the door itself shows.
BEFORE = ("danger", "danger-now", "ways", "make", "unlock", "leaving", "enough", "intake")
# These are looked at in English too, and in the dark at both sizes.
MAIN = frozenset({
    "danger", "ways", "make", "intake", "plan", "step", "keep", "evidence", "item", "desks", "handbook",
    "removals", "removal", "removal-ways", "removal-way", "removal-draft", "removal-reach", "removal-look",
})  # fmt: skip
# These are looked at in やさしい日本語 with furigana.
GUIDANCE = MAIN | {
    "routes",
    "route",
    "care",
    "prevention",
    "pitfalls",
    "page",
    "services",
    "dates",
    "check",
    "danger-now",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a round of pictures is taken."""

    name: str
    size: Size
    scheme: Literal["light", "dark"] = "light"
    language: str = "ja"
    only: frozenset[str] | None = None
    easy: bool = False


MANNERS = (
    Manner("360-light-ja", PHONE),
    Manner("1280-light-ja", DESK),
    Manner("360-dark-ja", PHONE, scheme="dark"),
    Manner("1280-dark-ja", DESK, scheme="dark"),
    Manner("360-light-easy", PHONE, only=GUIDANCE, easy=True),
    Manner("1280-dark-easy", DESK, scheme="dark", only=GUIDANCE, easy=True),
    Manner("360-light-en", PHONE, language="en", only=MAIN),
    Manner("1280-light-en", DESK, language="en", only=MAIN),
)


def main() -> int:
    """Make the folder and fill it; say how many pictures there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", metavar="ROUND", help=", ".join(one.name for one in MANNERS))
    arguments = parser.parse_args()
    if arguments.folder.resolve().is_relative_to(ROOT):
        parser.error("choose a folder outside the checkout")
    with tempfile.TemporaryDirectory(prefix="yosuga-screens-") as place:
        taken = round_after_round(arguments.folder.resolve(), place=Path(place), only=arguments.only or ())
    sys.stdout.write(f"{taken} pictures in {arguments.folder}\n")
    return 0


def round_after_round(folder: Path, *, place: Path, only: Sequence[str]) -> int:
    """Take every picture and return how many there are."""
    empty, full = place / "empty", place / "full"
    for one in (empty, full):
        one.mkdir()
    world.make(full)
    servers = Server(empty).start(), Server(full).start()
    try:
        with visitor.browsers() as browser:
            rounds = [manner for manner in MANNERS if not only or manner.name in only]
            return sum(_round(manner, folder / manner.name, browser=browser, servers=servers) for manner in rounds)
    finally:
        for server in servers:
            server.kill()


def _round(manner: Manner, folder: Path, *, browser: Browser, servers: tuple[Server, Server]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, person in _all_screens(manner, browser=browser, servers=servers):
        screen = name.partition(" ")[0]
        if manner.only is None or screen in manner.only:
            count += 1
            person.page.evaluate(_ALL_PICTURES)
            person.page.screenshot(path=folder / f"{count:03}-{name.rpartition(' ')[2]}.png", full_page=True)
    return count


def _all_screens(manner: Manner, *, browser: Browser, servers: tuple[Server, Server]) -> Iterator[tuple[str, Visitor]]:
    """Yield each screen while it is open: first to a guest, then to an owner with a case."""

    def sits_down(server: Server) -> Visitor:
        return Visitor.at(browser, server, size=manner.size, language=manner.language, scheme=manner.scheme).enters()

    person = sits_down(servers[0])
    if manner.easy:
        person.reads_easily()
    for name in BEFORE:
        person.goes(name)
        yield f"{name} guest-{name}", person
    person.leaves()
    person = sits_down(servers[1])
    owns(person)
    if manner.easy:
        person.reads_easily()
    for way in crawl.ways(person, also=crawl.everything()):
        yield f"{way.screen} {way.name}", person
    person.exits()
    yield "weather", person
    person.leaves()


def owns(person: Visitor) -> None:
    """Unlock the filled vault and choose its case."""
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)


if __name__ == "__main__":
    sys.exit(main())

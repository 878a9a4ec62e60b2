"""What a worker does to the vault while faults fall on it. Each act tells of its success where a command does."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module

from tests import vaults
from tests.faults.scene import CASE, Scene
from tests.takedown.following import asked
from tests.vaults import ACTOR
from yosuga.cases.access import case_for
from yosuga.cases.troubles import database_words
from yosuga.evidence import actions, copying, erasing, exporting, stamping, vault
from yosuga.evidence.results import Choice
from yosuga.keys.header import Header
from yosuga.takedown import adding, asking, following
from yosuga.timestamps.base import Authority, Token
from yosuga.tools import Tools

Tell = Callable[[], None]


def ingest(scene: Scene, tell: Tell) -> None:
    """Take in a file."""
    with scene.opened() as tools:
        actions.import_file(scene.incoming, kind=None, case=CASE, actor=ACTOR, tools=tools)
        tell()


def export_folder(scene: Scene, tell: Tell) -> None:
    """Write a package as a folder."""
    with scene.opened() as tools:
        _export(scene, tools=tools, zipped=False)
        tell()


def export_zip(scene: Scene, tell: Tell) -> None:
    """Write a package as one file."""
    with scene.opened() as tools:
        _export(scene, tools=tools, zipped=True)
        tell()


def _export(scene: Scene, *, tools: Tools, zipped: bool) -> None:
    exporting.export(
        CASE,
        folder=scene.package,
        zipped=zipped,
        choice=Choice(purpose="相談"),
        papers=exporting.NoPapers(),
        actor=ACTOR,
        tools=tools,
    )


def erase_item(scene: Scene, tell: Tell) -> None:
    """Erase an item."""
    with scene.opened() as tools:
        erasing.erase_item("E0001", case=CASE, actor=ACTOR, tools=tools)
        tell()


def erase_case(scene: Scene, tell: Tell) -> None:
    """Erase a case."""
    with scene.opened() as tools:
        erasing.erase_case(CASE, actor=ACTOR, tools=tools)
        tell()


def copy(scene: Scene, tell: Tell) -> None:
    """Bring the second copy up to date."""
    with scene.opened() as tools:
        copying.copy_vault(scene.copy, actor=ACTOR, tools=tools)
        tell()


def restore(scene: Scene, tell: Tell) -> None:
    """Make a vault out of the second copy, where there is none."""
    with database_words():
        vaults.point_at(scene.home)
        copying.restore(scene.copy, scene.home)
    with scene.opened():
        tell()


def change_passphrase(scene: Scene, tell: Tell) -> None:
    """Put the new header in place; Argon2id was spent on it before."""
    with scene.opened() as tools:
        vault.write_header(Header.from_bytes(bytes.fromhex(scene.new_header)), actor=ACTOR, tools=tools)
        tell()


def stamp(scene: Scene, tell: Tell) -> None:
    """Have the newest head stamped, by a stand-in that answers at once."""
    with scene.opened() as opened:
        tools = replace(opened, stamper=QuickStamper())
        stamping.consent([_authority(scene)], tools=tools)
        stamping.stamp_everything(actor=ACTOR, tools=tools)
        tell()


def follow(scene: Scene, tell: Tell) -> None:
    """Follow one thing that is to be removed."""
    with scene.opened() as tools:
        adding.add("https://x.com/example/status/1541815603606036480", case=CASE, actor=ACTOR, tools=tools)
        tell()


def say_sent(scene: Scene, tell: Tell) -> None:
    """Follow something, draft a request for it and write down that it was sent."""
    with scene.opened() as tools:
        case = case_for(CASE, actor=ACTOR, tools=tools)
        new = adding.add("https://x.com/example/status/1541815603606036480", case=CASE, actor=ACTOR, tools=tools)
        asked(new.number, case=case, tools=tools)
        following.sent(new.number, request=1, proof=["E0001"], case=CASE, actor=ACTOR, tools=tools)
        tell()


def finish_letter(scene: Scene, tell: Tell) -> None:
    """Make the papers of the letter that waits and keep them."""
    with scene.opened() as tools:
        asking.finish(1, request=1, over=scene.over, case=CASE, actor=ACTOR, tools=tools)
        tell()


def preview_letter(scene: Scene, tell: Tell) -> None:
    """Load what finishing a letter loads, short of typesetting it."""
    with scene.opened() as tools:
        asking.preview(1, request=1, case=CASE, actor=ACTOR, tools=tools)
    for name in ("letter_paper", "letter_docx"):
        import_module(f"yosuga.documents.{name}")


class QuickStamper:
    """An authority's answer without the authority: what counts here is what is done with it."""

    def stamp(self, digest: bytes, *, authority: Authority) -> Token:
        return Token(authority.name, b"token over " + digest, digest, datetime(2026, 11, 1, tzinfo=UTC), None, 1)

    def verify(self, response: bytes, *, digest: bytes, authority: Authority) -> Token:
        raise NotImplementedError


def _authority(scene: Scene) -> Authority:
    return Authority(name="quick", url="https://tsa.example.com/", roots=[bytes.fromhex(scene.authority)])


ACTS: dict[str, Callable[[Scene, Tell], None]] = {
    "ingest": ingest,
    "export-folder": export_folder,
    "export-zip": export_zip,
    "erase-item": erase_item,
    "erase-case": erase_case,
    "copy": copy,
    "first-copy": copy,
    "restore": restore,
    "passphrase": change_passphrase,
    "stamp": stamp,
    "follow": follow,
    "say-sent": say_sent,
    "finish-letter": finish_letter,
}


# The typesetter starts threads, and no thread lives on in a forked child: a worker must not have typeset before.
WARMING = ACTS | {"finish-letter": preview_letter}


def make_ready(act: str, scene: Scene) -> None:
    """Take away what the act makes anew."""
    if act == "first-copy":
        shutil.rmtree(scene.copy)
    if act == "restore":
        shutil.rmtree(scene.home)

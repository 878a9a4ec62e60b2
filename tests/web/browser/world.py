"""A vault in which every screen has something to show: answers, captures, files, a talk, what was done."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from tests import vaults
from tests.imports import samples
from tests.vaults import ACTOR, Vault
from tests.web import archives, many
from tests.web.browser import removals
from yosuga.intake.typed import Answer

CASE = "駅前の件"
OTHER = "メモ帳"
NOTE = "弁護士の予約は火曜の10時"
ARCHIVE = "投稿.wacz"  # a page that somebody else archived
SAID: dict[str, Answer] = {
    "danger": (), "asker": "self", "age": "adult", "leaked": ("name", "address"), "want": ("removal", "identification"),
    "platform": "x", "place": "public", "up": True, "posted": "2026-11-20", "request": "none",
    "offender": "unknown", "evidence": "not_kept", "story": "架空の住所が書きこまれている",
}  # fmt: skip


def make(folder: Path) -> Vault:
    """Make the vault. The passphrase is that of every test."""
    made = vaults.make(folder / "vault")
    from yosuga.cases import actions as cases
    from yosuga.cases import notes
    from yosuga.evidence import actions
    from yosuga.intake import actions as intake

    with made.opened() as tools:
        case = intake.start(CASE, said=SAID, actor=ACTOR, tools=tools)
        cases.open_case(OTHER, actor=ACTOR, tools=tools)
        notes.write(NOTE, case=case, actor=ACTOR, tools=tools)
        many.fill(case, items=3, entries=8, shown=many.picture(width=640, height=900), actor=ACTOR, tools=tools)
        for name, content in {**files(), ARCHIVE: archives.wacz()}.items():
            (folder / name).write_bytes(content)
            actions.import_file(folder / name, kind=None, case=case, actor=ACTOR, tools=tools)
        removals.fill(case, tools=tools)
    return replace(made, home=folder / "vault")


def files() -> dict[str, bytes]:
    """Return what a person has on their device: a picture of the screen, an exported talk."""
    return {
        "スクリーンショット 2026-11-20 23.41.png": screenshot(),
        "[LINE]花子 本田.txt": samples.TALK_PC.encode(),
    }


def screenshot(*, width: int = 720, height: int = 1280, seed: int = 0) -> bytes:
    """Return a picture such as a phone takes of its screen."""
    drawn = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(drawn)
    for row in range(60, height - 60, 90):
        pen.rounded_rectangle((40, row, 40 + (row * 37 + seed) % (width - 120), row + 60), 20, fill=(225, 235, 240))
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()

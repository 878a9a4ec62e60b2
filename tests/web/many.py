"""A case with many items and a long log, made quickly: real rows, keys and log lines, small files."""

import json
from dataclasses import replace
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageDraw

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import case_for
from yosuga.custody.events import EventType
from yosuga.custody.records import FileRole, Source
from yosuga.evidence import keeping
from yosuga.evidence.entering import enter, sealer_of
from yosuga.evidence.keeping import Kept
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.target import Kind, Target
from yosuga.takedown import shelf
from yosuga.tools import Tools


def picture(*, width: int = 1280, height: int = 1600) -> bytes:
    """Return a PNG such as a capture's first view is."""
    drawn = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(drawn)
    for row in range(0, height, 24):
        pen.rectangle((20, row, 20 + (row * 37) % (width - 40), row + 12), fill=(row % 200, 80, 120))
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def fill(case: str, *, items: int, entries: int, shown: bytes = b"", actor: Actor, tools: Tools) -> None:
    """Bring `items` captures into the case and add notes until its log has `entries` entries."""
    opened = case_for(case, actor=actor, tools=tools)
    with transaction.atomic():
        for number in range(1, items + 1):
            _capture(number, case=case, shown=shown, actor=actor, tools=tools)
        for number in range(max(0, entries - items - 1)):
            row = keeping.row_of(str(number % items + 1), case=opened)
            item = keeping.open_item(opened, row)
            sealer = sealer_of(item)
            log.append(
                opened,
                EventType.ANNOTATE,
                method="note",
                actor=actor,
                tools=tools,
                sealer=sealer,
                eid=item.eid,
                note=f"メモ{number}",
            )


def _capture(number: int, *, case: str, shown: bytes, actor: Actor, tools: Tools) -> None:
    opened = case_for(case, actor=actor, tools=tools)
    url = f"https://sns.example.com/post/{number}"
    said = {"url": url, "final_url": url, "finished": "2026-11-22T05:05:00.000000Z", "verdict": "COMPLETE"}
    kept = [_kept("capture.json", "application/json", json.dumps(said).encode(), tools=tools)]
    if shown:
        kept.append(_kept("20261122_1405_web_初期表示.png", "image/png", shown, tools=tools))
    item, record = enter(opened, kept, kind="web-page", source=Source.CAPTURED, title=f"投稿 {number}", tools=tools)
    principal = kept[0].file
    log.append(
        opened,
        EventType.CAPTURE,
        method="browser",
        actor=actor,
        tools=tools,
        sealer=sealer_of(item),
        eid=item.eid,
        sha256=principal.sha256,
        size=principal.size,
        record=record,
        url=url,
        verdict="COMPLETE",
    )


def _kept(name: str, media_type: str, content: bytes, *, tools: Tools) -> Kept:
    return keeping.keep(BytesIO(content), name=name, role=FileRole.RAW, media_type=media_type, tools=tools)


def follow(case: str, *, targets: int, evidence: str, actor: Actor, tools: Tools) -> None:
    """Follow that many posts, every fifth of them asked about and received."""
    opened = case_for(case, actor=actor, tools=tools)
    now = tools.clock.read().wall
    steps = tuple(Step(what, now, proof=(evidence,)) for what in (What.DRAFTED, What.SENT, What.RECEIVED))
    with transaction.atomic():
        for number in range(1, targets + 1):
            post = str(1_992_034_857_612_345_678 + number)
            address = f"https://x.com/i/status/{post}"
            asked = Request(1, "x/statutory_jp", Reason.PRIVACY, Requester.SELF, letter="report", steps=steps)
            drafted = replace(asked, number=2, route="letter/sendstop", letter="sendstop", steps=steps[:1])
            target = Target(Kind.POST, address, address, platform="x", post=post, copies=1 if number > 480 else 0)
            requests = (asked, drafted) if number % 5 == 1 else ()
            shelf.add(
                Followed(0, target, evidence=(evidence,), requests=requests), case=opened, actor=actor, tools=tools
            )

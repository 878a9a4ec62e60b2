"""Makes the papers of one export: exhibits, 証拠説明書, the tables beside it, 封印証明書 and the cover page."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, Final, TypeVar

from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.clock import JST
from yosuga.custody import events, naming
from yosuga.custody.package.contents import Paper, SoFar
from yosuga.custody.records import FileEntry, FileRole, Source
from yosuga.documents import (
    certificate,
    chronology,
    damages,
    exhibits,
    listings,
    receipts,
    seals,
    statement,
    statement_docx,
)
from yosuga.documents.court import Certificate, Heading, ListedCase, ListedItem, Mark, Sheet
from yosuga.documents.masking import Mask
from yosuga.documents.seals import SealKey, Stamp
from yosuga.documents.thumbnails import thumbnail
from yosuga.documents.typesetting import let_go
from yosuga.errors import BadFile, TimestampError
from yosuga.evidence import keeping, stamping, times
from yosuga.evidence.keeping import OpenItem
from yosuga.evidence.times import Times
from yosuga.keys import wrap
from yosuga.proceedings import plan as planning
from yosuga.proceedings import reading
from yosuga.proceedings.plan import Plan
from yosuga.proceedings.reading import ItemFacts
from yosuga.text import file_title
from yosuga.timestamps.base import Authority
from yosuga.tools import Tools
from yosuga_page.making import Entry, Summary, page

COVER: Final = "00_はじめにお読みください.html"
_FOLDER: Final = "data/exhibits"
_AT_ONCE: Final = 50  # papers between two times that the typesetter's memory is given back
_MOST_ROWS: Final = 250  # of one volume of a table
_EARLY: Final = "_初期表示.png"
_UNREADABLE: Final = "（画像として開けないため、紙の写しはありません。原本のファイルをご覧ください。）"
Row = TypeVar("Row")
Split = Callable[[bytes], Sequence[bytes]]


@dataclass(slots=True)
class CourtPapers:
    """The papers of one export; `plan` numbers the exhibits, items in `masked` show covered copies only.

    `split` cuts a paper to a receiver's limit; `made` are the papers' names and sizes, `seal_fingerprint` is known
    once the 封印証明書 is signed. What an item says is read once, while its exhibit is made, and its long texts are let
    go again: memory does not grow with them.
    """

    plan: Plan
    tools: Tools
    masked: Set[str] = frozenset()
    purpose: str = ""
    recipient: str = ""
    split: Split = field(default=lambda paper: [paper])
    made: dict[str, int] = field(default_factory=dict)
    seal_fingerprint: str = ""
    _items: list[ItemFacts] = field(default_factory=list)
    _thumbnails: dict[str, bytes] = field(default_factory=dict)

    def exhibits(self, chosen: Sequence[OpenItem], *, case: OpenCase) -> Iterator[Paper]:
        """Yield the exhibits of the chosen items."""
        clocks = times.of_items(case)
        for place, item in enumerate(chosen, start=1):
            if place % _AT_ONCE == 0:
                let_go()
            facts = reading.item_facts(item, case=case, tools=self.tools)
            self._thumbnails[item.eid] = b"" if item.eid in self.masked else self._thumbnail(item, facts, case=case)
            for mark in planning.marks_of(self.plan, item.eid):
                sheet = self._sheet(facts, mark=mark, case=case, clock=clocks.get(item.eid, Times()))
                yield from self._named(self._made(item, facts, sheet=sheet, case=case), sheet=sheet, facts=facts)
            # What a covered copy hides must not stand in a list beside it.
            self._items.append(replace(facts, text="", post_text="" if item.eid in self.masked else facts.post_text))

    def beside(self, so_far: SoFar, *, case: OpenCase, withheld: int) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of the papers at the package's top."""
        for name, content in self._beside(so_far, case=case, withheld=withheld):
            self.made[name] = len(content)
            yield name, content
            if len(self._items) > _AT_ONCE:
                let_go()

    @property
    def unnumbered(self) -> Sequence[str]:
        """The items of this export that are in no exhibit."""
        return planning.without_exhibit(self.plan, self._items)

    def _beside(self, so_far: SoFar, *, case: OpenCase, withheld: int) -> Iterator[tuple[str, bytes]]:
        heading = replace(self.plan.heading, date=so_far.info.moment.astimezone(JST).date(), case=so_far.info.case)
        yield COVER, self._cover(so_far, withheld=withheld)
        yield from self._for_court(heading)
        yield "02_封印証明書.pdf", self._seal(so_far, case=case, withheld=withheld)
        first = 1
        for name, listed in _volumes("06_受領確認", self._items):
            yield name, receipts.pdf([self._listed(so_far, listed, first=first)])
            first = naming.item_number(listed[-1].eid) + 1

    def _made(self, item: OpenItem, facts: ItemFacts, *, sheet: Sheet, case: OpenCase) -> Iterator[bytes]:
        """Yield the exhibit's papers: one, or one a piece where the picture lies in pieces."""
        masks = [
            Mask(x=x, y=y, width=width, height=height)
            for x, y, width, height in planning.masks_of(self.plan, item.eid).get(sheet.mark, ())
        ]
        for picture in facts.pictures:
            with reading.open_entry(item, picture, case=case, tools=self.tools) as body:
                yield _of_picture(body, sheet=sheet, masks=masks if sheet.masked else ())
        if not facts.pictures:
            yield exhibits.text_exhibit("" if sheet.masked else facts.text, sheet=sheet)

    def _named(self, made: Iterable[bytes], *, sheet: Sheet, facts: ItemFacts) -> Iterator[Paper]:
        parts = [part for paper in made for part in self.split(paper)]
        for number, content in enumerate(parts, start=1):
            part = f"-{number}" if len(parts) > 1 else ""
            name = _name(sheet, part=part, facts=facts)
            self.made[name] = len(content)
            yield Paper(path=f"{_FOLDER}/{name}", content=content)

    def _sheet(self, facts: ItemFacts, *, mark: Mark, case: OpenCase, clock: Times) -> Sheet:
        shown = facts.pictures[0] if facts.pictures else facts.principal
        return Sheet(
            mark=mark,
            case=case.id,
            item=facts.eid,
            title=facts.title,
            url=facts.final_url or facts.url,
            account_name=facts.account_name,
            account_id=facts.account_id,
            posted=facts.posted,
            captured=facts.captured,
            not_before=clock.not_before,
            not_after=clock.not_after,
            authority=clock.authority,
            method=facts.method,
            verdict=facts.verdict,
            original=_path(facts, shown),
            sha256=shown.sha256,
            masked=facts.eid in self.masked,
        )

    def _thumbnail(self, item: OpenItem, facts: ItemFacts, *, case: OpenCase) -> bytes:
        early = next((file for _, file in keeping.files_of(item) if file.name.endswith(_EARLY)), None)
        shown = early or next(iter(facts.pictures), None)
        if shown is None or shown.role is FileRole.VAULT:
            return b""
        with reading.open_entry(item, shown, case=case, tools=self.tools) as body:
            return thumbnail(body)

    def _for_court(self, heading: Heading) -> Iterator[tuple[str, bytes]]:
        rows = planning.statement_rows(self.plan, self._items)
        for name, part in _volumes("01_証拠説明書", rows):
            yield name, statement.pdf(part, heading=heading)
        yield "01_証拠説明書.docx", statement_docx.docx(rows, heading=heading)
        for name, happenings in _volumes("03_時系列表", planning.chronology(self.plan, self._items)):
            yield name, chronology.pdf(happenings, heading=heading)
        if posts := planning.post_rows(self.plan, self._items):
            for name, listed in _volumes("04_投稿記事目録", posts):
                yield name, listings.pdf(listed, heading=heading)
        told = planning.damages(self.plan, self._items)
        if told.expenses or told.harms:
            yield "05_損害の記録.pdf", damages.pdf(told, heading=heading)

    def _cover(self, so_far: SoFar, *, withheld: int) -> bytes:
        return page(
            Summary(
                case=so_far.info.case,
                number=so_far.info.number,
                made=so_far.info.moment,
                manifest_sha256=so_far.manifest_sha256,
                key=so_far.vkey,
                key_fingerprint=_fingerprint(so_far.vkey),
                items=[self._entry(one) for one in self._items],
                withheld=withheld,
                authorities=[one.name for one in stamping.authorities(tools=self.tools)],
            )
        )

    def _entry(self, facts: ItemFacts) -> Entry:
        return Entry(
            eid=facts.eid,
            title=facts.title,
            url=facts.final_url or facts.url,
            captured=facts.captured,
            thumbnail=self._thumbnails[facts.eid],
        )

    def _seal(self, so_far: SoFar, *, case: OpenCase, withheld: int) -> bytes:
        """Return the 封印証明書, signed with the case's own key and stamped where an authority answers."""
        from yosuga.documents import signing  # most of a second, which an export without a seal need not pay

        authorities = stamping.authorities(tools=self.tools)
        key = seal_key(case)
        self.seal_fingerprint = key.fingerprint
        paper = certificate.pdf(
            Certificate(
                case=so_far.info.case,
                number=so_far.info.number,
                made=so_far.info.moment,
                manifest_sha256=so_far.manifest_sha256,
                files=so_far.files,
                size=so_far.size,
                head=so_far.checkpoint.decode(),
                key=so_far.vkey,
                key_fingerprint=_fingerprint(so_far.vkey),
                seal_fingerprint=key.fingerprint,
                items=so_far.items,
                withheld=withheld,
                authorities=[one.name for one in authorities],
                purpose=self.purpose,
                recipient=self.recipient,
            )
        )
        moment = so_far.info.moment
        for authority in authorities:
            try:
                stamp = _stamp(authority, tools=self.tools)
                return signing.sign(paper, key=key, stamp=stamp, moment=moment, roots=authority.roots).pdf
            except TimestampError:
                continue  # the next authority, and in the end a signature without time: the PDF shows which it is
        return signing.sign(paper, key=key, stamp=None, moment=moment).pdf

    def _listed(self, so_far: SoFar, items: Sequence[ItemFacts], *, first: int) -> ListedCase:
        return ListedCase(
            case=so_far.info.case,
            head=so_far.checkpoint.decode(),
            items=[
                ListedItem(
                    item=one.eid,
                    title=one.title,
                    captured=one.captured,
                    sha256=one.principal.sha256,
                    state="覆った写し" if one.eid in self.masked else "",
                )
                for one in items
            ],
            made=so_far.info.moment,
            recipient=self.recipient,
            first=first,
        )


def _volumes(name: str, rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """Yield a file name and its rows: one file, or numbered ones. A table of 1,000 rows takes 175 MB to set."""
    starts = range(0, max(len(rows), 1), _MOST_ROWS)
    for volume, start in enumerate(starts, start=1):
        number = f"_{volume}" if len(starts) > 1 else ""
        yield f"{name}{number}.pdf", rows[start : start + _MOST_ROWS]


def _of_picture(picture: BinaryIO, *, sheet: Sheet, masks: Sequence[Mask]) -> bytes:
    """Return the exhibit of a picture; of one that is none a sheet that says so: the file itself is handed over."""
    try:
        return exhibits.picture_exhibit(picture, sheet=sheet, masks=masks)
    except BadFile:
        return exhibits.text_exhibit(_UNREADABLE, sheet=sheet)


def seal_key(case: OpenCase) -> SealKey:
    """Return the key that signs the case's 封印証明書; it comes from the case's key and dies with it."""
    _, first = next(iter(log.lines(case, item_key=lambda _: None)))
    opened = datetime.fromisoformat(events.decode(first or b"").at_device)
    return seals.seal_key(wrap.derive(case.key, label="seal"), case=case.id, opened=opened)


def _stamp(authority: Authority, *, tools: Tools) -> Stamp:
    return lambda digest: tools.stamper.stamp(digest, authority=authority).response


def _fingerprint(vkey: str) -> str:
    return hashlib.sha256(vkey.encode()).hexdigest()


def _path(facts: ItemFacts, file: FileEntry) -> str:
    place = naming.capture_path if facts.source is Source.CAPTURED else naming.original_path
    return place(facts.eid, name=file.name)


def _name(sheet: Sheet, *, part: str, facts: ItemFacts) -> str:
    """Return `甲001の2-1_E0003_投稿_20250911.pdf`, at most 50 characters: what a court's system takes."""
    start = f"{sheet.mark.file}{part}_{facts.eid}_"
    end = f"_{facts.captured.astimezone(JST):%Y%m%d}.pdf"
    words = file_title(facts.title.replace("%", "％"), most=naming.MOST_CHARACTERS - len(start) - len(end))
    return f"{start}{words}{end}"


def masked_items(plan: Plan) -> frozenset[str]:
    """Return the items that the plan covers in part."""
    return frozenset(eid for one in plan.exhibits if one.masks for eid in one.items)

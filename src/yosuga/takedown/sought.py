"""What is looked for again at an address, from the evidence that shows it; and pages of the host that are known."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from yosuga.capture.post.urls import recognise
from yosuga.capture.relook.addresses import host_of
from yosuga.capture.relook.base import Answered
from yosuga.capture.relook.shots import of_facts
from yosuga.cases.access import OpenCase
from yosuga.custody.records import FileEntry
from yosuga.errors import NotFound
from yosuga.evidence import keeping
from yosuga.evidence.keeping import OpenItem
from yosuga.evidence.models import Blob
from yosuga.rules.relook import Kept
from yosuga.rules.removal import Sight, Way, sight
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.kept import kept_of
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.weighing import Sought
from yosuga.takedown import shelf, witness
from yosuga.text import file_title
from yosuga.tools import Tools

_MOST = 4 << 20  # bytes of a file of words
_QUOTED = "exact-words"  # the field of the letters, and the question of the brake
_MARKS = " \t\u3000「」『』\"'“”"
_TAIL = 30  # characters of an address by which a kept picture is named (`capture.results`)


@dataclass(frozen=True, slots=True)
class Aims:
    """What is sought, and the pages of the host that are known to be there, with what was kept of them or None."""

    sought: Sought
    known: Mapping[str, Kept | None] = field(default_factory=dict)


def of(followed: Followed, *, control: str, marked: Sequence[str], case: OpenCase, tools: Tools) -> Aims:
    """Return what to look for, and beside what."""
    others = {one.number: one for one in shelf.all_of(case)}
    root = others.get(followed.target.copies)
    return Aims(
        _sought(followed, root=root, marked=marked, case=case, tools=tools),
        _known(followed, control=control, others=list(others.values()), case=case, tools=tools),
    )


def kept_by(followed: Followed, *, case: OpenCase, tools: Tools) -> tuple[Kept, bool]:
    """Return what is kept of a target, from a capture of its own address before all others; and whether it is exact."""
    target = followed.target
    for item in _items(followed, case=case):
        kept, exact = _of_item(item, target=target, case=case, tools=tools)
        if kept.lines:
            return kept, exact
    return Kept(()), False


def _sought(
    followed: Followed, *, root: Followed | None, marked: Sequence[str], case: OpenCase, tools: Tools
) -> Sought:
    target = followed.target
    kept, exact = kept_by(followed, case=case, tools=tools)
    if not kept.lines and root is not None and target.kind is not Kind.SEARCH:
        kept, exact = kept_by(root, case=case, tools=tools)  # a copy shows what its root showed
    words = tuple(marked) or _exact_words(followed)
    if not kept.lines and words:
        kept, exact = Kept(words), True  # a screenshot alone has no text: what the person wrote out of it stands for it
    return Sought(
        kind=target.kind,
        kept=Kept(()) if target.kind is Kind.MEDIA else kept,
        exact=exact,
        digest=_picture(followed, case=case) if target.kind is Kind.MEDIA else "",
        result=root.target.address if target.kind is Kind.SEARCH and root is not None else "",
        marked=words,
    )


def _exact_words(followed: Followed) -> tuple[str, ...]:
    """Return the words that the person's requests quote, the last request first."""
    quoted = [request.values.get(_QUOTED, "") for request in reversed(followed.requests)]
    return tuple(
        dict.fromkeys(line.strip(_MARKS) for said in quoted for line in said.splitlines() if line.strip(_MARKS))
    )


def _known(
    followed: Followed, *, control: str, others: Sequence[Followed], case: OpenCase, tools: Tools
) -> dict[str, Kept | None]:
    """Return what the caller named, then what of the same host was seen live when last looked at."""
    host = host_of(followed.target.address)
    found: dict[str, Kept | None] = {}
    if control:
        found[control] = None
    for other in others:
        address = other.target.address
        if other.number == followed.number or not address or host_of(address) != host:
            continue
        if address == control or (other.looks and sight(other.looks[-1]) is Sight.LIVE):
            found[address] = kept_by(other, case=case, tools=tools)[0]
    return found


def _items(followed: Followed, *, case: OpenCase) -> Sequence[OpenItem]:
    """Return its items that are there, captures of its own address first, the newest before older ones."""
    own = recognise(followed.target.address).canonical
    seen = [one for one in witness.glance(followed.evidence, case=case) if not one.erased and one.url]
    seen.reverse()
    items = []
    for one in sorted(seen, key=lambda one: recognise(one.url).canonical != own):
        try:
            items.append(keeping.open_item(case, keeping.row_of(one.eid, case=case)))
        except NotFound:
            continue
    return items


def _of_item(item: OpenItem, *, target: Target, case: OpenCase, tools: Tools) -> tuple[Kept, bool]:
    files = {file.name: (row, file) for row, file in keeping.files_of(item)}
    text = _words(files.get("text.txt"), item=item, case=case, tools=tools)
    if not text:
        return Kept(()), False
    said = _words(files.get("metadata.json"), item=item, case=case, tools=tools)
    facts = json.loads(said) if said else {}
    return kept_of(text, facts=facts if isinstance(facts, dict) else {}, address=target.address)


def answered(eid: str, *, case: OpenCase, tools: Tools) -> tuple[Answered, Way]:
    """Return what a capture in the vault showed, and by which way it was taken. Raises NotFound for any other item."""
    item = keeping.open_item(case, keeping.row_of(eid, case=case))
    files = {file.name: (row, file) for row, file in keeping.files_of(item)}
    facts = json.loads(_words(files.get("capture.json"), item=item, case=case, tools=tools) or "null")
    if not isinstance(facts, dict) or not facts.get("finished"):
        raise NotFound("capture")
    own = facts.get("method") == "own-browser"
    text = _words(files.get("text.txt"), item=item, case=case, tools=tools)
    return of_facts(facts, text=text), Way.OWN_BROWSER if own else Way.HEADLESS


def _words(found: tuple[Blob, FileEntry] | None, *, item: OpenItem, case: OpenCase, tools: Tools) -> str:
    if found is None or found[1].size > _MOST:
        return ""
    with keeping.open_file(item, found[0], case=case, tools=tools) as body:
        return body.read().decode("utf-8", "replace")


def _picture(followed: Followed, *, case: OpenCase) -> str:
    """Return the SHA-256 of the picture at this address, as a capture kept it; nothing where none did."""
    tail = unquote(followed.target.address.partition("?")[0].partition("#")[0].rstrip("/").rsplit("/", 1)[-1])
    name = file_title(tail[-_TAIL:], most=_TAIL, otherwise="file")
    for item in _items(followed, case=case):
        for _, file in keeping.files_of(item):
            if file.name.startswith("media/") and file.name.endswith(f"_{name}"):
                return file.sha256
    return ""

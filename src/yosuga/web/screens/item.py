"""One item: what it is, its picture when asked for, its files, notes, its life, a check now, and its erasure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from yosuga.custody.records import FileEntry
from yosuga.errors import NotFound
from yosuga.evidence import actions, checking, elsewhere, erasing, looking, previews
from yosuga.evidence.looking import Look, words_alone
from yosuga.evidence.previews import Size
from yosuga.evidence.redacting import is_copy, redactable
from yosuga.web import evidence_words, hand_copies, leaks, pausing
from yosuga.web.brake import no_pictures
from yosuga.web.evidence_words import PICTURES
from yosuga.web.pausing import Onward
from yosuga.web.replay.openers import best, shape_of
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.screens.erasing import alone
from yosuga.web.words import moment_words, say

_MOST_ENTRIES = 30
_LONGEST_NOTE = 4000
_EVERY_S = 2


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of an item in a list; `address` is one of this session."""

    label: str
    name: str
    size: str
    sha256: str
    address: str
    opens: bool
    named: bool
    copyable: bool


def _item(asked: Asked) -> Shown:
    found = _look(asked)
    line = found.line
    closed = None if words_alone(found.files) else no_pictures(asked)
    told = [evidence_words.told(one) for one in found.history]
    everything = asked.args.get("entries") == "all"
    leaked = leaks.of_item(line.eid, asked=asked)
    making = hand_copies.of_item(line.eid, asked=asked)
    return Shown(
        "evidence/item.html",
        {
            "line": line,
            "kind": evidence_words.kind(line.kind),
            "verdict": evidence_words.verdict(line.verdict),
            "moment": moment_words(line.moment) if line.moment else "",
            "missing": evidence_words.missing(found.reasons),
            "read": evidence_words.read(found.read),
            "closed": closed,
            "timeline": asked.has("timeline"),
            "history": told if everything else told[:_MOST_ENTRIES],
            "older": not everything and len(told) > _MOST_ENTRIES,
            "best": best(found.files) is not None and not closed,
            "leaked": leaked,
            "making": making,
            "copyable": bool(redactable(found.files)),
            "files": [] if closed else [_file(one, found, asked) for one in found.files],
            **_picture(found, asked),
        },
        refresh=_EVERY_S if any(one is not None and one.running for one in (leaked, making)) else 0,
    )


def _look(asked: Asked) -> Look:
    eid = asked.args.get("eid", "")
    return looking.look(eid, case=asked.case, actor=asked.actor, tools=asked.tools)


def _picture(found: Look, asked: Asked) -> Mapping[str, object]:
    """Return the picture's address: veiled until the person asks for it on this very page."""
    shown = asked.args.get("picture") == "shown"
    eids = [] if found.line.erased else [found.line.eid]
    pictured = previews.with_picture(eids, case=asked.case, actor=asked.actor, tools=asked.tools)
    size = Size.PAGE if shown else Size.VEILED
    hidden = not shown and asked.session.get(PICTURES) == "text"
    return {
        "pictured": bool(pictured),
        "open": shown,
        "picture": "" if hidden else asked.file("preview", case=asked.case, eid=found.line.eid, size=size.value),
    }


def _file(one: FileEntry, found: Look, asked: Asked) -> FileRow:
    return FileRow(
        label=evidence_words.file(one),
        name=one.name,
        size=evidence_words.size(one.size),
        sha256=one.sha256,
        address=asked.file("evidence-file", case=asked.case, eid=found.line.eid, name=one.name),
        opens=shape_of(one) is not None and one != best(found.files) and not one.name.endswith((".json", ".pem")),
        named=evidence_words.is_plain(one) and len(found.files) > 1,
        copyable=one in redactable(found.files),
    )


def _act(asked: Asked, form: Form) -> Go:
    """Add a note, or check the item."""
    eid = asked.args.get("eid", "")
    if form.has("check"):
        return _check(eid, asked=asked)
    if form.has("leaks"):
        leaks.look_for(_look(asked).line.eid, asked=asked)
        return Go.stay()
    if form.has("copy"):
        return _copy(eid, form.text("copy"), asked=asked)
    note = form.text("note")
    if not note or len(note) > _LONGEST_NOTE:
        return Go.stay(error=say("Please write a note of at most {n} letters.", n=_LONGEST_NOTE), wrong="note")
    actions.annotate(eid, note, case=asked.case, actor=asked.actor, tools=asked.tools)
    asked.session.tell(say("The note was added."))
    return Go.stay()


def _copy(eid: str, name: str, *, asked: Asked) -> Go:
    """Have the copy of a file made; not while pictures may not be kept."""
    found = _look(asked)
    making = hand_copies.of_item(eid, asked=asked)
    if making is not None and making.running:
        return Go.stay()
    if name not in {file.name for file in redactable(found.files)}:
        raise NotFound("file of an item")
    if words_alone(found.files) or no_pictures(asked) is None:
        asked.tools.must_write()
        hand_copies.make(eid, name, asked=asked)
    return Go.stay()


def _check(eid: str, *, asked: Asked) -> Go:
    report = checking.check_item(eid, case=asked.case, actor=asked.actor, tools=asked.tools)
    looked_at = say(
        "Looked at: items {items}, files {files}, log entries {entries}.",
        items=report.items,
        files=report.files,
        entries=report.entries,
    )
    if not report.findings:
        asked.session.tell(f"{say('✓ Everything is as it was.')} {looked_at}")
        return Go.stay()
    for code in dict.fromkeys(one.code for one in report.findings):
        asked.session.tell(evidence_words.finding(code), kind="danger")
    return Go.stay(
        error=say("Something is not as it was. Please leave it as it is and compare it with the other copy.")
    )


def _erase(asked: Asked) -> Shown:
    line = _look(asked).line
    if line.erased:
        raise NotFound("item")
    if not pausing.passed(asked):
        known = elsewhere.of_item(line.eid, case=asked.case, actor=asked.actor, tools=asked.tools)
        onward = Onward("item-erase", {"eid": line.eid})
        return pausing.before(
            asked, "erase", onward=onward, also=alone(known), title=say("Before {item} is erased", item=line.eid)
        )
    return Shown("evidence/erase.html", {"eid": line.eid, "title": line.title})


def _erase_it(asked: Asked, form: Form) -> Go:
    eid = _look(asked).line.eid
    if not pausing.passed(asked):
        return Go.stay()
    if form.text("typed").upper() != eid:
        return Go.stay(error=say("Nothing was erased: the number was not typed as it stands."), wrong="typed")
    erasing.erase_item(eid, case=asked.case, actor=asked.actor, tools=asked.tools)
    asked.session.tell(say("Erased here. The log stays whole and says that something was erased."))
    asked.session.tell(say("Second copies still hold it until you bring them up to date."))
    return Go.instead("evidence")


def download(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out a file of an item as an attachment, under a name that says only its number."""
    found = looking.look(args["eid"], case=args["case"], actor=asked.actor, tools=asked.tools)
    if not words_alone(found.files) and no_pictures(asked) is not None:
        raise NotFound("file of an item")
    entry, body = looking.open_file(args["eid"], args["name"], case=args["case"], actor=asked.actor, tools=asked.tools)
    ending = PurePosixPath(entry.name).suffix
    which = "-copy" if is_copy(entry) else ""  # in a folder, the one to hand out must not look like the other
    return Handed(body, media_type="application/octet-stream", title=f"{args['eid']}{which}{ending}")


SCREENS = (
    Screen("item", Needs.CASE, _item, _act),
    Screen("item-erase", Needs.CASE, _erase, _erase_it),
)
FILES = (FileKind("evidence-file", Needs.CASE, download),)

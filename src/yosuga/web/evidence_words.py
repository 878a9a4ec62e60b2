"""What kinds, verdicts, files and entries of the log are called on the screens of evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yosuga.capture import reasons
from yosuga.custody.events import Event, EventType
from yosuga.custody.records import FileEntry, FileRole
from yosuga.evidence.history import Passage
from yosuga.evidence.redacting import is_copy
from yosuga.imports import words as import_words
from yosuga.imports.base import Reading
from yosuga.web.words import moment_words, pick, say

NOT_STATED = "not stated"
PICTURES = "evidence-pictures"  # the session's note of how pictures are shown: text, veiled or list


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the log as a person reads it."""

    moment: str
    sentence: str
    details: Sequence[tuple[str, str]]


def kind(code: str) -> str:
    """Return what a kind of item is called."""
    return {
        "web-page": say("web page"),
        "screenshot": say("screenshot"),
        "recording": say("recording"),
        "pdf": "PDF",
        "mail": say("mail"),
        "talk": say("talk"),
        "call-log": say("call log"),
        "medical-certificate": say("medical certificate"),
        "receipt": say("receipt"),
        "mhtml": say("saved page (MHTML)"),
        "warc": say("web archive (WARC)"),
        "wacz": say("web archive (WACZ)"),
        "other": say("other file"),
    }.get(code, code)


def verdict(code: str) -> str:
    """Return what came of a capture, or that an item came from elsewhere."""
    return {
        "COMPLETE": say("kept whole"),
        "PARTIAL": say("kept in part"),
        "FAILED": say("could not be taken; the attempt is recorded"),
        "imported": say("taken in, not captured by us"),
    }.get(code, code)


def step(code: str) -> str:
    """Return what a capture is doing."""
    return {
        "": say("waiting its turn"),
        "wait": say("waiting for you"),
        "open": say("opening"),
        "load": say("loading"),
        "idle": say("waiting for the page to settle"),
        "scroll": say("scrolling through"),
        "take": say("taking pictures and files"),
    }.get(code, code)


def missing(codes: Sequence[str]) -> list[str]:
    """Return a sentence for each reason why a capture is not whole; a command's option is no word for a screen."""
    return [_without_options(pick(reasons.sentence(code))) for code in dict.fromkeys(codes)]


def _without_options(sentence: str) -> str:
    return sentence.replace("（--my-browser）", "").replace(" (--my-browser)", "")


def read(said: Mapping[str, object]) -> list[str]:
    """Return what the reading of an imported file found: its checks and its warnings as sentences."""
    lines = [pick(import_words.ORIGIN)] if said else []
    for check in _listed(said.get("checks")):
        what, outcome = import_words.CHECKS.get(str(check.get("what"))), str(check.get("outcome"))
        named = next((words for code, words in import_words.OUTCOMES.items() if code.value == outcome), None)
        if what is not None and named is not None:
            lines.append(f"{pick(what)}: {pick(named)}")
    warnings = said.get("warnings")
    codes = [str(code) for code in warnings] if isinstance(warnings, list) else []
    return lines + [pick(import_words.WARNINGS[code]) for code in codes if code in import_words.WARNINGS]


def reading_lines(found: Reading) -> list[str]:
    """Return the same for a file that was read just now."""
    checks = [{"what": one.what, "outcome": one.outcome.value} for one in found.checks]
    return read({"checks": checks, "warnings": list(found.warnings)})


def _listed(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def size(count: int) -> str:
    """Return a size as people say it: `812 KB`, `1.4 MB`."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:,.1f} MB"
    return f"{max(1, round(count / 1000)):,} KB"


def file(entry: FileEntry) -> str:
    """Return what a file of an item is, for somebody who does not know the forms."""
    known = {
        "capture.json": say("Record of the capture"),
        "capture.wacz": say("The page as data (WACZ web archive)"),
        "reading.json": say("What was read from the file"),
        "metadata.json": say("What the page says of itself"),
        "text.txt": say("The page's words"),
    }
    endings = {
        "_全体.png": say("Picture of the whole page"),
        "_初期表示.png": say("Picture of the first view"),
        "_URL付き.png": say("Picture with URL and time"),
        "_証拠用A4.pdf": say("A4 PDF for court"),
    }
    if is_copy(entry):
        return say("Copy to hand out, with personal data covered")
    named = next((words for ending, words in endings.items() if entry.name.endswith(ending)), "")
    return known.get(entry.name) or named or _by_role(entry)


def is_plain(entry: FileEntry) -> bool:
    """Say whether `file` knows no more of it than whether it is an original: several of an item are called alike."""
    return file(entry) == _by_role(entry)


def _by_role(entry: FileEntry) -> str:
    return say("The original") if entry.role is FileRole.RAW else say("Made from the original")


def told(passage: Passage) -> Told:
    """Return an entry of the log in words."""
    event = passage.event
    if event is None:
        return Told("", say("erased"), [])
    details = [(label, value) for label, value in _details(event) if value]
    return Told(moment_words(datetime.fromisoformat(event.at_device)), sentence(event), details)


def sentence(event: Event) -> str:
    """Return what an entry says happened."""
    return {
        EventType.CASE_OPEN: say("The case was opened."),
        EventType.CAPTURE: say("The page was captured: {verdict}.", verdict=verdict(event.verdict or "")),
        EventType.IMPORT: _taken_in(event),
        EventType.DERIVE: say("A copy for people was made from the original ({method}).", method=_copy(event.method)),
        EventType.ANNOTATE: _annotated(event),
        EventType.EXPORT: say("Work on a package began."),
        EventType.TRANSFER: say("A second copy was made.")
        if event.method == "copy"
        else say("The package was finished."),
        EventType.RECEIVE: say("It was received."),
        EventType.ANCHOR: say("An authority confirmed the time: {time}.", time=_time(event)),
        EventType.CHECKPOINT_SEEN: say("An earlier head of this log was seen."),
        EventType.KEY_CHANGE: say("The passphrase or another key was changed."),
        EventType.CLOCK_JUMP: say("The clock of this device had been moved."),
        EventType.ERASE: say("It was erased as its owner wished."),
        EventType.RESTORE: say("The vault was restored."),
        EventType.VERIFY_FAIL: say("A check found something that is not as it was."),
        EventType.CORRECTION: say("A correction was added."),
    }[event.type]


def _copy(method: str) -> str:
    return {
        "stamp": say("picture with URL and time"),
        "exhibit": say("A4 PDF for court"),
        "redact": say("copy to hand out, with personal data covered"),
    }.get(method, method)


def _taken_in(event: Event) -> str:
    if event.method == "letter":
        return say("A letter that was written here was kept.")
    return say("A file was taken in. It was not captured by us.")


def _annotated(event: Event) -> str:
    kept, withdrawn = {
        "exhibit-plan": (say("The exhibit plan was kept."), say("The exhibit plan was withdrawn.")),
        "intake": (say("The answers were looked over and confirmed."), say("The answers were withdrawn.")),
        "takedown": (
            say("What is to be removed was written down or changed."),
            say("What was to be removed was forgotten."),
        ),
    }.get(event.method, (say("A note was added."), say("A note was added.")))
    return kept if event.sha256 else withdrawn


def _time(event: Event) -> str:
    return moment_words(datetime.fromisoformat(event.time)) if event.time else ""


def _details(event: Event) -> list[tuple[str, str]]:
    return [
        ("SHA-256", event.sha256 or ""),
        (say("items"), (event.items or "").replace(",", ", ")),
        (say("authority"), event.authority or ""),
        (say("purpose"), _stated(event.purpose)),
        (say("recipient"), _stated(event.recipient)),
        (say("remarks"), _remark(event)),
    ]


def _stated(value: str | None) -> str:
    return "" if value in {None, NOT_STATED} else str(value)


def _remark(event: Event) -> str:
    """Return an entry's note in the person's language where it is one of ours; the log itself is English."""
    if event.type is EventType.CAPTURE:
        return " ".join(missing([code for code in (event.note or "").split(",") if code]))
    if event.type in {EventType.IMPORT, EventType.RESTORE}:
        return ""
    return say("without a time-stamp") if event.note == "not sealed" else event.note or ""


def finding(code: str) -> str:
    """Return what a finding of a check means."""
    return {
        "blob-missing": say("A stored file is missing."),
        "blob-damaged": say("A stored file was altered or is damaged."),
        "file-damaged": say("A file does not match what the log says."),
        "file-missing": say("Files that the log tells of are missing."),
        "record-damaged": say("The item's record does not match the log."),
        "item-missing": say("An item that the log tells of is missing."),
        "entry-damaged": say("A log entry does not hold."),
        "head-damaged": say("The signed head of the log does not hold."),
        "case-damaged": say("The case cannot be opened."),
        "database-damaged": say("The database is damaged."),
        "database-altered": say(
            "The database file is not as it was left. Where nothing else is listed, the evidence itself holds."
        ),
        "other-history": say("The log does not continue a head that was seen before."),
    }.get(code, code)

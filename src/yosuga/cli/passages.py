"""How an entry of the log is told."""

from dataclasses import asdict
from datetime import datetime

from yosuga.capture import reasons
from yosuga.cli import labels, show
from yosuga.cli.words import _, in_language
from yosuga.custody.events import NO_ANCHOR, Event, EventType
from yosuga.evidence.history import Passage

_SHORT = 12
_SAID_ALREADY = {EventType.IMPORT, EventType.RESTORE}


def as_json(passage: Passage) -> dict[str, object]:
    """Return an entry as a script reads it; of an erased one only its place is left."""
    if passage.event is None:
        return {"seq": passage.seq, "erased": True}
    return {key: value for key, value in asdict(passage.event).items() if value is not None}


def tell(passage: Passage) -> None:
    """Show an entry to a person."""
    event = passage.event
    if event is None:
        show.line(f"#{passage.seq}  {_('erased')}")
        return
    show.prose(f"#{event.seq}  {labels.moment(datetime.fromisoformat(event.at_device))}")
    show.prose(f"    {_about(event)}{sentence(event)}")
    for label, value in _details(event):
        if value:
            show.prose(f"      {label}: {value}")
    if event.anchor != NO_ANCHOR:
        show.prose(f"      {_('This came after the time-stamp {hash}….').format(hash=event.anchor[:_SHORT])}")


def tell_whose_time() -> None:
    """Say, once below a history, what its times are worth."""
    show.prose(_("The times are what this device's clock said. A time-stamp proves more; `yosuga verify` reads it."))


def sentence(event: Event) -> str:
    """Return what an entry says happened."""
    return {
        EventType.CASE_OPEN: _("The case was opened."),
        EventType.CAPTURE: _("The page was captured: {verdict}."),
        EventType.IMPORT: _taken_in(event),
        EventType.DERIVE: _("A copy for people was made from the original ({method})."),
        EventType.ANNOTATE: _annotated(event),
        EventType.EXPORT: _("Work on a package began."),
        EventType.TRANSFER: _("A second copy was made.") if event.method == "copy" else _("The package was finished."),
        EventType.RECEIVE: _("It was received."),
        EventType.ANCHOR: _("An authority confirmed the time: {time}."),
        EventType.CHECKPOINT_SEEN: _("An earlier head of this log was seen."),
        EventType.KEY_CHANGE: _("The passphrase or another key was changed."),
        EventType.CLOCK_JUMP: _("The clock of this device had been moved."),
        EventType.ERASE: _("It was erased as its owner wished."),
        EventType.RESTORE: _("The vault was restored."),
        EventType.VERIFY_FAIL: _("A check found something that is not as it was."),
        EventType.CORRECTION: _("A correction was added."),
    }[event.type].format(
        verdict=labels.verdict(event.verdict or ""), method=labels.copy(event.method), time=_time(event)
    )


def _taken_in(event: Event) -> str:
    if event.method == "letter":
        return _("A letter that was written here was kept.")
    return _("A file was taken in. It was not captured by us.")


def _annotated(event: Event) -> str:
    kept, withdrawn = {
        "exhibit-plan": (_("The exhibit plan was kept."), _("The exhibit plan was withdrawn.")),
        "intake": (_("The answers were looked over and confirmed."), _("The answers were withdrawn.")),
        "takedown": (
            _("What is to be removed was written down or changed."),
            _("What was to be removed was forgotten."),
        ),
    }.get(event.method, (_("A note was added."), _("A note was added.")))
    return kept if event.sha256 else withdrawn


def _time(event: Event) -> str:
    return labels.moment(datetime.fromisoformat(event.time)) if event.time else ""


def _about(event: Event) -> str:
    return f"{event.eid}  " if event.eid else ""


def _details(event: Event) -> list[tuple[str, str | None]]:
    return [
        ("URL", event.url),
        ("SHA-256", event.sha256),
        (_("made from"), event.parent),
        (_("items"), event.items and event.items.replace(",", ", ")),
        (_("authority"), event.authority),
        (_("purpose"), _stated(event.purpose)),
        (_("recipient"), _stated(event.recipient)),
        (_("remarks"), _remark(event)),
    ]


def _stated(value: str | None) -> str | None:
    return None if value == "not stated" else value


def _remark(event: Event) -> str:
    """Return an entry's note in the person's language where it is one of ours; the log itself is English."""
    if event.type is EventType.CAPTURE:
        codes = [code for code in (event.note or "").split(",") if code in reasons.SENTENCES]
        return " ".join(in_language(reasons.SENTENCES[code].ja, en=reasons.SENTENCES[code].en) for code in codes)
    if event.type in _SAID_ALREADY:
        return ""
    if event.note == "not sealed":
        return _("without a time-stamp")
    return event.note or ""

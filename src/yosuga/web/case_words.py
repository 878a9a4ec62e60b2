"""What happened to a case as a whole, in words: entries of its log that name no item."""

from yosuga.cases import actions, notes
from yosuga.custody.events import Event, EventType
from yosuga.evidence import stamping
from yosuga.evidence.history import Passage
from yosuga.intake import actions as intake
from yosuga.proceedings import actions as plans
from yosuga.web import evidence_words
from yosuga.web.evidence_words import Told
from yosuga.web.words import say


def told(passage: Passage) -> Told:
    """Return an entry of the log in words."""
    found = evidence_words.told(passage)
    sentence = _sentence(passage.event) if passage.event else ""
    return Told(found.moment, sentence, []) if sentence else found


def _sentence(event: Event) -> str:
    """Return what an entry about the case says; nothing for all others."""
    if event.type is not EventType.ANNOTATE or event.eid:
        return ""
    return {
        notes.METHOD: say("A note about the case was written.") if event.sha256 else say("A note was removed."),
        actions.RENAMING: say("The case was given another name."),
        plans.METHOD: say("The course of events or the exhibit plan was changed."),
        intake.METHOD: say("The answers were looked over."),
        stamping.CONSENT: say("The consent to time-stamps was given or taken back."),
    }.get(event.method, "")

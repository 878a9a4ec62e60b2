"""When pictures must not be kept: what was answered says that a person under 18 is, or may be, in a sexual image."""

from yosuga.catalog.steps import Note
from yosuga.intake.course import Intake
from yosuga.rules.signs import signs_of
from yosuga.web.planned import planned, readable
from yosuga.web.screen import Asked

NOTE = "no-child-image-copy"
_WAITING = "intake"  # the session's answers that are in no case yet


def no_pictures(asked: Asked) -> Note | None:
    """Return the catalog's note where pictures may not be saved, not even as evidence, else None.

    Copying such an image is itself forbidden (fact law-csam), so the screens for pages and files are closed then. What
    waits in memory counts as well as what the case holds: the more careful answer decides.
    """
    found = planned(asked)
    note = found.catalog.notes[NOTE]
    if note.if_.holds(found.made.signs):
        return note
    waiting = asked.session.get(_WAITING, Intake)
    if waiting is None or not waiting.said:
        return None
    answers, _ = readable(waiting.answers, today=asked.today, catalog=found.catalog)
    return note if note.if_.holds(signs_of(answers, today=asked.today, catalog=found.catalog)) else None

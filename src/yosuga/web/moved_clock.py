"""What is said when the device's clock was found moved: to whoever has the vault open, or to the next who opens it."""

from datetime import timedelta

from yosuga.web import words
from yosuga.web.sessions import sessions

_kept: list[timedelta] = []


def note(by: timedelta) -> None:
    """Tell it to everybody who has the vault open; with nobody there, keep it for the next."""
    owners = [session for session in sessions.alive() if session.unlocked]
    for session in owners:
        with words.speaking(session.language):
            for one in sentences(by):
                session.tell(one)
    if not owners:
        _kept[:] = [by]


def take() -> timedelta | None:
    """Return what nobody was told yet, once."""
    return _kept.pop() if _kept else None


def sentences(by: timedelta) -> tuple[str, str]:
    """Return what happened, and what to do."""
    minutes, seconds = divmod(round(abs(by.total_seconds())), 60)
    amount = words.say("{h} h {m} min {s} s", h=minutes // 60, m=minutes % 60, s=seconds)
    if by > timedelta():
        said = words.say("The clock of this device was found set forward by {by}; the log says so.", by=amount)
    else:
        said = words.say("The clock of this device was found set back by {by}; the log says so.", by=amount)
    return said, words.say("The evidence and its order are safe. Please check the date and time of this device.")

"""The way of a request from draft to sent, as steps of which one is next; and what can be written down of it after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosuga.rules.takedown import course
from yosuga.rules.takedown.request import Request, What
from yosuga.takedown.following import ANSWERS
from yosuga.takedown.previews import Preview
from yosuga.web import takedown_letters as letters
from yosuga.web import takedown_words as called
from yosuga.web.screen import Asked
from yosuga.web.words import say


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a draft. `state` is done, here or empty."""

    title: str
    text: str
    state: str
    screen: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing that happened."""

    what: str
    when: str
    who: str
    note: str
    proof: tuple[str, ...]


def stages(found: Preview, *, asked: Asked) -> tuple[Stage, ...]:
    """Return the steps of a draft; the first that is not done is the next."""
    finished = course.last(found.request) is What.FINISHED
    listed = [
        (title, text, done or (finished and screen != "removal-made"), screen)
        for title, text, done, screen in _stages(found, asked=asked)
    ]
    here = next((place for place, one in enumerate(listed) if not one[2]), len(listed) - 1)
    return tuple(
        Stage(title, text, "here" if place == here else "done" if done else "", screen)
        for place, (title, text, done, screen) in enumerate(listed)
    )


def next_screen(found: Preview, *, asked: Asked) -> str:
    """Return the screen of the next step of a draft."""
    return next((one.screen for one in stages(found, asked=asked) if one.state == "here"), "removal-draft")


def _stages(found: Preview, *, asked: Asked) -> Iterator[tuple[str, str, bool, str]]:
    if found.questions:
        left = len(letters.unanswered(found))
        yield say("Questions before it"), _left(left), not left, "removal-question"
    if found.composed is not None:
        yield from _of_letter(found)
    if found.reach:
        seen = letters.seen("reach", found=found, asked=asked)
        yield say("What reaches the other side"), say("Who comes to see what."), seen, "removal-reach"
    if found.gates:
        held = len(letters.stops(found)) + len(letters.pauses(found, asked=asked))
        seen = letters.seen("gates", found=found, asked=asked)
        text = _left(held) if held else say("What to know before.")
        yield say("Before it is sent"), text, seen and not held, "removal-gates"
    if found.composed is not None:
        yield say("Look it over and finish it"), say("The whole of it, as it will be."), False, "removal-paper"
    yield say("Send it yourself"), say("Nothing is sent by this app."), False, "removal-made"


def _of_letter(found: Preview) -> Iterator[tuple[str, str, bool, str]]:
    signed, missing = letters.signed(found), set(found.missing)
    if signed:
        left = sum(1 for one in signed.values() if one.id in missing)
        yield say("Who signs"), _left(left), not left and any(one.value for one in signed.values()), "removal-sender"
    fields = letters.asked_for(found)
    if fields:
        left = sum(1 for one in fields if one.id in missing or one.id in found.leaks)
        yield say("What it says"), _left(left), not left, "removal-fields"


def _left(count: int) -> str:
    return say("Still open: {n}.", n=count) if count else say("All done.")


def steps(request: Request) -> tuple[StepRow, ...]:
    """Return what happened to a request, the newest last."""
    return tuple(
        StepRow(
            what=called.what(one.what),
            when=called.when(one),
            who=called.requester(one.by) if one.what is What.SENT else "",
            note=one.note,
            proof=one.proof,
        )
        for one in request.steps
    )


def records(request: Request) -> Sequence[tuple[str, str]]:
    """Return what can be written down next: the word of the screen and its name."""
    follows = course.FOLLOWS[course.last(request)]
    sent = (What.SENT in follows, "sent", say("I sent it"))
    received = (What.RECEIVED in follows, "received", say("The service showed its receipt"))
    alone = follows & ANSWERS == {What.WITHDRAWN}
    label = say("I do not send it after all") if alone else say("There is an answer, or I withdraw")
    answered = (bool(follows & ANSWERS), "answered", label)
    return [(word, label) for there, word, label in (sent, received, answered) if there]


def answers(request: Request) -> list[tuple[str, str]]:
    """Return the answers that may follow now, with their names."""
    follows = course.FOLLOWS[course.last(request)]
    return [(one.value, called.what(one)) for one in What if one in ANSWERS and one in follows]

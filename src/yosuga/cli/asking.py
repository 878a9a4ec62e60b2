"""Asks the questions one at a time: any may be left, taken back or stopped at, and nothing is kept unasked."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from unicodedata import normalize

from yosuga.catalog.asking import Asking
from yosuga.catalog.loader import Catalog, ours
from yosuga.cli import asked, hanging, planning, reaching, saving, show
from yosuga.cli.asked import Answer, NotUnderstood
from yosuga.cli.periods import say
from yosuga.cli.words import _
from yosuga.errors import BadInput
from yosuga.rules.answers import FORMAT, Answers
from yosuga.rules.plan import MOST_FIRST, plan
from yosuga.rules.reading import refuse_numbers, understood
from yosuga.rules.signs import signs_of

_STOPPED = 130
_LONGEST = 1000  # letters a line; no answer is longer than an address


class Stopped(Exception):
    """The person wishes to stop."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the asking ended: with answers, or without any where it was stopped. `code` is the exit code."""

    answers: Answers | None
    code: int


@dataclass(slots=True)
class Talk:
    """What was said so far, by question, in the order in which it was asked."""

    at: date | datetime
    catalog: Catalog
    said: dict[str, Answer] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day in Japan."""
        return self.at.date() if isinstance(self.at, datetime) else self.at

    def answers(self) -> Answers:
        """Return what was said as answers. Raises BadAnswers for what cannot be so together."""
        return understood(self.raw(), today=self.today)

    def raw(self) -> dict[str, object]:
        """Return what was said as the answers file writes it."""
        parts: dict[str, dict[str, object]] = {"answers": {"format": FORMAT}, "post": {}, "dates": {}}
        for name, answer in self.said.items():
            parts[self.catalog.asking[name].of][name] = answer
        more = {"posts": [parts["post"]] if parts["post"] else [], "dates": parts["dates"]}
        return parts["answers"] | {key: value for key, value in more.items() if value}

    def matters(self, question: Asking) -> bool:
        """Say whether a question is to be asked, after what was said so far."""
        return question.if_.holds(signs_of(self.answers(), today=self.today, catalog=self.catalog))

    def next(self) -> Asking | None:
        """Return the next question that matters, or None where all were asked."""
        return next(
            (one for one in self.catalog.asking.values() if one.id not in self.said and self.matters(one)), None
        )

    def put(self, question: Asking, answer: Answer) -> None:
        """Take an answer in, and drop those that no longer matter. Raises BadAnswers, and then nothing is changed."""
        before = dict(self.said)
        try:
            self.said[question.id] = answer
            self.answers()
        except BadInput:
            self.said = before
            raise
        kept, self.said = self.said, {}
        for one in self.catalog.asking.values():
            if one.id in kept and self.matters(one):
                self.said[one.id] = kept[one.id]


def asked_for(*, save: str, at: date | datetime) -> Ended:
    """Ask, let the person look the answers over, and keep them where `save` names a file."""
    talk = Talk(at=at, catalog=ours())
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    try:
        path = saving.checked(save) if save else None
        _begin()
        _go_through(talk)
        kept = saving.kept(talk.raw(), path=path, line=line) if path else True
        return Ended(talk.answers(), 0 if kept else 2)
    except Stopped:
        return _stopped(talk, save=save)
    except KeyboardInterrupt:
        show.aside("\n" + _("Stopped. Your answers were not kept anywhere."))
        return Ended(None, _STOPPED)


def _begin() -> None:
    show.aside(_("A few questions, one at a time. Any may be left. Nothing is sent, and nothing is kept unasked."))
    show.aside(_("Please write no numbers of cards, no My Number and no names."))


def _go_through(talk: Talk) -> None:
    """Ask until nothing is left to ask and the person has looked the answers over."""
    order: list[str] = []
    while True:
        question = talk.next()
        if question is None:
            again = _looked_over(talk)
            if again is None:
                return
            talk.said.pop(again)
            order = [name for name in order if name != again]
            continue
        typed = _one(question, talk=talk, first=not order)
        if typed == "p":
            return
        if typed == "b":
            if order:
                talk.said.pop(order.pop(), None)
            continue
        order.append(question.id)
        order = [name for name in order if name in talk.said]


def _one(question: Asking, *, talk: Talk, first: bool) -> str:
    """Ask one question until it is answered; return `b` or `p` where that was typed instead. Raises Stopped."""
    _say(_page(question, talk=talk, first=first))
    while True:
        typed = line()
        word = _key(typed)
        if word in {"b", "p"}:
            return word
        if word == "?":
            show.aside(say(question.why))
        elif _taken(typed, question=question, talk=talk):
            _at_once(question, talk=talk)
            return ""


def _key(typed: str) -> str:
    """Return what was typed as a key, in any width. Raises Stopped for `q`."""
    word = normalize("NFKC", typed).strip().casefold()
    if word == "q":
        raise Stopped
    return word


def _taken(typed: str, *, question: Asking, talk: Talk) -> bool:
    """Take in what was typed, or say what is not understood. A card number or My Number goes no further than here."""
    try:
        refuse_numbers(typed, field=question.id)
        answer = asked.understood(typed, question=question, today=talk.today, catalog=talk.catalog)
        talk.put(question, answer)
    except NotUnderstood as unclear:
        show.aside(str(unclear))
    except BadInput as error:
        show.trouble(error)
    else:
        return True
    return False


def _say(rows: Iterable[str]) -> None:
    """Show rows on standard error, so that standard output is the plan alone."""
    for row in hanging.fitted(rows, watched=sys.stderr.isatty()):
        show.aside(row)


def _page(question: Asking, *, talk: Talk, first: bool) -> Iterator[str]:
    yield ""
    yield f"■ {say(question.question)}"
    if question.kind == "many":
        yield _("Several are fine: 1 3")
    if question.kind == "day":
        yield _("For example 2026-11-22, 11/22, or “yesterday”.")
    if question.kind == "service":
        yield _("A number, or the name of another service.")
    for number, (_word, text) in enumerate(asked.options(question, catalog=talk.catalog), start=1):
        yield f"{number:>4}  {say(text)}"
    yield "  " + _("Enter alone: {words}").format(words=say(asked.NO_ANSWER))
    keys = _("? why we ask · p plan so far · q stop")
    yield "  " + (keys if first else _("b back") + " · " + keys)


def _at_once(question: Asking, *, talk: Talk) -> None:
    """In danger, show at once whom to call: nobody has to answer more questions first."""
    if question.id != "danger" or not talk.said.get("danger"):
        return
    made = plan(talk.answers(), at=talk.at, catalog=talk.catalog)
    if not planning.in_danger(made, catalog=talk.catalog):
        return
    _say(["", *planning.emergency(talk.catalog)])
    for action in planning.numbered(made)[:MOST_FIRST]:
        desk = reaching.best(action)
        if desk is not None and desk.desk.id != planning.EMERGENCY:
            _say(reaching.lines(desk, at=talk.at, today=talk.today))
    _say([_("`p` shows the plan now. The other questions can wait.")])


def _looked_over(talk: Talk) -> str | None:
    """Show all answers; return the question to be asked again, or None to go on to the plan. Raises Stopped."""
    names = list(talk.said)
    _say(_answers_page(talk))
    while True:
        word = _key(line())
        if word in {"", "p"}:
            return None
        if word == "b":
            return names[-1]
        if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= len(names):
            return names[int(word) - 1]
        show.aside(_("There are the numbers 1 to {n}.").format(n=len(names)))


def _answers_page(talk: Talk) -> Iterator[str]:
    yield ""
    yield f"■ {_('Your answers')}"
    for number, (name, answer) in enumerate(talk.said.items(), start=1):
        question = talk.catalog.asking[name]
        yield f"{number:>3}  {say(question.question)}"
        yield f"     {asked.label(answer, question=question, catalog=talk.catalog)}"
    yield _("Enter: the plan. A number: answer it again. q: stop.")


def line() -> str:
    """Return one line that the person types. Raises Stopped at the end of the input."""
    print("> ", end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline(_LONGEST)
    if not typed:
        raise Stopped
    rest = typed
    while len(rest) == _LONGEST and not rest.endswith("\n"):
        rest = sys.stdin.readline(_LONGEST)
    return typed


def _stopped(talk: Talk, *, save: str) -> Ended:
    """Offer to keep what was answered; without a file name nothing is kept."""
    try:
        if talk.said and saving.offered(talk.raw(), save=save, line=line):
            return Ended(None, _STOPPED)
    except (Stopped, KeyboardInterrupt):
        pass
    show.aside(_("Stopped. Your answers were not kept anywhere."))
    return Ended(None, _STOPPED)

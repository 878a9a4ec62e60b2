"""Asks the questions one at a time: any may be left, taken back or stopped at, and nothing is kept unasked."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from unicodedata import normalize

from yosuga.catalog.asking import Asking
from yosuga.catalog.loader import Catalog, ours
from yosuga.cli import asked, hanging, planning, reaching, saving, show, streams
from yosuga.cli.asked import Answer, NotUnderstood
from yosuga.cli.periods import say
from yosuga.cli.words import _
from yosuga.errors import BadInput
from yosuga.intake.course import raw_of
from yosuga.rules import presenting
from yosuga.rules.answers import Answers
from yosuga.rules.plan import plan
from yosuga.rules.reading import refuse_numbers, understood
from yosuga.rules.signs import signs_of

_STOPPED = 130
_KEYS = {"やめる": "q", "もどる": "b", "戻る": "b", "計画": "p"}
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
    of: frozenset[str] = frozenset({"answers", "post", "dates"})

    @property
    def today(self) -> date:
        """Return the day in Japan."""
        return self.at.date() if isinstance(self.at, datetime) else self.at

    def answers(self) -> Answers:
        """Return what was said as answers. Raises BadAnswers for what cannot be so together."""
        return understood(self.raw(), today=self.today)

    def raw(self) -> dict[str, object]:
        """Return what was said as the answers file writes it."""
        return raw_of(self.said)

    def matters(self, question: Asking) -> bool:
        """Say whether a question is to be asked, after what was said so far."""
        return question.if_.holds(signs_of(self.answers(), today=self.today, catalog=self.catalog))

    def next(self) -> Asking | None:
        """Return the next question that matters, or None where all were asked."""
        left = (one for one in self.catalog.asking.values() if one.of in self.of and one.id not in self.said)
        return next((one for one in left if self.matters(one)), None)

    def put(self, question: Asking, answer: Answer) -> None:
        """Take an answer in, and drop those that no longer matter. Raises BadAnswers, and then nothing is changed."""
        self._say_again(self.said | {question.id: answer})

    def drop(self, name: str) -> None:
        """Take an answer back, and those that matter only with it."""
        self._say_again({key: answer for key, answer in self.said.items() if key != name})

    def _say_again(self, given: dict[str, Answer]) -> None:
        before, self.said = self.said, {}
        try:
            for one in self.catalog.asking.values():
                if one.id in given and self.matters(one):
                    self.said[one.id] = given[one.id]
            self.answers()
        except BadInput:
            self.said = before
            raise


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


def household(*, at: date | datetime) -> Answers:
    """Ask about the household alone, for legal aid; nothing of it is kept. Raises Stopped."""
    talk = Talk(at=at, catalog=ours(), of=frozenset({"household"}))
    _go_through(talk)
    return talk.answers()


def _begin() -> None:
    show.aside(_("A few questions, one at a time. Any may be left. Nothing is sent, and nothing is kept unasked."))
    show.aside(_("Please write no numbers of cards, no My Number and no names."))


def _go_through(talk: Talk) -> None:
    """Ask until nothing is left to ask and the person has looked the answers over."""
    order: list[str] = []
    while True:
        question = talk.next() or _looked_over(talk)
        if question is None:
            return
        typed = _one(question, talk=talk, first=not order)
        if typed == "p":
            return
        if typed == "b" and question.id not in order and order:
            talk.drop(order.pop())
        elif not typed and question.id not in order:
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
    word = _KEYS.get(word, word)
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
    if question.hint is not None:
        yield say(question.hint)
    if question.kind == "many":
        yield _("Several are fine: 1 3")
    if question.kind == "day":
        yield _("For example 2026-11-22, 11/22, or “yesterday”.")
    if question.kind == "service":
        yield _("A number, or the name of another service.")
    for number, (_word, text) in enumerate(asked.options(question, catalog=talk.catalog), start=1):
        yield f"{number:>4}  {say(text)}"
    if question.kind == "number":
        yield "  " + _("A number, or “I do not know”.")
    yield "  " + _("Enter alone: {words}").format(words=say(asked.NO_ANSWER))
    keys = _("? why we ask · p plan so far · q stop")
    yield "  " + (keys if first else _("b back") + " · " + keys)


def _at_once(question: Asking, *, talk: Talk) -> None:
    """In danger, show at once whom to call: nobody has to answer more questions first."""
    if question.id != "danger" or not talk.said.get("danger"):
        return
    made = plan(talk.answers(), at=talk.at, catalog=talk.catalog)
    if not presenting.in_danger(made.signs, catalog=talk.catalog):
        return
    _say(["", *planning.emergency(talk.catalog)])
    for action in presenting.first(made):
        desk = presenting.best_desk(action)
        if desk is not None and desk.desk.id != presenting.EMERGENCY:
            _say(reaching.lines(desk, at=talk.at, today=talk.today))
    _say([_("`p` shows the plan now. The other questions can wait.")])


def _looked_over(talk: Talk) -> Asking | None:
    """Show all answers; return the question to be asked again, or None to go on to the plan. Raises Stopped."""
    names = list(talk.said)
    _say(_answers_page(talk))
    while True:
        word = _key(line())
        if word in {"", "p"}:
            return None
        if word == "b":
            return talk.catalog.asking[names[-1]]
        if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= len(names):
            return talk.catalog.asking[names[int(word) - 1]]
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
    streams.aside("> ", end="")
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

"""The course of an intake: what was said, which page comes next, what the plan and the consultation get from it.

Pure: the same for a vault, for a session without one, and for a test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.intake.pages import MOST_POSTS, Page, Part, of_post, pages, the_page
from yosuga.intake.troubles import Trouble, Unclear
from yosuga.intake.typed import Answer, admitted
from yosuga.rules.answers import FORMAT, UNSAID, Answers, BadAnswers
from yosuga.rules.reading import understood
from yosuga.rules.signs import signs_of


@dataclass(frozen=True, slots=True)
class Intake:
    """What was said on which page, in the order in which it was answered; `revision` counts the changes.

    `confirmed` says that the person looked all answers over after the last change. `done` are short names of what of
    the plan is done (`step:keep-posts`): they are no answers, and change none.
    """

    said: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    confirmed: bool = False
    revision: int = 0
    done: frozenset[str] = frozenset()

    @property
    def answers(self) -> dict[str, object]:
        """Return all that was said for the plan, as an answers file writes it; `Course.raw` has what counts."""
        return raw_of(self.said)

    @property
    def contact(self) -> dict[str, Answer]:
        """Return what was said for a consultation, by field."""
        return {name: answer for name, answer in self.said.items() if the_page(name).part is Part.CONSULTATION}

    @property
    def posts(self) -> int:
        """Return about how many posts something was said; at least one is asked about."""
        return max((the_page(name).post for name in self.said), default=1)


@dataclass(frozen=True)
class Course:
    """An intake on a day in Japan, beside the catalog: what there is to ask."""

    intake: Intake
    today: date
    catalog: Catalog

    def pages(self) -> list[Page]:
        """Return every page in the order in which they are asked: of further posts, those that were begun."""
        more = [page for number in range(2, self.intake.posts + 1) for page in of_post(number)]
        plan = [page for page in pages().values() if page.part is Part.PLAN]
        return [*plan, *more, *(page for page in pages().values() if page.part is not Part.PLAN)]

    def another_post(self) -> Page | None:
        """Return the first page about one post more; None where none was told of yet, or there are too many."""
        number = self.intake.posts + 1
        first, *_ = of_post(number)
        return first if first.key in self.standing() and number <= MOST_POSTS else None

    def answers(self) -> Answers:
        """Return what counts for the plan as values. Raises BadAnswers where an answer cannot be read any more."""
        counted, unread = self._sorted()
        return understood(raw_of(counted | unread), today=self.today)

    def raw(self) -> dict[str, object]:
        """Return what counts for the plan, as an answers file writes it."""
        return raw_of(self.standing())

    def signs(self) -> Signs:
        """Return what counts for the plan, as signs."""
        return self._signs(self.standing())

    def standing(self) -> dict[str, Answer]:
        """Return the answers that count, in the order of the pages: those to questions that still matter.

        An answer to a question that does not matter any more is kept until the person confirms: it may matter again.
        """
        counted, _unread = self._sorted()
        return counted

    def _sorted(self) -> tuple[dict[str, Answer], dict[str, Answer]]:
        """Return the answers that count, and those that cannot be read: the catalog or the clock moved on since.

        The latter are asked again; they stop nobody.
        """
        counted: dict[str, Answer] = {}
        unread: dict[str, Answer] = {}
        signs = self._signs(counted)
        for page in self.pages():
            if page.id not in self.intake.said or not self._asked(page, signs=signs, said=counted):
                continue
            with_it = {**counted, page.id: self.intake.said[page.id]}
            try:
                signs = signs if page.part is Part.CONSULTATION else self._signs(with_it)
                counted = with_it
            except BadAnswers:
                unread[page.id] = with_it[page.id]
        return counted, unread

    def left(self, part: Part) -> list[Page]:
        """Return the pages of a part that matter and were not answered yet, in their order."""
        said = self.standing()
        signs = self._signs(said)
        return [
            page
            for page in self.pages()
            if page.part is part and page.id not in said and self._asked(page, signs=signs, said=said)
        ]

    def matters(self, page: Page) -> bool:
        """Say whether a page is asked, after what was said so far."""
        said = self.standing()
        begun = page.post <= self.intake.posts or page == self.another_post()
        return begun and self._asked(page, signs=self._signs(said), said=said)

    def keep(self, page: Page, *, answer: Answer) -> Intake:
        """Return the intake with an answer. Raises Unclear, and then nothing is changed."""
        fitting = admitted(answer, page=page, today=self.today, catalog=self.catalog)
        if page.id in self.intake.said and self.intake.said[page.id] == fitting:
            return self.intake
        made = replace(
            self.intake,
            said={**self.intake.said, page.id: fitting},
            confirmed=False,
            revision=self.intake.revision + 1,
        )
        _counted, unread = replace(self, intake=made)._sorted()
        if page.id in unread:  # closed words fit by now: what is left are two days, and how large a number is
            raise Unclear(Trouble.BEFORE_THE_POST if page.kind == "day" else Trouble.OUT_OF_RANGE, page=page.id)
        return made

    def take_back(self, page: Page | None = None) -> Intake:
        """Return the intake without the answer of a page, or of the one that was answered last."""
        said = dict(self.intake.said)
        name = next(reversed(said), "") if page is None else page.id
        if name not in said:
            return self.intake
        said.pop(name)
        return replace(self.intake, said=said, confirmed=False, revision=self.intake.revision + 1)

    def mark(self, name: str, *, done: bool) -> Intake:
        """Return the intake with something of the plan marked as done, or not done after all."""
        return replace(self.intake, done=self.intake.done | {name} if done else self.intake.done - {name})

    def confirm(self) -> Intake:
        """Return the intake as confirmed, without answers that matter no more."""
        counted = self.standing()
        said = {name: answer for name, answer in self.intake.said.items() if name in counted}
        return replace(self.intake, said=said, confirmed=True)

    def _asked(self, page: Page, *, signs: Signs, said: Mapping[str, Answer]) -> bool:
        """Say whether a page matters. A question about a post looks at that post alone, not at all of them."""
        if page.of == "post" and self.intake.posts > 1:
            about = {name: one for name, one in said.items() if _concerns(name, post=page.post)}
            signs = self._signs(about)
        return _matters(page, signs=signs, said=said)

    def _signs(self, said: Mapping[str, Answer]) -> Signs:
        return signs_of(understood(raw_of(said), today=self.today), today=self.today, catalog=self.catalog)


def _concerns(name: str, *, post: int) -> bool:
    page = the_page(name)
    return page.of != "post" or page.post == post


def _matters(page: Page, *, signs: Signs, said: Mapping[str, Answer]) -> bool:
    if not page.if_.holds(signs):
        return False
    if page.after is None:
        return True
    before = said.get(page.after)
    if page.word is not None:
        return before == page.word or (isinstance(before, tuple) and page.word in before)
    return bool(before) and before not in UNSAID


def raw_of(said: Mapping[str, object]) -> dict[str, object]:
    """Return answers as the file writes them (docs/formats/answers.md); a consultation's are not in it."""
    parts: dict[str, dict[str, object]] = {"answers": {"format": FORMAT}, "dates": {}, "household": {}}
    posts: dict[int, dict[str, object]] = {}
    for name, answer in _plan_answers(said):
        page = the_page(name)
        into = posts.setdefault(page.post, {}) if page.of == "post" else parts[page.of]
        into[page.key] = list(answer) if isinstance(answer, tuple) else answer
    more: dict[str, object] = {
        "posts": [posts[number] for number in sorted(posts)],
        "dates": parts["dates"],
        "household": parts["household"],
    }
    return parts["answers"] | {key: value for key, value in more.items() if value}


def _plan_answers(said: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, answer) for name, answer in said.items() if the_page(name).part is not Part.CONSULTATION)

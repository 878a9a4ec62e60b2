"""The home of a case: the five steps, what to do next, by when, what has been done, notes; its name; and all cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from yosuga.cases import access, actions, notes, shelf
from yosuga.cases.shelf import Standing
from yosuga.evidence import glance
from yosuga.evidence.glance import Glance
from yosuga.evidence.history import Passage
from yosuga.rules.plan import MOST_FIRST
from yosuga.web import case_words, plan_rows, plan_words
from yosuga.web.catalog_words import told
from yosuga.web.evidence_words import Told
from yosuga.web.pages_of import Pages, first_of
from yosuga.web.planned import Planned, planned
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.screens.plan import emergency
from yosuga.web.words import moment_words, say

_MOST_DATES, _MOST_NOTES, _MOST_DONE = 3, 2, 4  # on the home of a case
_A_PAGE = 20
_SEARCH = "cases-search"
_LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class StepRow:
    """One of the five steps. `state` is `done`, `here` or empty; `screen` is where it leads, empty for nowhere yet."""

    title: str
    text: str
    state: str
    screen: str
    label: str


@dataclass(frozen=True, slots=True)
class NextRow:
    """One thing to do next."""

    id: str
    title: str
    when: str
    minutes: str


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One entry of the log in words, or `times` alike one after the other, with the moment of the newest."""

    eid: str
    told: Told
    times: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the list."""

    id: str
    name: str
    changed: str
    items: int
    here: bool


def show_case(asked: Asked) -> Shown:
    """Show where the person is."""
    found = glance.glance(asked.case, actor=asked.actor, tools=asked.tools)
    mine = planned(asked)
    dates = plan_rows.due_rows(mine.made, catalog=mine.catalog)
    done = glance.newest(asked.case, first=0, most=_A_PAGE, actor=asked.actor, tools=asked.tools)
    written = notes.page(asked.case, first=0, most=_MOST_NOTES, actor=asked.actor, tools=asked.tools)
    return Shown(
        "case/case.html",
        {
            "name": found.name,
            "danger": mine.danger,
            "emergency": emergency(mine.catalog, at=asked.moment),
            "steps": _steps(found, mine=mine, asked=asked),
            "next": _next(mine),
            "known": mine.known,
            "dates": dates[:_MOST_DATES],
            "more_dates": len(dates) - _MOST_DATES,
            "waiting": found.waiting,
            "done": _done(done.passages)[:_MOST_DONE],
            "more_done": done.total > _MOST_DONE,
            "notes": written.notes,
            "more_notes": written.total - _MOST_NOTES,
            "longest": notes.LONGEST,
            "screens": {name for name in ("keep", "evidence", "timeline", "dates", "plan") if asked.has(name)},
        },
    )


def _next(mine: Planned) -> list[NextRow]:
    """Return at most three things to do (PEOPLE U-7)."""
    return [
        NextRow(
            id=action.chosen.step.id,
            title=told(action.chosen.step.title),
            when=plan_words.when(action, today=mine.made.today),
            minutes=plan_words.minutes(action),
        )
        for action in islice(mine.ahead, MOST_FIRST)
    ]


def _steps(found: Glance, *, mine: Planned, asked: Asked) -> Sequence[StepRow]:
    """Return the five steps. The first that is not done is where the person is; any of them can be opened."""
    begun = any(name.startswith("step:") for name in mine.done)
    rows = [
        (
            say("What happened"),
            say("Tell it once, in your own words."),
            mine.known,
            "intake-answers",
            say("Look at the answers"),
        )
        if mine.known
        else (say("What happened"), say("Tell it once, in your own words."), False, "intake", say("Answer questions")),
        (say("How it stands now"), _kept_words(found), found.items > 0, "timeline", say("Look at the course of events"))
        if found.items
        else (say("How it stands now"), _kept_words(found), False, "keep", say("Keep proof")),
        (
            say("Ways out"),
            say("What can be done, by when, and what it costs."),
            begun,
            "routes",
            say("Look at the ways"),
        ),
        (say("Doing it"), _done_words(mine), begun and not mine.ahead, "plan", say("Look at the plan")),
        (
            say("Experts"),
            say("Hand it to somebody who goes on with it."),
            found.exports > 0,
            "hand-over",
            say("Hand over"),
        ),
    ]
    here = next((place for place, row in enumerate(rows) if not row[2]), len(rows) - 1)
    return [
        StepRow(
            title, text, "here" if place == here else "done" if done else "", screen if asked.has(screen) else "", label
        )
        for place, (title, text, done, screen, label) in enumerate(rows)
    ]


def _kept_words(found: Glance) -> str:
    return say("Kept proof: {n}.", n=found.items) if found.items else say("Nothing is kept yet.")


def _done_words(mine: Planned) -> str:
    """Return what is done, never how much is left: a long list tires (PEOPLE U-7)."""
    done = len(mine.made.actions) - len(mine.ahead)
    return say("Done so far: {n}.", n=done) if done else say("One at a time is enough.")


def _done(passages: Sequence[Passage]) -> list[DoneRow]:
    """Return what was done in words; what was done several times in a row is said once."""
    told_of = [((one.event.eid or "") if one.event else "", case_words.told(one)) for one in passages]
    runs = [list(run) for _same, run in groupby(told_of, key=lambda one: (one[0], one[1].sentence))]
    return [DoneRow(*run[0], len(run)) for run in runs]


def write_note(asked: Asked, form: Form) -> Go:
    """Keep a note, or remove one."""
    if form.has("remove"):
        number = form.text("remove")
        notes.remove(
            int(number) if number.isascii() and number.isdigit() else -1,
            case=asked.case,
            actor=asked.actor,
            tools=asked.tools,
        )
        asked.session.tell(say("The note was removed."))
        return Go.stay()
    text = form.text("note")
    if not text or len(text) > notes.LONGEST:
        error = say("Please write something.") if not text else say("This is too long. Nothing was kept yet.")
        return Go.stay(error=error, wrong="note", typed=form.texts())
    notes.write(text, case=asked.case, actor=asked.actor, tools=asked.tools)
    asked.session.tell(say("The note is kept."))
    return Go.stay()


def show_notes(asked: Asked) -> Shown:
    """Show all notes, a page at a time."""
    total = notes.page(asked.case, first=0, most=0, actor=asked.actor, tools=asked.tools).total
    first = first_of(asked.args.get("first", ""), total=total, most=_A_PAGE)
    found = notes.page(asked.case, first=first, most=_A_PAGE, actor=asked.actor, tools=asked.tools)
    pages = Pages(first, _A_PAGE, found.total)
    return Shown("case/notes.html", {"notes": found.notes, "pages": pages, "longest": notes.LONGEST})


def show_log(asked: Asked) -> Shown:
    """Show what has been done, newest first, a page at a time."""
    found = glance.newest(asked.case, first=0, most=0, actor=asked.actor, tools=asked.tools)
    first = first_of(asked.args.get("first", ""), total=found.total, most=_A_PAGE)
    found = glance.newest(asked.case, first=first, most=_A_PAGE, actor=asked.actor, tools=asked.tools)
    pages = Pages(first, _A_PAGE, found.total)
    return Shown("case/log.html", {"done": _done(found.passages), "pages": pages})


def show_name(asked: Asked) -> Shown:
    """Ask for another name."""
    return Shown("case/name.html", {"name": access.case_for(asked.case, actor=asked.actor, tools=asked.tools).name})


def rename(asked: Asked, form: Form) -> Go:
    """Give the case another name."""
    actions.rename_case(form.text("name"), case=asked.case, actor=asked.actor, tools=asked.tools)
    asked.session.tell(say("The case has its new name."))
    return Go.back()


def show_cases(asked: Asked) -> Shown:
    """Show the cases, the one last worked on first."""
    search = asked.session.get(_SEARCH) or ""
    every = shelf.standing(search=search, actor=asked.actor, tools=asked.tools)
    first = first_of(asked.args.get("first", ""), total=len(every), most=_A_PAGE)
    shown = every[first : first + _A_PAGE]
    items = glance.counts([one.id for one in shown])
    return Shown(
        "case/cases.html",
        {
            "cases": [_case(one, items=items.get(one.id, 0), asked=asked) for one in shown],
            "pages": Pages(first, _A_PAGE, len(every)),
            "search": search,
            "searchable": bool(search) or len(every) > 5,
        },
    )


def _case(one: Standing, *, items: int, asked: Asked) -> CaseRow:
    return CaseRow(
        id=one.id,
        name=one.name,
        changed=moment_words(one.changed) if one.changed else "",
        items=items,
        here=one.id == asked.session.case,
    )


def choose_case(asked: Asked, form: Form) -> Go:
    """Search, choose a case, or make one."""
    session = asked.session
    if form.has("search"):
        session.put(_SEARCH, form.text("search")[:_LONGEST_SEARCH] or None)
        return Go.instead("cases")
    if form.text("case"):
        session.case = access.case_for(form.text("case"), actor=asked.actor, tools=asked.tools).id
    else:
        session.case = actions.open_case(form.text("name"), actor=asked.actor, tools=asked.tools).id
    after, session.after = session.after, None
    return Go.instead(after.screen, **after.args) if after is not None else Go.instead("case")


SCREENS: tuple[Screen, ...] = (
    Screen("cases", Needs.VAULT, show_cases, choose_case),
    Screen("case", Needs.CASE, show_case, write_note),
    Screen("case-notes", Needs.CASE, show_notes, write_note),
    Screen("case-log", Needs.CASE, show_log),
    Screen("case-name", Needs.CASE, show_name, rename),
)

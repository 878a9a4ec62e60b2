"""Before a request goes out: who sees what, what stands before it, how it will look; then its papers and its text."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath

from yosuga.documents.letter_text import text
from yosuga.errors import NotFound
from yosuga.evidence import looking
from yosuga.rules.takedown import course, leaking
from yosuga.rules.takedown.gates import Level
from yosuga.takedown import asking, boards
from yosuga.takedown.previews import FINAL_BY, REFUSED_BY_POST, Preview
from yosuga.takedown.troubles import NotReady
from yosuga.web import takedown_letters as letters
from yosuga.web import takedown_mail as mail
from yosuga.web import takedown_papers as papers
from yosuga.web import takedown_stages as stages_of
from yosuga.web import takedown_words as called
from yosuga.web import takedowns
from yosuga.web.catalog_words import told
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.words import language, pick, say

_LONGEST_WHY = 1000
_LEVELS = (Level.STOP, Level.PAUSE, Level.TELL)


def _place(found: Preview) -> dict[str, object]:
    return {
        "id": found.followed.id,
        "number": found.followed.number,
        "request": found.request.number,
        "name": called.way(found.request),
        "spoken": found.composed.language if found.composed is not None else language(),
    }


def show_reach(asked: Asked) -> Shown:
    """Show who comes to see what."""
    found = takedowns.preview(asked)
    return Shown("takedown/reach.html", {**_place(found), "groups": letters.reach_groups(found.reach)})


def take_reach(asked: Asked, form: Form) -> Go:
    """Hold that it was looked at, and go on."""
    found = takedowns.preview(asked)
    if form.has("seen"):
        letters.see("reach", found=found, asked=asked)
    return _on(found, asked=asked)


def _on(found: Preview, *, asked: Asked) -> Go:
    screen = stages_of.next_screen(found, asked=asked)
    screen = screen if screen in {"removal-gates", "removal-paper", "removal-made"} else "removal-draft"
    return Go.instead(screen, **takedowns.place(asked))


def show_gates(asked: Asked) -> Shown:
    """Show what stands before the request; a pause has a page of its own."""
    found = takedowns.preview(asked)
    over = letters.over(found, asked=asked)
    rows = [letters.gate_row(one, over=over) for one in found.gates if not one.asks]
    stops, pauses, tells = ([one for one in rows if one.level == level.value] for level in _LEVELS)
    questions = len(letters.unanswered(found))
    return Shown(
        "takedown/gates.html",
        {
            **_place(found),
            "stops": stops,
            "pauses": pauses,
            "tells": tells,
            "questions": questions,
            "lead": "" if questions or stops else next((one.id for one in pauses if not one.why), ""),
            "paper": found.composed is not None,
            "open": bool(letters.stops(found) or letters.pauses(found, asked=asked)),
        },
    )


def take_gates(asked: Asked, form: Form) -> Go:
    """Hold that it was looked at, and go on."""
    found = takedowns.preview(asked)
    if form.has("seen"):
        letters.see("gates", found=found, asked=asked)
    return _on(found, asked=asked)


def show_pause(asked: Asked) -> Shown:
    """Show one pause: what it says, and going on as the quieter choice."""
    found = takedowns.preview(asked)
    gate = next((one for one in letters.pauses(found, asked=asked) if one.id == asked.args.get("gate", "")), None)
    gate = gate or next(iter(letters.pauses(found, asked=asked)), None)
    if gate is None:
        return show_gates(asked)
    context = {"gate": gate.id, "says": told(gate.says), "longest": _LONGEST_WHY}
    return Shown("takedown/pause.html", {**_place(found), **context})


def pass_pause(asked: Asked, form: Form) -> Go:
    """Hold why the person goes on."""
    why = form.text("why")
    if not why or len(why) > _LONGEST_WHY:
        error = say("Please write in a few words why you go on.")
        return Go.stay(error=error, wrong="why", typed=form.texts())
    letters.pass_over(form.text("gate"), why, found=takedowns.preview(asked), asked=asked)
    return Go.instead("removal-gates", **takedowns.place(asked))


def show_paper(asked: Asked) -> Shown:
    """Show the whole letter as it will be, and what is still left."""
    found = takedowns.preview(asked)
    composed = found.composed
    held_up = found.held_up(over=letters.over(found, asked=asked))
    copies = composed.letters if composed is not None else ()
    return Shown(
        "takedown/paper.html",
        {
            **_place(found),
            "title": composed.title if composed is not None else called.way(found.request),
            "copies": [(one.copy, text(one)) for one in copies],
            "text": composed.text if composed is not None else "",
            "left": _left(held_up) if held_up is not None else (),
            "differs": len(copies) > 1,
            "refusals": [pick(one) for one in found.refusals],
            "set": mail.summary(found),
            "editable": course.editable(found.request),
        },
    )


def _left(held_up: NotReady) -> list[tuple[str, str]]:
    """Return what is still left, each with the screen where it is seen to."""
    office = FINAL_BY in held_up.stops
    others = [one for one in held_up.stops if one not in {FINAL_BY, REFUSED_BY_POST}]
    rows = [
        (office, say("This paper is finished by a lawyer. You can prepare it."), "removal-draft"),
        (REFUSED_BY_POST in held_up.stops, say("The post office would not take it as it is."), "removal-fields"),
        (bool(others or held_up.pauses), say("Something stands before it."), "removal-gates"),
        (bool(held_up.missing), say("Fields are still needed."), "removal-draft"),
        (bool(held_up.leaks), say("Personal data stands where others would read it."), "removal-fields"),
    ]
    return [(words, screen) for there, words, screen in rows if there]


def finish(asked: Asked, form: Form) -> Go:
    """Make the papers and keep them. Nothing is sent."""
    if not form.has("finish"):
        return Go.stay()
    found = takedowns.preview(asked)
    try:
        asking.finish(
            found.followed.number,
            request=found.request.number,
            over=letters.over(found, asked=asked),
            case=asked.case,
            actor=asked.actor,
            tools=asked.tools,
        )
    except NotReady:
        return Go.stay(error=say("Something is still left. It is named below. Nothing was lost."))
    asked.session.tell(say("It is finished and kept. Nothing was sent."))
    return Go.instead("removal-made", **takedowns.place(asked))


def show_pages(asked: Asked) -> Shown:
    """Show how the papers will look."""
    found = takedowns.preview(asked)
    count = len(found.composed.letters) if found.composed is not None else 0
    place = takedowns.place(asked)
    sheets = [
        (papers.copy_of(found, one).copy, asked.file("removal-sheet", case=asked.case, copy=str(one), **place))
        for one in range(count)
    ]
    unset = mail.grid(found) is not None and bool(found.refusals)
    return Shown("takedown/pages.html", {**_place(found), "sheets": sheets, "unset": unset})


def show_differs(asked: Asked) -> Shown:
    """Show the two copies line by line: what the second covers."""
    found = takedowns.preview(asked)
    one, other = papers.copy_of(found, 0), papers.copy_of(found, 1)
    lines = leaking.difference(one, other)
    return Shown(
        "takedown/differs.html",
        {
            **_place(found),
            "one_copy": one.copy,
            "other_copy": other.copy,
            "lines": [line for line in lines if line.covered],
        },
    )


def show_made(asked: Asked) -> Shown:
    """Show what is to be sent: papers to save, text to copy, where it goes, who sends it."""
    found = takedowns.preview(asked)
    way = takedowns.route(found.request)
    composed = found.composed
    return Shown(
        "takedown/made.html",
        {
            **_place(found),
            "papers": papers.rows(found.request, asked=asked),
            "item": papers.finished_item(found.request),
            "fields": [(told(one.label), one.value) for one in composed.fields if one.value and one.copies
                       and not one.choices] if composed is not None else [],
            "text": composed.text if composed is not None else "",
            "link": way.link or "" if way is not None else "",
            "path": told(way.path) if way is not None and way.path else "",
            "steps": "removal-draft" if course.editable(found.request) else "removal-request",
            "asks": [told(one) for one in way.asks] if way is not None else [],
            "finished": bool(papers.finished_item(found.request)) or composed is None,
            "editable": course.editable(found.request),
            "pauses": len(letters.stops(found)) + len(letters.pauses(found, asked=asked))
            if course.editable(found.request) and composed is None
            else 0,
        },
    )  # fmt: skip


def sheet(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out how one copy of a letter will look, as one picture."""
    found = asking.preview(
        takedowns.count(args["number"]),
        request=takedowns.count(args["request"]),
        case=args["case"],
        actor=asked.actor,
        tools=asked.tools,
    )
    drawn = papers.picture(
        papers.copy_of(found, takedowns.count(args["copy"])), grid=None if found.refusals else mail.grid(found)
    )
    return Handed(BytesIO(drawn), media_type="image/png", title="memo.png", inline=True)


def paper_file(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out a paper that was finished here, under a name that says only its number. Raises NotFound."""
    number = takedowns.count(args["number"])
    followed = boards.detail(number, case=args["case"], actor=asked.actor, tools=asked.tools).followed
    request = followed.request(takedowns.count(args["request"]))
    if request is None or papers.finished_item(request) != args["eid"]:
        raise NotFound("paper")
    entry, body = looking.open_file(args["eid"], args["name"], case=args["case"], actor=asked.actor, tools=asked.tools)
    ending = PurePosixPath(entry.name).suffix
    return Handed(body, media_type="application/octet-stream", title=f"{args['eid']}{ending}")


SCREENS: tuple[Screen, ...] = (
    Screen("removal-reach", Needs.CASE, show_reach, take_reach),
    Screen("removal-gates", Needs.CASE, show_gates, take_gates),
    Screen("removal-pause", Needs.CASE, show_pause, pass_pause),
    Screen("removal-paper", Needs.CASE, show_paper, finish),
    Screen("removal-pages", Needs.CASE, show_pages),
    Screen("removal-differs", Needs.CASE, show_differs),
    Screen("removal-made", Needs.CASE, show_made),
)
FILES: tuple[FileKind, ...] = (
    FileKind("removal-sheet", Needs.CASE, sheet),
    FileKind("removal-paper-file", Needs.CASE, paper_file),
)

"""One request: its steps from draft to sent, the questions before it, who signs, what it says."""

from collections.abc import Mapping
from dataclasses import fields

from yosuga.rules.takedown import course
from yosuga.rules.takedown.sender import Sender
from yosuga.takedown import adding, asking, boards, following
from yosuga.takedown.previews import Preview
from yosuga.web import takedown_letters as letters
from yosuga.web import takedown_offers as offers_of
from yosuga.web import takedown_stages as stages_of
from yosuga.web import takedown_words as called
from yosuga.web import takedowns
from yosuga.web.catalog_words import told
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import day_words, language, say

_ORDER = tuple(one.name for one in fields(Sender))
_NEXT = frozenset({"removal-question", "removal-sender", "removal-fields", "removal-reach", "removal-gates"})


def show_request(asked: Asked) -> Shown:
    """Show where one request stands and what comes next."""
    found = takedowns.preview(asked)
    detail = boards.detail(found.followed.number, case=asked.case, actor=asked.actor, tools=asked.tools)
    one = next(each for each in detail.requests if each.request.number == found.request.number)
    editable = course.editable(found.request)
    return Shown(
        "takedown/request.html",
        {
            "id": found.followed.id,
            "number": found.followed.number,
            "request": found.request.number,
            "name": called.way(found.request),
            "title": called.title(found.followed.target),
            "reason": called.reason(found.request.reason),
            "status": called.status(one.status),
            "editable": editable,
            "stages": stages_of.stages(found, asked=asked) if editable else (),
            "steps": stages_of.steps(found.request),
            "clock": told(one.clock.says),
            "due": day_words(one.clock.due) if one.clock.due else "",
            "counted": [told(step) for step in one.clock.steps],
            "waits": [told(wait.says) for number, wait in detail.waits if number == found.request.number],
            "records": stages_of.records(found.request),
            "may_take_back": len(found.request.steps) > 1,
            "onward": _onward(asked, found=found),
            "papers": any(step.proof for step in found.request.steps),
        },
    )


def _onward(asked: Asked, *, found: Preview) -> Mapping[str, object] | None:
    """Return the next way after one that did not help."""
    further = asking.onward(
        found.followed.number,
        request=found.request.number,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )
    if further is None:
        return None
    reason = found.request.reason
    return {
        "why": told(further.why),
        "line": offers_of.line(further.offer, reason=reason),
        "reason": reason.value,
    }


def take_back(asked: Asked, form: Form) -> Go:
    """Take back the last thing that was written down."""
    if form.has("take-back"):
        following.take_back(
            takedowns.number(asked),
            request=takedowns.request(asked),
            case=asked.case,
            actor=asked.actor,
            tools=asked.tools,
        )
        asked.session.tell(say("The last entry was taken back."))
    return Go.stay()


def _on(asked: Asked) -> Go:
    """Go on to the next step of the draft, or back to its list where the rest is to be looked at in peace."""
    screen = stages_of.next_screen(takedowns.preview(asked), asked=asked)
    screen = screen if screen in _NEXT else "removal-draft"
    return Go.instead(screen, **takedowns.place(asked))


def _fill(asked: Asked, values: Mapping[str, str]) -> None:
    asking.fill(
        takedowns.number(asked),
        request=takedowns.request(asked),
        values=values,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )


def show_question(asked: Asked) -> Shown:
    """Ask one question before the request."""
    found = takedowns.preview(asked)
    one = letters.question(asked.args.get("question", ""), found=found)
    if one is None:
        return show_request(asked)
    names = [each.id for each in found.questions]
    return Shown(
        "takedown/question.html",
        {
            "question": one.id,
            "asks": told(one.asks),
            "because": told(one.because),
            "hint": told(one.hint) if one.hint else "",
            "choices": [(each.id, told(each.text)) for each in one.choices],
            "said": asked.session.typed.get("answer") or found.request.values.get(one.id, ""),
            "place": names.index(one.id) + 1,
            "of": len(names),
            "before": names[names.index(one.id) - 1] if names.index(one.id) else "",
            "number": found.followed.number,
            "request": found.request.number,
        },
    )


def answer(asked: Asked, form: Form) -> Go:
    """Keep the answer and go on to the next question."""
    name, said = form.text("question"), form.text("answer")
    found = takedowns.preview(asked)
    one = next((each for each in found.questions if each.id == name), None)
    if one is None or not said or (one.choices and said not in {each.id for each in one.choices}):
        return Go.stay(error=say("Please choose or write an answer. “Not sure” is one too."), wrong="answer")
    _fill(asked, {name: said})
    return _on(asked)


def show_sender(asked: Asked) -> Shown:
    """Ask once who signs: only what this letter has a place for."""
    found = takedowns.preview(asked)
    signs = adding.sender(case=asked.case, actor=asked.actor, tools=asked.tools)
    parts = [
        {
            "name": name,
            "label": letters.sender_label(name),
            "value": asked.session.typed.get(name, letters.sender_value(signs, name)),
            "needed": one.need == "must",
            "by_hand": one.need == "hand",
        }
        for name, one in sorted(letters.signed(found).items(), key=lambda part: _ORDER.index(part[0]))
    ]
    return Shown(
        "takedown/sender.html",
        {
            "parts": parts,
            "who": called.requester(found.request.sender),
            "number": found.followed.number,
            "request": found.request.number,
        },
    )


def take_sender(asked: Asked, form: Form) -> Go:
    """Keep who signs."""
    before = adding.sender(case=asked.case, actor=asked.actor, tools=asked.tools)
    given = {one.name: form.text(one.name) for one in fields(Sender) if one.name != "acting" and form.has(one.name)}
    adding.keep_sender(_signs(before, given), case=asked.case, actor=asked.actor, tools=asked.tools)
    return _on(asked)


def _signs(before: Sender, given: Mapping[str, str]) -> Sender:
    """Return who signs with the parts that were given; the others stay as they were."""
    parts = {one.name: getattr(before, one.name) for one in fields(before)}
    return Sender(**{**parts, **given})


def show_fields(asked: Asked) -> Shown:
    """Show the fields of the letter that the case does not know."""
    found, typed = takedowns.preview(asked), asked.session.typed
    composed = found.composed
    return Shown(
        "takedown/fields.html",
        {
            "fields": [letters.field_row(one, found=found, typed=typed) for one in letters.asked_for(found)],
            "known": letters.known(found),
            "public": composed is not None and composed.public,
            "named": composed is not None and composed.public and _address_tells(found),
            "title": composed.title if composed is not None else called.way(found.request),
            "spoken": composed.language if composed is not None else language(),
            "number": found.followed.number,
            "request": found.request.number,
            "longest": asking.LONGEST_VALUE,
        },
    )


def _address_tells(found: Preview) -> bool:
    """Say whether the address of the post holds the person's own data; their own words may too, which is another."""
    fields = found.composed.fields if found.composed is not None else ()
    return any(one.about == "target" and one.id in found.tells for one in fields)


def take_fields(asked: Asked, form: Form) -> Go:
    """Keep what was written; what is still needed is said, and nothing is lost."""
    names = {one.id for one in letters.asked_for(takedowns.preview(asked))}
    _fill(asked, {name: form.text(name) for name in names if form.has(name)})
    found = takedowns.preview(asked)
    if found.leaks:
        return Go.stay(error=say("Others would read personal data there. Please take it out."), wrong=found.leaks[0])
    missing = [one.id for one in letters.asked_for(found) if one.id in found.missing]
    if missing and not form.has("later"):
        return Go.stay(error=say("It is kept. Some fields are still needed."), wrong=missing[0])
    return Go.instead("removal-draft", **takedowns.place(asked)) if form.has("later") else _on(asked)


SCREENS: tuple[Screen, ...] = (
    Screen("removal-draft", Needs.CASE, show_request, take_back),
    Screen("removal-request", Needs.CASE, show_request, take_back),
    Screen("removal-question", Needs.CASE, show_question, answer),
    Screen("removal-sender", Needs.CASE, show_sender, take_sender),
    Screen("removal-fields", Needs.CASE, show_fields, take_fields),
)

"""What is to be removed, added: pasted or described, looked over as it was understood, with its evidence; forgotten."""

from collections.abc import Sequence

from yosuga.errors import BadInput
from yosuga.rules.takedown import addressing
from yosuga.rules.takedown.board import Row
from yosuga.rules.takedown.target import Kind
from yosuga.takedown import adding, boards, following
from yosuga.takedown.troubles import AlreadyFollowed, NoSuchEvidence
from yosuga.web import takedown_given as given_of
from yosuga.web import takedown_rows as rows
from yosuga.web import takedown_words as called
from yosuga.web import takedowns
from yosuga.web.brake import no_pictures
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown, Way
from yosuga.web.sessions import Place
from yosuga.web.takedown_given import Given
from yosuga.web.words import pick, say

_MOST_PARENTS = 100


def show_add(asked: Asked) -> Shown:
    """Ask for an address, or where a thing without one is found."""
    given = given_of.of_item(asked)
    without = asked.args.get("no") == "address"
    return Shown(
        "takedown/add.html",
        {
            "without": without,
            "kinds": [(one.value, called.kind(one)) for one in given_of.WITHOUT_ADDRESS],
            "services": given_of.services() if without else (),
            "address": given.address if given else "",
            "again": asked.args.get("again", ""),
            "copies": asked.args.get("copies", ""),
            "eid": asked.args.get("eid", ""),
        },
    )


def take(asked: Asked, form: Form) -> Go:
    """Look over what was said before anything is kept."""
    try:
        given = given_of.read(asked, form)
    except BadInput as error:
        wrong = "told" if form.has("told") else "address"
        error_words = say("Please choose what it is, and write where it is seen.") if form.has("told") else pick(error)
        return Go.stay(error=error_words, wrong=wrong, typed=form.texts())
    given_of.keep(asked, given)
    return Go.to("removal-read")


def show_read(asked: Asked) -> Shown:
    """Show what was understood, and ask for its evidence."""
    given = given_of.begun(asked)
    if given is None:
        return show_add(asked)
    target = given.target
    every = boards.board(cases=[asked.case], today=asked.today, actor=asked.actor, tools=asked.tools).rows
    same = next((row for row in every if addressing.same(row.followed.target, target)), None)
    proofs = given_of.proofs(target, asked=asked, chosen=[given.eid] if given.eid else ())
    return Shown(
        "takedown/read.html",
        {
            **given_of.understood(target),
            "given_of": given,
            "notices": rows.notices(target),
            "same": rows.line(same) if same is not None else None,
            "proofs": proofs,
            "same_kept": bool(given.eid) or any(one.same for one in proofs),
            "eid": given.eid,
            "may_keep": no_pictures(asked) is None and bool(target.address),
            "kinds": [(one.value, called.kind(one), one is target.kind) for one in Kind],
            "parents": _parents(every, chosen=given.copies),
            "volatile": target.kind.volatile,
        },
    )


def _parents(every: Sequence[Row], *, chosen: int) -> list[tuple[int, str, bool]]:
    found = [
        (row.followed.number, f"{row.followed.id} {called.title(row.followed.target)}", row.followed.number == chosen)
        for row in sorted(every, key=lambda row: row.followed.number)
    ]
    return found[:_MOST_PARENTS]


def follow(asked: Asked, form: Form) -> Go:
    """Keep it, or go and keep its evidence first."""
    given = given_of.begun(asked)
    if given is None:
        return Go.instead("removal-add")
    if form.has("keep"):
        given_of.comes_back_to(asked, "removal-read")
        return Go(Way.TO, Place("keep"), typed={"urls": given.address})
    try:
        number = _added(given, asked=asked, form=form)
    except AlreadyFollowed as error:
        given_of.keep(asked, None)
        asked.session.tell(pick(error))
        return Go.instead("removal", number=str(error.number))
    except NoSuchEvidence as error:
        return Go.stay(error=pick(error), wrong="item", typed=form.texts())
    given_of.keep(asked, None)
    given_of.forget_way_back(asked)
    asked.session.tell(say("It is followed from now on."))
    return Go.instead("removal", number=str(number))


def _added(given: Given, *, asked: Asked, form: Form) -> int:
    evidence = chosen_items(form)
    if given.again:
        return following.reposted(
            given.again, given=given.address, evidence=evidence, case=asked.case, actor=asked.actor, tools=asked.tools
        ).number
    kind = form.text("kind") or given.kind
    return adding.add(
        given.address,
        kind=Kind(kind) if kind in set(Kind) else None,
        told=given.told,
        words=form.text("words"),
        platform=given.platform,
        copies=takedowns.count(form.text("copies")),
        evidence=evidence,
        without=form.text("without"),
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    ).number


def chosen_items(form: Form) -> tuple[str, ...]:
    """Return the items that were ticked and the one whose number was typed."""
    typed = form.text("item")
    return tuple(dict.fromkeys(one for one in (*form.all("proof"), typed) if one))


def show_proof(asked: Asked) -> Shown:
    """Show the evidence of a target and what else there is."""
    found = takedowns.detail(asked)
    linked = {one.eid for one in found.evidence}
    offered = given_of.proofs(found.followed.target, asked=asked)
    return Shown(
        "takedown/proof.html",
        {
            "id": found.followed.id,
            "number": found.followed.number,
            "linked": found.evidence,
            "offered": [one for one in offered if one.eid not in linked],
            "without": found.followed.without,
            "may_keep": takedowns.may_keep(asked, found.followed),
            "address": found.followed.target.address,
        },
    )


def link(asked: Asked, form: Form) -> Go:
    """Link items to the target, take one away, or write down why there are none."""
    number = takedowns.number(asked)
    if form.has("keep"):
        followed = takedowns.detail(asked).followed
        if not takedowns.may_keep(asked, followed):
            return Go.stay()
        typed = {"urls": followed.target.address}
        given_of.comes_back_to(asked, "removal-proof", number=str(number))
        return Go(Way.TO, Place("keep"), typed=typed)
    if form.has("unlink"):
        adding.unlink_evidence(
            number, evidence=[form.text("unlink")], case=asked.case, actor=asked.actor, tools=asked.tools
        )
        asked.session.tell(say("It is not linked any more. The item itself is as it was."))
        return Go.stay()
    items, without = chosen_items(form), form.text("without")
    if not items and not without:
        return Go.stay(error=say("Please choose an item, or write why there is none."), wrong="item")
    try:
        adding.link_evidence(
            number, evidence=items, without=without, case=asked.case, actor=asked.actor, tools=asked.tools
        )
    except NoSuchEvidence as error:
        return Go.stay(error=pick(error), wrong="item", typed=form.texts())
    given_of.forget_way_back(asked)
    asked.session.tell(say("It is noted."))
    return Go.instead("removal", number=str(number))


def show_drop(asked: Asked) -> Shown:
    """Ask once more before a target is forgotten."""
    found = takedowns.detail(asked)
    return Shown(
        "takedown/drop.html",
        {"id": found.followed.id, "number": found.followed.number, "requests": len(found.requests)},
    )


def drop(asked: Asked, form: Form) -> Go:
    """Forget it."""
    if not form.has("drop"):
        return Go.stay()
    adding.drop(takedowns.number(asked), case=asked.case, actor=asked.actor, tools=asked.tools)
    asked.session.tell(say("It is not followed any more. Its evidence is still kept."))
    return Go.instead("removals")


SCREENS: tuple[Screen, ...] = (
    Screen("removal-add", Needs.CASE, show_add, take),
    Screen("removal-read", Needs.CASE, show_read, follow),
    Screen("removal-proof", Needs.CASE, show_proof, link),
    Screen("removal-drop", Needs.CASE, show_drop, drop),
)

"""One target from near: what it is, what to do next, its evidence, requests, family and looks."""

from yosuga.rules.removal import State
from yosuga.rules.takedown import saying
from yosuga.takedown import boards, following
from yosuga.web import takedown_courtesy, takedowns
from yosuga.web import takedown_given as given_of
from yosuga.web import takedown_rows as rows
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import language, say


def show_target(asked: Asked) -> Shown:
    """Show one target."""
    found = takedowns.detail(asked)
    row, followed = found.row, found.followed
    every = boards.board(cases=[asked.case], today=asked.today, actor=asked.actor, tools=asked.tools).rows
    copies = rows.likely_copies(followed.target) if not followed.target.copies else ()
    return Shown(
        "takedown/target.html",
        {
            **given_of.understood(followed.target),
            "times": [called.time(one) for one in found.times],
            "id": followed.id,
            "number": followed.number,
            "title": called.title(followed.target),
            "notices": rows.notices(followed.target),
            "status": called.status(row.status),
            "standing": told(saying.standing(followed)) if followed.looks else "",
            "says": told(row.says),
            "due": rows.due(row),
            "over": row.overdue,
            "lead": rows.lead(found),
            "requests": [rows.request_line(one) for one in reversed(found.requests)],
            "evidence": found.evidence,
            "without": followed.without,
            "family": rows.relatives(found, rows=every),
            "likely": (", " if language() == "en" else "、").join(copies),
            "looks": rows.looks(followed),
            "courtesy": takedown_courtesy.of(found, now=asked.moment),
            "more_looks": len(followed.looks) > len(rows.looks(followed)),
            "again": followed.stands.state is State.REAPPEARED and not followed.reposts,
            "waits": [told(one.says) for _number, one in found.waits],
        },
    )


def go_on(asked: Asked, form: Form) -> Go:
    """Follow what is shown again under its own address as a new one of the same family."""
    if not form.has("again"):
        return Go.stay()
    number = takedowns.number(asked)
    made = following.reposted(number, case=asked.case, actor=asked.actor, tools=asked.tools)
    asked.session.tell(say("It is followed from now on."))
    return Go.instead("removal", number=str(made.number))


SCREENS: tuple[Screen, ...] = (Screen("removal", Needs.CASE, show_target, go_on),)

"""A breath before what hurts and cannot be taken back: what is about to happen, why, what else could be done.

The way on is a button that leads where the person wanted to go, with `on="yes"`; stopping is the main choice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from yosuga.catalog.loader import Catalog, ours
from yosuga.web.catalog_words import sentences, told
from yosuga.web.screen import Asked, Shown
from yosuga.web.words import language, say

ON = "on"


@dataclass(frozen=True, slots=True)
class Instead:
    """Something else that could be done: a screen and its name."""

    screen: str
    label: str


@dataclass(frozen=True, slots=True)
class Pause:
    """One interruption. `what` is about to happen, `why` it may hurt; no word of it blames."""

    title: str
    what: str
    why: Sequence[str]
    instead: Sequence[Instead]


@dataclass(frozen=True, slots=True)
class Onward:
    """Where going on leads."""

    screen: str
    args: Mapping[str, str] = field(default_factory=dict)
    label: str = ""


def passed(asked: Asked) -> bool:
    """Say whether the person went on from the interruption before this screen."""
    return asked.args.get(ON) == "yes"


def before(asked: Asked, name: str, *, onward: Onward, also: Sequence[str] = (), title: str = "") -> Shown:
    """Return the page of an interruption. `also` are reasons of this very case, `title` names what it is about."""
    pause = PAUSES[name](ours())
    instead = [one for one in pause.instead if asked.has(one.screen)]
    return Shown(
        "safety/pause.html",
        {
            "pause": pause,
            "title": title or pause.title,
            "why": (*also, *pause.why),
            "instead": instead,
            "leads": onward,
            "args": {**onward.args, ON: "yes"},
            "label": onward.label or say("Go on all the same"),
        },
    )


def _publish(catalog: Catalog) -> Pause:
    return Pause(
        title=say("Before it is published"),
        what=say("What is published cannot be called back. Others can copy it and take it further."),
        why=(*_pitfall("counter-exposure", catalog, ja=2, en=1), say("Naming the wrong person cannot be undone.")),
        instead=(
            Instead("hand-over", say("Hand it to a desk, the police or a lawyer")),
            Instead("desks", say("Talk to somebody")),
            Instead("case-notes", say("Write it into a note that only you read")),
        ),
    )


def _about_poster(catalog: Catalog) -> Pause:
    return Pause(
        title=say("Before you post about the other side"),
        what=say("What is posted about the other side can turn against you."),
        why=(*_pitfall("counter-exposure", catalog, ja=2, en=1), say("Naming the wrong person cannot be undone.")),
        instead=(
            Instead("case-notes", say("Write it into a note that only you read")),
            Instead("desks", say("Talk to somebody")),
            Instead("routes", say("Look at the ways to a remedy")),
        ),
    )


def _contact(catalog: Catalog) -> Pause:
    return Pause(
        title=say("Before you contact the other side"),
        what=say("Your name, your address or your words can reach the other side."),
        why=(*_pitfall("contact-poster", catalog, ja=1, en=1), *_pitfall("address-in-request", catalog, ja=1, en=1)),
        instead=(
            Instead("desks", say("Talk to somebody")),
            Instead("routes", say("Look at the ways that go through a lawyer")),
        ),
    )


def _own_post(catalog: Catalog) -> Pause:
    return Pause(
        title=say("Before you delete a post or messages of your own"),
        what=say("What is deleted can no longer be kept as proof."),
        why=_pitfall("delete-own-first", catalog),
        instead=(Instead("keep", say("Keep it first")), Instead("handbook", say("Read the handbook"))),
    )


def _copyright(catalog: Catalog) -> Pause:
    named = [told(one.name) for one in catalog.platforms.values() if "name_disclosed" in one.hazards]
    return Pause(
        title=say("Before you use a copyright form"),
        what=say("A copyright form can pass your name and contact on to the other side."),
        why=(
            say("It is said of: {names}.", names=", ".join(named)),
            say("For personal data there are other forms that pass less on."),
        ),
        instead=(
            Instead("services", say("Look at the forms for personal data")),
            Instead("desks", say("Talk to somebody")),
        ),
    )


def _erase_item(_catalog: Catalog) -> Pause:
    return Pause(
        title=say("Before it is erased"),
        what=say("This cannot be undone. Not even we can bring it back."),
        why=(say("Police, a lawyer or a court can then not look at it any more."),),
        instead=(
            Instead("copy", say("Make a second copy first")),
            Instead("hand-over", say("Make a package first")),
        ),
    )


def _pitfall(name: str, catalog: Catalog, *, ja: int = 3, en: int = 3) -> tuple[str, ...]:
    """Return the first sentences of what the catalog says of it: why comes first, what to do instead after it."""
    return tuple(sentences(catalog.pitfalls[name].instead)[: en if language() == "en" else ja])


PAUSES: Mapping[str, Callable[[Catalog], Pause]] = {
    "publish": _publish,
    "poster": _about_poster,
    "contact": _contact,
    "own-post": _own_post,
    "copyright": _copyright,
    "erase": _erase_item,
}

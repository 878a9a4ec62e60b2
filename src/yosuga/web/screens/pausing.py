"""A breath before what is done outside of this app: writing about or to the other side, deleting one's own, a form."""

from yosuga.web import pausing
from yosuga.web.pausing import Instead, Onward
from yosuga.web.screen import Asked, Needs, Screen, Shown
from yosuga.web.words import say


def _acts() -> dict[str, tuple[str, Onward]]:
    """Return the acts by name: how they are called, and what goes least wrong for somebody who goes on."""
    return {
        "poster": (say("Post about the other side"), Onward("routes", label=say("See what the law offers first"))),
        "contact": (say("Contact the other side"), Onward("routes")),
        "own-post": (say("Delete a post or messages of my own"), Onward("keep", label=say("Keep it, then delete it"))),
        "copyright": (say("Use a copyright form"), Onward("services")),
    }


def _before(_asked: Asked) -> Shown:
    rows = [Instead(name, label) for name, (label, _) in _acts().items()]
    return Shown("safety/before.html", {"acts": rows})


def _pause(asked: Asked) -> Shown:
    acts = _acts()
    name = asked.args.get("of", "")
    return pausing.before(asked, name, onward=acts[name][1]) if name in acts else _before(asked)


SCREENS = (
    Screen("before", Needs.NOTHING, _before),
    Screen("pause", Needs.NOTHING, _pause),
)

"""Which target and which of its requests a screen is about, read for the person who asks."""

from yosuga.catalog.loader import ours
from yosuga.errors import NotFound
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.ways import Way
from yosuga.rules.takedown.ways import way as way_of
from yosuga.takedown import adding, asking, boards
from yosuga.takedown.boards import Detail
from yosuga.takedown.previews import Preview
from yosuga.web.brake import no_pictures
from yosuga.web.screen import Asked

_MOST_DIGITS = 8


def count(text: str) -> int:
    """Return a number that a form named; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0


def number(asked: Asked) -> int:
    """Return the number of the target the screen is about. Raises NotFound where it names none."""
    found = count(asked.args.get("number", ""))
    if not found:
        raise NotFound("target")
    return found


def request(asked: Asked) -> int:
    """Return the number of the request the screen is about. Raises NotFound where it names none."""
    found = count(asked.args.get("request", ""))
    if not found:
        raise NotFound("request")
    return found


def place(asked: Asked, **more: str) -> dict[str, str]:
    """Return the arguments of another screen about the same target, and the same request where there is one."""
    return {name: asked.args[name] for name in ("number", "request") if name in asked.args} | more


def detail(asked: Asked) -> Detail:
    """Return the target from near. Raises NotFound."""
    return boards.detail(number(asked), case=asked.case, actor=asked.actor, tools=asked.tools)


def may_keep(asked: Asked, followed: Followed) -> bool:
    """Say whether pictures of it may be kept: never of what is asked about as an image of somebody under 18."""
    child = any(one.reason is Reason.CHILD_IMAGE for one in followed.requests)
    return not child and no_pictures(asked) is None


def preview(asked: Asked) -> Preview:
    """Return the request as it stands. Raises NotFound."""
    return asking.preview(number(asked), request=request(asked), case=asked.case, actor=asked.actor, tools=asked.tools)


def reason(asked: Asked) -> Reason:
    """Return the reason that was chosen before. Raises NotFound."""
    chosen = asked.args.get("reason", "")
    if chosen not in set(Reason):
        raise NotFound("reason")
    return Reason(chosen)


def acting(asked: Asked) -> Requester:
    """Return in whose hands requests of this case are made, as was said last."""
    return adding.sender(case=asked.case, actor=asked.actor, tools=asked.tools).acting


def route(request: Request) -> Way | None:
    """Return the way by which a request goes; None where the catalog knows it no more."""
    return way_of(request.route, catalog=ours())

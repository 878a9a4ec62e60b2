"""What is followed, as JSON-ready data for whoever asks by a machine: English keys that stay, moments in RFC 3339."""

from yosuga.clock import rfc3339
from yosuga.rules.removal import Look, sight
from yosuga.rules.takedown.board import Asked
from yosuga.rules.takedown.clocks import Wait
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Request, Step
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Target, Time

FORMAT = "yosuga takedown 1"


def as_json(followed: Followed) -> dict[str, object]:
    """Return a target with all that was done about it. Nothing of who signs is in it."""
    return {
        "format": FORMAT,
        "id": followed.id,
        "number": followed.number,
        "target": target_json(followed.target),
        "evidence": list(followed.evidence),
        "without": followed.without,
        "requests": [request_json(one) for one in followed.requests],
        "looks": [look_json(one) for one in followed.looks],
        "state": followed.stands.state.value,
        "reposts": list(followed.reposts),
    }


def target_json(target: Target) -> dict[str, object]:
    """Return what is to be removed."""
    return {
        "kind": target.kind.value,
        "given": target.given,
        "address": target.address,
        "platform": target.platform,
        "post": target.post,
        "account": target.account,
        "told": target.told,
        "words": target.words,
        "times": [time_json(one) for one in target.times],
        "copies": target.copies,
    }


def time_json(time: Time) -> dict[str, object]:
    """Return when something was there, and who says so."""
    return {"origin": time.origin.value, "moment": rfc3339(time.moment), "trust": time.trust}


def request_json(request: Request) -> dict[str, object]:
    """Return a request with its steps."""
    return {
        "number": request.number,
        "route": request.route,
        "reason": request.reason.value,
        "sender": request.sender.value,
        "letter": request.letter,
        "language": request.language,
        "filled": request.values,
        "over": dict(request.over),
        "steps": [step_json(one) for one in request.steps],
    }


def step_json(step: Step) -> dict[str, object]:
    """Return one step."""
    return {
        "what": step.what.value,
        "moment": rfc3339(step.moment),
        "day_only": step.day_only,
        "proof": list(step.proof),
        "note": step.note,
        "by": step.by.value,
    }


def look_json(look: Look) -> dict[str, object]:
    """Return one look and what it says by itself."""
    return {
        "moment": rfc3339(look.moment),
        "way": look.way.value,
        "shown": look.shown.value,
        "signs": sorted(sign.value for sign in look.signs),
        "barrier": look.barrier.value if look.barrier else None,
        "control": look.control,
        "moved": look.moved,
        "harm": look.harm,
        "proof": list(look.proof),
        "sight": sight(look).value,
        "said": look.said,
    }


def asked_json(asked: Asked) -> dict[str, object]:
    """Return where one request stands and what runs for it."""
    clock = asked.clock
    return {
        "request": asked.request.number,
        "status": asked.status.value,
        "clock": clock.running.value,
        "since": clock.since.isoformat() if clock.since else None,
        "due": clock.due.isoformat() if clock.due else None,
        "says": {"ja": clock.says.ja, "en": clock.says.en},
        "steps": [{"ja": one.ja, "en": one.en} for one in clock.steps],
        "facts": list(clock.facts),
        "unproven": [step.what.value for step in asked.unproven],
    }


def wait_json(wait: Wait) -> dict[str, object]:
    """Return a period that explains a silence."""
    return {"fact": wait.fact, "last_day": wait.last_day.isoformat(), "says": {"ja": wait.says.ja, "en": wait.says.en}}


def sender_json(sender: Sender) -> dict[str, object]:
    """Return who signs: for the person alone, never for a log."""
    return {name: str(getattr(sender, name)) for name in sender.__slots__}

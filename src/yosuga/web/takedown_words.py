"""What the statuses, kinds, steps and people of a removal are called on a screen."""

from datetime import datetime

from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.reaching import Audience
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.senders import May
from yosuga.rules.takedown.target import Kind, Origin, Target, Time
from yosuga.web import takedowns
from yosuga.web.catalog_words import told
from yosuga.web.words import day_words, moment_words, say

_SHORT = 90  # characters of an address in a list


def status(code: Status) -> str:
    """Return where a target or a request stands."""
    return {
        Status.NONE: say("Not asked yet"),
        Status.DRAFT: say("Draft"),
        Status.SENT: say("Sent"),
        Status.RECEIVED: say("Received by the service"),
        Status.WAITING: say("Waiting for the answer"),
        Status.SAID_REMOVED: say("The service says it is removed"),
        Status.HIDDEN: say("Hidden, or not shown in this region"),
        Status.REFUSED: say("Refused"),
        Status.UNANSWERED: say("No answer"),
        Status.WITHDRAWN: say("Withdrawn"),
        Status.NOT_FOUND: say("Not seen now"),
        Status.REMOVED: say("Removal confirmed"),
        Status.REAPPEARED: say("It is back"),
    }[code]


def kind(code: Kind) -> str:
    """Return what sort of thing it is."""
    return {
        Kind.POST: say("Post"),
        Kind.ACCOUNT: say("Account"),
        Kind.MEDIA: say("Picture or film"),
        Kind.QUOTE: say("Post that quotes it"),
        Kind.PAGE: say("Page"),
        Kind.ARCHIVE: say("Copy in an archive"),
        Kind.CACHE: say("What a search still shows"),
        Kind.SEARCH: say("Result of a search"),
        Kind.STORY: say("Story"),
        Kind.TALK: say("Talk"),
        Kind.DIRECT_MESSAGE: say("Direct message"),
    }[code]


def requester(code: Requester) -> str:
    """Return in whose hands a request is."""
    return {
        Requester.SELF: say("The person it is about"),
        Requester.GUARDIAN: say("Parent or guardian"),
        Requester.BEREAVED: say("Bereaved family"),
        Requester.LAWYER: say("Lawyer"),
        Requester.JUDICIAL_SCRIVENER: say("Judicial scrivener"),
        Requester.ADMINISTRATIVE_SCRIVENER: say("Administrative scrivener"),
        Requester.COUNSELLOR: say("Counsellor"),
        Requester.SCHOOL: say("School"),
        Requester.COMPANY: say("Company (about the company itself)"),
        Requester.SUPPORTER: say("Friend or family"),
        Requester.VENDOR: say("A business that removes posts"),
    }[code]


def what(code: What) -> str:
    """Return what happened to a request."""
    return {
        What.DRAFTED: say("A draft was begun"),
        What.FINISHED: say("It was finished"),
        What.SENT: say("It was sent"),
        What.RECEIVED: say("The service showed its receipt"),
        What.ASKED_POSTER: say("The service is asking the poster"),
        What.MORE_ASKED: say("The service asked for more"),
        What.REMOVED_SAID: say("The service says it removed it"),
        What.HIDDEN: say("It was hidden, or limited to regions"),
        What.REFUSED: say("The service refused"),
        What.WITHDRAWN: say("I withdrew it"),
    }[code]


def may(code: May) -> str:
    """Return what somebody may do by a way."""
    return {
        May.SEND: say("You can send it yourself."),
        May.PREPARE: say("You can prepare it. Somebody else sends it."),
        May.NOT: say("You cannot use this way."),
    }[code]


def origin(code: Origin) -> str:
    """Return who says when it was posted."""
    return {
        Origin.STAMP: say("There by the time-stamp at the latest"),
        Origin.CAPTURE: say("Seen by this app"),
        Origin.ID: say("Worked out from the number of the post"),
        Origin.SHOWN: say("As the page says"),
        Origin.TOLD: say("As remembered"),
    }[code]


def audience(code: Audience) -> str:
    """Return who comes to see something, as a heading."""
    return {
        Audience.PUBLIC: say("Everybody can read it"),
        Audience.POSTER: say("It can reach the poster"),
        Audience.UNKNOWN: say("Whether it reaches the poster is not known"),
        Audience.SERVICE: say("Only whoever it is sent to"),
    }[code]


def login(code: str) -> str:
    """Return whether a way asks to log in."""
    return {
        "yes": say("You need to be logged in."),
        "no": say("No login is needed."),
        "either": say("It works with and without a login."),
        "account_name_asked": say("It asks for the name of an account."),
    }.get(code, "")


def service(target: Target) -> str:
    """Return the service by its name, or that it is one we do not know."""
    found = ours().platforms.get(target.platform)
    return told(found.name) if found else say("A site that we do not know")


def reason(code: Reason) -> str:
    """Return a reason as the forms name it."""
    return told(ours().reasons[code.value].name)


def way(request: Request) -> str:
    """Return the way of a request by its name."""
    found = takedowns.route(request)
    return told(found.name) if found else request.route


def when(step: Step) -> str:
    """Return the moment of a step, or its day where only that is known."""
    return day_words(step.moment.astimezone(JST)) if step.day_only else moment_words(step.moment)


def time(one: Time) -> tuple[str, str]:
    """Return when something was there, and who says so."""
    return moment(one.moment), origin(one.origin)


def moment(value: datetime) -> str:
    """Return a moment in Japan to the minute."""
    return moment_words(value)


def place(target: Target) -> str:
    """Return where it is found, short enough for a list."""
    where = target.address or target.told
    return where if len(where) <= _SHORT else f"{where[:_SHORT]}…"


def title(target: Target) -> str:
    """Return what it is in a few words."""
    if not target.address and not target.platform:
        return kind(target.kind)
    if target.platform not in ours().platforms:
        return say("{kind} on a site that we do not know", kind=kind(target.kind))
    return say("{kind} on {service}", kind=kind(target.kind), service=service(target))

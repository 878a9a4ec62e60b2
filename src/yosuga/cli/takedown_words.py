"""What statuses, kinds, reasons, senders and answers are called on the command line."""

from yosuga.catalog.loader import ours
from yosuga.cli.words import _, in_language
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.request import Reason, Requester, What
from yosuga.rules.takedown.target import Kind, Target


def status(code: Status) -> str:
    """Return where a target, or a request, stands."""
    return {
        Status.NONE: _("nothing asked yet"),
        Status.DRAFT: _("draft"),
        Status.SENT: _("sent"),
        Status.RECEIVED: _("received by the service"),
        Status.WAITING: _("waiting for the day"),
        Status.SAID_REMOVED: _("the service says it removed it"),
        Status.HIDDEN: _("hidden, or limited by region"),
        Status.REFUSED: _("refused"),
        Status.UNANSWERED: _("no answer"),
        Status.WITHDRAWN: _("withdrawn"),
        Status.NOT_FOUND: _("not found"),
        Status.REMOVED: _("removal confirmed"),
        Status.REAPPEARED: _("it is back"),
    }[code]


def kind(code: Kind) -> str:
    """Return what sort of thing a target is."""
    return {
        Kind.POST: _("post"),
        Kind.ACCOUNT: _("account"),
        Kind.MEDIA: _("picture or film"),
        Kind.QUOTE: _("quote"),
        Kind.PAGE: _("page"),
        Kind.ARCHIVE: _("archived copy"),
        Kind.CACHE: _("what a search still shows"),
        Kind.SEARCH: _("search result"),
        Kind.STORY: _("story"),
        Kind.TALK: _("talk"),
        Kind.DIRECT_MESSAGE: _("direct message"),
    }[code]


def reason(code: Reason) -> str:
    """Return a reason as the forms name it."""
    name = ours().reasons[code.value].name
    return in_language(name.ja, en=name.en)


def requester(code: Requester) -> str:
    """Return in whose hands a request is made."""
    return {
        Requester.SELF: _("the person"),
        Requester.GUARDIAN: _("parent or guardian"),
        Requester.BEREAVED: _("the bereaved"),
        Requester.LAWYER: _("lawyer"),
        Requester.JUDICIAL_SCRIVENER: _("judicial scrivener"),
        Requester.ADMINISTRATIVE_SCRIVENER: _("administrative scrivener"),
        Requester.COUNSELLOR: _("counsellor"),
        Requester.SCHOOL: _("school"),
        Requester.COMPANY: _("company"),
        Requester.SUPPORTER: _("friend or supporter"),
        Requester.VENDOR: _("removal business"),
    }[code]


def step(code: What) -> str:
    """Return what happened to a request."""
    return {
        What.DRAFTED: _("begun"),
        What.FINISHED: _("finished"),
        What.SENT: _("sent"),
        What.RECEIVED: _("received by the service"),
        What.ASKED_POSTER: _("the poster is being asked"),
        What.MORE_ASKED: _("the service asks for more"),
        What.REMOVED_SAID: _("the service says it removed it"),
        What.HIDDEN: _("hidden, or limited by region"),
        What.REFUSED: _("refused"),
        What.WITHDRAWN: _("withdrawn"),
    }[code]


def platform(target: Target) -> str:
    """Return the service by its name, or that the catalog does not know the site."""
    found = ours().platforms.get(target.platform)
    return in_language(found.name.ja, en=found.name.en) if found else _("a site we do not know")

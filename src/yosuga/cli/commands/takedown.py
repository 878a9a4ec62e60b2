"""`yosuga takedown`: what is to be removed, by which way, with which letter, and what became of it. Nothing is sent."""

import argparse
from collections.abc import Callable
from importlib import import_module

from yosuga.cli.words import _

Add = Callable[[str, str], argparse.ArgumentParser]
_REASONS = ("privacy", "defamation", "insult", "portrait", "impersonation", "sexual-image", "child-image", "threat",
            "harassment", "copyright", "outdated")  # fmt: skip
_SENDERS = ("self", "guardian", "bereaved", "lawyer", "judicial-scrivener", "administrative-scrivener", "counsellor",
            "school", "company", "supporter", "vendor")  # fmt: skip
_KINDS = ("post", "account", "media", "quote", "page", "archive", "cache", "search", "story", "talk", "direct-message")
_ANSWERS = ("asked-poster", "more-asked", "removed-said", "hidden", "refused", "withdrawn")
_SEEN = ("shown", "changed", "not-shown", "login")
_WAYS = ("plain", "headless", "own-browser", "protocol")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Follow what is to be removed, until it is proven to be gone. You send everything yourself, in your own name."
    )
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)

    def act(name: str, said: str) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=said, description=said)
        one.add_argument("--json", action="store_true", help=_("print one JSON object"))
        one.add_argument("--case", default="", metavar="NAME", help=_("name or id of the case"))
        return one

    _targets(act)
    _requests(act)
    _answers(act)
    _boards(act)


def _targets(act: Add) -> None:
    new = act("add", _("follow a post, a page or a talk that is to be removed"))
    new.add_argument("given", nargs="?", default="", metavar="URL", help=_("its address, or a text with it"))
    new.add_argument("--talk", default="", metavar="TEXT", help=_("where it is seen, when it has no address"))
    new.add_argument("--kind", choices=_KINDS, default="", metavar="KIND",
                     help=f"{_('what it is, where the address does not say it')}: {', '.join(_KINDS)}")  # fmt: skip
    new.add_argument("--platform", default="", metavar="ID", help=_("the service, where there is no address: line"))
    new.add_argument("--words", default="", metavar="TEXT", help=_("the words of a search that shows it"))
    new.add_argument("--copy-of", default="", metavar="T0001", help=_("it is a copy of this one"))
    new.add_argument("--new-case", action="store_true", help=_("make the case, also if another has nearly that name"))
    _evidence(new)
    new.set_defaults(run=_later("takedown_following", "add"))
    linked = _of_one(act("evidence", _("link items of evidence to it, or say why there are none")))
    _evidence(linked)
    linked.set_defaults(run=_later("takedown_following", "evidence"))
    back = _of_one(act("repost", _("it came back, here or under another address")))
    back.add_argument("given", nargs="?", default="", metavar="URL", help=_("the other address, if it is another"))
    back.add_argument("--evidence", nargs="+", default=[], metavar="E0001", help=_("items that show it"))
    back.set_defaults(run=_later("takedown_following", "repost"))
    drop = _of_one(act("drop", _("forget it with its requests; the evidence stays")))
    drop.add_argument("--yes", action="store_true", help=_("do not ask"))
    drop.set_defaults(run=_later("takedown_following", "drop"))


def _requests(act: Add) -> None:
    routes = _of_one(act("routes", _("the ways to ask, in the order to try them, and why others are closed")))
    _why_and_who(routes)
    routes.set_defaults(run=_later("takedown_asking", "routes"))
    letter = _of_one(act("letter", _("write a request: fill it in, look it over, make its papers")))
    letter.add_argument("--route", default="", metavar="ROUTE", help=_("the way, as `routes` names it"))
    _why_and_who(letter)
    letter.add_argument("--letter", default="", metavar="ID", help=_("another letter of this way"))
    letter.add_argument("--language", choices=("ja", "en"), default="", help=_("language of the letter"))
    _request(letter)
    _values(letter, draft=True)
    letter.add_argument("--preview", action="store_true", help=_("show it as it stands; so it is without more words"))
    letter.add_argument("--finish", action="store_true", help=_("make its papers, with -o; nothing is sent"))
    letter.add_argument("-o", "--output", default="", metavar="DIR", help=_("folder for the papers"))
    letter.add_argument(
        "--over", action="append", default=[], metavar="GATE=REASON", help=_("go on in spite of a warning, and why")
    )
    letter.set_defaults(run=_later("takedown_asking", "letter"))
    sender = act("sender", _("who signs: shown, or kept for the letters of the case"))
    _values(sender, draft=False)
    sender.set_defaults(run=_later("takedown_asking", "sender"))


def _answers(act: Add) -> None:
    sent = _of_one(act("sent", _("write down that you sent it")))
    _sender(sent, said=_("who sent it"))
    _step(sent)
    sent.set_defaults(run=_later("takedown_following", "sent"))
    received = _of_one(act("received", _("write down the receipt that the service shows; its day counts")))
    _step(received)
    received.set_defaults(run=_later("takedown_following", "received"))
    answered = _of_one(act("answered", _("write down what the service answered, or that you withdrew")))
    answered.add_argument("what", choices=_ANSWERS, metavar="ANSWER", help=", ".join(_ANSWERS))
    _step(answered)
    answered.set_defaults(run=_later("takedown_following", "answered"))
    undo = _of_one(act("undo", _("take the last entry of a request back; the log keeps it")))
    _request(undo)
    undo.set_defaults(run=_later("takedown_following", "undo"))


def _boards(act: Add) -> None:
    listing = act("list", _("everything that is followed, what is due first"))
    listing.add_argument("--all-cases", action="store_true", help=_("of all cases"))
    listing.add_argument("--due", action="store_true", help=_("only what has a day"))
    listing.add_argument("--order", action="store_true", help=_("in the order in which to ask"))
    listing.add_argument("--search", default="", metavar="TEXT", help=_("only with this in the address or the words"))
    listing.add_argument("--today", default="", metavar="DATE", help=_("count as if it were this day"))
    listing.set_defaults(run=_later("takedown_listing", "board"))
    one = _of_one(act("show", _("one of them from near: times, evidence, requests, looks")))
    one.set_defaults(run=_later("takedown_listing", "show_one"))
    again = act("recheck", _("look whether it is still shown"))
    again.add_argument("target", nargs="?", default="", metavar="T0001", help=_("its number"))
    again.add_argument("--due", action="store_true", help=_("all whose next look is due"))
    again.add_argument("--way", choices=_WAYS, default="plain", metavar="WAY",
                       help=f"{_('how to look; protocol is for Bluesky alone')}: {', '.join(_WAYS)}")  # fmt: skip
    again.add_argument(
        "--control", default="", metavar="URL", help=_("a page of the same site that is known to be there")
    )
    again.add_argument("--captured", default="", metavar="E0001", help=_("by a capture of it that you just took"))
    again.add_argument(
        "--control-captured", default="", metavar="E0002", help=_("a capture of a page of the site that is there")
    )
    again.add_argument(
        "--never-captured", default="", metavar="E0003", help=_("a capture of an address of the site that never was")
    )
    again.add_argument("--seen", choices=_SEEN, default="", metavar="WHAT",
                       help=f"{_('you looked yourself: what you saw')}: {', '.join(_SEEN)}")  # fmt: skip
    again.add_argument("--other-seen", action="store_true", help=_("with --seen: another page of the site was shown"))
    again.add_argument("--proof", nargs="+", default=[], metavar="E0001", help=_("items that show it"))
    again.add_argument("--allow-private-network", action="store_true", help=_("also your own machines (for tests)"))
    again.set_defaults(run=_later("takedown_rechecking", "recheck"))
    days = act("calendar", _("a calendar file of the days; its titles say nothing"))
    days.add_argument("-o", "--output", required=True, metavar="FILE", help=_("the file to write"))
    days.add_argument("--all-cases", action="store_true", help=_("of all cases"))
    days.add_argument("--alarm", action="store_true", help=_("let the calendar ring on the day"))
    days.set_defaults(run=_later("takedown_listing", "calendar"))


def _later(room: str, name: str) -> Callable[[argparse.Namespace], int]:
    """Return what runs an act; its room, and the rules behind it, are read only then, so that help comes at once."""

    def run(arguments: argparse.Namespace) -> int:
        result: int = getattr(import_module(f"yosuga.cli.{room}"), name)(arguments)
        return result

    return run


def _of_one(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("target", metavar="T0001", help=_("its number"))
    return parser


def _evidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--evidence", nargs="+", default=[], metavar="E0001", help=_("items that show it"))
    parser.add_argument("--without", default="", metavar="REASON", help=_("why there is no evidence"))


def _why_and_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", choices=_REASONS, default="", metavar="REASON",
                        help=f"{_('why; privacy, if you do not say')}: {', '.join(_REASONS)}")  # fmt: skip
    _sender(parser, said=_("in whose name"))


def _sender(parser: argparse.ArgumentParser, *, said: str) -> None:
    parser.add_argument("--as", dest="sender", choices=_SENDERS, default="", metavar="WHO",
                        help=f"{said}: {', '.join(_SENDERS)}")  # fmt: skip


def _request(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--request", type=int, default=0, metavar="N", help=_("which request; else the last one"))


def _step(parser: argparse.ArgumentParser) -> None:
    _request(parser)
    parser.add_argument("--at", default="", metavar="TIME", help=_("when, in Japan: 2026-11-22T10:00, 10:00, a day"))
    parser.add_argument("--proof", nargs="+", default=[], metavar="E0001", help=_("items that show it"))
    parser.add_argument("--note", default="", metavar="TEXT", help=_("a note"))


def _values(parser: argparse.ArgumentParser, *, draft: bool) -> None:
    parser.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help=_("fill in a field; your shell remembers it")
    )
    parser.add_argument("--from", dest="source", default="", metavar="FILE", help=_("fill in from a file; - reads it"))
    parser.add_argument("--fill", action="store_true", help=_("ask here for what is missing"))
    if draft:
        parser.add_argument("--draft", default="", metavar="FILE", help=_("write the fields into a file to edit"))

"""`yosuga guide`: the handbook, with no case and no vault needed."""

import argparse

from yosuga.cli import show
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("Read the handbook. Without a topic: its contents. What you read is not recorded by Yosuga.")
    parser.add_argument("topic", nargs="*", metavar="TOPIC", help=_("id of a page, or words to look for"))
    parser.add_argument("--search", nargs="+", default=None, metavar="WORDS", help=_("look for words in all pages"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object, in both languages"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    words = " ".join(arguments.topic)
    if arguments.search is not None:
        return _search(" ".join([*arguments.topic, *arguments.search]), as_json=arguments.json)
    if not words:
        return _contents(as_json=arguments.json)
    return _page(words, as_json=arguments.json)


def _contents(*, as_json: bool) -> int:
    from yosuga.catalog.loader import ours
    from yosuga.cli import handbook, handbook_json, pager

    if as_json:
        show.data(handbook_json.contents(ours()))
    else:
        pager.read(handbook.contents(ours()))
    return 0


def _page(words: str, *, as_json: bool) -> int:
    """Show the page with this id; words that are no id are looked for."""
    from yosuga.catalog.loader import ours
    from yosuga.cli import handbook, handbook_json, pager
    from yosuga.clock import JST, SystemClock

    try:
        kind, record = handbook.named(words.lower(), catalog=ours())
    except KeyError:
        return _search(words, as_json=as_json)
    today = SystemClock().read().wall.astimezone(JST).date()
    if as_json:
        show.data(handbook_json.page(record, kind=kind, catalog=ours(), today=today))
    else:
        pager.read(handbook.told(record, catalog=ours(), today=today))
    return 0


def _search(words: str, *, as_json: bool) -> int:
    """Show what was found. Returns 1 where nothing was, as a script expects of a search."""
    from yosuga.catalog.loader import ours
    from yosuga.catalog.searching import index, search
    from yosuga.cli import handbook, handbook_json, pager
    from yosuga.cli.words import language

    answer = search(words, index=index(ours()), language="en" if language() == "en" else "ja")
    if as_json:
        show.data(handbook_json.results(answer, words=words))
    else:
        pager.read(handbook.results(answer, words=words))
    return 0 if answer.hits else 1

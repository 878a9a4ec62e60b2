"""A kept page or file as it was: asked for first, then shown in a frame on an origin where nothing of it runs."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from yosuga.custody.records import FileEntry
from yosuga.errors import BadFile, NotFound
from yosuga.evidence import looking
from yosuga.evidence.looking import Look, words_alone
from yosuga.web import evidence_words
from yosuga.web.brake import no_pictures
from yosuga.web.evidence_words import PICTURES
from yosuga.web.replay import openers
from yosuga.web.replay.openers import SNAPSHOT, WACZ, Opened, Shape, Wish, shape_of
from yosuga.web.replay.shelf import CannotShow
from yosuga.web.replay.shows import shows
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import moment_words, say

_SHOWN, _WORDS = "shown", "words"
_OWN_FORM = frozenset({Shape.MEDIA, Shape.PAPER})  # without pictures nothing of them is left
_MOST_OTHERS = 12
_NO_VIEW = frozenset({"dom.html"})  # the same page once more, without its pictures


def _replay(asked: Asked) -> Shown:
    found, file = _chosen(asked)
    note = None if words_alone(found.files) else no_pictures(asked)
    if note is not None:
        return Shown("replay/closed.html", {"note": note})
    shape = shape_of(file)
    how = asked.args.get("open", "")
    if shape is None:
        raise NotFound("file that can be opened here")
    about = _about(found, file, asked)
    if how not in {_SHOWN, _WORDS}:
        mild = shape not in _OWN_FORM | {Shape.TEXT}
        first = mild and asked.session.get(PICTURES) == "text"
        return Shown("replay/ask.html", {**about, "mild": mild, "words_first": first})
    try:
        return _opened(found, file, about, pictures=how == _SHOWN, asked=asked)
    except BadFile as error:
        return Shown("replay/cannot.html", {**about, "error": error})


def _chosen(asked: Asked) -> tuple[Look, FileEntry]:
    """Return the item and its file that is asked for, or the one that shows it best."""
    found = looking.look(asked.args.get("eid", ""), case=asked.case, actor=asked.actor, tools=asked.tools)
    name = asked.args.get("name", "")
    file = next((one for one in found.files if one.name == name), None) if name else openers.best(found.files)
    if file is None:
        raise NotFound("file of an item")
    return found, file


def _about(found: Look, file: FileEntry, asked: Asked) -> dict[str, object]:
    line = found.line
    return {
        "line": line,
        "moment": moment_words(line.moment) if line.moment else "",
        "what": _what(file),
        "name": asked.args.get("name", ""),
        "page_asked": asked.args.get("page", ""),
        "others": [(one.name, _what(one)) for one in _others(found.files, but=file)],
    }


def _what(file: FileEntry) -> str:
    """Return which view of an item a file gives."""
    named = {
        SNAPSHOT: say("The page as it stood on the screen"),
        WACZ: say("The page as the server sent it"),
        "video_capture.mp4": say("Film of the screen while it was captured"),
        "provenance.html": say("How it was captured"),
        "text_first.txt": say("The page's words at first"),
    }
    if file.name.endswith("_画面.pdf"):
        return say("The page as a PDF")
    if file.name.startswith("media/"):
        return f"{say('From the page')}: {file.name.partition('_')[2] or file.name}"
    plain = f"{evidence_words.file(file)} {file.name}" if evidence_words.is_plain(file) else evidence_words.file(file)
    return named.get(file.name) or plain


def _others(files: Sequence[FileEntry], *, but: FileEntry) -> list[FileEntry]:
    """Return the other files somebody may want to see here; our own records are none of them."""
    shown = [one for one in files if one is not but and one.name not in _NO_VIEW and shape_of(one) is not None]
    return [one for one in shown if not one.name.endswith((".json", ".pem"))][:_MOST_OTHERS]


def _opened(found: Look, file: FileEntry, about: Mapping[str, object], *, pictures: bool, asked: Asked) -> Shown:
    if not shows.port:
        raise CannotShow("no origin")
    page = _number(asked.args.get("page", ""))
    what = (asked.case, found.line.eid, file.name, str(page), str(pictures))
    pages = shape_of(file) in {Shape.WACZ, Shape.WARC, Shape.MHTML, Shape.PAGE} and file.name != "provenance.html"
    show = shows.show(what, session=asked.session, make=lambda root: _make(found, file, page, pictures, root, asked))
    opened = show.opened
    turned = opened.more or opened.page
    return Shown(
        "replay/replay.html",
        {
            **about,
            "address": show.address,
            "is_page": pages,
            "url": found.line.url or (opened.pages[opened.page].url if opened.pages else ""),
            "missing": opened.copy.missing,
            "pictures": pictures,
            "how": asked.args["open"],
            "turns": [(n, one.title or one.url) for n, one in enumerate(opened.pages)] if len(opened.pages) > 1 else [],
            "at": opened.page,
            "paper": bool(turned),
            "further": opened.page + 1 if opened.more else None,
            "before": opened.page - 1 if turned and opened.page else None,
            "picture": found.line.url and pictures,
        },
        frames=show.address,
    )


def _make(found: Look, file: FileEntry, page: int, pictures: bool, root: str, asked: Asked) -> Opened:  # noqa: FBT001
    """Open the file out of the vault; only a film goes on being read from there."""
    shape = shape_of(file)
    if shape is None:
        raise CannotShow("form")
    eid = found.line.eid
    with ExitStack() as stack:
        _, body = looking.open_file(eid, file.name, case=asked.case, actor=asked.actor, tools=asked.tools)
        stack.callback(body.close)
        beside = None
        if file.name == SNAPSHOT and any(one.name == WACZ for one in found.files):
            _, beside = looking.open_file(eid, WACZ, case=asked.case, actor=asked.actor, tools=asked.tools)
            stack.callback(beside.close)
        opened = openers.opened(body, Wish(shape, root, page, pictures), beside=beside)
        if shape is Shape.MEDIA:
            stack.pop_all()
        return opened


def _turn(asked: Asked, form: Form) -> Go:
    """Open another page of the archive, or of the paper."""
    return Go.instead("replay", **{**asked.args, "page": str(_number(form.text("page")))})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


SCREENS = (Screen("replay", Needs.CASE, _replay, _turn),)

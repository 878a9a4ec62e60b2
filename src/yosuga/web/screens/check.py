"""Looking over words and pictures before they are published: held in memory for one look, and kept nowhere."""

import io
from collections.abc import Mapping

from yosuga.errors import NotFound
from yosuga.imports.letters import decoded
from yosuga.web import examining, examining_pictures
from yosuga.web.brake import no_pictures
from yosuga.web.examining import MOST_LETTERS, Examined
from yosuga.web.examining_pictures import MOST_BYTES, MOST_PICTURES, SeenPicture
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown, Uploaded
from yosuga.web.words import pick, say

_EXAMINED = "examined"
_MOST_WORDS = 3 * MOST_LETTERS  # bytes


def _show(asked: Asked) -> Shown:
    return Shown("check/check.html", {"most": MOST_LETTERS, "pictures": MOST_PICTURES, "closed": no_pictures(asked)})


def _examine(asked: Asked, form: Form) -> Go:
    text, files = form.text("text"), form.files("file")
    if not text and not files:
        return Go.stay(error=say("Please write something, or choose a file."), wrong="text")
    words = [one for one in files if b"\0" not in _start(one)]
    pictures = [one for one in files if one not in words]
    told = _refused(text, words, pictures, asked=asked)
    if told:
        return Go.stay(error=told, wrong="text" if len(text) > MOST_LETTERS else "file", typed={"text": text})
    parts: list[Examined | SeenPicture] = [examining.examine(text)] if text else []
    parts += [examining.examine(decoded(_content(one), charset="")[0], name=one.name) for one in words]
    parts += [examining_pictures.see(_content(one), name=one.name) for one in pictures]
    asked.session.put(_EXAMINED, tuple(parts))
    return Go.to("checked")


def _refused(text: str, words: list[Uploaded], pictures: list[Uploaded], *, asked: Asked) -> str:
    """Return why something cannot be looked over, in words, or nothing."""
    if len(text) > MOST_LETTERS or sum(one.size for one in words) > _MOST_WORDS:
        return say("This is longer than {n} letters. Please look at it in parts.", n=f"{MOST_LETTERS:,}")
    if len(pictures) > MOST_PICTURES or any(one.size > MOST_BYTES for one in pictures):
        return say("At most {n} pictures of 20 MB each can be looked over at once.", n=MOST_PICTURES)
    closed = no_pictures(asked) if pictures else None
    return "" if closed is None else pick(closed.text)


def _start(one: Uploaded) -> bytes:
    one.body.seek(0)
    return one.body.read(4096)


def _content(one: Uploaded) -> bytes:
    one.body.seek(0)
    return one.body.read()


def _examined(asked: Asked) -> tuple[Examined | SeenPicture, ...]:
    return asked.session.get(_EXAMINED, tuple) or ()


def _checked(asked: Asked) -> Shown:
    """Show what was found. Once it was let go there is only the way back to the form."""
    leaked = asked.args.get("leaked") == "yes"
    parts = [
        {
            "one": one,
            "picture": isinstance(one, SeenPicture),
            "together": one.together(leaked=leaked),
            "alone": one.alone(leaked=leaked),
            "copy": _copy_of(one, at=at, asked=asked),
        }
        for at, one in enumerate(_examined(asked))
    ]
    return Shown("check/checked.html", {"parts": parts, "leaked": leaked})


def _copy_of(one: Examined | SeenPicture, *, at: int, asked: Asked) -> str:
    """Return the address of the copy; empty where there is nothing to leave out, or no copy could be made."""
    if isinstance(one, SeenPicture):
        return asked.file("safe-copy", part=str(at)) if one.pieces or one.facts else ""
    return asked.file("safe-copy", part=str(at)) if one.copy is not None else ""


def _let_go(asked: Asked, form: Form) -> Go:
    """Forget what was examined, at once."""
    if not form.has("done"):
        return Go.stay()
    asked.session.put(_EXAMINED, None)
    return Go.instead("check")


def safe_copy(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out what was looked over without what was found in it. Raises NotFound once it was let go, StillThere."""
    parts, at = _examined(asked), int(args["part"])
    one = parts[at] if at < len(parts) else None
    if isinstance(one, SeenPicture):
        return Handed(examining_pictures.without(one), media_type="image/png", title="memo.png")
    if one is None or one.copy is None:
        raise NotFound("copy")
    return Handed(io.BytesIO(one.copy.encode("utf-8")), media_type="text/plain; charset=utf-8", title="memo.txt")


SCREENS = (
    Screen("check", Needs.NOTHING, _show, _examine),
    Screen("checked", Needs.NOTHING, _checked, _let_go),
)
FILES = (FileKind("safe-copy", Needs.NOTHING, safe_copy),)

"""Looking over words and pictures before they are published: held in memory for one look, and kept nowhere."""

import io
from collections.abc import Mapping

from yosuga.detect.images import kinds
from yosuga.detect.images.refusals import DrawingGiven
from yosuga.detect.redaction import whole
from yosuga.detect.redaction.refusing import Unreadable
from yosuga.errors import BadFile, NotFound
from yosuga.imports.letters import decoded
from yosuga.web import examining, examining_pictures
from yosuga.web.brake import no_pictures
from yosuga.web.examining import MOST_LETTERS, Examined, Missed
from yosuga.web.examining_pictures import MOST_BYTES, MOST_PICTURES, SeenPicture
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown, Uploaded
from yosuga.web.words import pick, say

_EXAMINED = "examined"
_MOST_WORDS = 3 * MOST_LETTERS  # bytes

Part = Examined | SeenPicture | Missed


def _show(asked: Asked) -> Shown:
    return Shown("check/check.html", {"most": MOST_LETTERS, "pictures": MOST_PICTURES, "closed": no_pictures(asked)})


def _examine(asked: Asked, form: Form) -> Go:
    text, files = form.text("text"), form.files("file")
    if not text and not files:
        return Go.stay(error=say("Please write something, or choose a file."), wrong="text")
    forms = [_form(one) for one in files]
    words = [one for one, form in zip(files, forms, strict=True) if form == "words"]
    pictures = [one for one, form in zip(files, forms, strict=True) if form in {"picture", "paper"}]
    told = _refused(text, words, pictures, asked=asked)
    if told:
        return Go.stay(error=told, wrong="text" if len(text) > MOST_LETTERS else "file", typed={"text": text})
    parts: list[Part] = [examining.examine(text)] if text else []
    parts += [
        _looked_over(one, form=form, alone=len(files) == 1 and not text) for one, form in zip(files, forms, strict=True)
    ]
    asked.session.put(_EXAMINED, tuple(parts))
    return Go.to("checked")


def _form(one: Uploaded) -> str:
    """Return what a file is, by how it begins: "picture" (or a film), "paper", "drawing" or "words"."""
    head = _start(one)
    if kinds.picture_of(head) or kinds.film_of(head):
        return "picture"
    if kinds.refusal_of(head) == "a-pdf":
        return "paper"
    return "drawing" if whole.is_drawing(head) else "words"


def _looked_over(one: Uploaded, *, form: str, alone: bool) -> Part:
    """Look one file over. What cannot be read is told beside the others; `alone` it is an error. Raises BadFile."""
    try:
        if form == "picture":
            return examining_pictures.see(_content(one), name=one.name)
        if form == "paper":
            return examining_pictures.leafed(_content(one), name=one.name)
        if form == "drawing":
            raise DrawingGiven
        return examining.examine(_words(_content(one)), name=one.name)
    except BadFile as error:
        if alone:
            raise
        return Missed(one.name, pick(error))


def _words(content: bytes) -> str:
    """Return a file's words; a few broken characters of an old text are no hindrance. Raises Unreadable, Empty."""
    try:
        return whole.words_of(content)
    except Unreadable:
        if b"\0" in content:
            raise
        return decoded(content, charset="")[0]


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


def _examined(asked: Asked) -> tuple[Part, ...]:
    return asked.session.get(_EXAMINED, tuple) or ()


def _checked(asked: Asked) -> Shown:
    """Show what was found. Once it was let go there is only the way back to the form."""
    leaked = asked.args.get("leaked") == "yes"
    parts = [_shown(one, at=at, leaked=leaked, asked=asked) for at, one in enumerate(_examined(asked))]
    return Shown("check/checked.html", {"parts": parts, "leaked": leaked})


def _shown(one: Part, *, at: int, leaked: bool, asked: Asked) -> Mapping[str, object]:
    if isinstance(one, Missed):
        return {"one": one, "missed": True}
    return {
        "one": one,
        "picture": isinstance(one, SeenPicture),
        "together": one.together(leaked=leaked),
        "alone": one.alone(leaked=leaked),
        "copy": _copy_of(one, at=at, asked=asked),
    }


def _copy_of(one: Examined | SeenPicture, *, at: int, asked: Asked) -> str:
    """Return the address of the copy; empty where there is nothing to leave out, or no copy could be made."""
    if isinstance(one, SeenPicture):
        wanted = bool(one.pieces or one.facts or one.doubts) and not (one.film or one.paper or one.unseen)
        return asked.file("safe-copy", part=str(at)) if wanted else ""
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
    if not isinstance(one, Examined) or one.copy is None:
        raise NotFound("copy")
    return Handed(io.BytesIO(one.copy.encode("utf-8")), media_type="text/plain; charset=utf-8", title="memo.txt")


SCREENS = (
    Screen("check", Needs.NOTHING, _show, _examine),
    Screen("checked", Needs.NOTHING, _checked, _let_go),
)
FILES = (FileKind("safe-copy", Needs.NOTHING, safe_copy),)

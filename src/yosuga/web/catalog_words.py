"""Texts of the catalog as a screen says them: where they name a command of the terminal, the screen's name stands."""

import re
from collections.abc import Iterator, Mapping

from yosuga.catalog.loader import kinds, ours
from yosuga.catalog.records import Record, Text
from yosuga.web.words import InBoth, language, pick, speaking

# Every command that a text of the catalog names; a test holds that none is forgotten.
_SCREENS: Mapping[str, Text] = {
    "capture URL": Text(ja="「証拠を残す」の画面", en="the screen “Keep proof”"),
    "import": Text(ja="「証拠を残す」の画面", en="the screen “Keep proof”"),
    "export": Text(ja="「渡すためにまとめる」の画面", en="the screen “Put together to hand over”"),
    "vault copy": Text(ja="「控えを作る」の画面", en="the screen “Second copy”"),
    "guide": Text(ja="「手引き」の画面", en="the screen “Handbook”"),
    "deadline": Text(ja="「計画」の画面", en="the screen “Plan”"),
}
_COMMAND = re.compile(r"`yosuga ([^`]+)`")
_ENDED = re.compile(r"[.!?]\s+$")
_SENTENCES = {
    "ja": re.compile(r"(?<=。)(?![」』)])"),
    "en": re.compile(r"(?<=[.!?])\s+(?=[A-Z`“])"),
}


def told(text: InBoth) -> str:
    """Return a text of the catalog in the person's language, with screens for commands."""
    said = _COMMAND.sub(_screen, pick(text))
    return said if language() == "en" else said.replace("の画面 ", "の画面")


def _screen(command: re.Match[str]) -> str:
    """Return the screen's name; in English with a capital where it begins a sentence."""
    name = pick(_SCREENS[command[1]]) if command[1] in _SCREENS else command[1]
    begins = not command.string[: command.start()].rstrip(" \n") or _ENDED.search(command.string[: command.start()])
    return name[:1].upper() + name[1:] if begins else name


def sentences(text: InBoth) -> list[str]:
    """Return the sentences of a text of the catalog, each to stand on a line of its own."""
    return [one for one in _SENTENCES[language()].split(told(text)) if one]


def paragraphs(text: InBoth) -> list[tuple[str, bool]]:
    """Return a handbook text's paragraphs, and for each whether it is an item of a list."""
    found: list[tuple[str, bool]] = []
    open_ = False
    mark, joint = ("- ", " ") if language() == "en" else ("・", "")
    for line in told(text).splitlines():
        item = line.startswith(mark)
        if item or (line and not open_):
            found.append((line.removeprefix(mark), item))
        elif line:
            last, of_list = found[-1]
            found[-1] = (last + joint + line, of_list)
        open_ = bool(line) and not item
    return found


def in_easy_japanese() -> Iterator[str]:
    """Yield every text of the catalog as pages in やさしい日本語 write it: whole, by sentences, by paragraphs."""
    with speaking("ja", easily=True):
        for kind in kinds():
            for text in texts_of(tuple(getattr(ours(), kind).values())):
                yield told(text)
                yield from sentences(text)
                yield from (line for line, _ in paragraphs(text))


def texts_of(value: object) -> Iterator[Text]:
    """Yield every text of a record and of what it holds."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from texts_of(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)

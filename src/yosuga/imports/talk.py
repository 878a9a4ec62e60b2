"""LINE talk histories (.txt, from iOS, Android and PC, Japanese or English): who wrote what when, as the file says."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from yosuga.imports import moments
from yosuga.imports.findings import Findings, UnreadableError
from yosuga.imports.sniff import text_of

_LARGEST = 64 * 2**20
_MOST_MESSAGES = 20_000
_MOST_QUOTED_LINES = 2_000
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "月 Mon Monday",
            "火 Tue Tuesday",
            "水 Wed Wednesday",
            "木 Thu Thursday",
            "金 Fri Friday",
            "土 Sat Saturday",
            "日 Sun Sunday",
        )
    )
    for word in words.split()
}
_TITLE = re.compile(r"^\[LINE\]\s*(?:Chat history (?:with|in) (?P<en>.+)|(?P<ja>.+?)(?:との|の)トーク履歴)$")
_SAVED = re.compile(r"^(?:保存日時|Saved on)\s*[:：]\s*(?P<rest>.+)$")
_DAY = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})[ (（]{1,2}([月火水木金土日]|[A-Z][a-z]{2,8})(?:曜日)?[)）]?$")
_ENGLISH_DAY = re.compile(r"^([A-Z][a-z]{2}), (\d{1,2})/(\d{1,2})/(\d{4})$")
_CLOCK = r"(?P<half>午前|午後|AM |PM )?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?P<after>\s?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = re.compile(rf"^{_CLOCK}\t(?P<rest>.*)$")
_SPACED = re.compile(rf"^{_CLOCK} (?P<rest>.+)$")
_MOMENT = re.compile(rf"^(?P<date>[\d/.]+),?\s+{_CLOCK}$")

_KINDS = {
    "sticker": ("[スタンプ]", "[Sticker]", "スタンプ", "Stickers"),
    "photo": ("[写真]", "[Photo]", "写真", "Photos"),
    "video": ("[動画]", "[Video]", "動画", "Videos"),
    "voice": ("[ボイスメッセージ]", "[Voice message]"),
    "file": ("[ファイル]", "[File]"),
    "album": ("[アルバム]", "[Albums]", "[Album]"),
    "note": ("[ノート]", "[Notes]", "[Note]"),
    "location": ("[位置情報]", "[Location]"),
    "contact": ("[連絡先]", "[Contact]"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_UNSENT = re.compile(r"送信を取り消しました|unsent a message|message was unsent", re.IGNORECASE)
_SYSTEM = re.compile(
    r"(?:送信を取り消しました|が参加しました|が退出しました|を招待しました|"
    r"unsent a message\.?|joined the (?:chat|group)\.?|left the (?:chat|group)\.?)$"
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `sender` is empty for what LINE itself says; `at` is in Japan's time."""

    at: datetime
    sender: str
    text: str
    kind: str


@dataclass(slots=True)
class Talk:
    """A whole history as read."""

    title: str = ""
    saved: datetime | None = None
    days: list[date] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)


def read(body: BinaryIO, name: str) -> Findings:
    """Read a talk history. Raises UnreadableError."""
    data = body.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError("too-large-to-read")
    text, guessed = _text(data)
    talk = parse(text, name=name)
    if not talk.messages and not talk.title:
        raise UnreadableError("not-what-it-says")
    talk.warnings.update({"zone-assumed"}, {"encoding-guessed"} if guessed else ())
    if len(talk.messages) > _MOST_MESSAGES:
        talk.warnings.add("messages-left-out")
    last = max((message.at for message in talk.messages), default=None)
    return Findings(dict(_facts(talk)), taken_at=talk.saved or last, warnings=sorted(talk.warnings))


def parse(text: str, *, name: str = "") -> Talk:
    """Return a talk history. `name` is the file's name: exports from a PC keep the title only there."""
    in_name = re.match(r"^\[LINE\]\s*(.+?)(?:とのトーク|のトーク)?(?:履歴)?\.txt$", name)
    talk = Talk(title=in_name[1] if in_name else "")
    lines = _Lines(re.split(r"\r\n|\n|\r", text.lstrip("\ufeff").rstrip("\r\n")))  # not at U+2028 and the like
    tabbed = any(_MESSAGE.match(line) for line in lines.all[:500])
    for line in lines:
        _take(talk, line, lines=lines, tabbed=tabbed)
    _trim(talk)
    if not tabbed and talk.messages:
        talk.warnings.add("senders-uncertain")
    return talk


class _Lines:
    """The lines, with a way to look ahead from where we are."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.all = lines
        self._at = 0

    def __iter__(self) -> Iterator[str]:
        while self._at < len(self.all):
            self._at += 1
            yield self.all[self._at - 1]

    def rest_of_quote(self, start: str) -> str | None:
        """Return a text in quotes that goes on over lines, to its end, or None where `start` begins no such text."""
        if not start.startswith('"') or (start.count('"') % 2 == 0 and len(start) > 1):
            return None
        quotes = start.count('"')
        for ahead, line in enumerate(self.all[self._at : self._at + _MOST_QUOTED_LINES], start=1):
            quotes += line.count('"')
            if quotes % 2 == 0:
                if not line.endswith('"'):
                    return None
                taken = [start, *self.all[self._at : self._at + ahead]]
                self._at += ahead
                return "\n".join(taken)[1:-1].replace('""', '"')
        return None


def _take(talk: Talk, line: str, *, lines: _Lines, tabbed: bool) -> None:
    if _take_header(talk, line) or _take_day(talk, line):
        return
    match = (_MESSAGE if tabbed else _SPACED).match(line)
    if match and talk.days and (at := _clock(talk.days[-1], match)):
        talk.messages.append(_message(talk, at, match["rest"], lines=lines, tabbed=tabbed))
    elif talk.messages:  # a line of the message before; exports from a PC have no quotes
        last = talk.messages[-1]
        talk.messages[-1] = Message(last.at, last.sender, f"{last.text}\n{line}", last.kind)
    elif line.strip():
        talk.warnings.add("lines-not-understood")


def _take_header(talk: Talk, line: str) -> bool:
    if talk.days:
        return False
    if title := _TITLE.match(line):
        talk.title = title["ja"] or title["en"]
        return True
    if saved := _SAVED.match(line):
        talk.saved = _saved(saved["rest"])
        return True
    return False


def _take_day(talk: Talk, line: str) -> bool:
    day, fits = _day(line.strip())
    if day is None:
        return False
    _trim(talk)
    if not fits:
        talk.warnings.add("weekday-differs")
    if talk.days and day < talk.days[-1]:
        talk.warnings.add("days-out-of-order")
    talk.days.append(day)
    return True


def _day(line: str) -> tuple[date | None, bool]:
    """Return the day of a line such as `2025/09/10(水)`, and whether its weekday is the right one."""
    if match := _DAY.match(line):
        day = _date(int(match[1]), int(match[2]), int(match[3]))
        return (day, day.weekday() == _WEEKDAYS.get(match[4])) if day and match[4] in _WEEKDAYS else (None, False)
    if match := _ENGLISH_DAY.match(line):
        month_first = _date(int(match[4]), int(match[2]), int(match[3]))
        day_first = _date(int(match[4]), int(match[3]), int(match[2]))
        for day in (month_first, day_first):  # the weekday tells which order the phone wrote
            if day and day.weekday() == _WEEKDAYS.get(match[1]):
                return day, True
        return month_first or day_first, False
    return None, False


def _trim(talk: Talk) -> None:
    """Drop the empty line between days from the message before it."""
    if talk.messages and talk.messages[-1].text.endswith("\n"):
        last = talk.messages[-1]
        talk.messages[-1] = Message(last.at, last.sender, last.text.rstrip("\n"), last.kind)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year <= 2200 else None
    except ValueError:
        return None


def _clock(day: date, match: re.Match[str]) -> datetime | None:
    half = (match["half"] or match["after"] or "").strip().lower().replace(".", "")
    hour = int(match["hour"])
    if half in {"午後", "pm"}:
        hour = hour % 12 + 12
    elif half in {"午前", "am"}:
        hour %= 12
    return moments.from_parts(day.year, day.month, day.day, hour, int(match["minute"]))


def _saved(text: str) -> datetime | None:
    match = _MOMENT.match(text.strip())
    if match is None:
        return None
    numbers = [int(part) for part in re.split(r"[/.]", match["date"]) if part]
    if len(numbers) != 3:
        return None
    year, month, day = numbers if numbers[0] > 31 else (numbers[2], numbers[0], numbers[1])
    found = _date(year, month, day)
    return _clock(found, match) if found else None


def _message(talk: Talk, at: datetime, rest: str, *, lines: _Lines, tabbed: bool) -> Message:
    sender, text = _split(talk, rest, tabbed=tabbed)
    quoted = lines.rest_of_quote(text) if tabbed else None
    if quoted is not None:
        if any(_MESSAGE.match(line) for line in quoted.split("\n")):
            talk.warnings.add("messages-within-a-message")
        text = quoted
    elif tabbed and text.startswith('"') and text.count('"') % 2:
        talk.warnings.add("lines-not-understood")
    return Message(at=at, sender=sender, text=text, kind=_kind(sender, text))


def _split(talk: Talk, rest: str, *, tabbed: bool) -> tuple[str, str]:
    if tabbed:
        sender, tab, text = rest.partition("\t")
        return (sender, text) if tab else ("", rest)
    if _SYSTEM.search(rest):
        return "", rest
    if talk.title and rest.startswith(f"{talk.title} "):
        return talk.title, rest[len(talk.title) + 1 :]
    sender, _, text = rest.partition(" ")
    return sender, text


def _kind(sender: str, text: str) -> str:
    if _UNSENT.search(text) and (not sender or _SYSTEM.search(text)):
        return "unsent"
    if text.startswith("☎"):
        return "call"
    if not sender:
        return "system"
    return _KIND_OF.get(text.strip(), "text")


def _facts(talk: Talk) -> Iterator[tuple[str, object]]:
    times = [message.at for message in talk.messages]
    yield "title", talk.title
    yield "saved_at", talk.saved.isoformat() if talk.saved else None
    yield "days", len(set(talk.days))
    yield "count", len(talk.messages)
    yield "first", min(times).isoformat() if times else None
    yield "last", max(times).isoformat() if times else None
    yield "kinds", dict(Counter(message.kind for message in talk.messages))
    yield "senders", dict(Counter(message.sender for message in talk.messages if message.sender).most_common(200))
    yield (
        "messages",
        [
            {"at": message.at.isoformat(), "sender": message.sender, "text": message.text, "kind": message.kind}
            for message in talk.messages[:_MOST_MESSAGES]
        ],
    )


def _text(data: bytes) -> tuple[str, bool]:
    text = text_of(data)
    if text is None:
        return data.decode("utf-8", "replace"), True
    return text, not data.isascii() and data[:2] not in {b"\xff\xfe", b"\xfe\xff"} and not _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

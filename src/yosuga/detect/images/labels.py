"""Names that no word announces but the layout does: on name plates, door plates, visiting cards and parcels.

Such a label has few lines. A person's name stands out by its size, or under an address; above it stands to whom the
person belongs (a company, a school), between them a department or a class.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from yosuga.detect.base import Kind, Word
from yosuga.detect.document import read
from yosuga.detect.images.base import Found, Line
from yosuga.detect.images.geometry import around

_MOST_LINES, _FEW_LINES = 14, 6
_STANDS_OUT = 1.2  # times the usual height
_NAME = re.compile(r"[\u3005\u3041-\u30ff\u4e00-\u9fff][\u3005\u3041-\u30ff\u4e00-\u9fff \u3000・]{1,9}$")
_HONORIFIC = re.compile(r"[ \u3000]?(?:様|さま|殿|先生|さん|くん|君|ちゃん|宅|家)$")
_PLACE = re.compile(r"〒|[都道府県市区町村郡].*[0-9\u3007一二三四五六七八九]|[0-9]{3}-[0-9]{4}")
_SCHOOL = re.compile(r"(?:学校|学園|学院|大学|大学院|高校|中学|小学|高専|幼稚園|保育園|こども園|高等部|中等部)$")
_UNIT = re.compile(
    r"(?:部|課|係|室|科|グループ|チーム|局|支店長|担当|受付|売場|コース|専攻|組|クラス|年|年生|番|師|士|員|長)$|^[0-9\uff10-\uff19]+年|^(?:主任|課長|部長|係長|店長|"
    r"社長|代表|取締役|研修中|アルバイト|スタッフ|店員|店長|販売|会計|名札|社員証|学生証|出席|来賓|ID)"
)
_HANDLE = re.compile(r"[a-z][a-z0-9]*[._][a-z0-9._]*[a-z0-9_]$")
_NO_HANDLE = re.compile(
    r"^www\.|[.](?:com|net|org|jp|io|app|dev|me|tv|png|jpe?g|gif|pdf|mp4|mov|txt|zip|html?|py|js|md)$"
)
_FIRM_END = re.compile(r"[所社屋店院堂園会組館室部課係校工業商局署]$")
_FIRM = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fffA-Za-z]")
_TALK = frozenset({"助詞", "助動詞", "動詞", "形容詞", "補助記号", "接続詞", "感動詞", "副詞"})


def recognise(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the names, and those to whom their bearers belong, where the lines are laid out like a label."""
    yield from _handles(lines)
    if not 0 < len(lines) <= _MOST_LINES:
        return
    for at, line in enumerate(lines):
        name = _HONORIFIC.sub("", line.text)
        if not is_name(name):
            continue
        if _stands_out(line, lines) or _is_addressed(lines[:at]):
            yield _found(line, Kind.PERSON, 0.8, "label-layout", end=len(name))
            yield from _belongs(lines[:at], of_all=len(lines))


def _handles(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the account names that stand alone in a line, as they head a profile or a post."""
    for line in lines:
        if _HANDLE.match(line.text) and not _NO_HANDLE.search(line.text):
            yield _found(line, Kind.SNS_ID, 0.6, "handle-alone", end=len(line.text))


def is_name(text: str) -> bool:
    """Say whether `text` is nothing but a name, by the dictionary: a family name first, or a given name last."""
    if not _NAME.match(text):
        return False
    words = [word for word in read(text).words if word.surface.strip()]
    if not words:
        return False
    if _is_family(words[0]):
        return len(words) == 1 or (
            len("".join(w.surface for w in words[1:])) <= 5 and not any(map(_of_firms, words[1:]))
        )
    return words[-1].pos[3] == "名" and len(words) <= 3 and not any(word.pos[0] in _TALK for word in words[:-1])


def _is_family(word: Word) -> bool:
    return word.pos[2] == "人名" and word.pos[3] == "姓"


def _of_firms(word: Word) -> bool:
    return bool(_FIRM_END.search(word.surface)) or word.pos[2] == "サ変可能"


def _stands_out(line: Line, lines: Sequence[Line]) -> bool:
    others = [other.thickness for other in lines if other is not line]
    return (
        not others
        or (len(others) < 3 and line.thickness >= max(others))
        or line.thickness > _STANDS_OUT * median(others)
    )


def _is_addressed(before: Sequence[Line]) -> bool:
    return any(_PLACE.search(line.text) for line in before[-4:])


def _belongs(above: Sequence[Line], *, of_all: int) -> Iterator[Found]:
    """Yield the company or school above a name: the first line that is no department, class or greeting."""
    if any(_PLACE.search(line.text) for line in above):
        return
    for line in above:
        text = line.text.strip()
        if _SCHOOL.search(text):
            yield _found(line, Kind.SCHOOL, 0.75, "label-layout", end=len(line.text))
            return
        if of_all <= _FEW_LINES and _is_firm(text):
            yield _found(line, Kind.WORKPLACE, 0.6, "label-layout", end=len(line.text))
            return


def _is_firm(text: str) -> bool:
    if len(text) < 3 or not _FIRM.search(text) or _UNIT.search(text) or is_name(text):
        return False
    words = read(text).words
    return bool(words) and words[-1].pos[0] not in _TALK


def _found(line: Line, kind: Kind, score: float, cue: str, *, end: int) -> Found:
    return Found(kind, line.text[:end].strip(), score, cue, "text", (around(line.places[:end]),))

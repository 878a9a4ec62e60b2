"""A school in any spelling: without its founder, shortened, by its stem alone, in kana or Latin letters, masked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yosuga.detect.own import romaji
from yosuga.detect.own.alone import stands_alone
from yosuga.detect.own.folding import Sheet, Trace, Watcher, alternatives, masked
from yosuga.detect.own.latin_places import reading
from yosuga.detect.own.places import fold_plain
from yosuga.detect.own.plain import plain
from yosuga.detect.own.profile import Field
from yosuga.detect.own.slots import slots

# Each level with the ways it is written; what is last may be cut to one character, and then no word goes on behind it.
_LEVELS = {
    "高等学校": ("高等学校", "高校", "高"), "高校": ("高等学校", "高校", "高"), "中学校": ("中学校", "中学", "中"),
    "中学": ("中学校", "中学", "中"), "小学校": ("小学校", "小学", "小"), "大学": ("大学", "大"),
    "女子大学": ("女子大学", "女子大"), "大学院": ("大学院", "大院"), "高等専門学校": ("高等専門学校", "高専"),
    "高専": ("高等専門学校", "高専"),
    "専門学校": ("専門学校", "専門"), "短期大学": ("短期大学", "短大"), "短大": ("短期大学", "短大"),
    "幼稚園": ("幼稚園",), "保育園": ("保育園",), "こども園": ("こども園",), "学園": ("学園",), "学院": ("学院",),
}  # fmt: skip
_HIGH = r"(?:sr\.? |senior )?(?:high(?: school)?|hs|kou?kou?)"
_LATIN_LEVELS = {
    "高等学校": _HIGH,
    "高校": _HIGH,
    "中学校": r"(?:jr\.? high|junior high|middle)(?: school)?|chu+gaku",
    "小学校": r"elementary(?: school)?|shou?gaku(?:kou?)?",
    "大学": r"univ(?:\.|ersity)?|daigaku",
}
_FOUNDER = re.compile(r"^(?:(?:[^\s]{0,6}?[都道府県市区町村])?立|私立|国立|学校法人)\s?")
_FOUNDERS = r"(?:(?:[^\s、。]{1,4}[都道府県市区町村])?[都道府県市区町村]立|私立|国立|公立)?\s?"
# What a name ends with that is often shortened or left out.
_KINDS = {
    "商業": "商業?", "工業": "工業?", "農業": "農業?", "女子": "女子?", "女学院": "女学院?", "総合": "総合",
    "学園": "学園", "学院": "学院", "学館": "学館", "学舎": "学舎", "義塾": "義塾", "付属": "付属?", "附属": "附属?",
}  # fmt: skip
_KIND = re.compile(rf"(?<=.){alternatives(_KINDS)}$")
_GOES_ON = r"(?![\u3400-\u9fff々](?<![年生卒出前的在に]))"
_AT_SCHOOL = re.compile(
    r"(?:の|に|は)?\s?(?:[1-6一二三四五六]年|生徒|学生|制服|文化祭|体育祭|部活|通[っいう]|卒|出身|受験|合格|先生|[^\s]{1,4}部)"
)
# What makes it another thing of that name: a place, a station, a school of another level.
_OTHER = re.compile(
    r"\s?(?:駅|町|村|市|区|通り|団地|公園|[0-9]|[ぁ-ん]?丁目|に?住|方面|店"
    r"|高等|高校|中学|小学|大学|専門|幼稚|保育|こども園|学園|学院|[小中高大](?![\u3400-\u9fff]))"
)
_ORDINALS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}


@dataclass(frozen=True, slots=True)
class _School:
    """A name in parts: 月見台 · 学園 · 高等学校 · what stands behind (a faculty, a campus)."""

    stem: str
    kind: str
    level: str
    rest: str


def schools(written: tuple[str, ...]) -> Iterator[Watcher]:
    """Yield what finds these schools: of the same level only, as 星見台小 is another than 星見台高."""
    for one in written:
        school = _parsed(fold_plain(one).replace(" ", ""))
        if school.level:
            yield from _with_level(school)
            yield from _in_latin(school)
        if school.level or school.kind:
            yield from _without_level(school)
        elif len(school.stem) > 1:
            yield plain(slots(school.stem), field=Field.SCHOOL, sure=0.6, least=len(school.stem))


def _parsed(name: str) -> _School:
    name = _FOUNDER.sub("", name)
    levels = list(re.finditer(alternatives(_LEVELS), name[1:]))
    found = next((one for one in levels if one[0] not in {"学園", "学院"}), None)  # 女学院大学 is a 大学
    core, level = (name[: found.start() + 1], found[0]) if found else (name, "")
    kind = _KIND.search(core)
    stem = core[: kind.start()] if kind else core
    return _School(stem, kind[0] if kind else "", level, name[found.end() + 1 :] if found else "")


def _with_level(school: _School) -> Iterator[Watcher]:
    """Find the whole name; where the kind is left out (月見台高 for 月見台学園高校) it is less sure."""
    words = _LEVELS[school.level]
    ends = alternatives([word if len(word) > 1 else word + _GOES_ON for word in words])
    behind = rf"(?:\s?{slots(school.rest)})?" if school.rest else ""
    stem, length = _stem(school), len(school.stem + school.kind)
    whole = rf"{_FOUNDERS}(?P<c>{stem}{_KINDS.get(school.kind, '')})\s?の?{ends}{behind}"
    yield plain(whole, field=Field.SCHOOL, sure=0.72, least=length)
    if school.kind and len(school.stem) > 1:
        yield plain(rf"{_FOUNDERS}(?P<c>{stem}){ends}", field=Field.SCHOOL, sure=0.6, least=len(school.stem))


def _stem(school: _School) -> str:
    readings = {slots(one) for one in reading(school.stem)}
    return alternatives({_numbered(school.stem), *readings})


def _numbered(stem: str) -> str:
    """Return a pattern for a stem; 第二 is also 第2 and 二."""
    found = re.search("第([一二三四五])", stem)
    if not found:
        return slots(stem)
    value = found[1]
    return rf"{slots(stem[: found.start()])}第?[{value}{_ORDINALS[value]}]{slots(stem[found.end() :])}"


def _without_level(school: _School) -> Iterator[Watcher]:
    """Find the name without its level, where it stands for itself; a name that a place has too says less."""
    if school.kind and len(school.stem) > 1:
        short = len(school.kind) > 1 and school.level != ""
        kind = _KINDS[school.kind] if short else school.kind
        yield _alone(rf"{_stem(school)}{kind}", sure=0.62)
    if len(school.stem) > 1:
        yield _alone(_stem(school), sure=0.52 if len(school.stem) >= 3 and not _is_place(school.stem) else 0.4)


def _alone(pattern: str, *, sure: float) -> Watcher:
    compiled = re.compile(pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            if masked(found[0]) or not stands_alone(sheet, *found.span()) or _OTHER.match(sheet.text, found.end()):
                continue
            said = _AT_SCHOOL.match(sheet.text, found.end()) is not None
            yield Trace(found.start(), found.end(), Field.SCHOOL, sure + 0.12 * said, whole=False)

    return watch


def _is_place(word: str) -> bool:
    from yosuga.detect.words import words_of

    return all(part.pos[2] == "地名" for part in words_of(word))


def _in_latin(school: _School) -> Iterator[Watcher]:
    words = [letters for one in reading(school.stem + school.kind) if (letters := romaji.pattern(one))]
    if words and school.level in _LATIN_LEVELS and len(school.stem) > 1:
        pattern = rf"(?<![a-z]){alternatives(words)}[\s\-]?(?:{_LATIN_LEVELS[school.level]})(?![a-z])"
        yield plain(pattern, field=Field.SCHOOL, sure=0.62, least=0)

"""Weighs whether a name in talk is that of somebody in public life or in a story, which is nobody's private matter."""

import re
from functools import cache

from yosuga.detect.naming import lists
from yosuga.detect.naming.shapes import Candidate, Shape
from yosuga.detect.naming.vocabulary import either

_NEAR = 40
_BETWEEN = re.compile("[ ・=]")
_KATAKANA = re.compile("[ァ-ヺー]+")
# What is said of a figure that somebody has thought out, in a game or a story of their own.
_MADE_UP = re.compile(
    "オリキャラ|自作キャラ|創作キャラ|一次創作|うちよそ|探索者|TRPG|クトゥルフ|キャラシ(?!ョ)|キャラクターシート|夢小説|"
    "架空の人物"
)
_SHEET = 200
# What is said of names as such: they are everybody's.
_ANYBODYS = re.compile(
    "(?:名付け|名づけ|名前|名字|苗字|姓)(?:の|人気)?ランキング|(?:多い|珍しい|人気の?)(?:名字|苗字|姓|名前)"
    "|(?:名字|苗字|姓)の由来|難読(?:名字|苗字|姓)|(?:名字|苗字)クイズ|キラキラネーム|画数占い|姓名判断"
    "|(?:時速|分速|毎分) ?[0-9]+ ?k?m"
)
# Who is missed has wings or a tail.
_PET = re.compile("(?:インコ|文鳥|オウム|うさぎ|ウサギ|フェレット|カメ|亀|猫|ネコ|犬|イヌ)を?(?:探|捜|さがし)")
_NAMED = re.compile("名前[はが:]? ?「?$")
# Born so long ago that nobody is hurt: 夏目漱石は慶応三年生まれで.
_LONG_DEAD = re.compile(
    "[はが、(]{0,2}(?:慶応|元治|文久|万延|安政|嘉永|弘化|天保|文政|文化|寛政|明治|1[0-8][0-9]{2})"
    "[0-9一二三四五六七八九十元]{0,3}年?[^。\n]{0,8}生"
)
_NEVER_PUBLIC = frozenset({Shape.MASKED, Shape.INITIALS, Shape.LABELLED})


def is_known(text: str, one: Candidate) -> bool:
    """Say whether the name is that of somebody known: a full name of the lists, or one that means somebody alone."""
    name = _BETWEEN.sub("", text[one.start : one.end])
    if lists.is_alone(name):
        return True
    if one.shape is Shape.GIVEN:
        return lists.is_historical(one.given) or (
            _KATAKANA.fullmatch(one.given) is not None and lists.is_public(one.given)
        )
    whole = one.given or one.shape in {Shape.FOREIGN, Shape.MODELLED}
    return bool(whole) and lists.is_public_in_full(name)


def is_made_up(text: str, start: int, end: int) -> bool:
    """Say whether `start`..`end` is told of a figure of somebody's own game or story."""
    return _MADE_UP.search(text, max(0, start - _SHEET), end + _SHEET) is not None


def tells_a_story(text: str, start: int, end: int) -> bool:
    """Say whether a story that everybody knows is named between `start` and `end`."""
    return _spoken("stories").search(text, start, end) is not None


def lives(text: str, one: Candidate) -> int:
    """Return how many things of somebody's own life are spoken of near the name."""
    return len(set(_spoken("private").findall(_near(text, one))))


def publicity(text: str, one: Candidate, *, private: bool, company: int) -> float:
    """Return in 0..1 how much the name's score is to be lowered because it is a public one.

    `company` is how many other names of the text are those of people in public life.
    """
    if _NAMED.search(text, max(0, one.start - 6), one.start) and _PET.search(
        text, max(0, one.start - _NEAR), one.start
    ):
        return 0.7
    if one.shape in _NEVER_PUBLIC:
        return 0.0
    anybodys = _LONG_DEAD.match(text, one.end) or _ANYBODYS.search(text, max(0, one.start - _SHEET), one.end + _SHEET)
    if anybodys or is_made_up(text, one.start, one.end):
        return 0.7
    story = tells_a_story(text, max(0, one.start - _NEAR), one.end + _NEAR)
    known = (3 if one.surname and one.given else 2) if is_known(text, one) else 2 if story else 0
    if private and not known:
        return 0.0
    topics = len(set(_spoken("public").findall(_near(text, one)))) + company
    score = known + min(topics, 3) - lives(text, one) - private
    if score >= 2 or (known and score >= 1):
        return 0.7
    mild = 0.25 if one.shape is Shape.GIVEN else 0.45
    return mild if score >= 1 else 0.0


def topics(text: str) -> tuple[str, str, str, str]:
    """Return what a text is about, for the model of talk: how much of public life, of somebody's own, of stories."""
    public, private, stories = (
        min(most, len(set(_spoken(name).findall(text))))
        for name, most in (("public", 3), ("private", 3), ("stories", 1))
    )
    return f"pu={public}", f"pr={private}", f"st={stories}", f"pp={public - private}"


def _near(text: str, one: Candidate) -> str:
    return f"{text[max(0, one.start - _NEAR) : one.start]}\n{text[one.end : one.end + _NEAR]}"


@cache
def _spoken(name: str) -> re.Pattern[str]:
    return re.compile(either(name))

"""Names in kana that the dictionary reads as another word: きらり of きらり保育園, かすみ of かすみ病院."""

import re

from yosuga.detect.address import reads_as_name
from yosuga.detect.base import Document
from yosuga.detect.borders import name_start, words_between
from yosuga.detect.gazetteer import bases
from yosuga.detect.lexicon import words

_KANA = re.compile("[ぁ-ゖー]{3,6}")
# A verb as it stands in names (かすみ, みのり), not as it ends a sentence.
_STEM = re.compile("[いきしちにひみりぎじびえけせてねへめれげぜべ]$")
# Kana before land, and behind it; a particle at their edge leaves them words of a sentence.
_LONGEST = 8
_RUN = re.compile("[ぁ-ゖー]{2,}(?<![のはがを])$")
_LAND = re.compile("[ぁ-ゖー]{0,6}[台野原丘浜森里沢苑荘]")
_BEHIND_LAND = re.compile("[台野原丘](?P<kana>(?![はがをにでへのもと])[ぁ-ゖー]{2,6}(?<![のなたにをがはで]))$")
_KEPT = re.compile("(?<=[都道府県市区町村国私公])立$")
# A child told of right before its school: 次男のそうすけが|みなと丘幼稚園.
_CHILD = re.compile("(?:[長次三][男女]|息子|娘|[弟妹孫姪甥])の[ぁ-ゖー]{2,5}?[がは](?=(?P<name>[ぁ-ゖー]{2,6})$)")
_CHILD_LONGEST = 18
_PARTICLE = re.compile("[はがもにの]")
_BEFORE = re.compile("[はがのもにでをと]|[^ぁ-ゖァ-ヺー㐀-鿿A-Za-z0-9]")


def kana_start(document: Document, end: int) -> int:
    """Return where a name begins that is one word of kana and ends at `end` of the plain view; `end` if none does."""
    held = words_between(document, end - 1, end) if end else ()
    if not held or held[0].end != end or not _KANA.fullmatch(held[0].surface):
        return end
    word = held[0]
    before = document.plain.text[word.start - 1 : word.start]
    if (before and not _BEFORE.match(before)) or word.surface in words("names", "adverbs") or "っ" in word.surface:
        return end
    named = word.pos[0] == "副詞" or (word.pos[0] == "動詞" and _STEM.search(word.surface))
    return word.start if named else end


def kana_behind_land(document: Document, end: int) -> int:
    """Return where a place begins whose school in kana ends at `end`, whatever those read as: ゆめみ野こばと幼稚園."""
    kana = _BEHIND_LAND.search(document.plain.text, max(0, end - _LONGEST), end)
    if kana is None or kana["kana"] in words("names", "adverbs") or not reads_as_name(kana["kana"]):
        return end
    start = name_start(document, kana.start("kana"))
    return start if start < kana.start("kana") else end


def kana_before_land(document: Document, start: int, end: int) -> int:
    """Return where kana begin that belong to the land in `start`..`end` though they read as words: みなも台高校.

    They count where something closes them off: who keeps the school, a town, the edge of a field, a particle.
    """
    text = document.plain.text
    land = _LAND.match(text, start, end)
    at = land.end() - 1 if land else start
    kana = _RUN.search(text, max(0, at - _LONGEST), at) if land else None
    first = kana.start() if kana else start
    child = _CHILD.search(text, max(0, at - _CHILD_LONGEST), at) if kana else None
    if child and _is_name(child["name"]):
        return child.end()
    if first >= start or at - first == _LONGEST:
        return start
    if _KEPT.search(text, max(0, first - 2), first) or any(text[first - size : first] in bases() for size in (2, 3, 4)):
        closed = min(first, name_start(document, first))
    elif first == 0 or not text[first - 1].isalnum():
        closed = first
    else:
        closed = first + 1 if _PARTICLE.match(text, first) else start
    return closed if _is_name(text[max(first, closed) : at]) else start


def _is_name(kana: str) -> bool:
    return len(kana) > 1 and kana not in words("names", "adverbs") and reads_as_name(kana)

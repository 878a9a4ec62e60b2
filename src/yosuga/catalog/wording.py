"""Words that no text of the catalog may say: blame, promises and labels, in Japanese and English."""

import re
from collections.abc import Iterator

from yosuga.catalog.records import Text

# Fukuoka prefecture's list of words that hurt (なぜ〜した, 自己責任, 不用心, 〜すればよかった, 早く忘れ), and the like.
_BLAME_JA = re.compile(
    "なぜ[^。]{0,20}(?:した|った|なかった)|自己責任|不用心|(?:すれ|しなけれ|やめれ|見なけれ)ばよかった|べき(?:でした|だった)|"
    "早く忘れ|まだまし|まだマシ|本当に[?？]|本当ですか|落ち度|(?:あなた|ご本人|自分)(?:が|の方が)悪い|軽率|うかつ"
)
_BLAME_EN = re.compile(
    r"\bwhy did(?:n't| not)? you\b|\byour (?:own )?fault\b|\bshould(?:n't| not)? have\b|\bcareless|\breckless|"
    r"\bto blame\b|\bget over it\b|\bforget about it\b",
    re.IGNORECASE,
)
# PEOPLE U-11 and U-12: no label, save in the name of a law or a desk.
_LABEL_JA = re.compile("リベンジポルノ(?!(?:被害)?防止法|法)|(?<!犯罪)(?<!DV等)(?<!配偶者暴力)被害者")
_LABEL_EN = re.compile(r"\brevenge porn\w*\b(?! act)", re.IGNORECASE)
# PEOPLE U-13: nothing is promised. A sentence that takes it back (…とは限りません) promises nothing.
_PROMISE_JA = re.compile(
    "(?:必ず|絶対に?|確実に|間違いなく)[^。、]{0,14}(?:消|削除|特定|勝|解決|取り戻|開示|認めら|止ま|守れ)"
    "(?![^。]*(?:ません|ない))|勝てます|(?<!は)保証します|100[%％]|ご安心ください|安心してください"
)
_PROMISE_EN = re.compile(
    r"\bguarantee[ds]?\b|\b(?:will|can) (?:definitely|certainly|surely|always)\b|\b100 ?%|\byou will win\b|"
    r"\bfor sure\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:no|not|never|nobody|nothing|without)\b|n't\b", re.IGNORECASE)
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠々]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SENTENCE = 6  # that many English words without a Japanese letter are no name


def blame(text: Text) -> Iterator[str]:
    """Yield words that blame or label."""
    yield from (found[0] for pattern in (_BLAME_JA, _LABEL_JA) for found in pattern.finditer(text.ja))
    yield from _meant(_BLAME_EN, text.en)
    yield from (found[0] for found in _LABEL_EN.finditer(text.en))


def promises(text: Text) -> Iterator[str]:
    """Yield words that promise what nobody can."""
    yield from (found[0] for found in _PROMISE_JA.finditer(text.ja))
    yield from _meant(_PROMISE_EN, text.en)


def untranslated(text: Text) -> Iterator[str]:
    """Yield a text that stands in the other language's place."""
    if not _JAPANESE.search(text.ja) and len(_LATIN.findall(text.ja)) >= _SENTENCE:
        yield text.ja
    if _JAPANESE.search(text.en) and (text.ja == text.en or not _LATIN.search(text.en)):
        yield text.en


def _meant(pattern: re.Pattern[str], english: str) -> Iterator[str]:
    """Yield what a sentence says; one that denies it before (not a guarantee, not your fault) does not say it."""
    for sentence in re.split(r"(?<=[.?!;])\s+", english):
        for found in pattern.finditer(sentence):
            if not _TAKEN_BACK.search(sentence[: found.start()]):
                yield found[0]

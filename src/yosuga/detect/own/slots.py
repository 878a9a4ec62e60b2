"""Patterns for Japanese words of which any character may be masked, or written as it is also heard."""

import re

from yosuga.detect.own.folding import MASK, THIN, kana_of, kanji_of

_SMALL_TO_BIG = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_BIG_TO_SMALL = {big: small for small, big in zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True)}
_SAME_SOUND = {"ぢ": "じ", "じ": "ぢ", "づ": "ず", "ず": "づ", "を": "お"}
_LONG_AFTER = {
    "う": "うおー〜~ぅ",
    "お": "おうー〜~ぉ",
    "い": "いえー〜~ぃ",
    "あ": "あー〜~ぁ",
    "え": "えいー〜~ぇ",
    "ー": "ーあいうえお〜~",
}


def slots(word: str, *, initial: str = "") -> str:
    """Return a pattern for a folded Japanese word: each character may be a mask, and a thin sign may stand between."""
    parts = [_slot(char, word[at - 1 : at] if at else "") for at, char in enumerate(word)]
    if initial and len(parts) > 1 and kanji_of(word[0]):
        parts[0] = f"(?:{parts[0]}|{initial})"
    return THIN.join(parts)


def _slot(char: str, before: str) -> str:
    if kanji_of(char):
        return f"(?:{re.escape(char)}|{MASK})"
    if char in "がけの" and kanji_of(before):  # 霧ヶ峰, 霧が峰, 霧ケ峰; 井の頭, 井之頭
        return f"(?:[の之ノ]|{MASK})" if char == "の" else f"(?:[がけ]|{MASK})"
    if not kana_of(char):
        return re.escape(char)
    sounds = {char, _SAME_SOUND.get(char, char), char.translate(_SMALL_TO_BIG), _BIG_TO_SMALL.get(char, char)}
    if before and kana_of(before):
        sounds.update(_LONG_AFTER.get(char, ""))
    return f"(?:[{''.join(sorted(sounds))}]|{MASK})" + ("?" if before and char in "ー〜" else "")

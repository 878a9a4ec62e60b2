"""How kana is written in Latin letters: Hepburn, Kunrei, passports, and what people type, as one pattern.

Hepburn and Kunrei: 内閣告示 of 1954 (ローマ字のつづり方), both tables; long vowels also with h, as passports allow.
"""

import re

_ROWS = {
    "あいうえお": "a i u e o", "かきくけこ": "ka ki ku ke ko", "がぎぐげご": "ga gi gu ge go",
    "さすせそ": "sa su se so", "ざぜぞ": "za ze zo", "たてと": "ta te to", "だでど": "da de do",
    "なにぬねの": "na ni nu ne no", "はひへほ": "ha hi he ho", "ばびぶべぼ": "ba bi bu be bo",
    "ぱぴぷぺぽ": "pa pi pu pe po", "まみむめも": "ma mi mu me mo", "やゆよ": "ya yu yo",
    "らりるれろ": "[rl]a [rl]i [rl]u [rl]e [rl]o", "わをゔ": "wa w?o vu?",
    "しちつふじぢずづ": "s(?:h|y)?i (?:ch|t|c)i ts?u [fh]u (?:j|z|dj)i (?:j|z|d)i d?z?u d?z?u",
}  # fmt: skip
_MORAE = {kana: said for row, all_said in _ROWS.items() for kana, said in zip(row, all_said.split(), strict=True)}
_HEADS = {
    "き": "ky", "ぎ": "gy", "し": "s[hy]", "じ": "(?:jy?|zy)", "ち": "(?:ch|ty|cy)", "ぢ": "(?:jy?|zy|dy)",
    "に": "ny", "ひ": "hy", "び": "by", "ぴ": "py", "み": "my", "り": "[rl]y",
    "て": "t", "で": "d", "ふ": "f", "ゔ": "v", "う": "w",
}  # fmt: skip
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_VOWEL = {
    **dict.fromkeys("あかがさざただなはばぱまやらわゃぁ", "a"), **dict.fromkeys("いきぎしじちぢにひびぴみりぃ", "i"),
    **dict.fromkeys("うくぐすずつづぬふぶぷむゆるゅぅゔ", "u"), **dict.fromkeys("えけげせぜてでねへべぺめれぇ", "e"),
    **dict.fromkeys("おこごそぞとどのほぼぽもよろをょぉ", "o"),
}  # fmt: skip
_LONG = {("o", "う"): "[uoh]?", ("o", "お"): "[uoh]?", ("u", "う"): "[uh]?", ("e", "い"): "[ie]?", ("i", "い"): "i?"}


def pattern(kana: str) -> str:
    """Return a pattern for a word in hiragana, in small Latin letters without accents; empty for anything else."""
    if not kana.strip("ーっ"):  # a lengthening of nothing is no word, and its pattern would match everywhere
        return ""
    parts = [_part(kana, at) for at in range(len(kana))]
    return "" if None in parts else "".join(part or "" for part in parts)


def initial(kana: str) -> str:
    """Return a pattern for the first letter of a word in hiragana, or nothing."""
    first = pattern(kana[:1])
    return {"し": "s", "ち": "[ct]", "つ": "t", "ふ": "[fh]", "じ": "[jz]", "ら": "[rl]"}.get(kana[:1], _letter(first))


def _letter(said: str) -> str:
    found = re.match(r"\[rl\]|[a-z]", said)
    return found[0] if found else ""


def _part(kana: str, at: int) -> str | None:
    char, before, after = kana[at], kana[at - 1 : at] if at else "", kana[at + 1 : at + 2]
    if char in _SMALL:
        return _SMALL[char] if before in _HEADS else None
    if after in _SMALL and char in _HEADS:
        return _HEADS[char]
    if char == "っ":
        return "[a-z]?"
    if char == "ん":
        return "(?:n'?n?|m)"
    if char == "ー":
        return f"[{_VOWEL.get(before, 'a')}h\\-]?"
    long = _LONG.get((_VOWEL.get(before, ""), char))
    return long or _MORAE.get(char)

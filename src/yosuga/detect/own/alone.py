"""Whether a name stands for itself, or is a part of a longer word or of another person's name."""

import re

from yosuga.detect.own.folding import Sheet, kanji_of

# What follows a name of a person whom one speaks of.
HONORIFICS = (
    "(?:さん|ちゃん|くん|君|様|さま|氏|殿|先生|先輩|後輩|選手|社長|部長|課長|店長|支店長|教授|たん|っち|きゅん"
    "|家|宅|邸|容疑者|被告)"
)
_GOES_WITH = re.compile(f"{HONORIFICS}|推し|本人|一家|夫妻|夫婦|家族|両親|親子|在住|担当")
_FOLLOWS = re.compile(
    "って|っぽ|から|まで|より|だっ?|です|らし|じゃ|なの|なん|[はがのをにともでへや](?![ぁ-ん]ん)|よ?ね"
)
_ANOTHERS_NAME = re.compile(r"[ \u3000][\u3400-\u9fff]{1,3}(?![\u3400-\u9fff])")
_SHORT, _LONG = 3, 4
_PARTICLES = "はがのをにともでやへねよかだっらなじ"
_ROLES = re.compile(
    "(?:長女|長男|次女|次男|娘|息子|妻|夫|姉|妹|兄|弟|母|父|担任|顧問|部長|主将|店長|氏名|名前|本名|犯人)$"
)


def stands_alone(sheet: Sheet, start: int, end: int) -> bool:
    """Say whether no letter of the same script makes the stretch a part of a longer word.

    The shorter a name in kana is, the more must speak for its being a word: in はなしおわった there is no しお.
    """
    return begins(sheet, start, length=end - start) and ends(sheet, end, length=end - start)


def begins(sheet: Sheet, start: int, *, length: int) -> bool:
    """Say whether a name of that length may begin here."""
    first, before = sheet.text[start], sheet.before(start)
    if sheet.same_kana(start):
        return start in sheet.borders or (length >= _LONG and before in _PARTICLES)
    return (
        not (kanji_of(first) and kanji_of(before)) or _ROLES.search(sheet.text[max(0, start - 3) : start]) is not None
    )


def ends(sheet: Sheet, end: int, *, length: int) -> bool:
    """Say whether a name of that length may end here: at a sign, another script, an honorific or a particle."""
    if _GOES_WITH.match(sheet.text, end):
        return True
    if sheet.same_kana(end):
        return (
            end in sheet.borders
            or length >= _LONG
            or (length >= _SHORT and _FOLLOWS.match(sheet.text, end) is not None)
        )
    last, after = sheet.text[end - 1], sheet.text[end : end + 1]
    if kanji_of(last) and kanji_of(after):
        return False
    # A gap and one to three kanji that end there are the given name of another person of that family.
    return not (kanji_of(last) and _ANOTHERS_NAME.match(sheet.text, end))


def goes_on_in_kana(sheet: Sheet, start: int, end: int) -> bool:
    """Say whether kana go on before a short full name, or behind any, so that it is a part of other words."""
    if sheet.same_kana(start) and start not in sheet.borders and end - start < 5:
        return True
    return sheet.same_kana(end) and not (
        end in sheet.borders or _GOES_WITH.match(sheet.text, end) or _FOLLOWS.match(sheet.text, end)
    )

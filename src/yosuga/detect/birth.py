"""What says that a date is somebody's date of birth: the words around it, and a profile's layout."""

import re

from yosuga.detect import context

_K = "〇零元一二三四五六七八九十"
_ZODIAC = (
    r"[\u2648-\u2653]|(?:牡羊|おひつじ|牡牛|おうし|双子|ふたご|蟹|かに|獅子|しし|乙女|おとめ|天秤|てんびん|蠍|"
    r"さそり|射手|いて|山羊|やぎ|"
    r"水瓶|みずがめ|魚|うお)座"
)
_BORN = (
    r"生年月日|誕生日|誕生び|たんじょ[うー]?(?:び|日)|出生(?!率|数|地|前)|誕日|バースデ[ーイィ]?|ばーすでー|"
    r"birth ?day|birth ?date|b-?day|date of birth|"
    r"D\.?O\.?B\.?|born|birth|b\.(?= ?[0-9])|🎂|🍰|誕|生まれ(?:た日)?(?![てつなもかるら])|生誕|HBD|"
    r"うまれ(?![てつなもかるら])|"
    rf"生年(?!会)|BD|{_ZODIAC}|[0-9]{{1,2}}[歳才][ \t]?[(（]"
)
# Presents and parties are on other days.
_OCCASION = re.compile(
    r"(?:プレゼント|プレ|ケーキ|会|パーティ|ライブ|イベント|"
    r"グッズ|セール|クーポン|特典|割引|コーデ|ディナー|"
    r"旅行)"
)
_AHEAD = re.compile(
    rf"(?s:.*)(?:{_BORN})\ufe0f?(?P<between>"
    rf"[^0-9{_K}\n]{{0,16}}\n?[^0-9{_K}\n]{{0,6}})$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[)）」』】 \t]{0,2}(?:[(（][月火水木金土日][)）])?[ \t]?"
    r"(?:(?:に|の|が|は|、|って|も|で)?[ \t]?(?:[^0-9\n。、]{0,8}[のがは])?(?:の[^0-9\n。、]{1,8}?)?(?:早|遅)?"
    r"(?:生まれ|生れ|うまれ|産まれ|誕生|たんじょう|生(?![きけかく活産命物徒年]|放送|ビール|配信)|バースデ|"
    r"b-?day|birth|born|"
    r"🎂|🍰|🎁|爆誕|出生|産声|お誕生)"
    r"|[^\n。]{0,14}生まれてき|に[^0-9\n。、]{0,6}(?:誕生|爆誕|生まれ)|[^\n。]{0,14}誕生日(?:を迎|です|だ|や|"
    r"でし|なの|なん)"
    r"|[でに][ \t]?[0-9]{1,2}[歳才]?に(?:なり|なっ)|[ \t(（]{1,2}(?:D\.?O\.?B|BD|B-?day|birth)"
    rf"|[^0-9\n。]{{0,10}}(?:で|に)(?:生まれ|誕生)|[ \t(（]?(?:満|現在)?[0-9]{{1,2}}[歳才]|[(（ \t]?(?:{_ZODIAC}))",
    re.IGNORECASE,
)
# Behind a whole date a town may stand between: 「、新潟生まれ」.
_BEHIND_WHOLE = re.compile(r"[、,\s]{0,2}[^0-9\n。、]{1,6}(?:生まれ|うまれ|産まれ)")
_TIME = re.compile(
    r"[ \t]?(?:[(（][月火水木金土日](?:・祝)?[)）]|[月火水木金土日]曜)?[ \t]?"
    r"(?:[0-9]{1,2}[:：時]|[0-9]{1,2}am|[0-9]{1,2}pm|発売|開催|公開|放送|開店|締切|まで)"
)
# Births of things, and of those whom everybody knows.
_OF_THINGS = re.compile(
    r"創業|設立|開店|発売|公開|創立|開業|リリース|開設|建国|キャラ|推しの|アニメ|マスコット|株式会社|サービス開始"
)
_CLOSE = 4
_STAMP = re.compile(r"[0-9]{1,2}:[0-9]{2}")
# What parts the entries of a profile; brackets, commas and stops belong to sentences.
_BORDER = re.compile(r"[^\w\s()「」『』、。,.\[\]【】\"':;!?…%&+=\-~〜*<>]|\n")
_MOST_OF_A_PROFILE = 240
_LONG_AGO = re.compile(
    r"(?:18|19)[0-9]{2}|20(?:0[0-9]|1[0-6])|明|大正|昭|平|[MTSHmtsh]|'|[0-9]{2}[./年]|一九|二〇[〇一]"
)


def said(text: str, start: int, end: int, *, close: bool, whole: bool) -> float | None:
    """Return how sure the words around the date make it a date of birth, None where they say nothing.

    `close` asks for a label right beside it: four digits may be anything. `whole` says that it has a year.
    """
    label, behind = _AHEAD.search(context.above(text, start, most=30)), _BEHIND.match(text, end)
    if whole and not behind:
        behind = _BEHIND_WHOLE.match(text, end)
    if label and (_OCCASION.match(label["between"]) or (close and len(label["between"]) > _CLOSE)):
        label = None
    if not label and not behind:
        return None
    if _TIME.match(text, end) and not behind:
        return 0.3
    return 0.4 if _OF_THINGS.search(context.before(text, start, most=24)) else 1.0


def is_long_ago(date: str) -> bool:
    """Say whether the year is one in which somebody who has a profile can have been born."""
    return bool(_LONG_AGO.match(date))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether the date is one entry of a profile: nothing else between two borders, and no time of day about."""
    if len(text) > _MOST_OF_A_PROFILE or _STAMP.search(text) or len(_BORDER.findall(text)) < 3:
        return False
    return _is_border(text[:start].rstrip(" \t")[-1:]) and _is_border(text[end:].lstrip(" \t")[:1])


def _is_border(char: str) -> bool:
    return not char or bool(_BORDER.match(char))

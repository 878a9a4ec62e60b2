"""What says that a date is somebody's date of birth: the words around it, and a profile's layout."""

import re
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.naming import lists
from yosuga.detect.naming.public import is_made_up, tells_a_story

_K = "〇零元一二三四五六七八九十"
_ZODIAC = (
    r"[\u2648-\u2653]|(?:牡羊|おひつじ|牡牛|おうし|双子|ふたご|蟹|かに|獅子|しし|乙女|おとめ|天秤|てんびん|蠍|"
    r"さそり|射手|いて|山羊|やぎ|"
    r"水瓶|みずがめ|魚|うお)座"
)
_BORN = (
    r"生年月日|誕生日|誕生び|たんじょ[うー]?(?:び|日)|出生(?!率|数|地|前)|誕日|バースデ[ーイィ]?|ばーすでー|"
    r"birth ?day|birth ?date|b-?day|b[\u026a\u1da6]rth|date of birth|"
    r"D\.?O\.?B\.?|born|birth|b\.(?= ?[0-9])|B\.D\.?|"
    r"🎂|🍰|誕|生まれ(?:た日)?(?![てつなもかるら変]|の[一-龥ァ-ヶー]{2})|生誕|"
    r"HBD|は[ぴっ]ぴ?ば|ハ[ピッ]ピ?バ|おたおめ|(?<![一-龥ぁ-んァ-ヶー])生 ?(?=[:/])|"
    r"うまれ(?![てつなもかるら])|産まれ(?=まし)|"
    rf"生年(?!会)|BD|{_ZODIAC}|[0-9]{{1,2}}[歳才][ \t]?[(（]|年齢[:はが ]{{0,2}}[0-9]{{1,2}}[ \t]?[(（]|"
    r"turn(?:s|ed|ing)? [0-9]{1,2} on"
)
# Presents and parties are on other days.
_OCCASION = re.compile(
    r"(?:プレゼント|プレ|ケーキ|会|パーティ|ライブ|イベント|"
    r"グッズ|セール|クーポン|特典|割引|コーデ|ディナー|"
    r"旅行|祭|ガチャ|キャンペーン|カフェ|休暇|フェア|記念|限定|カード|配信|公演|席)"
)
# So is the day of a death; and a class of a school is written as a day is: 生まれ / 南中3-2.
_DIED, _CLASS_END = re.compile("命日|亡くな|死去|死ん|没|他界|逝"), re.compile("[^年月][小中高校] ?$")
# What was written of the birthday, and when that was put up or taken down: 「…生まれ」という書き込みが5月20日に消えた.
_WRITTEN = re.compile(
    "[」』](?:という|との|って|などの?|の)[^\n。]{0,6}(?:書き込み|投稿|コメント|スレ|レス|メッセージ|ポスト)[がはを]"
)
# What to give, and the day itself at once: 「誕プレどうします?9/14ですよ」.
_PRESENT, _IS_THEN = (
    re.compile(r"誕プレ[^0-9\n。]{1,10}[^\w\s、。][ \t]?$|誕プレ[^0-9\n。]{1,20}(?<!う)(?<!の)って[ \t]?$"),
    re.compile(r"(?:です|だ[よかっ]|じゃん|や[でけ]|で(?:合って|あって|よかっ|いい))"),
)
# Between a label and the date no other number, save how many digits are told; 一緒 and 一番 are none.
_NO_NUMBER = rf"(?:[^0-9{_K}\n]|[{_K}](?![{_K}月年日])|[468六八]桁)"
_AHEAD = re.compile(
    rf"(?s:.*)(?:{_BORN})\ufe0f?(?P<between>"
    rf"{_NO_NUMBER}{{0,16}}\n?{_NO_NUMBER}{{0,6}})$",
    re.IGNORECASE,
)
# How old somebody becomes, said of a person: not 「25歳以上」, not 「25歳の男」.
_AGE = (
    rf"(?:[^0-9\n。、]{{1,8}}[がも]|わたくし|わたし|[私俺僕])?"
    r"(?:満|もう|ついに|とうとう|やっと|ようやく|晴れて|めでたく|また|無事に?)?[ \t]?"
    rf"(?:(?:[0-9]{{1,3}}|[{_K}]{{1,3}})[歳才]|はたち|ハタチ|三十路|みそじ|四十路|アラサー|アラフォー|還暦|古希|喜寿|傘寿|"
    rf"米寿|卒寿|成人|不惑|而立|アラ還)(?=[にと]?な[るりっれ]|に?突入|です|だ|や|します|しま|を迎え|の誕生|[\s!！。🎉🎂🥳✨♡笑w]|$)"
)
_BEHIND = re.compile(
    r"[)）」』】 \t]{0,2}(?:[(（][月火水木金土日][)）])?[ \t]?"
    r"(?:(?:に|の|が|は|、|って|も|で|なんだ|です|だよ)?[ \t]?"
    r"(?:[^0-9\n。、]{0,8}[のがは←⇐<])?(?:の[^0-9\n。、]{1,8}?)?(?:早|遅)?"
    r"(?:生年月日|生まれ|生れ|うまれ|産まれ|誕生(?!秘話|物語|の瞬間|日?(?:会|祭|ケーキ|プレ|ライブ|パーティ|イベント|カフェ|じゃな|では?な))|たんじょう|(?:こどもの日|ひな祭り|元日|大晦日|七夕|節分)生れ|生(?![きけかく活産命物徒年]|放送|ビール|配信|中継|出演|演奏|ライブ|歌)|バースデ|"
    r"b-?day|birth|born|"
    r"🎂|🍰|🎁|爆誕|出生|産声|お誕生)"
    r"|[^\n。]{0,14}(?:生まれて|出て)き(?:て|た|まし)|[^\n。]{0,16}(?:歳|年齢|トシ)(?:が|も)?(?:バレ|ばれ)|に[^0-9\n。、]{0,6}(?:誕生|爆誕|生まれ)|[^\n。]{0,14}誕生日(?:を迎|です|だ|や|"
    r"でし|なの|なん)"
    rf"|(?:[でに]|が[来く]ると?|が[来き]たら|をも(?:って|ちまして))[ \t]?{_AGE}"
    rf"|、[ \t]?{_AGE}(?:(?<=[歳才])に?な[るりっ]|(?<=[暦希寿路ち])(?:に?な[るりっ]|を迎え|に突入))"
    r"|(?:(?<=日)|(?<=[0-9]/[0-9])|(?<=[0-9]/[0-9]{2}))で[1-9]?[0-9]にな[るりっ]"
    r"|[に、で][^0-9\n。]{0,6}歳[をが](?:と|取|重)|は[^\n。、]{0,14}(?:誕生日|バースデ)(?!じゃな|では?な|会|祭|ケーキ|プレ|イベント|カフェ)|"
    r"[^\n。]{0,16}出産(?!予定|祝|後|前|費|育児|手当|一時金)| is (?:my|his|her) b"
    r"|[でに][ \t]?[0-9]{1,2}[歳才]?に(?:なり|なっ)|[ \t(（]{1,2}(?:D\.?O\.?B|BD|B-?day|(?:happy )?birth)"
    rf"|[^0-9\n。]{{0,10}}(?:で|に|として)(?:生ま[れる]|誕生)"
    rf"|[ \t(（]?(?:満|現在)?[0-9]{{1,2}}[歳才](?![の以未か向ま児])"
    rf"|[(（ 、\t]?(?:{_ZODIAC})"
    r"|[^0-9\n。]{0,12}[0-9,]{3,5} ?(?:g|グラム)[^0-9\n]{0,6}(?:誕生|生まれ|産まれ|出産)"
    r"|[、,\s]{1,2}(?:(?:午前|午後)?[0-9]{1,2}(?:時[0-9]{1,2}分|:[0-9]{2})[、,\s]{0,2})?"
    r"[1-4],?[0-9]{3} ?(?:g|グラム)(?![A-Za-z])"
    r"|[ \t]?(?:午前|午後|朝の?|夜の?|昼の?|深夜|未明)?[ \t]?[0-9]{1,2}(?:時(?:半|[0-9]{1,2}分)?|:[0-9]{2})(?:頃|ごろ)?"
    r"[ \t]?に?(?:生まれ|うまれ|産まれ|誕生(?!日)|産声))",
    re.IGNORECASE,
)
# Behind a whole date a town may stand between: 「、新潟生まれ」.
_BEHIND_WHOLE = re.compile(
    r"[、,\s]{0,2}(?:(?:と|&|や) ?[0-9]{4}[./年][0-9]{1,2}[./月][0-9]{1,2}日?(?:生まれ|うまれ|生)"
    r"|[^0-9\n。、]{1,6}(?:生まれ|うまれ|産まれ)|[一-龥ヶケ々ァ-ヶー]{1,14}(?:生まれ|うまれ|産まれ)(?![たる]))"
)
# A whole date in brackets behind one of a family: 「娘(H30.7.19)」.
_KIN = re.compile(
    r"(?:(?:息子|娘|[長次二三][男女])[ぁ-んァ-ヶー一-龥]{1,5}"
    r"|本人|[私俺僕妻夫父母娘兄姉弟妹]|息子|旦那|嫁|[長次二三]男|[長次二三]女|第[一二三]子|子ども|ちゃん|くん)[(（]$"
)
# The same of children in a row, without brackets: 長男R1.8.3 次男R4.10.19.
_CHILD = re.compile(
    "(?:[長次二三四五末][男女]|第[一二三四]子|(?:^|[\n、/])(?:祖?父|祖?母|夫|妻|兄|姉|弟|妹|本人))[♂♀]?[ :]?$"
)
# Asked on the line above: 誕生日いつだっけ / え、前も言ったやん 6/19.
_ASKED = re.compile(
    r"(?:誕生日|たんじょうび|生年月日)[^0-9\n]{0,12}(?:いつ|何日|だっけ|\?|教えて|おしえて|送って|おくって)[^0-9\n]{0,8}\n"
    r"[^0-9\n]{0,14}$"
    r"|誕プレ[^0-9\n]{1,20}(?:いつ|何日)[^0-9\n]{0,6}\n(?:[^0-9\n]{1,12}\n){0,2}[^0-9\n]{0,8}$"
)
# Who tells a whole date right behind the age that was reached: 「今日で50になりました!1975/10/02」.
_TURNED = re.compile(
    r"(?:(?:今日|きょう|本日|昨日|きのう)(?:で|から|、)|(?<![がは])(?:ついに|とうとう|いよいよ|やっと|晴れて|めでたく))"
    r"(?:もう|ついに|とうとう|満|無事|めでたく|晴れて)?[ \t]?"
    rf"(?:[0-9]{{1,2}}(?:[歳才]|(?=に?な[るりっ]))|[{_K}]{{1,3}}[歳才]|はたち|ハタチ|還暦|古希|喜寿|傘寿|米寿|卒寿)"
    r"(?:に?な[りっる][^0-9\n]{0,8}|[^0-9\nぁ-ん]{0,4})\n?$"
)
# Asked for some lines above, in a talk: 生年月日きかれてる / だれの? / おじいちゃん / 昭和十九年二月二十九日だよ.
_ASKED_ABOVE = re.compile(
    r"(?:誕生日|生年月日)[^0-9\n]{0,20}(?:\n(?:[^0-9\n]{0,14}|(?:既読 ?)?[0-9]{1,2}:[0-9]{2}))+\n?$"
    r"|年齢確認[^0-9]{0,24}[「『]$"  # 「平成17年の8月8日です」, told to prove an age
)
# One end of a span of birthdays, as schools and offices give them: nobody's own.
_SPAN_AHEAD = re.compile(r"[0-9]日?[ \t]?(?:[〜~]|から)[ \t]?$")
_SPAN_BEHIND = re.compile(r"[ \t]?(?:以降|以前|以後|(?:[〜~]|から)[^0-9\n]{0,4}[0-9])")
_TIME = re.compile(
    r"[ \t]?(?:[(（][月火水木金土日](?:・祝)?[)）]|[月火水木金土日]曜)?[ \t]?"
    r"(?:[0-9]{1,2}[:：時]|[0-9]{1,2}am|[0-9]{1,2}pm|発売|開催|公開|放送|開店|締切|まで)"
)
_CERTAIN = re.compile(r"生年月日|date of birth|D\.?O\.?B", re.IGNORECASE)
_OF_THE_KNOWN = re.compile(r"[^0-9\n。]{0,3}(?:生まれ|誕生日?)の(?:有名人|芸能人|偉人|著名人|キャラ|選手|俳優|歌手)")
# Births of things, and of those whom everybody knows.
_OF_THINGS = re.compile(
    r"創業|設立|開店|発売|公開|創立|開業|リリース|開設|建国|キャラ|弊社|当社|わが社|推しの(?:お?誕|生誕|バースデ)|推しが生まれ|推し(?:は|[\s:]|[(][^)\n]{1,10}[)]の)|[23二三]次元|アニメ|マスコット|"
    r"株式会社|サービス(?:開始|誕生)|(?:会社|店|サイト|アプリ|ブランド|シリーズ|番組|作品|[曲歌])(?:[のが](?:お?誕生|生まれ)|誕生(?!日))|"
    r"(?:[子仔](?:馬|牛|犬|猫|豚|羊|ヤギ)|パンダ|ゾウ|キリン|ライオン|ペンギン|カワウソ|カブトムシ|[愛老][犬猫]|わんこ|"
    r"にゃんこ|文鳥|インコ|オウム|ハムスター|うさぎ|ウサギ|モルモット|フェレット|ハリネズミ|柴犬?|チワワ|トイプー?(?:ドル)?|ポメ(?:ラニアン)?|"
    r"(?:うち|ウチ|我が家|実家|おうち)の(?:[犬猫鳥亀馬]|愛犬|愛猫))(?:[のがは「、]|ちゃん|くん)"
)

_WHOSE = re.compile(
    r"(?P<name>[ぁ-んァ-ヺー・一-龥]{2,10})の(?:お?誕生日|誕|バースデ[ーイィ]?)(?:って|[がはも])? ?[(（]?$"
)
_WHOSE_BEHIND = re.compile(r"(?:は|が|って|も|、)(?P<name>[ぁ-んァ-ヺー・一-龥]{2,10})の(?:お?誕生日|誕生祭|生誕|誕)")
_TOLD_OF = re.compile(r"(?<![一-龥])(?P<name>[一-龥]{3,5})(?:は|、|が|って|も)?[ (]?(?:[旧新]暦|西暦)?(?:の|で)?$")
_PASSPORT = re.compile(r"(?:パスポート|旅券|passport)[^\n]*[A-Z]{2}[0-9*]{7}[ /,]{1,3}$", re.IGNORECASE)
_PASSPORT_LINE, _OLD_YEAR = 72, re.compile(r"(?:19[0-9]{2}|200[0-9]|201[0-6])$")
_CLOSE = 4
_STAMP = re.compile(r"[0-9]{1,2}:[0-9]{2}")
# What parts the entries of a profile; brackets, commas and stops belong to sentences.
_BORDER = re.compile(r"[^\w\s()「」『』、。,.\[\]【】\"':;!?…%&+=\-~〜*<>]|\n")
_MOST_OF_A_PROFILE = 240
# An entry that says how old somebody is, or in what class; and what is said of days on which something takes place.
_OF_ONESELF = re.compile(
    rf"(?:age[: ]?)?(?:1[0-9]|[2-6][0-9])(?:[歳才]|さい|y)?|"
    rf"(?:[小中高大][1-6一二三]|[小中高大]学?校?[1-6一二三]年生?)|[JD][CKD][1-3]?|LJ[CK]|FJK|"
    rf"[A-Z]?[ABO]{{1,2}}型|(?:♀|♂|女子?|男子?)|(?:{_ZODIAC})"
)
_HELD = re.compile(
    r"祭|抽選|解禁|ライブ|参戦|試合|大会|公演|発表|開催|当日|予定|テスト|試験|受験|セトリ|イベ|日程|会場|締|〆|チケ|配信|発売|納期|更新|[0-9]時|🎫|🎤"
)
_PUPIL = re.compile("(?:高校|中学校?|[JD][KC][1-3]?|高等学校|大学|短大) $")
_OWN_LINE = re.compile("(?:^|[ \n])[1-6][0-9](?:[歳才]|↑)?[♂♀][^\n]* $")
_SENTENCE = re.compile(
    r"(?!.*(?:フォロ|失礼|よろ|垢|固定|仲良く|無言)).*(?:(?:した|です|ます|する|った|[?？。])\W*$|で[一-龥])"
)
# Sizes and parts are written so too, and 0120 opens the lines that are for all.
_NO_DAY = re.compile(r"[0-9]{1,2}\.[0-9]|1/2|0120|24/7|24/365")
_DAY_LIKE = re.compile(r"(?<![0-9])[0-9]{1,2}[月/.][0-9]{1,2}(?![0-9])|(?<![0-9])[01][0-9][0-3][0-9](?![0-9])")
_CELL, _CELL_END = {",", "\t", ";"}, {"", ",", "\t", ";", "\n", "\r"}
_HEAD = re.compile(r"(?:生年月日|誕生日|birth|dob)[^,\t;\n]{0,12}[,\t;\n]", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"(?:18|19)[0-9]{2}|20(?:0[0-9]|1[0-6])|明|大正|昭|平|[MTSHmtsh]|'|[0-9]{2}[./年]|一九|二〇[〇一]"
)
_ANOTHERS = re.compile(
    "日? ?(?:(?:じゃ|では)なく(?:て|、)?|→|(?:の間違い|の誤り)で、?)(?:正しくは|本当は)?"
    "|日? ?(?:で|、|と)[私俺僕妻夫彼姉妹兄弟母父娘][^0-9\n。]{0,4}[がは] ?"
)
_OLD_ERA = re.compile(
    "(?:慶応|元治|文久|万延|安政|嘉永|弘化|天保|文政|文化|享和|寛政|天明|安永|明和|宝暦|寛延|延享|寛保|元文|享保|正徳|宝永|元禄|貞享|天和|延宝"
    "|寛文|万治|明暦|承応|慶安|正保|寛永|元和|慶長|文禄|天正|元亀|永禄|天文)$"
)
# Nobody born in these years lives.
_DEAD = re.compile(r"18[0-9]{2}|190[0-9]|明治|M\.?[0-9]|一八", re.IGNORECASE)


def said(text: str, start: int, end: int, *, close: bool, whole: bool) -> float | None:
    """Return how sure the words around the date make it a date of birth, None where they say nothing.

    `close` asks for a label right beside it: four digits may be anything. `whole` says that it has a year.
    """
    behind = _BEHIND.match(text, end)
    label = _label(text, start, end, close=close, whole=whole and not behind)
    if whole and not behind:
        behind = _BEHIND_WHOLE.match(text, end)
    if _SPAN_AHEAD.search(context.before(text, start)) or _SPAN_BEHIND.match(text, end):
        return 0.3
    if not label and not behind:
        return None
    if _TIME.match(text, end) and not behind and not _CERTAIN.search(context.above(text, start, most=10)):
        return 0.3
    of_things = _OF_THINGS.search(context.before(text, start, most=24)) or (behind and _OF_THINGS.search(behind[0]))
    whose = _WHOSE_BEHIND.match(text, end)
    if whose and any(map(_is_somebody, _ends(whose["name"]))):
        return 0.4
    figure = tells_a_story(text, max(0, start - 24), start) or is_made_up(text, start, end) or _is_known(text, start)
    return 0.4 if of_things or _OF_THE_KNOWN.match(text, end) or figure else 1.0


def _label(text: str, start: int, end: int, *, close: bool, whole: bool) -> re.Match[str] | None:
    """Return what says before a date that somebody was born on it; `whole` asks for what only a year makes sure."""
    ahead = _AHEAD.match(context.above(text, start, most=30))
    if ahead and not _is_of_another_day(ahead["between"]) and not (close and len(ahead["between"]) > _CLOSE):
        return ahead
    near, above = context.before(text, start), context.above(text, start)
    label = None if close else _ASKED.search(context.above(text, start, most=50))
    if not label and whole:
        label = (_KIN.search(near) if text[end : end + 1] in {")", "）"} else None) or _CHILD.search(above)
    if not label and whole and is_long_ago(text[start:end]):
        label = _ASKED_ABOVE.search(context.above(text, start, most=60)) or _TURNED.search(above)
    return label or (_PRESENT.search(near) if _IS_THEN.match(text, end) else None)


def _is_of_another_day(between: str) -> bool:
    """Say whether what follows "birthday" is a party, a present, a death, a class, or what was written."""
    others = (_OCCASION.match(between), _DIED.search(between), _CLASS_END.search(between), _WRITTEN.search(between))
    return any(others)


def is_anothers(between: str) -> bool:
    """Say whether the words since the last date of birth lead to another's: 彼が10月1日で私が10月2日."""
    return _ANOTHERS.fullmatch(between) is not None


def is_of_an_old_era(text: str, start: int) -> bool:
    """Say whether the years before `start` are counted from before 1868: 文政|10年12月7日."""
    return _OLD_ERA.search(text, max(0, start - 2), start) is not None


def is_long_ago(date: str) -> bool:
    """Say whether the year is one in which somebody who has a profile can have been born."""
    return bool(_LONG_AGO.match(date))


def is_of_the_dead(date: str) -> bool:
    """Say whether nobody who was born on a date of this year, with its year, can be alive."""
    return bool(_DEAD.match(date))


def is_of_a_passport(text: str, start: int, date: str) -> bool:
    """Say whether a date of long ago stands behind a passport's number, as in a copy of one: TZ0000001 14 FEB 1999."""
    return bool(_OLD_YEAR.search(date) and _PASSPORT.search(text, max(0, start - _PASSPORT_LINE), start))


def is_cell(text: str, start: int, end: int) -> bool:
    """Say whether the date is one cell of a table whose head names a date of birth."""
    if text[start - 1 : start] not in _CELL or text[end : end + 1] not in _CELL_END:
        return False
    return bool(_HEAD.search(text[:_MOST_OF_A_PROFILE]))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether the date is one entry of a profile: nothing else between two borders, and no time of day about."""
    if len(text) > _MOST_OF_A_PROFILE or _STAMP.search(text) or len(_BORDER.findall(text)) < 3:
        return False
    return _is_border(text[:start].rstrip(" \t")[-1:]) and _is_border(text[end:].lstrip(" \t")[:1])


def is_named_beside_a_school(text: str, start: int, end: int) -> bool:
    """Say whether a date of long ago stands apart in a profile, behind a school or an age: ○○高校 2008.10.14 吹部."""
    if len(text) > _MOST_OF_A_PROFILE or _STAMP.search(text) or _HELD.search(text):
        return False
    if text[start - 1 : start] != " " or text[end : end + 1] not in {" ", "", "\n"}:
        return False
    pupil = _PUPIL.search(text, 0, start) is not None and len(_BORDER.findall(text)) > 1
    return pupil or _OWN_LINE.search(text, 0, start) is not None


def is_part_of_a_profile(text: str, start: int, end: int) -> bool:
    """Say whether a day without a year is one entry of a profile in which another says the age or class."""
    if len(text) > _MOST_OF_A_PROFILE or _STAMP.search(text) or _HELD.search(text):
        return False
    if not _is_border(text[:start].rstrip(" \t")[-1:]) or not _is_border(text[end:].lstrip(" \t")[:1]):
        return False
    if len(_DAY_LIKE.findall(text)) > 1 or _NO_DAY.fullmatch(text[start:end]):
        return False
    entries = [entry.strip() for entry in _BORDER.split(text[:start] + "\n" + text[end:])]
    return any(map(_OF_ONESELF.fullmatch, entries)) and not any(map(_SENTENCE.match, entries))


def _is_border(char: str) -> bool:
    return not char or bool(_BORDER.match(char))


def _is_known(text: str, start: int) -> bool:
    """Say whether the birthday before `start` is that of somebody whom one name tells: ルフィの誕生日."""
    ahead = context.before(text, start, most=24)
    whose, told = _WHOSE.search(ahead), _TOLD_OF.search(ahead)
    if told and lists.is_public_in_full(told["name"]):
        return True
    return whose is not None and any(map(_is_somebody, _ends(whose["name"].removesuffix("ちゃん"))))


def _ends(name: str) -> Iterator[str]:
    """Yield the ends of a word of two signs or more, longest first: what stands before a name may be written on."""
    return (name[at:] for at in range(len(name) - 1))


def _is_somebody(name: str) -> bool:
    return lists.is_alone(name) or lists.is_public_in_full(name.replace("・", ""))

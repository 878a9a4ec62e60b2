"""Finds the schools that private people go to, went to or send their children to; not schools in the news."""

import re
from collections.abc import Iterator

from yosuga.detect import firms
from yosuga.detect.address import reads_as_name
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import (
    is_famous,
    is_field,
    line_around,
    name_end,
    name_start,
    tells_of_the_known,
    words_between,
)
from yosuga.detect.gazetteer import bases, is_home, stations, towns
from yosuga.detect.kana_names import kana_before_land, kana_behind_land, kana_start
from yosuga.detect.latin_names import latin_names
from yosuga.detect.lexicon import either, words

_WINDOW = 34
# What the whole name of a school ends in.
_FULL = re.compile(f"{either('schools', 'endings')}{either('schools', 'further')}?(?!前)")
_LOOSE = re.compile(f"{either('schools', 'loose')}$")
_PLAIN = re.compile(f"(?:{either('schools', 'plain')})+")
_PRIVATE = re.compile(either("schools", "private"))
_PUBLIC = re.compile(either("schools", "public"))
_LABEL = re.compile(f"{either('schools', 'labels')}(?:は|が|も)? ?[:→=⇒▷▶】)>»≫|(「?-]*[ \n]?$|[高中小大校園][→⇒▶]$")
# Somebody asks in a thread where somebody goes to school, and the post below answers: どこ通ってるの / >>41 ….
_ASKED = re.compile(
    "(?:どこ(?:に|へ)?通っ|(?:学校|高校|中学|大学|塾)は?(?:どこ|わか[るっ]|分か[るっ]))[^\n]{0,12}\n"
    "(?:[0-9]{1,4} ?:? ?名[前無][^\n]{0,60}\n)?(?:>>[0-9]{1,4}[ \n]?)?$"
)
_ASKED_NEAR = 120
# A public school by who keeps it, whatever it leaves out: 県立桐山商業.
_KEPT = re.compile(
    "[県都市府道区町私]立(?!(?:女子|男子|共学|名門|進学)?[高中小])[^ぁ-ん、。 \n]{1,6}?"
    "(?:商業|工業|農業|水産|総合|高|中|小)(?:(?=(?:昭和|平成|令和)[0-9元])|(?![㐀-鿿ァ-ヺー]|学))"
)
# The same without any word for a school: 県立鶴見沢北, where the words around it speak of one.
_KEPT_BARE = re.compile("[県都市府道私]立(?P<name>[ぁ-ゖァ-ヺー々ヶ㐀-鿿]{2,})")
_KEPT_AFTER = re.compile(
    r"(?P<sure>の?[1-3一二三]年(?!前|間|目)|に(?:通|入学|合格|受か|進学)|卒(?!論)|出身|受か|落ち|の子(?!供|会社|ど)"
    r"|の(?:[ァ-ヺー㐀-鿿]{1,6}部(?!長|屋|品|分)|文化祭|体育祭|制服|生徒)|[JD][KC])"
    r"|[でか]?[?!、。)\s]|$|で(?:FA|合って|確定|す|した|ok)|(?:だ|って|らしい|じゃ[ねなん]|や[でな]|だよ|かな)"
)
_FACILITY = re.compile("(?:館|園|場|ホール|センター|病院|劇場|会館|施設|プール|医療|研究所)$")
_KANA_LAND = re.compile("[ぁ-ゖ]{2,6}[丘台野原浜森里沢崎川]")
_KEPT_BEFORE = re.compile("通って|通う|高校|中学|学校|母校|制服|[JD]K|在学|在籍|進学|校章|生徒")
_BRANCH = re.compile(
    r"[ぁ-ゖァ-ヺー々ヶ㐀-鿿]{1,8}?(?:キャンパス|校舎|分校|分園)"
    r"| (?!同じ|この|その|あの|うちの)[ぁ-ゖァ-ヺー々ヶ㐀-鿿]{1,8}?(?:キャンパス|校舎|園)"
    r"|[ ]?[ァ-ヺー㐀-鿿]{2,6}?(?<![閉開登下転休入全当同他本学廃])校(?![長庭則歌章内外]|生徒)"
)
# What is learnt there, as students say it.
_FACULTY = "(?:文|法|経済|経営|商|理工?|工|医|薬|農|教育|社会|国際|看護|情報)"
# A team, as its members call it: 女バレ.
_TEAM = "[男女](?:バレ|バス|テニ|卓|バド|サカ)"
# One letter for the kind of school: 星見台高, つばさ台小, 湖北台南中, 架空大.
_SHORT = re.compile(
    "[高中小大](?:(?![ぁ-ゖァ-ヺー々㐀-鿿A-Za-z]|[0-9]{3})|(?=[のでにへとがはを出卒だ生通在女男な]|って|から|まで|らしい|じゃ|さ[通行入]"
    "|遠[いすく]|[1-6]限|サッカー|野球|吹|軽音|駅伝|時代|合格|決ま|落ち|受か|入学|進学|[入卒]学式|卒業式|運動会|文化祭|体育祭|説明会|インフル(?!エンサー)|学[級年]閉鎖"
    f"|{_FACULTY}(?:学部|学科|科|の?[1-4]年|[1-4])|(?:昭和|平成|令和)[0-9元]{{1,2}}年度?卒|(?![学校等会])[ァ-ヺー㐀-鿿]{{1,6}}部|{_TEAM}))"
)
# The same for a school told by its trade or its rank: 荒砥沢工業, 架空第二.
_TRADE = re.compile(f"{either('schools', 'trades')}|(?P<letter>(?<=[㐀-鿿ァ-ヺーぁ-ん]{{2}})[商工農幼東西南北])")
_TRADE_AFTER, _PUPILS = re.compile(either("schools", "trades_after")), re.compile(either("schools", "pupils"))
_TRADE_END = re.compile("(?:女子|商業|工業|農業|水産|総合|実業|農林|国際|工科|学院|学園)$")
_STAFFED = re.compile("の[㐀-鿿ァ-ヺ]|(?P<said>(?:じゃん|だよね|だろ|だな|や[んろ])(?![ぁ-ん]{2}))")
# A nursery that says its kind first.
_KIND_FIRST = re.compile(
    f"(?P<kind>{either('schools', 'kinds_first')}) ?(?P<name>[ぁ-ゖァ-ヺー々㐀-鿿]{{2,10}}?)"
    f"(?:(?={either('schools', 'first_after')})"
    r"|(?=(?P<end>さん|[。、!\n]|$)))"
)
_THING = re.compile("[ァ-ヺー]+")
_FORMAL_KIND = re.compile("こども園|クラブ|保育ルーム")
_PROPER_END = re.compile(
    "[林松竹梅杉桜藤沼池泉波越岸江辺場根牧台丘浜野原川山島田沢谷崎津東西南北一二三四五六七八九央城戸井口森里坂町村市橋宮館木尾瀬園]$"
)
# What follows a short name at once where it can only be a school.
_SCHOOLISH = re.compile(
    f"{_TEAM}|"
    "(?:軽音|吹奏楽|吹部|サッカー|野球|駅伝|ラグビー|アメフト|テニス|ダンス)(?:部|サー|の)|まで(?:お?迎え|送[りっる])|通[っいう]|[ァ-ヺー㐀-鿿]{1,6}部(?!長|屋)|の?[0-9一二三]年(?!前|間|目)|[0-9]-[0-9A-Z]|出身|卒(?!論)"
    "|に(?:通|合格|入学|受か|進学)|の(?:院生|准教授|研究室|推薦|指定校)|時代|の(?:時|とき|頃|ころ|保護者|親(?!子|友|分|切)|子(?!供)|[㐀-鿿]{0,2}学生|生徒|制服|先生|やつ|奴|文化祭|体育祭|運動会|修学旅行|[卒入]業式|[ァ-ヺー㐀-鿿]{1,6}部)"
    "|の?O[BG]|→|生(?![活産命き])"
)
# The same behind 大.
_LECTURES = re.compile(f"遠[いすく]|の?[1-6]限|のゼミ| ?{_FACULTY}(?:学部|学科|科|の?[1-4]年|[1-4](?![0-9]))")
_JOINED = re.compile("に(?:通っ|通う|合格し|合格!|入学し|進学し|受か)|に合格$")
# A blank that anybody may fill in where it is no field of its own: ○○高校とか.
_BLANK = re.compile("[○\u3007◯●]{2,}")
_STORY_NEAR = 10
# What only schools of stories teach, and what says that a school is thought up.
_MAGIC, _MADE_UP = re.compile("魔法|魔術|魔導|忍術|異能"), re.compile("(?:って|という)設定")
# What is studied, behind a university in a profile: 東都芸術大 油画.
_SUBJECT = re.compile("(?: [㐀-鿿ァ-ヺー]{1,6})?(?= ?(?:$|[\n/|・⌇]))")
_STORY = re.compile(f"{either('workplaces', 'stories')}[のや「『に]{{0,2}}$")
_CHRONICLE = re.compile(either("names", "chronicle"))
_HEARSAY = words("schools", "hearsay")
_SCHOOL_IS = re.compile(
    "(?:(?<![大高小中])学校名?|校名|出身校|母校|在籍校|通学先|進学先|[中高]校|大学|中学|🏫)(?: ?[:→⇒=] ?|は)"
    "|(?:通って|行って|通う|行く)い?る?(?:学校|高校|大学|中学)、|通って(?:い?る)?(?:の|とこ|ところ)は"
)
_NAME_OVER = re.compile(
    r" ?(?:$|[\n/|、。)]|です|でした|だよ|だって|らしい|じゃ[ねなん]|で(?:FA|合って|確定)|卒|出身|の[1-6]年|[1-6]年)"
)
_NO_NAME = frozenset(("助詞", "助動詞", "空白", "補助記号"))
_DIRECTIONS = frozenset("東西南北")
_KANA_NAME = re.compile("[ぁ-ゖ]{3,}")
# Words that end in one of the letters and are no school: 仕事中, 売上高, 等身大.
_ONGOING = frozenset(("サ変可能", "サ変形状詞可能"))


def recognise(document: Document) -> Iterator[Finding]:
    """Yield names of schools tied to a person by what stands around them."""
    text = document.plain.text
    done = 0
    for found in _FULL.finditer(text):
        start = _start(document, found.start(), least=done)
        name = text[start : found.end()]
        if start >= found.start() or _PLAIN.fullmatch(name):
            continue
        branch = _BRANCH.match(text, found.end())
        done = branch.end() if branch else found.end()
        if _BLANK.fullmatch(text, start, found.start()) and not is_field(text, start, done):
            continue
        if not (_is_of_a_story(text, start, found.start()) or tells_of_the_known(document, start)):
            yield _finding(document, start, done, _score(document, start, done, loose=_LOOSE.search(name) is not None))
    yield from _short(document)
    yield from _trades(document)
    yield from _named_alone(document)
    yield from _kind_first(document)
    yield from _kept(document)
    yield from _kept_bare(document)
    yield from latin_names(document, Kind.SCHOOL)


def _start(document: Document, end: int, *, least: int = 0) -> int:
    """Return where the name begins whose kind stands at `end`; `end` if none does."""
    start = name_start(document, end, least=least)
    start = start if start < end else min(kana_start(document, end), kana_behind_land(document, end))
    return max(least, kana_before_land(document, start, end))


def _score(document: Document, start: int, end: int, *, loose: bool) -> float:
    """Return how sure it is that this school says something of a private person."""
    before, after = line_around(document.plain.text, start, end, width=_WINDOW)
    staffed = firms.EMPLOYED.match(after) or firms.EMPLOYED_BEFORE.search(before)
    if (
        staffed
        or firms.is_staffed(document.plain.text, start, end)
        or _CHRONICLE.search(after)
        or _MADE_UP.search(after)
    ):
        return 0.4
    if _LABEL.search(before) or _ASKED.search(document.plain.text, max(0, start - _ASKED_NEAR), start):
        return 0.9
    private = len(set(_PRIVATE.findall(before)) | set(_PRIVATE.findall(after)))
    if _PUBLIC.search(before) or _PUBLIC.search(after):
        return 0.55 if private > 1 or _JOINED.match(after) else 0.2
    if loose:
        return min(0.9, 0.6 + 0.1 * private) if private or _is_studied(document.plain.text, start, end) else 0.3
    if private and not (_is_known(document, start, end) and _is_hearsay(before, after)):
        return min(0.95, 0.5 + 0.15 * private)
    return 0.35 if _is_known(document, start, end) else 0.55


def _is_studied(text: str, start: int, end: int) -> bool:
    """Say whether a university stands alone in a profile, or with what somebody studies there."""
    subject = _SUBJECT.match(text, end) if text[end - 1] == "大" else None
    return subject is not None and is_field(text, start, subject.end())


def _is_of_a_story(text: str, start: int, kind: int) -> bool:
    """Say whether a story is named right before the school, or everybody knows it from one: 湘北高校."""
    if text[start:kind] in words("schools", "fictional") or _MAGIC.search(text, start, kind):
        return True
    return _STORY.search(text, max(0, start - _STORY_NEAR), start) is not None


def _is_known(document: Document, start: int, end: int) -> bool:
    """Say whether the school, or a name in its name, is known to everybody."""
    held = words_between(document, start, end)
    return is_famous(document, start, end) or any(word.known and word.pos[1:3] == ("固有名詞", "一般") for word in held)


def _is_hearsay(before: str, after: str) -> bool:
    """Say whether nothing on the line ties a school to somebody but words that go with news as well."""
    ties = {found[0] for side in (before, after) for found in _PRIVATE.finditer(side)}
    return ties <= _HEARSAY


def _short(document: Document) -> Iterator[Finding]:
    """Yield schools named by a place and one letter, where the line speaks of somebody who is there."""
    text = document.plain.text
    for found in _SHORT.finditer(text):
        before, after = line_around(text, found.start(), found.end(), width=_WINDOW)
        if _PUBLIC.search(before + "\n" + after):
            continue
        start = _start(document, found.start())
        name = text[start : found.start()]
        schoolish = _SCHOOLISH.match(after) or (found[0] == "大" and _LECTURES.match(after))
        labelled = _LABEL.search(before.removesuffix(name))
        if len(name) < 2 and not (name and (labelled or (schoolish and name in _DIRECTIONS))):
            continue
        if _PLAIN.fullmatch(name) or _is_ongoing(document, start, found.start()):
            continue
        trade = found[0] == "高" and _TRADE_END.search(name)
        private = _PRIVATE.search(before) or _PRIVATE.search(after) or is_field(text, start, found.end())
        proper = _is_place(name) or (found[0] in "小高" and _KANA_NAME.fullmatch(name))
        if schoolish or labelled or trade or (private and proper):
            yield _finding(document, start, found.end(), 0.9 if schoolish and len(name) > 1 else 0.7)


def _trades(document: Document) -> Iterator[Finding]:
    """Yield schools that leave out the word school, where pupils are spoken of: 荒砥沢工業の2年."""
    text = document.plain.text
    for found in _TRADE.finditer(text):
        tied = _TRADE_AFTER.match(text, found.end())
        before, after = line_around(text, *found.span(), width=_WINDOW)
        pupils = _PUPILS.search(before + "\n" + after)
        told = _STAFFED.match(text, found.end()) if pupils and _TRADE_END.search(found[0]) else None
        if not (tied or told):
            continue
        start = name_start(document, found.start())
        name = text[start : found.start()]
        sure = tied and _TRADE_END.search(found[0])
        if (
            not (len(name) > 1 and (sure or pupils))
            or _FULL.search(name)
            or _PLAIN.fullmatch(name)
            or _PUBLIC.search(before + after)
            or (told and told["said"] and (_is_place(name) or is_home(name)))  # 港区女子じゃん
        ):
            continue
        if (sure and reads_as_name(name)) or _is_named(document, start, found.start()):
            yield _finding(document, start, found.end(), 0.85)


def _named_alone(document: Document) -> Iterator[Finding]:
    """Yield what a label says is a school, though its name does not: 高校は八千代松風."""
    text = document.plain.text
    for label in _SCHOOL_IS.finditer(text):
        end = name_end(document, label.end())
        name = text[label.end() : end]
        if len(name) < 3 or is_home(name) or _PLAIN.fullmatch(name) or not _NAME_OVER.match(text, end):
            continue
        if _TRADE_END.search(name) or _is_named(document, label.end(), end):
            yield _finding(document, label.end(), end, 0.6)


def _is_named(document: Document, start: int, end: int) -> bool:
    """Say whether a stretch is a name and not only words of any trade: 荒砥沢, not 機械."""
    name = document.plain.text[start:end]
    if not reads_as_name(name):
        return False
    held = words_between(document, start, end)
    return _is_place(name) or any(not word.known or word.pos[1] == "固有名詞" for word in held)


def _kind_first(document: Document) -> Iterator[Finding]:
    """Yield nurseries and clubs that say their kind before their name: 認定こども園つきのわ."""
    text = document.plain.text
    for found in _KIND_FIRST.finditer(text):
        name = found.start("name")
        word = words_between(document, name, name + 1)
        thing = word and word[0].surface == found["name"] and _THING.fullmatch(found["name"])
        if not word or word[0].pos[0] in _NO_NAME or thing or not reads_as_name(found["name"]):
            continue
        if found["end"] is None or _FORMAL_KIND.search(found["kind"]):
            yield _finding(document, found.start(), found.end(), 0.75)


def _kept(document: Document) -> Iterator[Finding]:
    for found in _KEPT.finditer(document.plain.text):
        before, after = line_around(document.plain.text, *found.span(), width=_WINDOW)
        if not _PUBLIC.search(before + after) or _PRIVATE.search(before + after):
            keeper = name_start(document, found.end())
            yield _finding(document, min(found.start(), keeper), found.end(), 0.6)


def _kept_bare(document: Document) -> Iterator[Finding]:
    """Yield public schools that leave out every word for a school: 通ってる高校、県立鶴見沢北."""
    text = document.plain.text
    for found in _KEPT_BARE.finditer(text):
        start = found.start("name")
        kana = _KANA_LAND.match(text, start)
        end = max(name_end(document, start), kana.end() if kana and reads_as_name(kana[0]) else start)
        end = start + len(text[start:end].split("らしい")[0])
        after = _KEPT_AFTER.match(text, end)
        before, rest = line_around(text, found.start(), end, width=_WINDOW)
        if end - start < 2 or not after or not (after["sure"] or _KEPT_BEFORE.search(before)):
            continue
        held = words_between(document, start, end)
        common = len(held) == 1 and held[0].known and held[0].pos[1] != "固有名詞"
        if not (
            common
            or _FACILITY.search(text, start, end)
            or _PLAIN.fullmatch(text, start, end)
            or _PUBLIC.search(before + rest)
        ):
            keeper = name_start(document, start)
            yield _finding(document, min(found.start(), keeper), end, 0.7)


def _is_place(name: str) -> bool:
    return name in towns() or name in stations() or name in bases() or _PROPER_END.search(name) is not None


def _is_ongoing(document: Document, start: int, end: int) -> bool:
    """Say whether the word before 中 or 高 makes another word with it: 仕事中, 募集中, 出来高."""
    last = words_between(document, start, end)[-1]
    return (last.end > end and last.start <= start and last.pos[1] != "固有名詞") or (
        last.pos[2] in _ONGOING and last.end - last.start > 1
    )


def _finding(document: Document, start: int, end: int, score: float) -> Finding:
    first, last = document.plain.origin(start, end)
    return Finding(first, last, Kind.SCHOOL, score, "school")

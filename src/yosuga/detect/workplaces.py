"""Finds the firms, shops, hospitals and offices that private people work at; not brands, shops visited, or the news."""

import re
from collections.abc import Iterator
from itertools import chain

from yosuga.detect import firm_spans, firms
from yosuga.detect.address import reads_as_name
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.borders import (
    ends_word,
    is_famous,
    is_field,
    line_around,
    name_end,
    name_start,
    opens_name,
    starts_word,
    words_between,
)
from yosuga.detect.gazetteer import municipalities
from yosuga.detect.kana_names import kana_before_land, kana_start
from yosuga.detect.lexicon import either, words

_WINDOW = 40
# Below this a reading helps nobody, not even a copy from which all doubtful stretches are left out.
_LEAST = 0.3
_ROLE = firms.ROLE
# How patients and pupils speak of somebody.
_PRAISED = "[がはに](?:優|親切|怖|丁寧|診|上手|イケメン|すご|とても|めっちゃ)"
# What follows the name of a place of work at once.
_AFTER = re.compile(
    r" ?(?:\([^)\n]{1,12}\))?(?:さん|様)?"
    f"(?:(?:で|にて|に)(?:[^、。\n!?\U0001f000-\U0001faff]{{0,8}}?{either('workplaces', 'does')}"
    f"|の?{_ROLE}(?!さん|[にがへ]|を(?:呼|待|探|見)))"
    f"|(?:の[^、。\n!?]{{0,7}}?)?(?<!支){_ROLE}(?!長|になりた|[ァ-ヺー]{3}"
    "|の(?:子|人|お?[姉兄][^、。]{0,3})(?:が|に|、|は|も)|さん?(?:に|が|対応|優|親切|、[^、。]{0,4}(?:いい人|優|親切|感じ))"
    f"|(?<=先生){_PRAISED}|募集|急募|を募集)"
    f"|(?:っていう|という|って)[^、。\n]{{0,8}}?(?:で|に)[^、。\n]{{0,4}}?{either('workplaces', 'does')}"
    f"|{either('workplaces', 'leaves')})"
)
# The same where only a customer does it.
_VISITED = re.compile(f"(?:で|にて|に)[^、。\n!?]{{0,4}}?{either('workplaces', 'visits')}")
# Wherever it stands; the characters that it may begin with come first, to look no further at most places.
_BEGINS = f"[でにのをっとかへさ、( 0-9一二三四五六七八九十{''.join(sorted(firms.AFTER_INITIALS))}]"
_TIES = re.compile(f"(?={_BEGINS})(?={_AFTER.pattern})")
# Words that only somebody who is paid there goes by.
_EMPLOYS = re.compile(
    "の(?:社員|店員|店長|従業員|正社員|契約社員|新人|バイト|パート|アルバイト|新入社員|事務員|看護師|薬剤師|受付|レジ|スタッフ|運転手"
    "|ドライバー|配達員|工員|作業員|警備員|整備士|美容師|シェフ|板前|フロント|販売員|行員|営業(?!時間|日))"
    "|で(?:働|バイト|パート|アルバイト|正社員|レジ|接客)|勤務|に(?:勤|就職|内定)|(?:っていう|という|って)(?:会社|お?店|とこ|ところ)"
)
_ROLE_INSIDE = re.compile(f"の{_ROLE}$")
_OFFICE_AT_END = re.compile(f"{either('workplaces', 'roles')}$")
# What stands before it at once.
_LABEL = re.compile(
    f"{either('workplaces', 'labels')}(?:の名前|名)?"
    "(?:(?:は|が|って|も)(?:たぶん|多分|確か|たしか|、|今は|今も|あの|例の)?| ?[:→=⇒▷▶・】)>»≫|(「『-]+|[?] | |\n"
    "|(?<=バイト)(?=[カバビパトレ])"
    "|(?<=[🏢💼🏥🏪🏬🏭👔🏦]))"
    "[ \n]?(?:元|現)?"
)
# A town before the name in quotes, or before a kind that leads it: バ先:新宿の「…」, 職場は天神のヘアサロン ….
_PLACED = re.compile(
    "[㐀-鿿ァ-ヺー]{2,6}の[「『](?=(?P<name>[^「」『』\n]{2,16})[」』])"
    f"|[㐀-鿿]{{2,6}}の(?={firms.PREFIX} ?[ァ-ヺー㐀-鿿A-Z]{{2}})"
    "|(?:[㐀-鿿]{2,4}沿い|駅[前裏近]|[東西南北]口|裏通り|商店街)の"
)
# A shop of theirs that says its kind first: 勤め先のフローリスト月花.
_WORK_OF = re.compile(f"(?:勤務|勤め|バイト|パート|派遣|就職)先の(?P<kind>{firms.PREFIX})・?")
# What somebody is, and where: 看護師@みなと病院.
_ROLE_AT = re.compile("(?:[員師士長]|エンジニア|デザイナー|営業|バイト|パート|スタッフ) ?@ ?(?=[ぁ-ゖァ-ヺ㐀-鿿])")
# Somebody asks where somebody works, and a post below answers.
_POST_HEAD = "(?:[0-9]{1,4} ?:? ?名[前無][^\n]{0,60}\n)"
_CHAT_HEAD = "(?:[0-9]{1,2}:[0-9]{2}[ \t][^ \t\n]{1,12}[ \t])"
_ASKED = re.compile(
    f"{either('workplaces', 'asked')}[^\n]{{0,12}}\n{_POST_HEAD}?{_CHAT_HEAD}?"
    f"(?:[0-9]{{1,4}} ?: ?)?(?:>>[0-9]{{1,4}}[ \n]?)?"
)
# The repetitions give nothing back, so that a long run of letters costs no more than its length.
# A full stop ends the sentence and the name; what begins No. is a number's label.
_LATIN_NAME = (
    "(?P<name>(?!No[.]?[0-9])[A-Z][A-Za-z0-9'&.-]{1,24}+(?![A-Za-z0-9])"
    "(?:(?<![a-z]{3}[.])(?<!Inc[.])(?<!Ltd[.]) [A-Z][A-Za-z0-9'&.-]{0,24}+(?![A-Za-z0-9])){0,4})"
)
_LATIN_SIGN = re.compile("[A-Z][a-z]|[A-Z]{2}")
_LATIN_LABEL = re.compile(
    f"(?:[Ww]ork(?:s|ing|ed)? (?:at|for)|[Ee]mployed (?:at|by)|[Ee]mployer:|[Ww]ork(?:s|ing)? @) {_LATIN_NAME}"
)
# The same without a word for work, where a firm says that it is one: currently at … Inc.
_LATIN_FIRM = re.compile(
    "(?:[Cc]urrently|[Pp]reviously|[Ff]ormerly|[Nn]ow) (?:at|with|@) "
    "(?P<name>[A-Z][A-Za-z0-9'&-]{1,24}(?: [A-Z][A-Za-z0-9'&-]{0,24}){0,3}?,? "
    "(?:Inc|Ltd|LLC|Corp|Co|K[.]K)(?![A-Za-z])[.]?)"
)
# What somebody is at a firm: Software engineer @ …, CTO at ….
_LATIN_ROLE = re.compile(
    f"(?:(?<![A-Za-z]){either('workplaces', 'latin_roles')} ?(?:@|at|for) |(?<![A-Za-z])ex-)"
    f"{_LATIN_NAME[:-1]}(?:, (?:Ltd|Inc|LLC)[.]?)?)"
)
_LATIN = re.compile(f"{_LATIN_NAME[:-1]}(?: [ァ-ヺー㐀-鿿]{{1,6}})?)(?={_AFTER.pattern})")
# A sentence about somebody goes on behind the name: Manager at Liverpool resigned.
_LATIN_GOES_ON = re.compile(" (?!and |in |by |since |for |from |with |based )[a-z]")
_ABBREVIATED = re.compile("(?:Inc|Ltd|Co|Corp|K)[.]$")
_LATIN_BEFORE = re.compile("[A-Za-z0-9@._-]$")
_FORMER = re.compile(r"(?:^|[\s、。・/(「])(?:元|現)$")
_QUOTED = re.compile("「[^「」\n]{1,16}」|『[^『』\n]{1,16}』")
_QUOTED_NAME = re.compile(f"{firms.PREFIX}?(?:{_QUOTED.pattern})")
_PREFIX_ALONE = re.compile(firms.PREFIX)
_PREFIX_END = re.compile(f"{firms.PREFIX}$")
_GOODS_BEFORE = re.compile(f"{either('workplaces', 'goods')}の$")
_PREFIX_BEFORE = re.compile(f"{firms.PREFIX}(?:[&・]{firms.PREFIX})? $")
_LEGAL = re.compile(firms.LEGAL)
# A name of kanji and kana that read as words of a sentence: 雪わらし(酒造).
_MIXED = re.compile(
    f"(?:^|から|[はがもでに]|(?<![{firms.LETTER}]))"
    f"(?P<name>(?![元現某旧新前])[㐀-鿿]{{1,2}}(?P<kana>(?![はがをにでへのともなさだ])[ぁ-ゖ]{{2,4}}))$"
)
# Kana and then kanji before a branch that stands apart, behind a particle or at an edge: 私は|とり吉 国立店.
_BEFORE_BRANCH = re.compile(
    "(?:^|[^ぁ-ゖァ-ヺー㐀-鿿]|(?<=[ぁ-ん㐀-鿿])[はがで])(?P<name>(?![はがをにでへのて])[ぁ-ゖー]{2,6}[㐀-鿿]{1,4})$"
)
# Kana behind who keeps the house are a name, whatever they read as: 県立みなも(総合病院).
_KEPT_KANA = re.compile("[都道府県市区町村]立(?P<name>[ぁ-ゖー]{2,6}(?<![なのたいる]))$")
# Where a name after its kind has ended, though its kana could go on: カラオケ…館で深夜.
_CUT = re.compile("[でに][㐀-鿿ァ-ヺ]|の[ァ-ヺ]|の(?:住み|派遣|契約)|の[若元現新副前]$")
_LEGAL_AFTER = re.compile(f" ?{firms.LEGAL}")
_PRIVATE, _PUBLIC = re.compile(either("workplaces", "private")), re.compile(either("workplaces", "public"))
_HIRED = re.compile(either("workplaces", "hired"))
# How far before the name they may stand (バイト先の…), and how far behind the tie what undoes it: の店員|さんに.
_TIED_BEFORE, _TIE_GOES_ON = 5, 6
_CENTRE = re.compile("(?<!加工)センター$")
# Where something happens that has nothing to do with who works there.
_GROUNDS = re.compile(
    "の(?:駐車場|駐輪場|前|横|裏|隣|近く|向かい|入り?口|イートイン|フードコート|トイレ|試着室)[でにはをのが]"
    f"|の先生{_PRAISED}"
)
# Nobody in particular works there: …で働いてる人って, …の夜勤って.
_IN_GENERAL = re.compile(
    "で[^、。]{0,3}?(?:働いて|して|やって|[ぁ-ん])い?る(?:(?:人|方|子|やつ)(?:って|は|が?多|み|すご|、|に)|みたいに|ような)"
    "|の(?:夜勤|バイト|パート|仕事)って(?!いう)"
)
# Who leads a house that everybody knows is known as well: ジャパネットの高田社長.
_HEAD = re.compile("の[㐀-鿿ァ-ヺー]{2,6}(?:社長|会長|CEO)")
# A desk of an office that does not say whose it is, and what brings somebody there who does not work in it.
_ANY_DESK = re.compile("(?:[市区町村]?役[所場]|県庁|都庁|支所|保健所|警察署?|交番|法務局|税務署|裁判所)[のに ]")
_AT_THE_DESK = re.compile(
    r"(?:\([^)\n]{1,24}\))?(?:の?窓口)?(?:に[^、。\n]{0,8}?(?:相談|電話|問い?合わ|行[っきく]|聞[いき]|連絡|申請|通報|届け|言っ|出し|苦情|クレーム)"
    "|から[^、。\n]{0,6}?(?:書類|通知|電話|連絡|手紙|封筒|届)|で[^、。\n]{0,6}?(?:相談|手続|申請|もら|発行|待[たち]|怒ら|言われ)"
    "|って|[はが](?:親切|不親切|混|遅|何|ひど|態度|対応|神)|[、:]|[はの]?(?:電話|番号)?[はの]?[0-9(])"
)
_KIN_IS = re.compile("(?:[兄姉弟妹父母夫妻嫁]貴?|旦那|主人|息子|娘|親父|彼氏|彼女|[こあ]いつ)は$")
_STORY_NEAR = 18
_STORY = re.compile(
    f"{either('workplaces', 'stories')}"
    "(?:[のやは「『に]{0,2}|[がの][^、。\\s]{0,7}(?:働く|勤める|勤務する|いる|経営する))$"
)
_OWN_NAME = re.compile("の[㐀-鿿ァ-ヺ]{1,4}(?<![派勢系])(?:です(?![かけね])|と申|でございます)")
_SOMEBODY = re.compile(either("workplaces", "somebody"))
# Somebody of an office that does not say whose it is: 市役所の戸籍課の人.
_OFFICE_TALK = re.compile("(?:[市区町村]?役[所場]|県庁|都庁)の[^の]{2,6}の人")
_CHRONICLE = re.compile(either("names", "chronicle"))
_ACCOUNT = re.compile(either("workplaces", "account"))
# A year of school after 工業, 商業: that is a school.
_GRADE = re.compile("の?(?:[0-9一二三]年(?!目)|[0-9]-[0-9])")
# A kind of shop, not the branch of one: まんぷく飯店.
_SHOP_END = re.compile(f"{either('workplaces', 'strong')}(?<=店)$")
# Who works there, right before the name: あの配達員ツバメ急便の….
_LEAD = re.compile(
    "(?:(?:配達|店|社|作業|警備|従業|乗務)員|運転手|[前現元]職|[本副]業)(?=[^の、。]{3})|[本副]業は(?=[^の、。])"
)
# What says whose place of work it is: バ先の….
_AT_WORK = re.compile("(?:バ|バイト|パート|勤め|勤務|派遣)先の$|職場の$")
# Somebody of a story: …の店長が主人公の漫画.
_EXAMPLE = re.compile("例文|記入例|記載例|入力例")
_TOLD_AFTER = re.compile("が主人公|を例に|[のな](?:漫画|マンガ|ドラマ|映画|小説|アニメ)(?:が|を|に|は|見|読|$|[、。])")
# Where somebody works in a hospital, right behind its name: みなも記念病院循環器.
_HOSPITAL = re.compile("(?:病院|医院|クリニック|医療センター)$")
_WARD = re.compile(
    "の?(?:循環器|消化器|呼吸器|脳外|整形|外科|内科|小児|産婦人科|産科|眼科|皮膚科|精神科|放射線科|検査科|薬剤部|手術室|オペ室|ICU|救急"
    "|[0-9一二三四五六七八九十東西南北]{1,3}病棟)"
)
# The kind and number of an account right behind a branch: that of a bank which leaves the word out.
_BANKED = re.compile(
    r" ?(?:営業部)? ?(?:普通?|当座?|\(普\)|貯蓄)(?:預金|口座)? ?[0-9*]{7}|\n(?:[0-9*]{7}|[0-9]{3}-[0-9]{4})(?![0-9-])"
)
# Whose goods are spoken of, rather than who works there: 架空酒造の純米.
_MAKER = re.compile("(?:酒造|醸造|製菓|製麺|製薬|食品|乳業|飲料)$")
# A club of a school, whose letter stands before it: 有朋館高バレー部.
_CLUB = re.compile(
    "[高中小大校](?:[ァ-ヺー]{2,7}|野球|吹奏楽|軽音楽?|陸上|水泳|柔道|剣道|弓道|卓球|美術|演劇|書道|茶道)部$"
)
_NOT_AFTER = frozenset("長員主頭名舗")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield names of places of work with their branch, where something ties them to a person."""
    text = document.plain.text
    for start, end, claimed in _candidates(document):
        if claimed < _LEAST:
            continue
        told = _is_of_a_story(text, start, end) or _CHRONICLE.search(text, end, end + _WINDOW)
        score = min(claimed, _LEAST) if told else claimed
        if score >= _LEAST and not (
            _BANKED.match(text, end) or (firms.BANK.search(text, start, end) and _is_account(text, start, end))
        ):
            lead = _LEAD.match(text, start, end)
            first = lead.end() if lead else start
            first, last = document.plain.origin(first, _without_person(text, start, end))
            yield Finding(first, last, Kind.WORKPLACE, score, "workplace")


def _is_of_a_story(text: str, start: int, end: int) -> bool:
    """Say whether everybody knows the house from a story, or a story is named right before it."""
    if text[start:end] in words("workplaces", "fictional"):
        return True
    before, after = line_around(text, start, end, width=_WINDOW)
    near = before[-_STORY_NEAR:]
    return any((_STORY.search(near), _EXAMPLE.search(near), _TOLD_AFTER.search(after)))


def _without_person(text: str, start: int, end: int) -> int:
    """Return where the name ends without さん, and without what somebody is there: …タクシー(乗務員)."""
    end -= 2 * text.endswith("さん", start, end) or text.endswith("様", start, end)
    role = _OFFICE_AT_END.search(text, start + 3, end)
    return role.start() if role else end


def _tie(text: str, at: int) -> re.Match[str] | None:
    """Return what at `at` says that somebody is paid at the place before it; None for what a customer does there."""
    tie = _AFTER.match(text, at)
    return None if tie and _VISITED.match(text, at) else tie


def _is_account(text: str, start: int, end: int) -> bool:
    """Say whether a bank is named for an account with it."""
    if _ACCOUNT.search(text, end, end + _WINDOW):
        return True
    return _ACCOUNT.search(text, max(0, start - _WINDOW), start) is not None and not _tie(text, end)


def _candidates(document: Document) -> Iterator[tuple[int, int, float]]:
    yield from _labelled(document)
    yield from _answered(document)
    yield from _where_they_work(document)
    yield from _legal(document)
    yield from _by_kind(document)
    yield from _before_role(document)
    yield from _latin_and_quoted(document)


def _labelled(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield what stands after "職場:" and the like, up to the end of the name."""
    text = document.plain.text
    for cue in chain(_LABEL.finditer(text), _ROLE_AT.finditer(text) if "@" in text else ()):
        placed = _PLACED.match(text, cue.end())
        start = placed.end() if placed else cue.end()
        end = placed.end("name") if placed and placed["name"] else _whole_end(document, start)
        name = text[start:end]
        marked = cue[0].rstrip(" \n")[-1] in ":→=⇒▷▶】)>»≫|-"
        if (
            len(name) > 1
            and name[-1] != "民"
            and not firms.is_common(name)
            and (marked or firms.is_firm(document, start, end))
        ):
            yield start, end, (0.85 if firms.is_firm(document, start, end) else 0.6)


def _answered(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield what the post below names where one asks for a place of work: 勤め先どこよ, >>421 みなと図書館."""
    text = document.plain.text
    for asked in _ASKED.finditer(text) if "\n" in text else ():
        start = asked.end()
        end = _whole_end(document, start)
        if end > start and firms.is_firm(document, start, end):
            yield start, end, 0.7


def _where_they_work(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield the shop of somebody that says its kind first, and then a name: 勤め先のフローリスト月花."""
    text = document.plain.text
    for cue in _WORK_OF.finditer(text) if "先の" in text else ():
        end = _whole_end(document, cue.start("kind"))
        held = words_between(document, cue.end(), end) if end > cue.end() + 1 else ()
        named = any(word.pos[1] == "固有名詞" and not word.surface.isascii() for word in held)
        if named and not any(word.pos[2] == "地名" or word.pos[3] == "姓" or word.pos[0] == "接尾辞" for word in held):
            yield cue.start("kind"), end, 0.7


def _whole_end(document: Document, start: int) -> int:
    """Return where the name that begins at `start` ends, branch and section included."""
    text = document.plain.text
    quoted = _QUOTED_NAME.match(text, start)
    end = quoted.end() if quoted else max(name_end(document, start), firm_spans.kind_end(text, start))
    kana = firms.KANA_BEHIND_KIND_BRANCHED.match(text, start)
    if kana and reads_as_name(kana["name"]):
        return kana.end()
    legal = _LEGAL_AFTER.match(text, end)
    if text[end : end + 1] == " " and _PREFIX_ALONE.fullmatch(text, start, end):
        end = max(end, name_end(document, end + 1))
    if legal:
        end = max(legal.end(), name_end(document, legal.end()))
    return firm_spans.with_branch(text, start, end) if end > start else start


def _legal(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield firms by what the law calls them: 株式会社ミナトテック, 青葉フーズ株式会社."""
    text = document.plain.text
    for found in _LEGAL.finditer(text):
        start, end = firm_spans.with_legal_form(document, found)
        if end - start <= found.end() - found.start():
            continue
        before, after = line_around(text, start, end, width=_WINDOW)
        if firms.SCHOOL.search(text, start, end) and not firms.EMPLOYED.match(after):
            continue
        tied = _tie(text, end) or _LABEL.search(text, max(0, start - 14), start)
        score = 0.55 + 0.1 * (_PRIVATE.search(before + after) is not None)
        yield start, end, (0.9 if tied else 0.3 if _PUBLIC.search(before + after) else score)


def _by_kind(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield names that end in what such places are called."""
    text = document.plain.text
    done = 0
    for found in firms.KIND_END.finditer(text):
        end = found.end()
        if end <= done or text[end : end + 1] in _NOT_AFTER or not ends_word(document, end):
            continue
        start = _start_with_branch(document, end, done)
        start = start if start < found.start() else _start_before_kind(document, found.start(), done)
        start = min(start, _kana_start(document, found.start(), start), kana_start(document, found.start()))
        start = start if _is_kana(text[start]) else kana_before_land(document, start, found.start())
        whole = firm_spans.with_branch(text, start, end)
        start = min(start, _mixed_start(text, end, done)) if whole > end else start
        end = whole
        if start < found.start() and _is_named(document, start, end):
            yield start, end, _score(document, start, end)
            done = end


def _is_kana(char: str) -> bool:
    return "ぁ" <= char <= "ゖ"


def _kana_start(document: Document, kind: int, start: int) -> int:
    """Return where kana begin that open a field and run up to a kind, though they read as words: とらや食堂."""
    text = document.plain.text
    mixed = _MIXED.search(text, max(0, kind - 8), kind)
    if mixed and mixed["kana"] in words("names", "never"):  # 従来どおり会館に
        return start
    if mixed and starts_word(document, mixed.start("kana")) and reads_as_name(mixed["name"]):
        return min(start, mixed.start("name"))
    if not _is_kana(text[start - 1 : start]):
        return start
    kept = _KEPT_KANA.search(text, max(0, start - 10), start)
    if kept and reads_as_name(kept["name"]):
        return name_start(document, kept.start() + 1)
    edge = firm_spans.EDGE_NAME.search(text, max(0, kind - 12), kind)
    if edge is None or not reads_as_name(edge[0]):
        return start
    return edge.start() if opens_name(document, edge.start()) else start


def _start_before_kind(document: Document, kind: int, least: int) -> int:
    """Return where a name begins whose kind stands apart, a space between: みなと ホテル."""
    gap = document.plain.text[kind - 1 : kind] == " "
    start = name_start(document, kind - gap, least=least)
    return start if start < kind - gap else kind


def _is_named(document: Document, start: int, end: int) -> bool:
    """Say whether a stretch is a whole name: no municipality, no kind of place, no part of a longer word."""
    name = document.plain.text[start:end]
    if (
        name in municipalities()
        or name[-1] == "駅"
        or _OFFICE_TALK.match(document.plain.text, start)
        or _is_any_desk(document, start, end)
        or (firms.is_common(name) and not firms.SECTION_END.search(name))
        or _CLUB.search(name)
    ):
        return False
    text = document.plain.text
    if _tie(text, end) or firms.STAFF.match(text, end) or _is_introduced(document, end):
        return True
    if _HOSPITAL.search(name) and _WARD.match(text, end):
        return True
    over = name_end(document, end) <= end or (name[-1] == "店" and "ぁ" <= document.plain.text[end : end + 1] <= "ゖ")
    return over and not firms.is_activity(words_between(document, start, end))


def _mixed_start(text: str, end: int, least: int) -> int:
    """Return where kana and kanji begin that stand before a branch at `end`; `end` where there are none."""
    mixed = _BEFORE_BRANCH.search(text, max(least, end - 12), end)
    return mixed.start("name") if mixed and reads_as_name(mixed["name"]) else end


def _goods_start(document: Document, least: int, start: int, end: int) -> int:
    """Return where the goods begin that a shop's name stands behind: 楽器のオトノハ, not 靴のサイズ."""
    goods = _GOODS_BEFORE.search(document.plain.text, least, start)
    held = words_between(document, start, end) if goods else ()
    named = any(not word.known or word.pos[1] == "固有名詞" or word.pos[0] == "接頭辞" for word in held)
    return goods.start() if goods and named else start


def _is_any_desk(document: Document, start: int, end: int) -> bool:
    """Say whether a desk is one that people go to, and not where somebody near works: 兄貴は町役場の水道課、…."""
    text = document.plain.text
    if not _ANY_DESK.match(text, start, end) or not _AT_THE_DESK.match(text, end):
        return False
    return text[end] != "、" or _KIN_IS.search(text, max(0, start - 4), start) is None


def _start_with_branch(document: Document, end: int, least: int) -> int:
    """Return where a name begins; a space before a branch belongs to it: セレノ珈琲 中野南口店."""
    text = document.plain.text
    start = name_start(document, end, least=least)
    gap = text.rfind(" ", max(least, end - 14), end)
    if gap > 0 and firms.BRANCH.fullmatch(text, gap, end) and not _SHOP_END.search(text, gap, end):
        first = min(name_start(document, gap, least=least), max(least, _prefixed(text, gap)))
        kana = firms.KANA_BEHIND_KIND.search(text, max(least, gap - 16), gap)
        first = min(first, kana.start()) if kana and reads_as_name(kana["name"]) else first
        first = min(first, _mixed_start(text, gap, least))
        kind = _PREFIX_BEFORE.search(text, max(least, first - 14), first) if first < gap else None
        first = kind.start() if kind else _goods_start(document, max(least, first - 5), first, gap)
        return first if first < gap else min(start, gap + 1)
    prefix = _PREFIX_BEFORE.search(text, max(least, start - 14), start)
    if prefix:
        return name_start(document, prefix.start() + 1, least=least)
    if text[start - 1 : start] == "の" and re.search("[課係]$", text[start:end]):
        office = name_start(document, start - 1, least=least)
        return office if re.search("[役所庁署院局場]$", text[office : start - 1]) else start
    return start


def _score(document: Document, start: int, end: int) -> float:
    text = document.plain.text
    name = text[start:end]
    before, after = line_around(text, start, end, width=_WINDOW)
    employed = firms.EMPLOYED.match(after) or firms.EMPLOYED_BEFORE.search(before) or firms.is_staffed(text, start, end)
    if _GRADE.match(after) or (firms.SCHOOL.search(name) and not employed):
        return 0.0
    if name in words("workplaces", "chains") and _is_only_visited(document, start, end):
        return 0.2
    branch = " " in name and firms.BRANCH.search(name)
    strong = branch or firms.STRONG_END.search(name) or firms.SECTION_END.search(name)
    if (
        _tie(text, end)
        or _FORMER.search(before)
        or (strong and firms.STAFF.match(text, end))
        or (firms.SAYS_KIND.search(name) and (_SOMEBODY.match(text, end) or _is_introduced(document, end)))
    ):
        return 0.8 if strong or _AT_WORK.search(before) or firms.is_firm(document, start, end) else 0.3
    labelled = firms.EMPLOYED_BEFORE.search(before)
    if (
        not strong
        or (_CENTRE.search(name) and not branch)
        or ((_GROUNDS.match(after) or _PUBLIC.search(after)) and not labelled)
        or is_famous(document, start, start + len(name.split(" ")[0]))
    ):
        return 0.2
    tied = labelled or _PRIVATE.search(before + "\n" + after)
    if tied or is_field(text, start, end) or firms.SECTION_END.search(name):
        return 0.6
    sold = _PUBLIC.search(before) or (_MAKER.search(name) and after.startswith("の"))
    return 0.55 if firms.is_telling(document, start, end) and not sold else 0.4


def _is_introduced(document: Document, end: int) -> bool:
    """Say whether somebody of the house behind `end` gives a name: …看護ステーションの山室です."""
    said = _OWN_NAME.match(document.plain.text, end)
    return said is not None and words_between(document, end + 1, end + 2)[0].pos[1] == "固有名詞"


def _before_role(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield proper names before "で働いてる" or "の店長" that do not say what kind of place they are."""
    text = document.plain.text
    for tie in _TIES.finditer(text):
        end = tie.start()
        if _VISITED.match(text, end) or text.startswith("の「", end):  # somebody's nickname: マンチカンの「社長」
            continue
        start = min(_start_with_branch(document, end, 0), _prefixed(text, end))
        if (
            end - start < 2
            or text[end - 1] in "駅人"
            or firms.SCHOOL.search(text, start, end)
            or _CLUB.search(text, start, end)
            or firms.is_common(text[start:end])
        ):
            continue
        if _ROLE_INSIDE.search(text, start, end):
            continue
        firm = firms.is_firm(document, start, end)
        firm = firm or text[start:end] in words("workplaces", "brands")
        firm = firm or (_EMPLOYS.match(text, end) is not None and firms.is_made_up(document, start, end))
        if firm and not _is_only_visited(document, start, end):
            prefixed = " " not in text[start:end] and firms.PREFIXED.fullmatch(text, start, end)
            yield start, end, (0.8 if prefixed else 0.65)


def _is_only_visited(document: Document, start: int, end: int) -> bool:
    """Say whether everybody knows the house, and nothing says that somebody is paid there: マックで課題してる."""
    text = document.plain.text
    tie = _tie(text, end)
    if _IN_GENERAL.match(text, end) or (_HEAD.match(text, end) and is_famous(document, start, end)):
        return True
    if tie and _HIRED.search(text, max(0, start - _TIED_BEFORE), tie.end() + _TIE_GOES_ON):
        return False
    known = words("workplaces", "chains") | words("workplaces", "brands")
    return text[start:end] in known or is_famous(document, start, end)


def _prefixed(text: str, end: int) -> int:
    """Return where a name begins that says its kind first and ends at `end`: カフェ星の音; `end` if none does."""
    return next(
        (
            found.start()
            for found in firms.PREFIXED.finditer(text, max(0, end - 14), end)
            if found.end() == end and found[0][-1] != ")" and _CUT.search(found[0]) is None
        ),
        end,
    )


def _latin_and_quoted(document: Document) -> Iterator[tuple[int, int, float]]:
    """Yield Blue Anchor Tattoo 店長, スナック「るり」のママ, and a firm in brackets on a line about one person."""
    text = document.plain.text
    for form in (_LATIN_LABEL, _LATIN_FIRM, _LATIN_ROLE, _LATIN) if _LATIN_SIGN.search(text) else ():
        for found in form.finditer(text):
            start, end = found.span("name")
            end -= text[end - 1] == "." and not _ABBREVIATED.search(text, start, end)
            free = form is _LATIN_ROLE or _LATIN_BEFORE.search(text, max(0, start - 1), start) is None
            kind = _PREFIX_END.search(text, max(0, start - 8), start)
            named = free and len(found["name"]) > 3 and not _PREFIX_ALONE.fullmatch(found["name"])
            named = named and not (form is _LATIN_ROLE and _LATIN_GOES_ON.match(text, found.end()))
            named = named and (form is _LATIN_ROLE or not _is_only_visited(document, start, end))
            yield (kind.start() if kind else start), end, (0.75 if named else 0.0)
    for found in _QUOTED.finditer(text):
        start, end = found.span()
        prefix = _PREFIX_END.search(text, max(0, start - 8), start)
        if prefix:
            yield prefix.start(), end, (0.7 if _tie(text, end) else 0.0)
        elif firms.SAYS_KIND.search(found[0][1:-1]) and not firms.is_common(found[0][1:-1]):
            line = "".join(line_around(text, start, end, width=_WINDOW))
            yield start + 1, end - 1, (0.6 if _PRIVATE.search(line) else 0.2)

"""Weighs what stands around a name: words that say it is somebody's, or that it is a place, a shop, a thing."""

import re
from dataclasses import dataclass
from functools import cache

from yosuga.detect.gazetteer import bases
from yosuga.detect.naming import lists
from yosuga.detect.naming.shapes import Candidate, Shape
from yosuga.detect.naming.vocabulary import either

_BEFORE, _AFTER = 16, 44
_MOST_REASONS = 3
# Signs that people set around a name: arrows, stars, emoji, ꒰ ꒱.
_SIGN = "\u2190-\u2bff\U0001f1e6-\U0001faff\ufe0f\ua490-\ua4c6"
_STROKE = "/|*\u205d\u250a\ufe19\u2726・"
_WHOLE = frozenset({Shape.FULL, Shape.LOOSE, Shape.INITIALS})
_LATIN = frozenset({Shape.LATIN})
_GIVEN_OR_LATIN = frozenset({Shape.GIVEN, Shape.LATIN})
_PARTS = frozenset({Shape.SURNAME, Shape.GIVEN})
_NOT_LATIN = frozenset(Shape) - _LATIN
_NOT_GIVEN = frozenset(Shape) - {Shape.GIVEN}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How strongly the surroundings say that a candidate names a person, in 0..1, and how strongly they deny it.

    `private` says that they speak of somebody's own life (a label, a family, an address), not of the news.
    """

    weight: float
    private: bool
    against: float


@dataclass(frozen=True, slots=True)
class _Cue:
    """What may stand before and after a name (both where both are given), and how much it says for a name, in 0..1."""

    weight: float
    before: str = ""
    after: str = ""
    private: bool = True
    shapes: frozenset[Shape] = frozenset(Shape)
    opening: int = 10**9  # the name begins before this character of the text


def _cues() -> tuple[_Cue, ...]:
    calling = "(?:って|っていう|という|とかいう|とゆう|ていう)"
    renamed = "(?:結婚|離婚|入籍|旧姓|苗字|名字|改姓)"
    office = "(?:人事|総務|経理|営業|受付|事務|広報|庶務|店長|院長|園長|校長|幹事|会長|文責|連絡先)"
    link = '(?:は|が|の|、|って|に「|[:=→⇒▷▶▸»>|/・「『【\\[("])'
    lately = "(?:今日|明日|昨日|さっき|一緒に|もう|まだ|また)"
    kana = r"[\u3041-\u3096\u30a1-\u30fa\u30fc ・]"
    line = r"(?:^|\n)[ \t]*(?:[・●■◆①-⑳※\-]|\d{1,3}[.,)])?[ \t]*$"
    return (
        _Cue(
            0.6,
            before=rf"{either('labels')}[ \t]*(?:さん)?{link}?[ \t\n「『(]*$",
        ),
        _Cue(0.45, before=f"{either('relatives')}(?:の名前[はが]|の|、|・|は|が| )?$"),
        _Cue(0.38, before=f"{either('roles')}(?:やってる|してる)?(?:の|が|は|・|[:/、(「| ])?$"),
        _Cue(0.48, after=rf"[ \t]{{0,2}}{either('honorifics')}", private=False),
        _Cue(
            0.45,
            before="(?:母|父|ママ|パパ|双子|姉妹|兄弟|親|孫|子|娘|息子|旦那|夫|妻|嫁|彼氏|彼女|主人)[^\\w(]{0,4}[(]$",
        ),
        # 山田ってやつ, 山田って南高の…あいつ
        _Cue(0.45, after=f"{calling}の?[ァ-ヺー一-龠]{{0,3}}{either('somebody')}"),
        _Cue(
            0.45,
            after="って[^。\n]{0,16}(?:[あこそアコ][いイ][つツ]|やつ|奴|だろ|だよな|でしょ|じゃん|らしい|人|本名|知って|しってる|誰)",
            private=False,
        ),
        _Cue(0.38, after=f"(?:んち|ん家|宅|家)?の{either('belongings')}|本[名人]|んち|ん家"),
        _Cue(
            0.46,
            before="(?:^|[\n。!?、,♪〜~ /|]|[たるのいす]|こんにちは|はじめまして|初めまして|本日|私|僕|俺)$",
            after="(?:です|でーす|でっす|だよ|といいます|と言います|と申します|ともうします|っていいます|と名乗|でした|でございます|っす|こと)(?![がか])",
        ),
        _Cue(
            0.42,
            before=renamed + "[^。\n]{0,12}$",
            after="から[^\n]{1,6}[にへ](?:変|な)|[にへ](?:変わ|なり|なっ|改)",
        ),
        _Cue(
            0.3,
            after=f"(?:[もがはとにへを]|から|って|には|とは|にも){lately}?{either('deeds')}",
            private=False,
        ),
        _Cue(
            0.3,
            after="(?:みたい[なに]|ごとき|んとこ|ばっか|たち|しか|だけ|なんか|なんて|ちゃうん|やで|やろ|やん|やな|はん)",
            private=False,
        ),
        _Cue(0.35, before="(?:^|[^0-9])[0-9]{2,4}(?:号室?)?の$"),
        _Cue(
            0.2,
            after="、(?:また|まじ|マジ|ほんま|ほんと|いつも|あいつ|今日も|さすがに|やっぱ|まだ|もう)",
            private=False,
        ),
        _Cue(
            0.45,
            after="から[^\n]{1,6}に(?:代わ|替わ|変わ|交代|引き継)|に(?:代わり|替わり|代わっ|交代し|引き継)",
            private=False,
        ),
        _Cue(0.4, before=r"(?:^|[\s(])@$", after=r"[ \n]", shapes=_NOT_LATIN),
        _Cue(
            0.35,
            after=rf"\s?[(](?:\d{{1,3}}|{kana}{{2,14}}|旧姓[^)]{{1,6}}|仮名|年齢[^)]*|本人|[A-Za-z ]{{3,24}})[)歳才]",
        ),
        _Cue(0.4, after=r"(?:行|宛て?|方)(?=[\s、。\n]|$)|宛て?[でにの]"),
        _Cue(0.45, after=r"より[\s♡♪❤!〜~]*(?:\n|$)"),
        _Cue(
            0.4,
            before="(?:^|[^一-龠ぁ-ん])(?:わたし|私|あたし|僕|ぼく|俺|おれ|うち|どう?ー?も|初めまして)[は、 ]?$",
            after="[、。!! ♪〜]|です|だよ|やけど|っ?て|といい|っす|$",
            shapes=_PARTS,
        ),
        _Cue(
            0.4,
            after="[、 !]{0,2}お?(?:誕生|たんじょうび|誕|卒園|卒業|入学|入園|合格|成人|還暦|結婚|昇進|おめでと)",
            shapes=_PARTS,
        ),
        _Cue(0.4, after="(?:生まれ|産まれ)", shapes=frozenset({Shape.GIVEN})),
        # Romaji: Tanaka Ken tte yatsu; Noriko yori.
        _Cue(
            0.5,
            after=" (?:tte (?:yatsu|hito|iu)|to iu hito|san|kun|chan|sensei|yori(?= *(?:$|\n)))(?![A-Za-z])",
            shapes=_LATIN,
        ),
        _Cue(0.4, before="(?:[Hh]i|[Hh]ey|[Dd]ear|feat[.]?)[ ]$", shapes=_LATIN),
        # 無視すんなよ和樹。
        _Cue(0.25, before="[よなねぞわ][、 ]?$", after="[。!?、\n]|$", private=False, shapes=_PARTS),
        _Cue(0.42, after=rf"[ ]?(?:[{_SIGN}♡♥♪☆★✿*]|[【]|[(][0-9♀♂])", shapes=_GIVEN_OR_LATIN, opening=2),
        _Cue(0.35, before=line, after="[「『]"),
        _Cue(0.35, before="(?:[0-9]年生?|[0-9A-Z]組|年[長少中])[の、 ]$"),
        _Cue(
            0.45,
            before=r"(?:[Tt]his is|[Mm]y name is|[Nn]ame's|I'm|I am|[Cc]all me|[Rr]egards,|[Ss]incerely,|n[eé]e)\s*$",
        ),
        _Cue(0.35, before=r"方[ \t]{1,2}$", after=r"まで|様|行|[ \n]|$"),
        _Cue(0.35, before="(?:配達|配送|送り|届け|送付|お届け|発送|返送|連絡|問い?合わせ)先(?:は|の|:|名は|名:| )?$"),
        _Cue(
            0.35,
            before="(?:号室|階|組|課|係|班|店|署|寮|部|病院|クリニック|会社|高校|中学|大学|学部|小学校|[一-龠]高)の$",
        ),
        _Cue(0.45, after="[ ]?[0-9]{1,2}(?:歳|才|さい|ちゃい|[ヶケかカヵ]月|生まれ)"),
        _Cue(0.35, after="家(?=[ 、のはが]|$)", private=False, shapes=frozenset({Shape.SURNAME})),
        _Cue(0.3, after="(?:遅れ|来ない|来れ|来られ|来て|来た|行けな|休み|休む|いない|いなく|に内緒)", private=False),
        _Cue(
            0.25,
            before="(?:てる|ている|てた|った|んだ|してる|した|いる)$",
            after="[、がはもをにと(]|って",
            private=False,
        ),
        _Cue(
            0.3,
            before="(?:ねえ|ねぇ|おい|なあ|ごめん|ありがとう|おつかれ|おめでとう|頑張れ|がんばれ)[、!〜ー ]?$",
            private=False,
        ),
        # A name on a profile, with its handle; in a chat, with its time; in a list, with what else is known.
        _Cue(0.45, before=r"(?:^|\n|\[|\s)(?:午前|午後)?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]*$"),
        _Cue(0.4, before=r"(?:[0-9](?:号室?|番地?|[Ff階])?|号|室|番地)[ \t\n]{1,2}$", after=r"[ \t]*(?:\n|$|方|様|、)"),
        _Cue(
            0.35,
            after=r"[ \t、,/]{1,2}(?:平成|昭和|令和|大正|[平昭令][0-9]|[HSR][0-9]{1,2}[./年]|(?:19|20)[0-9]{2}[./年-]|"
            r"[0-9]{1,3}歳|0[0-9]{1,4}[- ]|〒|携帯|電話|TEL|Tel|住所|"
            r"[0-9]{3}-[0-9]{4}|[^ \t、,/\n]{2,3}[都道府県][^ \n]{1,6}[市区町村郡])",
        ),
        _Cue(
            0.45,
            before=rf"^[ \t{_SIGN}]*$",
            after=rf"[ \t{_SIGN}♡♪]*[{_STROKE}][^{_STROKE}]{{1,40}}[{_STROKE}]|[ \t]*[\ua490-\ua4c6]",
            opening=6,
        ),
        _Cue(0.2, after=rf"[ \t\n、{_SIGN}]", private=False, shapes=_WHOLE, opening=3),
        _Cue(0.3, after=r"まで(?:$|\n|。|DM|ご?連絡|お?電話|メール|LINE|お願い|お知らせ|ご一報|お申し?込)"),
        _Cue(0.2, before=r"[(【\[|/・:]$", after=r"[)】\]|/]", private=False),
        _Cue(0.22, before=line, after=rf"[ \t{_SIGN}]*(?:\n|$|/|\||,)", private=False),
        _Cue(0.25, after=r"(?:[(]?[wW笑]|乙|さ[ー〜あぁ]|へ(?:[。、!\s]|$)|見てる|見ない)", private=False),
        _Cue(0.2, after="(?:でしょ|だろ|じゃん|だよ|だって|な(?=[。、\n!]|$)|らしい|だわ)", private=False),
        _Cue(0.6, before=f"{office}[部課]?[・:/ ]$", after=r"[ \t]*(?:$|\n|[)])"),
        _Cue(0.48, after="(?:ちゃん(?!ぽん|こ)|くん|たん(?!ぽ))", shapes=frozenset({Shape.GIVEN})),
        _Cue(0.42, after="から[^\n]{1,6}[にへ](?:変わり|変わっ|なりました|なった)[^。\n]{0,20}" + renamed),
        _Cue(0.3, after="(?:いる|来る|くる)[?]", private=False),
        _Cue(0.45, after="[」』]?(?:って|と)(?:呼|よ)(?:ん|ば|び)"),
        _Cue(0.4, after="より(?=[ごお折連伝])"),
        _Cue(0.46, before="(?:^|[\n。!?])$", after="(?:です|だ)(?:が|けど)"),
        _Cue(0.46, after="(?:という|と申す|っていう)(?:もの|者)"),
        _Cue(0.38, before="(?:弊社|当社|自社|わが社|当店|当院|当校)の$"),
        _Cue(0.35, before="(?:電話|メール|連絡|LINE|荷物|手紙)(?:は|が|、|:)?$", after="から|さん"),
        _Cue(0.5, before=r"(?:[0-9]{1,2}[:/][0-9]{2}|[月火水木金土日][)])[ \t]+$", after=r"[ \t]"),
        _Cue(
            0.35,
            after=r"[ \t\n/]*(?:[0-9]{4}[ -]?[0-9]{4}|[0-9]{2}/[0-9]{2}(?![0-9])|[0-9]{2} ?[A-Z]{3} ?[0-9])",
            shapes=_LATIN,
        ),
        _Cue(0.35, before=r"[0-9]{4}[ \t\n/]*(?:[0-9]{2}/[0-9]{2}[ \t\n/]*)?$", shapes=_LATIN),
        _Cue(0.35, before=r"(?:#|No\.?|背番号)[0-9]{1,3}[ ](?:[A-Z]{1,3}[ ])?$"),
        _Cue(0.4, after="@(?![A-Za-z0-9_])", shapes=_NOT_GIVEN - {Shape.LATIN}, opening=3),
        _Cue(0.4, after=r"[ \t]*<[\w.]|[ \t]*(?:さん)?が写真を追加"),
        _Cue(0.3, after=r"[^\n]{0,3}\n\s*@\w|\s*[(]?@[A-Za-z0-9_]{3,}", shapes=_NOT_GIVEN),
        _Cue(0.45, before=line, after=r"[ \t]*[0-9]{1,2}:[0-9]{2}(?![0-9])"),
        _Cue(0.45, before=r"(?:^|\n|[0-9]),$", after=r",(?:[0-9]|[^,\n]{1,12}[都道府県市区町])"),
        _Cue(0.35, before=r"[0-9m][(]$", after="[)]"),
        _Cue(0.45, before=rf"^[{_SIGN}]+$", after=rf"[{_SIGN}]", opening=6),
        _Cue(0.38, before=r"(?:^|\n)[ \t]*$", after=r"[ ]?:(?![/0-9])", shapes=_NOT_LATIN),
        # Called upon: 美咲、明日の集合って…
        _Cue(0.35, before="(?:^|[\n。!?])$", after="[、,!?〜ー~]", private=False),
        _Cue(0.22, after="[はがをも]", private=False),
        _Cue(0.15, after="[にとへの]|って|から|まで|ら(?=[はがもをにと])", private=False),
    )


_Compiled = tuple[_Cue, re.Pattern[str] | None, re.Pattern[str] | None]


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(
        (cue, re.compile(cue.before) if cue.before else None, re.compile(cue.after) if cue.after else None)
        for cue in _cues()
    )


@cache
def _about(shape: Shape) -> tuple[_Compiled, ...]:
    return tuple(one for one in _compiled() if shape in one[0].shapes)


@cache
def _against() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    namesake = (
        "(?:さん|くん)?(?:という|って|っていう)?(?:苗字|名字|姓[がのはを]|名前の人|さんちの[^」\\n]*」|さん率|姓の)"
        "|(?:・[㐀-鿿ァ-ヺー]{2,6})?(?:予想|の役[をにがでは]|の?定理|方程式|症候群|定数)"
        "|」?(?:って|という|とかいう|の)(?:品種|銘柄|日本酒|焼酎)"
        "|[(](?:(?:雑種|保護|黒|白|三毛|キジ|茶|サバ)?[猫犬]|柴|うさぎ|ウサギ|文鳥|インコ|ハムスター|亀)[)、・ ]"
    )
    return re.compile(either("places")), re.compile(rf"[ \t]{{0,2}}{either('honorifics')}"), re.compile(namesake)


def evidence(text: str, one: Candidate) -> Evidence:
    """Return what the words around `one` say."""
    before, after = text[max(0, one.start - _BEFORE) : one.start], text[one.end : one.end + _AFTER]
    forgiven = one.surname == "許" and after.startswith("さ")  # 許さん: I will not forgive
    forgiven = forgiven or (one.surname == "甲斐" and after.startswith(("があ", "がな", "もな")))  # worth while
    if forgiven or _is_particle(before, one) or _is_noun(text, one):
        return Evidence(0.0, False, 0.5)
    found = sorted((cue for cue in _found(before, after, one)), key=lambda cue: -cue.weight)
    doubt = 1.0
    for cue in found[:_MOST_REASONS]:
        doubt *= 1 - cue.weight
    return Evidence(1 - doubt, any(cue.private for cue in found), _denied(after, text[one.start : one.end], one))


def _found(before: str, after: str, one: Candidate) -> list[_Cue]:
    return [
        cue
        for cue, ahead, behind in _about(one.shape)
        if one.start < cue.opening
        and (behind is None or behind.match(after))
        and (ahead is None or ahead.search(before))
    ]


def _is_noun(text: str, one: Candidate) -> bool:
    """Say whether こと and its particle follow a verb or の: 住んでることも, 年金のことは."""
    return text[one.start : one.end] in _WHAT and "ぁ" <= text[one.start - 1 : one.start] <= "ん"


_WHAT = frozenset(("ことは", "ことも", "ことの", "こと"))


def _is_particle(before: str, one: Candidate) -> bool:
    """Say whether は before the name is the label's particle and not its first letter: 名前はるな is 名前は + るな."""
    return one.given.startswith("は") and before.endswith(("名前", "本名", "氏名", "あだ名"))


# What is done at a place, or with one: 松本から来る, 川崎に行く, 熊本が好き.
_THERE = re.compile(
    "[にへ](?:行|来|住|着|転|出張|旅|泊|帰|寄|移|引)|から(?:来|出|帰|[^\\n]{1,6}まで)|"
    "で(?:飲|食|買|乗|降|遊)|まで|[がも]好|より"
)


def _denied(after: str, name: str, one: Candidate) -> float:
    place, honorific, namesake = _against()
    if lists.is_goods(name) and not honorific.match(after):
        return 0.8
    if namesake.match(after):
        return 0.8
    if one.surname in bases() and not one.given and _THERE.match(after):
        return 0.5
    if place.match(after) and not honorific.match(after):
        return 0.9 if one.shape in {Shape.SURNAME, Shape.GIVEN} else 0.5
    return 0.0

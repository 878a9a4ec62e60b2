"""Finds surnames and given names that stand alone; only what stands around them can make them somebody's name."""

import re
from collections.abc import Iterator
from functools import cache

from yosuga.detect.base import Word
from yosuga.detect.gazetteer import bases
from yosuga.detect.naming import lists, vocabulary
from yosuga.detect.naming.shapes import KANJI, Candidate, Fronts, Shape, inside, is_kanji, kana_given
from yosuga.detect.naming.vocabulary import either

_KANA_RUN = re.compile("[\u3041-\u3096\u30fc]{2,12}|[\u30a1-\u30fa\u30fc]{2,8}")
# お母さん, お父さん, 皆さん.
_KIN = frozenset({"かあ", "とう", "みな"})
_LETTER = re.compile(r"\w")
_SELF = re.compile("(?<=[ぁ-ゖ])(?:です(?=[。!、\\s]|$)|と申します|といいます)")
_BEFORE_SELF = re.compile("(?:ます|です|[たるのいは、。!?\\s]|^)$")
_POPULAR = 20  # writings of a reading
_COUNT = re.compile("[一二三四五六七八九十]+[軒本枚匹台杯冊回個階番丁町条]")
_WEATHER = frozenset("雨雪晴曇風雷月火水木金土日祝朝昼夜夕")
_GAP = (" ", "\t")
_ENDEARING = re.compile("ちゃん|くん|君|たん(?!ぽ)|[兄姉](?:ちゃん|さん|貴)")
_INTRODUCED = re.compile("です(?:[。!、]|$)|と申します|といいます")
_CALLED = re.compile(
    "って|んち|ん家|でございます|と申します|さん|くん|ちゃん|さま|先生|先輩|君|氏|部長|課長|店長|係長|主任|コーチ"
)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+")
_SUFFIX = re.compile("さん|さま|ちゃん|くん|たん|きゅん|せんせ|せんぱい|っち")
_TITLES = (
    "[様君氏殿宅方行]|担任|兄弟|姉妹|家(?![一-龠])|兄|姉|母|父|妻|嫁|夫|娘|息子|宛|本名|本人|"
    "誕生|生誕|卒園|卒業|入学|合格|生まれ"
)


def surnames(text: str, words: tuple[Word, ...], begun: Fronts) -> Iterator[Candidate]:
    """Yield surnames in kanji that no other kanji touch, except a title after them."""
    for at, ends in begun.items():
        word = words[at]
        for end, sure in ends:
            common = end == word.end and word.pos[3] != "姓" and word.pos[1] != "固有名詞" and word.known
            if common and (end - word.start < 2 or not (_CALLED.match(text, end) or _is_common(word.surface))):
                continue
            if _stands_alone(text, words, at, end):
                base = _surname_base(word, text[word.start : end], tagged=word.pos[3] == "姓" and sure >= _TAGGED)
                yield Candidate(word.start, end, Shape.SURNAME, base, text[word.start : end])
                break


def called(text: str, words: tuple[Word, ...]) -> Iterator[Candidate]:
    """Yield the surname or given name that fills the kanji before さん, 様, くん, however they were cut: 川本様."""
    for found in _called().finditer(text):
        if not _inside_word(words, found.end(1) - 1, found.end(1) + 1):
            if lists.is_surname(found[1]):
                yield Candidate(found.start(1), found.end(1), Shape.SURNAME, 0.25, found[1])
            elif lists.is_given(found[1]):
                yield Candidate(found.start(1), found.end(1), Shape.GIVEN, 0.2, given=found[1])


@cache
def _called() -> re.Pattern[str]:
    return re.compile(f"(?<![{KANJI}])([{KANJI}]{{2,4}})(?:さん|[様君]|ちゃん|くん|先生|先輩)")


def _surname_base(word: Word, name: str, *, tagged: bool) -> float:
    """Return how sure a surname is before anything around it is looked at; less where a town has the name, too."""
    if name in lists.common_surnames() and name[-1] != "口":
        town, plain = name in bases(), word.pos[1] == "普通名詞" and word.known
        return (0.3 if tagged else 0.2) if town else 0.25 if plain else 0.38
    if _COUNT.fullmatch(name):
        return 0.1
    if tagged or len(name) > word.end - word.start:
        return 0.38
    return 0.12


_TAGGED = 0.75


def _is_common(name: str) -> bool:
    """Say whether a common word is a common surname as well (小池, 内海); 出口 and 西口 are more often ways out."""
    return name in lists.common_surnames() and name[-1] != "口"


def _stands_alone(text: str, words: tuple[Word, ...], at: int, end: int) -> bool:
    before, after = text[words[at].start - 1 : words[at].start], text[end : end + 3]
    if (is_kanji(after[:1]) or _KATAKANA.match(after)) and not _title().match(after):
        return False
    return not is_kanji(before) or (
        words[at - 1].pos[0] in {"名詞", "代名詞", "接頭辞", "接尾辞"} and words[at - 1].pos[1] != "固有名詞"
    )


@cache
def _title() -> re.Pattern[str]:
    return re.compile(f"{_TITLES}|{either('honorifics')}")


def given_names(text: str, words: tuple[Word, ...], begun: Fronts) -> Iterator[Candidate]:
    """Yield given names alone: in kanji where the dictionary says so, in kana where the reading is one."""
    for at in range(len(words)):
        if at in begun:
            yield from _in_kanji(text, words, at)
        else:
            yield from _in_kana(text, words, at)


def _in_kanji(text: str, words: tuple[Word, ...], at: int) -> Iterator[Candidate]:
    word = words[at]
    for last in range(min(at + 1, len(words) - 1), at - 1, -1):
        end = words[last].end
        name = text[word.start : end]
        if not 1 < len(name) <= 4 or not lists.is_given(name) or name in vocabulary.words("no_name"):
            continue
        named = word.pos[3] == "名" or word.pos[2] == "人名" or last > at or not word.known
        if (named or _is_dear(text, word.start, end)) and _stands_alone(text, words, at, end):
            yield Candidate(word.start, end, Shape.GIVEN, 0.46 if word.pos[3] == "名" else 0.18, given=name)
            return
    alone = text[word.start - 1 : word.start] in _GAP and text[word.end : word.end + 1] in _GAP and word.start > 0
    if len(word.surface) == 1 and alone and word.surface not in _WEATHER and lists.is_given(word.surface):
        yield Candidate(word.start, word.end, Shape.GIVEN, 0.12, given=word.surface)
    elif len(word.surface) == 1 and word.pos[3] == "名" and _stands_alone(text, words, at, word.end):
        base = 0.05 if text.startswith("さん", word.end) else 0.25  # 銀さん, 海さん: a figure, not a given name
        yield Candidate(word.start, word.end, Shape.GIVEN, base, given=word.surface)


def _is_dear(text: str, start: int, end: int) -> bool:
    """Say whether a name is called by as a child or a friend is, or told to be a relative's."""
    return bool(_ENDEARING.match(text, end) or _related().search(text, max(0, start - 8), start))


def relations(text: str, words: tuple[Word, ...]) -> Iterator[Candidate]:
    """Yield the unheard-of given name in kanji of somebody's child, husband or sister: 次女の心春、歩いた."""
    for found in _related_name().finditer(text):
        within = inside(words, found.start(1), found.end(1))
        split = len(within) > 1 or not within[0].known
        led = text[found.start(1) - 1] == "の"
        listed = lists.is_given(found[1])
        if within[0].start == found.start(1) and (listed or (led and split and len(found[1]) > 1)):
            yield Candidate(found.start(1), found.end(1), Shape.GIVEN, 0.15, given=found[1])


@cache
def _related() -> re.Pattern[str]:
    return re.compile(f"{either('relatives')}の?$")


@cache
def _related_name() -> re.Pattern[str]:
    after = "(?=[、がはもとにをで!。(・」)\\s]|です|ちゃん|くん|って)"
    return re.compile(f"{either('relatives')}の?([{KANJI}]{{2,3}}{after}|[{KANJI}](?=[、。!(\\s]|ちゃん|くん))")


def _in_kana(text: str, words: tuple[Word, ...], at: int) -> Iterator[Candidate]:
    word = words[at]
    run = _KANA_RUN.match(text, word.start)
    if run is None:
        return
    if _KATAKANA.match(run[0]):
        yield from _in_katakana(text, word, run[0])
        return
    apart = not word.start or not _LETTER.match(text[word.start - 1])
    if not apart and word.pos[0] in {"助詞", "助動詞", "連体詞", "接続詞"}:
        return
    name = kana_given(text, word.start, run[0])
    if name and not (word.known and word.start + len(name) < word.end):
        whole = word.end - word.start == len(name) and word.known
        if not (whole and word.pos[0] not in {"名詞", "動詞", "形容詞"}):
            ends = inside(words, word.start, word.start + len(name))[-1].end == word.start + len(name)  # not なお|この
            base = _kana_base(word, name, whole=whole, ends=ends, apart=apart)
            yield Candidate(word.start, word.start + len(name), Shape.GIVEN, base, given=name)
    if apart and (surname := _kana_surname(text, word.start, run[0])):
        yield Candidate(word.start, word.start + len(surname), Shape.SURNAME, 0.1, surname)


def _kana_base(word: Word, name: str, *, whole: bool, ends: bool, apart: bool) -> float:
    """Return how sure a given name in hiragana is: `whole` one known word, `ends` with a word, `apart` from letters."""
    if not whole and ends and len(name) > 2 and lists.kana_given(name) >= _POPULAR:
        return 0.43
    if word.pos[2] == "人名" or (not whole and apart and len(word.surface) == 1):
        return 0.34
    return 0.12 if whole else 0.22


def _kana_surname(text: str, at: int, run: str) -> str:
    """Return the surname in hiragana that opens a sentence and is called by: しらせって, さいとうさん."""
    for size in (5, 4, 3):
        if len(run) > size and _CALLED.match(text, at + size) and lists.is_kana_surname(run[:size]):
            return run[:size]
    return next((run[:n] for n in (5, 4, 3) if _INTRODUCED.match(text, at + n) and lists.is_kana_surname(run[:n])), "")


def _in_katakana(text: str, word: Word, run: str) -> Iterator[Candidate]:
    end = word.start + len(run)
    if word.start and _KATAKANA.match(text[word.start - 1]):
        return
    known = word.known and word.pos[2] != "人名" and word.end == end and word.pos[1] != "固有名詞"
    if known and not _CALLED.match(text, end):
        return
    if lists.kana_given(run):
        yield Candidate(word.start, end, Shape.GIVEN, 0.1 if known else 0.2, given=run)
    elif word.pos[2] == "人名" and word.end == end:
        yield Candidate(word.start, end, Shape.GIVEN, 0.2, given=run)
    elif not known and lists.is_kana_surname(run):
        yield Candidate(word.start, end, Shape.SURNAME, 0.2, run)


def nicknames(text: str, words: tuple[Word, ...]) -> Iterator[Candidate]:
    """Yield the name in kana that ends right before さん, ちゃん, くん: りく in 店長もりくくんも."""
    for found in _SUFFIX.finditer(text):
        end = found.start()
        if _inside_word(words, end - 1, end + 1):
            continue
        for size in (5, 4, 3, 2):
            name = text[max(0, end - size) : end]
            listed = len(name) == size and lists.kana_given(name) and name not in _KIN
            if listed and not _inside_word(words, end - size, end):
                yield Candidate(end - size, end, Shape.GIVEN, 0.15, given=name)
                break


def introduced(text: str, words: tuple[Word, ...]) -> Iterator[Candidate]:
    """Yield the name in hiragana that somebody gives as theirs amid a sentence in hiragana: …進学しますながみねです."""
    for found in _SELF.finditer(text):
        for size in (6, 5, 4, 3):
            start = found.start() - size
            name = text[max(0, start) : found.start()]
            known = name in lists.common_readings() or lists.kana_given(name) >= _POPULAR
            if (
                start >= 0
                and known
                and not _is_word(words, start, found.start())
                and _BEFORE_SELF.search(text, max(0, start - 4), start)
            ):
                yield Candidate(start, found.start(), Shape.SURNAME, 0.15, name)
                break


def _is_word(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Say whether the stretch is one word that the dictionary knows as no name: ところ in いいところです."""
    first = inside(words, start, end)[0]
    return (first.start, first.end) == (start, end) and first.known and first.pos[2] != "人名"


def _inside_word(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Say whether `start`..`end` is part of a longer known word, or ends amid one that goes on (お母さん, みなさん)."""
    around = inside(words, start, end)
    return len(around) == 1 and around[0].known and end - start < around[0].end - around[0].start

"""The grammar of Japanese addresses: prefecture, municipality, town, block, building, room, in any width and numerals.

Block numbers follow 住居表示に関する法律 (丁目, 番, 号) and 地番 (番地), and what people make of them: 9-99-9,
九ー九九, 3の5の2, 9-●-9.
"""

import re

from yosuga.detect.lexicon import either

_HYPHEN = "[-ー\u2010-\u2015\u2212\u2500\u2501~\u301c\u2043]"
_ZERO = "\u3007"  # the kanji zero, which looks like a circle and is one of the masks as well
_KANJI_DIGIT = f"{_ZERO}零一二三四五六七八九"
_DIGIT = f"0-9{_KANJI_DIGIT}十百千"
_MASK = "X●◯○*×□■△▲☆★◆◇?※"
_NUMBER = f"[{_DIGIT}{_MASK}]{{1,6}}"
_KANA = "ぁ-ゖァ-ヺー"
_HAN = f"々〆{_ZERO}㐀-鿿豈-\ufadf\U00020000-\U0003ffff"
_LETTER = f"[{_KANA}{_HAN}{_MASK}]"

PREFECTURE = (
    "(?:北海道|東京都|(?:大阪|京都)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井"
    "|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分"
    "|宮崎|鹿児島|沖縄)県)"
)
# Where a municipality may begin or end.
HEAD = re.compile(f"{PREFECTURE}|[市区町村郡]")

_JOINT = (
    f"(?: ?(?:丁目 ?[左右東西南北]? ?|丁目\\n(?=[{_DIGIT}]{{1,6}}(?:番|-[0-9]{{1,4}}(?![0-9代:年月時人円])))|丁(?!目)"
    "|地割 ?|番地 ?の? ?|番(?!町|線|目|組) ?|線[東西南北]?(?=[0-9])"
    "|号(?!室|棟|線|車) ?"
    f"|{_HYPHEN} ?|[のノ之](?! )))"
)
# A number that counts something is no part of an address: 3の2人, 9-9の2階, 9-9の一軒家.
_COUNTED = (
    "(?![0-9]*[年月日時分秒人円歳才回件本名位点%個階泊枚曲話]"
    f"|[一二三四五六七八九十]{{1,3}}(?![{_KANJI_DIGIT}十百千丁番号目のノ之])[㐀-鿿])"
)
BLOCK = (
    f"(?:{_NUMBER}(?:{_JOINT}{_COUNTED}{_NUMBER}){{1,5}}(?: ?(?:丁目|番地|番(?!目)|号(?!室|棟)))?"
    f"|{_NUMBER} ?(?:丁目|番地|番(?!町|目|組|線|手|号)|号(?!線|車|室|機|店|棟)))"
)
# A number alone is a block only after a town of a known municipality (…市…町1234).
_LONE = "[0-9]{1,5}(?![0-9.,:/年月日時分秒人円歳才回件本名位点%個階泊世千万億kmK号条区組倍割代度台駅店]|[-ー~\u301c])"
_TOWN = f" ?{_LETTER}{{0,18}}?(?: {_LETTER}{{1,12}}?){{0,2}}(?:[0-9]{{1,2}}条通?[東西南北]?)?"
TOWN_BLOCK = re.compile(f"(?P<town>{_TOWN}) ?(?P<block>{BLOCK})")
TOWN_LONE = re.compile(f"(?P<town> ?{_LETTER}{{1,14}}?(?: {_LETTER}{{1,12}}?){{0,2}}) ?(?P<block>{_LONE})")
# The town on the line below its municipality, where that stands alone on its line.
BELOW = re.compile("[ \\t]?\\n(?! )")
LOOSE_BLOCK = re.compile(BLOCK)
TOWN_BEFORE = re.compile(f"{_LETTER} ?$")

SURE_HOME = re.compile(either("addresses", "sure_homes"))
_HOME = either("addresses", "sure_homes", "homes")
_ROOM_NUMBER = (
    f"(?:[A-Za-z]棟? ?[-ー]? ?)?[0-9{_MASK}]{{1,4}}(?:-[0-9]{{1,2}}(?=-))?(?:-[0-9]{{2,4}}(?![0-9]|-[0-9]))?"
    "(?:-?[A-Za-z](?![A-Za-z]))?"
    f"|[{_KANJI_DIGIT}]{{3,4}}|[A-Z](?=号)"
)
_ROOM = (
    "(?:[ \\t]?[0-9A-Z一二三四五六七八九]{1,2}(?:号棟|棟|号館))?[ \\tの]?(?:[-#][ \\t]?)?"
    f"(?:\\((?:{_ROOM_NUMBER})(?:号室?)?\\)|(?:{_ROOM_NUMBER}))"
    r"(?:号室|号|室|階|F(?![A-Za-z]))?(?![0-9●◯○■□]|[-:/.][0-9]|[年月日時分円人歳才%回件個本万千台kK])"
)
_BUILT = f"[{_KANA}{_HAN}●◯○■□A-Za-z\u2160-\u216b'・.&]"
_GAP = r"(?:[ \t]{0,2}|[ \t]?\n|、)"
# One of several houses of a name: 第3くすのき荘.
_COUNTED_HOUSE = "(?:第[0-9]{1,2})?"
HOUSE_ROOM = re.compile(
    f"{_GAP}(?P<open>[(])?(?P<name>{_COUNTED_HOUSE}{_BUILT}{{0,14}}?(?: {_BUILT}{{1,8}}?)?{_HOME} ?{_BUILT}{{0,12}}?)"
    "(?:第?[0-9]{1,2} )?"
    f"{_ROOM}(?(open)[)])"
)
HOUSE = re.compile(f"[ \\t]{{0,2}}(?P<name>{_COUNTED_HOUSE}{_BUILT}{{0,14}}?{_HOME}[{_HAN}ァ-ヺー・A-Za-z]{{0,12}})")
_ANY_NAME = f"(?P<name>{_BUILT}{{2,14}}?(?: {_BUILT}{{2,12}}?)?)"
NAME_ROOM = re.compile(f"[ \\t]{{0,2}}(?P<open>[(])?{_ANY_NAME}{_ROOM}(?(open)[)])")
# The same on a line of its own below the block number.
NAME_ROOM_BELOW = re.compile(f"[ \\t]?\\n{_ANY_NAME}{_ROOM}(?=[ \\t]?(?:\\n|$))")
ROOM_ONLY = re.compile(
    f"[ \\t]?(?:[A-Z][-ー]?)?[0-9{_KANJI_DIGIT}{_MASK}]{{1,4}}(?:号室|室|階(?!建)|F(?![A-Za-z]))"
    "|-[A-Z](?![A-Za-z])|[ \\t]?#[ ]?[0-9]{1,4}|\\([0-9]{2,4}(?:号室)?\\)"
)
# A home by its building and room alone.
HOME_ROOM = re.compile(f"{_HOME}(?P<name> ?{_BUILT}{{0,12}}?)(?P<room>{_ROOM})")
ANY_ROOM = re.compile("(?: |の)?(?:[A-Z]棟?)?-?[0-9]{3,4}(?:号室?|室)?(?![0-9-])")
ROOM_SURE = re.compile("[0-9]{3}|号|室|[A-Z]棟? ?-?[0-9]|[0-9]-?[A-Z]|[一二三四五六七八九]{2}")
NO_HOUSE = re.compile(either("addresses", "not_a_home"))
AFTER_NAME = re.compile(either("addresses", "after_a_home") + "$")

# Kana that make a sentence; and the single particles, which a name holds only before a word for land.
_SENTENCE = re.compile(either("names", "sentence"))
_KANA_RUN = re.compile("[ぁ-ゖ]+")
_PARTICLES = frozenset("はがをにでともへやのかねよな")
_LAND = re.compile("[丘岡台浜原里森杜町谷崎関沢島宮浦坂峰塚池木花風空海川山園郷平野田前口上下内本瀬]")


def reads_as_name(stretch: str) -> bool:
    """Say whether the kana of `stretch` can be a name's (みどりヶ丘) and not a sentence's (に住んでる友達が)."""
    if _SENTENCE.search(stretch):
        return False
    for run in _KANA_RUN.finditer(stretch):
        if len(run[0]) == 1 and run[0] in _PARTICLES and not _LAND.match(stretch, run.end()):
            return False
    return True


def parts(block: str) -> int:
    """Return how many numbers a block number has."""
    return len(re.findall(f"[{_DIGIT}{_MASK}]+", block))

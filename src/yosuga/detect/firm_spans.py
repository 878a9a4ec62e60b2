"""How far the name of a firm reaches: its legal form before or after it, its kind, its branch and section."""

import re

from yosuga.detect import firms
from yosuga.detect.address import reads_as_name
from yosuga.detect.base import Document
from yosuga.detect.borders import name_end, name_start
from yosuga.detect.lexicon import either

# Kana at the edge of a field.
EDGE_NAME = re.compile(f"(?<![{firms.LETTER}])[ぁ-ゖー]{{2,8}}[㐀-鿿]{{0,3}}$")
_NAMED_KIND = re.compile(f"[ぁ-ゖァ-ヺー々ヶ㐀-鿿]{{1,7}}?{firms.STRONG}")
# A name in kana that a legal form stands before, whatever its kana read as: NPO法人はるかぜ, …法人ひだまりの家.
_KANA_AFTER = re.compile(
    f"(?!{either('workplaces', 'after_legal')})(?P<name>[ぁ-ゖー]{{2,8}}?)(?:の[家会里森丘園郷杜輪])?"
    r"(?=[のではがを、。・/|()「」!?\s]|に[勤入就]|$)"
)
_KIND_OF = re.compile(f".{{1,16}}?{firms.STRONG}(?=の)")
# What follows a legal form and is no firm's name: 株式会社設立, ㈱総務部.
_NO_NAME = re.compile("設立|登記|解散|代表|役員|営業|総務|経理|人事|広報|製造|技術|[㐀-鿿]{2,4}[部課係室]")
# Whose rooms belong to the name; those of a firm do not: 市役所の税務課, but 製作所 営業二課.
_OFFICE_END = re.compile("(?<![作究業刷張務工電支])[所庁署院局場]$")
_ROLE_AT_END = re.compile(f"(?:{firms.ROLE}|勤務|所属|入社)$")


def with_branch(text: str, start: int, end: int) -> int:
    """Return where the name at `start`..`end` ends with its branch and its section, where they follow."""
    branch = firms.BRANCH.match(text, end)
    if branch and text[end] == " ":
        end = branch.end()
    section = firms.SECTION.match(text, end) if _OFFICE_END.search(text, start, end) else None
    return section.end() if section else end


def with_legal_form(document: Document, found: re.Match[str]) -> tuple[int, int]:
    """Return the firm's name with its legal form, which stands before the name or after it."""
    text = document.plain.text
    gap = 1 if text[found.end() : found.end() + 1] == " " else 0
    before = _legal_start(document, found.start())
    after = max(name_end(document, found.end() + gap), kind_end(text, found.end() + gap))
    kana = _KANA_AFTER.match(text, found.end())
    after = max(after, kana.end()) if kana and reads_as_name(kana["name"]) else after
    role = _ROLE_AT_END.search(text, found.end() + gap + 1, after)
    after = role.start() if role else after
    after = _own_end(text, found.end() + gap, after)
    branch = firms.BRANCH.match(text, found.end())
    named = before < found.start() and not firms.is_common(text[before : found.start()].strip())
    if named and (after <= found.end() + gap or branch or (gap and text[found.start() - 1] != " ")):
        return before, with_branch(text, before, branch.end() if branch else found.end())
    if after <= found.end() + gap:
        return found.span()
    corporation = text[after : after + 1] == " " and re.search("会$|法人", text[found.start() : after])
    rest = name_end(document, after + 1) if corporation else after
    rest = after if _NO_NAME.fullmatch(text, after + 1, rest) else rest
    return found.start(), with_branch(text, found.start(), max(after, rest))


def _own_end(text: str, start: int, end: int) -> int:
    """Return where a name ends before の and somebody of the firm (…商会の谷川); `start` where it is no name at all."""
    named = _KIND_OF.match(text, start, end)
    return start if _NO_NAME.fullmatch(text, start, end) else named.end() if named else end


def _legal_start(document: Document, end: int) -> int:
    """Return where a name before 株式会社 begins; at the edge of a field its kana may read as a sentence: ねこのて."""
    text = document.plain.text
    start = name_start(document, end - (text[end - 1 : end] == " "))
    edge = EDGE_NAME.search(text, max(0, end - 12), end)
    return min(start, edge.start()) if edge and reads_as_name(edge[0]) else start


def kind_end(text: str, start: int) -> int:
    """Return where a name after 株式会社 ends that says its kind, whatever its kana read as: まるに水産."""
    found = _NAMED_KIND.match(text, start)
    return found.end() if found and reads_as_name(found[0]) else start

"""A workplace in any spelling: with or without its form, with its branch before or behind, masked."""

import re
from collections.abc import Iterator

from yosuga.detect.own.folding import Watcher, alternatives
from yosuga.detect.own.places import fold_plain
from yosuga.detect.own.plain import plain
from yosuga.detect.own.profile import Field
from yosuga.detect.own.slots import slots

_COMPANY = re.compile(
    r"(?:株式会社|有限会社|合同会社|合資会社|\((?:株|有|同)\)|[一医]般?社団法人|医療法人|社会福祉法人)"
)
_COMPANIES = r"(?:(?:株式会社|有限会社|合同会社|\((?:株|有|同)\))\s?)?"
_BRANCH = re.compile(r"^(.{2,}?)[\s・]*([^\s]{1,10}?)((?:支店|本店|営業所|支社|工場|店))$")
_BRANCH_END = re.compile(r"(?<=.)(?:駅前|駅ビル|[東西南北]口|本町|中央|第[一二三1-3])$")
_SHORTENED = {"信用金庫": "信金", "信用組合": "信組", "農業協同組合": "農協", "製作所": "製"}


def workplaces(written: tuple[str, ...]) -> Iterator[Watcher]:
    """Yield what finds these workplaces; of a chain with a branch, the chain alone says little."""
    for one in written:
        name = _COMPANY.sub("", fold_plain(one)).strip()
        found = _BRANCH.match(name)
        parted = name.split(" ") if " " in name else None
        if found and (parted or len(found[1]) > 1):
            yield from _with_branch(*_brand_and_branch(name, found))
        elif name:
            yield _company(name)


def _brand_and_branch(name: str, found: re.Match[str]) -> tuple[str, str, str]:
    if " " in name:
        brand, _, branch = name.rpartition(" ")
        return brand, branch.removesuffix(found[3]), found[3]
    return found[1], found[2], found[3]


def _with_branch(brand: str, branch: str, kind: str) -> Iterator[Watcher]:
    """Find shop and branch in either order; of the branch its last word (南口, 店) may be missing."""
    shop = _shop(brand)
    place = alternatives({slots(branch), slots(short)} if (short := _BRANCH_END.sub("", branch)) else {slots(branch)})
    ends = rf"(?:\s?(?:{re.escape(kind)}|店))?"
    after = rf"{_COMPANIES}(?P<c>{shop})[\s・の]{{0,2}}{place}{ends}"
    yield plain(after, field=Field.WORKPLACE, sure=0.78, least=len(brand))
    before = rf"{place}{ends}(?:の|にある|\s|で?働いてる)?(?P<c>{shop})"
    yield plain(before, field=Field.WORKPLACE, sure=0.74, least=len(brand))
    # The chain alone, and never with the branch of another place.
    alone = rf"(?P<c>{shop})(?![\s・の]{{0,2}}[^\s、。]{{1,6}}店)"
    yield plain(alone, field=Field.WORKPLACE, sure=0.42, least=len(brand))


def _shop(name: str) -> str:
    """Return a pattern for a name without spaces; what is usually shortened may be."""
    name = name.replace(" ", "")
    for long, short in _SHORTENED.items():
        if name.endswith(long) and len(name) > len(long):
            return slots(name.removesuffix(long)) + alternatives([slots(long), slots(short)])
    return slots(name)


def _company(name: str) -> Watcher:
    sure = 0.7 if len(name) >= 4 else 0.55 if len(name) == 3 else 0.4
    if name.isascii():
        return plain(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", field=Field.WORKPLACE, sure=sure, least=0)
    behind = r"(?:\s?(?:株式会社|有限会社|合同会社|\((?:株|有|同)\)))?"
    core = rf"{_COMPANIES}(?P<c>{_shop(name)}){behind}"
    return plain(core, field=Field.WORKPLACE, sure=sure, least=len(name))

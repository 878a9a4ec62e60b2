"""Which case a person meant by a name: the one of that name, or none, and then the one whose name is nearly that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import normalize

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase, case_for, cases_for
from yosuga.errors import BadInput, NotFound
from yosuga.tools import Tools

_NEAR = 0.75  # one letter of four: 「架空の件」 for 「仮空の件」
_FIGURES = re.compile(r"\d+")


class NearlyTheSameName(BadInput):
    """There is no case of that name, but one whose name is nearly that. Which one, only the door says."""

    code = "nearly-the-same-name"
    ja = (
        "その名前のケースはありません。よく似た名前のケースがあります。打ちまちがいかもしれないので、何も変更していません。"
        "名前を確かめてください。新しいケースを作るときは、--new-case を付けてください。"
    )
    en = (
        "There is no case of that name, but one whose name is nearly that. It may be a slip, so nothing was changed. "
        "Please check the name. To make a new case, add --new-case."
    )
    status = 409


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name leads to. `near` is only there where `case` is not."""

    case: OpenCase | None
    near: OpenCase | None = None


def meant(name: str, *, actor: Actor, tools: Tools) -> Meant:
    """Return the case of that name or id; where there is none, the one whose name is nearest, if one is near."""
    try:
        return Meant(case_for(name, actor=actor, tools=tools))
    except NotFound:
        by_name = {one.name: one for one in cases_for(actor=actor, tools=tools)}
        near = nearest(name, among=list(by_name))
        return Meant(None, by_name[near] if near is not None else None)


def nearest(name: str, *, among: Sequence[str]) -> str | None:
    """Return the name that `name` is most probably a slip of, None where none is near.

    Names that differ in their figures alone (case 11, case 12) are counted, and no slip of each other.
    """
    written = _plain(name)
    others = {_plain(one): one for one in among if not _counted(written, _plain(one))}
    found = get_close_matches(written, others, n=1, cutoff=_NEAR)
    return others[found[0]] if found else None


def _counted(one: str, other: str) -> bool:
    return one != other and _FIGURES.sub("0", one) == _FIGURES.sub("0", other)


def _plain(name: str) -> str:
    """Return a name as it is compared: widths, capitals and spaces tell nothing apart."""
    return "".join(normalize("NFKC", name).casefold().split())

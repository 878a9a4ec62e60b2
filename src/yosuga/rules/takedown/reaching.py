"""相手に伝わる内容: for every value of a letter, and for what a form sends besides, who comes to see it and why."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from yosuga.catalog.letters import Letter
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.rules.takedown import ways
from yosuga.rules.takedown.composing import Composed, Field
from yosuga.rules.takedown.request import Request
from yosuga.rules.takedown.target import Target
from yosuga.rules.takedown.ways import Way

# What a form asks that says who somebody is; the rest of what it asks stands in the letter.
_TELLS_WHO = re.compile(
    "氏名|姓名|名前|メール|住所|電話|連絡先|署名|本人確認|身分証|印鑑|顔写真|アカウント名|ユーザー名|ご本人の情報"
)
_BESIDE = frozenset({"consent", "setting"})
_NAMES = frozenset({"who", "person"})
_NOT_A_NAME = re.compile("なりすまし|相手|対象")


class Audience(StrEnum):
    """Who comes to see something. SERVICE is whoever it is sent to; UNKNOWN: whether the poster does is not known."""

    SERVICE = "service"
    POSTER = "poster"
    PUBLIC = "public"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reached:
    """One value and who comes to see it. `field` is empty for what is sent with the form and is not in the letter."""

    field: str
    label: Text
    value: str
    who: tuple[Audience, ...]
    why: Text
    facts: tuple[str, ...] = ()


_SERVICE, _POSTER, _PUBLIC, _UNKNOWN = Audience.SERVICE, Audience.POSTER, Audience.PUBLIC, Audience.UNKNOWN
_WHO = {
    "receiver": (_SERVICE,),
    "public": (_SERVICE, _POSTER, _PUBLIC),
    "maybe-public": (_SERVICE, _POSTER, _PUBLIC),
    "forwarded": (_SERVICE, _POSTER),
    "name-handed-over": (_SERVICE, _POSTER),
    "opinion": (_SERVICE, _POSTER),
    "name-agreed": (_SERVICE, _POSTER),
    "covered": (_SERVICE,),
    "by-post": (_SERVICE, _POSTER),
    "not-known": (_SERVICE, _UNKNOWN),
    "desk": (_SERVICE,),
    "school": (_SERVICE,),
}


def reach(
    composed: Composed, *, request: Request, target: Target, hazards: Collection[str], catalog: Catalog
) -> tuple[Reached, ...]:
    """Return every value of the letter, then what is sent besides it, with who comes to see it.

    `hazards` are those of the way by which it goes (`Way.hazards`), or of the service where there is no such way.
    """
    letter = catalog.letters[composed.letter]
    way = ways.way(request.route, catalog=catalog)
    service = catalog.platforms.get(target.platform)
    known = frozenset(hazards) | (frozenset(service.hazards) if service and way is None else frozenset())
    consents = {one.id: one.value for one in composed.fields if one.about == "consent"}
    placed = (one for one in composed.fields if one.value and one.copies and one.about not in _BESIDE)
    in_letter = (
        _reached(one.id, one.label, one.value, reach_id=_why(one, letter, known, consents), catalog=catalog)
        for one in placed
    )
    return (*in_letter, *(_besides(way, known, catalog=catalog) if way is not None else ()))


def _why(field: Field, letter: Letter, hazards: frozenset[str], consents: dict[str, str]) -> str:
    """Return the reach that holds for one value of a letter; the widest that may be true comes first."""
    if "public_request" in hazards:
        return "public"
    if letter.public:
        return "public" if letter.to == "board" else "maybe-public"
    if letter.to in {"authority", "school"}:
        return "desk" if letter.to == "authority" else "school"
    if letter.id == "certified":
        return "by-post" if field.about == "sender" else "receiver"
    if len(letter.copies) > 1:
        return _of_two_copies(field, consents)
    return _of_a_form(hazards, of_sender=field.about == "sender")


def _of_two_copies(field: Field, consents: dict[str, str]) -> str:
    if field.id in _NAMES and consents.get("show-name") == "yes":
        return "name-agreed"
    covered = field.about == "sender" or len(field.copies) < 2
    return "covered" if covered else "opinion"


def _of_a_form(hazards: frozenset[str], *, of_sender: bool) -> str:
    if of_sender and "name_disclosed" in hazards:
        return "name-handed-over"
    if "forwarded_to_poster" in hazards:
        return "forwarded"
    return "not-known"


def _besides(way: Way, hazards: frozenset[str], *, catalog: Catalog) -> Iterator[Reached]:
    """Yield what the way itself sends or asks."""
    if way.login in {"yes", "account_name_asked"}:
        yield _sent(Text(ja="アカウント名", en="Account name"), says="login", who=_of_sender(hazards), catalog=catalog)
    if way.link and way.link.startswith("mailto:"):
        yield _sent(
            Text(ja="メールアドレス", en="Mail address"), says="mail-from", who=_of_sender(hazards), catalog=catalog
        )
    for asked in way.asks:
        if _TELLS_WHO.search(asked.ja) and not _NOT_A_NAME.search(asked.ja):
            yield _sent(asked, says="asked-by-form", who=_of_sender(hazards), catalog=catalog)
    if "id_document" in hazards:
        yield _sent(Text(ja="本人確認書類", en="Proof of identity"), says="identity", who=(_SERVICE,), catalog=catalog)


def _of_sender(hazards: frozenset[str]) -> tuple[Audience, ...]:
    return _WHO["public" if "public_request" in hazards else _of_a_form(hazards, of_sender=True)]


def _reached(field: str, label: Text, value: str, *, reach_id: str, catalog: Catalog) -> Reached:
    record = catalog.reaches[reach_id]
    return Reached(field, label, value, _WHO[reach_id], record.says, record.facts)


def _sent(label: Text, *, says: str, who: tuple[Audience, ...], catalog: Catalog) -> Reached:
    record = catalog.reaches[says]
    return Reached("", label, "", who, record.says, record.facts)

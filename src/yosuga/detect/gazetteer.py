"""The names of Japan's places, loaded when a text first asks for them: municipalities, towns, stations.

The lists lie in `data/places`; `places_data` makes them. Together they load in some 30 ms.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data") / "places"
# Names of wards that are plain words ("中央区", "南区"): as a place to live they need their city.
_PLAIN_WARDS = frozenset(("中央", "昭和", "青葉", "美原", "大正", *"東西南北中港緑旭泉栄桜"))
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
_COUNTY = re.compile(r"(.+?郡)(.+)")
_CITY_WARD = re.compile(r"(.+?市)(.+区)")


@cache
def municipalities() -> frozenset[str]:
    """Return every way to write a municipality with its 市, 区, 町, 村, 郡: 横浜市青葉区, 横浜市, 青葉区, 三重郡."""
    names: set[str] = set()
    for _, city, _ in _rows():
        names.add(city)
        for divided in (_COUNTY.fullmatch(city), _CITY_WARD.fullmatch(city)):
            if divided and len(city) > 3:
                names.update(divided.groups())
    return frozenset(names)


@cache
def prefectures() -> frozenset[str]:
    """Return the prefectures' names with 都, 道, 府 or 県."""
    return frozenset(row[0] for row in _rows())


@cache
def bases() -> frozenset[str]:
    """Return the names of prefectures and municipalities without what they are: 東京, 横浜, 中野, 津."""
    names = {name[:-1] for name in municipalities() if name[-1] in "市区町村" and _COUNTY.fullmatch(name) is None}
    names -= _PLAIN_WARDS
    names.update(name if name == "北海道" else name[:-1] for name in prefectures())
    return frozenset(names)


@cache
def kana_bases() -> frozenset[str]:
    """Return the names of cities in hiragana, without し: よこはま, ふじさわ."""
    readings = (reading for _, city, reading in _rows() if city[-1] == "市" and len(reading) > 3)
    return frozenset(reading[:-1].translate(_HIRAGANA) for reading in readings)


@cache
def towns() -> frozenset[str]:
    """Return the names of towns and districts, of two to five characters."""
    return frozenset((_FOLDER / "towns.txt").read_text(encoding="utf-8").split())


@cache
def stations() -> frozenset[str]:
    """Return the names of stations, without 駅."""
    return frozenset((_FOLDER / "stations.txt").read_text(encoding="utf-8").split())


@cache
def latin_places() -> frozenset[str]:
    """Return prefectures and municipalities in Latin letters, lower case, without 市 and the like: tokyo, yokohama."""
    return frozenset((_FOLDER / "latin.txt").read_text(encoding="utf-8").split())


@cache
def initials() -> frozenset[str]:
    """Return the characters that the name of a place may begin with."""
    return frozenset(
        name[0] for names in (municipalities(), bases(), kana_bases(), towns(), stations()) for name in names
    )


def is_home(name: str) -> bool:
    """Say whether `name` can be where a person says they live: a municipality, a town or the place of a station."""
    return name in municipalities() or name in bases() or name in prefectures() or name in towns() or name in stations()


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    lines = (_FOLDER / "municipalities.tsv").read_text(encoding="utf-8").splitlines()
    return tuple((row[0], row[1], row[2]) for row in (line.split("\t") for line in lines))

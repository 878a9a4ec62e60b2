"""What receiving systems take: sourced or marked as unverified, and nothing in between."""

import json
from importlib.resources import files

import pytest

from yosuga.custody.package import profiles
from yosuga.custody.package.profiles import Confidence
from yosuga.errors import NotFound

FOLDER = files("yosuga.custody.package") / "profiles"


def mints() -> dict[str, object]:
    values = json.loads((FOLDER / "mints.json").read_text(encoding="utf-8"))
    assert isinstance(values, dict)
    return values


def test_every_file_loads_under_its_own_name() -> None:
    names = sorted(file.name for file in FOLDER.iterdir())
    assert names == sorted(f"{one.id}.json" for one in profiles.all_profiles())
    assert profiles.all_profiles()[0].id == "default"


@pytest.mark.parametrize("profile", profiles.all_profiles(), ids=lambda profile: profile.id)
def test_a_limit_has_a_dated_source_or_is_marked(profile: profiles.Profile) -> None:
    assert profile.name_ja
    assert profile.name_en
    assert profile.note_ja
    assert profile.note_en
    if profile.confidence is Confidence.UNVERIFIED:
        assert profile.verified_on is None
        assert profile.max_file_bytes is profile.max_name_chars is None
        assert not profile.formats
    else:
        assert profile.verified_on is not None
        assert profile.source


def test_an_exhibit_fits_the_courts_system() -> None:
    assert profiles.load("mints").problems("甲001_E0001_投稿_20250911.pdf", 30_000_000) == []


def test_the_courts_system_takes_names_of_50_characters_with_the_extension() -> None:
    court = profiles.load("mints")
    assert court.problems("甲" * 46 + ".pdf", 1) == []
    (problem,) = court.problems("甲" * 47 + ".pdf", 1)
    assert problem.limit == "max_name_chars"
    assert problem.verified
    assert "51文字" in problem.ja
    assert "51 characters" in problem.en


def test_a_rare_kanji_counts_as_the_strictest_system_counts_it() -> None:
    assert len(profiles.load("mints").problems("𠮷" * 24 + ".pdf", 1)) == 1


@pytest.mark.parametrize("name", ["動画.mp4", "list.docx", "拡張子なし"])
def test_another_format_is_named(name: str) -> None:
    (problem,) = profiles.load("mints").problems(name, 1)
    assert problem.limit == "formats"


def test_an_encrypted_file_is_named() -> None:
    found = profiles.load("mints").problems("証拠一式.zip.age", 1)
    assert [problem.limit for problem in found] == ["formats", "no_password"]


def test_an_unverified_limit_says_so_in_both_languages() -> None:
    values = mints() | {"max_file_bytes": 1_000_000}
    (problem,) = profiles.read(json.dumps(values)).problems("a.pdf", 2_500_000)
    assert not problem.verified
    assert "未確認" in problem.ja
    assert "unverified" in problem.en
    assert "2.5 MB" in problem.ja


def test_nothing_is_refused_where_nothing_is_known() -> None:
    for name in ("police", "platform-form"):
        assert profiles.load(name).problems("とても長い名前" * 20, 10**12) == []


def test_an_unknown_profile_is_not_found() -> None:
    for name in ("fax", "../mints", ""):
        with pytest.raises(NotFound):
            profiles.load(name)


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"max_name_chars": "50"},
        {"max_name_chars": 0},
        {"max_file_bytes": True},
        {"max_file_bytes": 1.5},
        {"formats": "pdf"},
        {"formats": ["PDF"]},
        {"formats": ["docx"]},  # split without pdf
        {"split": 1},
        {"verified_on": "2026-13-01"},
        {"verified_on": None},
        {"source": ""},
        {"confidence": "sure"},
        {"unverified": ["weather"]},
        {"confidence": "unverified"},
        {"id": "Mints"},
        {"name_en": ""},
    ],
    ids=str,
)
def test_a_profile_that_is_not_by_the_schema_does_not_load(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        profiles.read(json.dumps(mints() | change))


def test_a_missing_or_repeated_key_does_not_load() -> None:
    values = mints()
    del values["split"]
    with pytest.raises(ValueError, match="exactly the keys"):
        profiles.read(json.dumps(values))
    with pytest.raises(ValueError, match="twice"):
        profiles.read(json.dumps(mints())[:-1] + ', "id": "other"}')
    with pytest.raises(ValueError, match="exactly the keys"):
        profiles.read("[]")

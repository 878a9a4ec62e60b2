import json
from pathlib import Path

import pytest

from tests.authority import LoopbackAuthority
from yosuga.timestamps.base import Kind
from yosuga.timestamps.configuration import _PROBLEMS, BadAuthorities, load, parse


def entry(root: str, **changes: object) -> dict[str, object]:
    return {"name": "first", "url": "https://tsa.example.com/stamp", "roots": [root], **changes}


def document(*entries: object) -> bytes:
    return json.dumps({"authorities": entries}).encode()


def test_a_root_is_given_as_a_file_beside_the_configuration(authority: LoopbackAuthority) -> None:
    path = authority.folder / "authorities.json"
    path.write_bytes(document(entry("root.pem", kind="accredited-jp", least_interval_s=15)))
    (found,) = load(path)
    assert (found.name, found.url, found.kind) == ("first", "https://tsa.example.com/stamp", Kind.ACCREDITED_JP)
    assert found.roots == (authority.root_pem,)
    assert found.least_interval_s == 15.0


def test_a_root_is_given_as_text(authority: LoopbackAuthority, tmp_path: Path) -> None:
    (found,) = parse(document(entry(authority.root_pem.decode())), folder=tmp_path)
    assert found.roots == (authority.root_pem,)
    assert found.kind is Kind.OTHER


def test_an_empty_list_means_nobody_is_asked(tmp_path: Path) -> None:
    assert parse(document(), folder=tmp_path) == ()


@pytest.mark.parametrize(
    ("changes", "problem", "where"),
    [
        ({"urll": "x"}, "unknown-key", "authorities[0].urll"),
        ({"name": "../x"}, "name", "authorities[0].name"),
        ({"name": "大文字"}, "name", "authorities[0].name"),
        ({"url": "ftp://tsa.example.com/"}, "url", "authorities[0].url"),
        ({"url": "https://user:pass@tsa.example.com/"}, "url", "authorities[0].url"),
        ({"url": 5}, "url", "authorities[0].url"),
        ({"kind": "best"}, "kind", "authorities[0].kind"),
        ({"least_interval_s": -1}, "interval", "authorities[0].least_interval_s"),
        ({"least_interval_s": True}, "interval", "authorities[0].least_interval_s"),
        ({"least_interval_s": float("nan")}, "interval", "authorities[0].least_interval_s"),
        ({"roots": []}, "no-root", "authorities[0].roots"),
        ({"roots": ["missing.pem"]}, "root-unreadable", "authorities[0].roots[0]"),
        ({"roots": ["tsa.cnf"]}, "root", "authorities[0].roots[0]"),
        ({"roots": ["middle.pem"]}, "no-root", "authorities[0].roots"),
        ({"roots": [7]}, "root", "authorities[0].roots[0]"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    authority: LoopbackAuthority, changes: dict[str, object], problem: str, where: str
) -> None:
    with pytest.raises(BadAuthorities) as caught:
        parse(document(entry("root.pem", **changes)), folder=authority.folder)
    assert (caught.value.problem, caught.value.where) == (problem, where)
    ja, en = _PROBLEMS[problem]
    assert ja in caught.value.for_people()
    assert en in caught.value.for_people()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"authorities": {}}', b'{"authorities": [5]}', b"\xff", b"["])
def test_a_file_of_another_shape_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadAuthorities):
        parse(content, folder=tmp_path)


def test_two_authorities_of_one_name_are_refused(authority: LoopbackAuthority) -> None:
    with pytest.raises(BadAuthorities, match="twice"):
        parse(document(entry("root.pem"), entry("root.pem")), folder=authority.folder)


def test_a_key_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAuthorities, match="twice"):
        parse(b'{"authorities": [], "authorities": []}', folder=tmp_path)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadAuthorities, match="unreadable"):
        load(tmp_path / "none.json")

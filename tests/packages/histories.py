"""Attacks on what the log says: events and records, edited without the key or truly signed in a wrong form."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.packages.attack import Act, Attack, changed, redone
from tests.packages.tampering import EVENTS
from tests.verifier import build
from tests.verifier.world import World, story

Keep = Callable[[build.Case], object]
OPENING, FIRST, OTHER, EXPORT = 0, 1, 2, 5  # places in the offline package's log
HASH = build.hash_of(b"nothing")


def event(seq: int, change: Callable[[bytes], bytes]) -> Act:
    """One line of the events changed, by an editor without the key."""

    def lines(data: bytes) -> bytes:
        every = data.split(b"\n")
        every[seq] = change(every[seq])
        return b"\n".join(every)

    return redone(changed(EVENTS, lines))


def signed(keep: Keep, *, withheld: frozenset[str] = frozenset()) -> Act:
    """What the key's holder can do: another log, truly signed. The older head that was handed out is not this one's."""

    def act(top: Path, _world: World) -> None:
        case = story(None)
        keep(case)
        shutil.rmtree(top)
        build.write(case, top.parent, seal=None, withheld=withheld)

    return act


def line(change: Callable[[bytes], bytes], *, kind: str = "annotate", **fields: str | int) -> Act:
    """A line that is spelled otherwise, but is what the log's leaf was made of."""

    def keep(case: build.Case) -> None:
        made = case.event(kind, **{"eid": "E0002", "note": "x", **fields})
        case.lines[-1] = change(build.canonical(made))
        assert case.lines[-1] != build.canonical(made)
        case.export()

    return signed(keep)


def told(kind: str, **fields: str | int) -> Act:
    """An event that says what it must not say."""

    def keep(case: build.Case) -> None:
        case.event(kind, **fields)
        case.export()

    return signed(keep)


def record(change: Callable[[bytes], bytes]) -> Act:
    """A record of another form, whose true hash the log names."""

    def keep(case: build.Case) -> None:
        case.records["E0004"] = change(case.records["E0003"].replace(b"E0003", b"E0004"))
        case.event("import", eid="E0004", record=build.hash_of(case.records["E0004"]))
        case.export(total=4, items="E0001,E0002,E0003,E0004")

    return signed(keep)


def in_order(data: bytes) -> bytes:
    """The keys of an event as a person would write them."""
    made = json.loads(data)
    return json.dumps({"v": 1, **made}, ensure_ascii=False, separators=(",", ":")).encode()


def both(*acts: Act) -> Act:
    def act(top: Path, world: World) -> None:
        for one in acts:
            one(top, world)

    return act


def without_papers(top: Path, _world: World) -> None:
    shutil.rmtree(top / "data/exhibits")
    (top / "proof/papers.txt").unlink()


EDITED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("duplicate keys", lambda data: data.replace(b'"seq":2', b'"seq":2,"seq":2')),
    ("a duplicate key that overrules", lambda data: data.replace(b'"url":', b'"url":"https://example.com/","url":')),
    ("reordered keys", in_order),
    ("a float", lambda data: data.replace(b'"size":11', b'"size":11.0')),
    ("an exponent", lambda data: data.replace(b'"size":11', b'"size":11e0')),
    ("white space", lambda data: data.replace(b'"seq":2', b'"seq": 2')),
    ("an escaped letter", lambda data: data.replace(b'"builder/1"', b'"\\u0062uilder/1"')),
    ("an escaped solidus", lambda data: data.replace(b"https://", b"https:\\/\\/")),
    ("an unknown key", lambda data: data[:-1] + b',"zzz":1}'),
    ("a prototype", lambda data: b'{"__proto__":{"seq":2},' + data[1:]),
    ("a CR at its end", lambda data: data + b"\r"),
    ("a BOM", lambda data: b"\xef\xbb\xbf" + data),
    ("a number in quotes", lambda data: data.replace(b'"seq":2', b'"seq":"2"')),
    ("a number of 10^15", lambda data: data.replace(b'"size":11', b'"size":1000000000000000')),
    ("a number beyond doubles", lambda data: data.replace(b'"size":11', b'"size":' + b"9" * 400)),
    ("a leading zero", lambda data: data.replace(b'"size":11', b'"size":012')),
    ("a minus zero", lambda data: data.replace(b'"mono_us":3000000', b'"mono_us":-0')),
    ("a lone surrogate", lambda data: data.replace(b"status/2", b"status/\\ud83d")),
    ("a lone surrogate in bytes", lambda data: data.replace(b"status/2", b"status/\xed\xa0\xbd")),
    ("an overlong letter", lambda data: data.replace(b"status/2", b"status/\xc0\xb2")),
    ("text in NFD", lambda data: data.replace(b"status/2", "status/か\u3099".encode())),
    ("null for a value", lambda data: data.replace(b'"size":11', b'"size":null')),
    ("an endless nesting", lambda data: data.replace(b'"size":11', b'"size":' + b"[" * 100_000)),
]
KEPT: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("duplicate keys", lambda data: data.replace(b'"note":"x"', b'"note":"x","note":"x"')),
    ("reordered keys", in_order),
    ("a float", lambda data: data.replace(b'"mono_us":6000000', b'"mono_us":6000000.0')),
    ("white space", lambda data: data.replace(b'"v":1', b'"v": 1')),
    ("an escaped letter", lambda data: data.replace(b'"note":"x"', b'"note":"\\u0078"')),
    ("capital hex in an escape", lambda data: data.replace(b'"note":"x"', b'"note":"\\u001F"')),
    ("a control sign as it is", lambda data: data.replace(b'"note":"x"', b'"note":"\t"')),
    ("a lone surrogate", lambda data: data.replace(b'"note":"x"', b'"note":"\\udc00"')),
    ("a lone surrogate in bytes", lambda data: data.replace(b'"note":"x"', b'"note":"\xed\xb0\x80"')),
    ("text in NFD", lambda data: data.replace(b'"note":"x"', '"note":"か\u3099"'.encode())),
    ("a number of 10^15", lambda data: data.replace(b'"mono_us":6000000', b'"mono_us":1000000000000000')),
    ("a number beyond doubles", lambda data: data.replace(b'"mono_us":6000000', b'"mono_us":9007199254740993')),
    ("an unknown type", lambda data: data.replace(b'"annotate"', b'"annotated"')),
    ("an unknown key", lambda data: data[:-1] + b',"zzz":1}'),
    ("a missing key", lambda data: data.replace(b'"actor":"u1",', b"")),
    ("an empty word", lambda data: data.replace(b'"actor":"u1"', b'"actor":""')),
    ("an hour that is none", lambda data: data.replace(b"T01:", b"T24:")),
    ("an id without zeros", lambda data: data.replace(b'"E0002"', b'"E2"')),
    ("a nested value", lambda data: data.replace(b'"note":"x"', b'"note":{"a":"x"}')),
    ("a list for a value", lambda data: data.replace(b'"note":"x"', b'"note":["x"]')),
    ("another version", lambda data: data.replace(b'"v":1', b'"v":2')),
    ("a version that is true", lambda data: data.replace(b'"v":1', b'"v":true')),
]
RECORDS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("white space", lambda data: data.replace(b":", b": ")),
    ("duplicate keys", lambda data: data[:-1] + b',"v":1}'),
    ("an LF at its end", lambda data: data + b"\n"),
    ("a BOM", lambda data: b"\xef\xbb\xbf" + data),
    ("a float", lambda data: data.replace(b'"size":12', b'"size":12.0')),
    ("a number of 10^15", lambda data: data.replace(b'"size":12', b'"size":1000000000000000')),
    ("an endless nesting", lambda data: data.replace(b'"SNS', b"[" * 100_000 + b'"SNS')),
    ("a name that leads outside", lambda data: data.replace(b'"b.txt"', b'"../../b.txt"')),
    ("a name with a backslash", lambda data: data.replace(b'"b.txt"', b'"..\\\\b.txt"')),
    ("another role", lambda data: data.replace(b'"raw"', b'"original"')),
    ("another case", lambda data: data.replace(b"C-0123ABCD", b"C-ZZZZZZZZ")),
    ("another item", lambda data: data.replace(b"E0004", b"E0003")),
    ("an unknown key", lambda data: data[:-1] + b',"zzz":1}'),
    ("a lone surrogate", lambda data: data.replace(b'"SNS', b'"\\ud800')),
    ("no files but a word", lambda data: data[: data.index(b"[")] + b'"x"' + data[data.index(b"]") + 1 :]),
]
TOLD: list[tuple[str, str, str, dict[str, str | int]]] = [
    ("an event that follows from another", "event-link", "annotate", {"prev": HASH}),
    ("an event of another case", "event-link", "annotate", {"case": "C-ZZZZZZZZ"}),
    ("an import without a record", "no-record", "import", {"eid": "E0002"}),
    ("a stamp without a token", "anchor", "anchor", {"authority": "tsa1"}),
    ("a file derived from another item's", "parent", "derive", {"eid": "E0002", "parent": HASH}),
    ("elapsed time that runs back", "mono", "annotate", {"mono_us": 1, "eid": "E0002"}),
    ("a day in no calendar", "calendar", "annotate", {"at_device": "2026-02-30T00:00:00.000000Z"}),
    ("a token named before it was", "anchor-order", "annotate", {"anchor": "f" * 64, "eid": "E0002"}),
]
HISTORIES = [
    *(
        Attack(name=f"an event edited: {name}", act=event(OTHER, change), code="event-form", item="E0002")
        for name, change in EDITED
    ),
    *(
        Attack(
            name=f"an event signed: {name}",
            act=line(change),
            code="event-form",
            item="" if name == "an id without zeros" else "E0002",
        )
        for name, change in KEPT
    ),
    *(
        Attack(name=f"a record: {name}", act=record(change), code="record-form", item="E0004")
        for name, change in RECORDS
    ),
    *(
        Attack(name=name, act=told(kind, **fields), code=code, item=str(fields.get("eid", "")))
        for name, code, kind, fields in TOLD
    ),
    # No attack at all, and none must be seen: a title with marks that only a later Unicode puts in another order.
    Attack(
        name="a text with later marks",
        act=told("annotate", eid="E0002", note="\u0897\u0323 \U0001e4ec\u0323"),
        code="no-seal",
        verdict="open",
    ),
    Attack(
        name="a clock that runs back unexplained",
        act=told("annotate", eid="E0002", at_device="2026-11-20T00:00:00.000000Z"),
        code="clock",
        item="E0002",
        verdict="open",
    ),
]

"""Attacks on the papers of a package: data/exhibits/ and proof/papers.txt."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.packages.attack import Act, Attack, changed, redone, removed, swapped, written
from tests.packages.histories import Keep, signed, without_papers
from tests.verifier import build
from tests.verifier.world import World

FIRST = "data/exhibits/甲001_E0001_投稿_20250911.pdf"
CALLS = "data/exhibits/甲002の1_E0003_通話履歴.pdf"
SECOND = "data/exhibits/甲003_E0002_投稿.pdf"
PAPERS = "proof/papers.txt"


def listed_anew(act: Act) -> Act:
    """The attack, and the list of papers redone; only the key's holder can make an event name it."""

    def both(top: Path, world: World) -> None:
        act(top, world)
        here = {f"data/exhibits/{path.name}": path.read_bytes() for path in (top / "data/exhibits").iterdir()}
        (top / PAPERS).write_bytes(build.papers_list(here))

    return both


def moved(old: str, new: str) -> Act:
    def act(top: Path, _world: World) -> None:
        (top / new).parent.mkdir(parents=True, exist_ok=True)
        (top / old).rename(top / new)

    return act


def exhibits_taken_away(top: Path, _world: World) -> None:
    shutil.rmtree(top / "data/exhibits")


def listing(change: Callable[[bytes], bytes]) -> Act:
    """A list of another form, which the export event truly names."""

    def act(top: Path, world: World) -> None:
        def keep(case: build.Case) -> None:
            listed = change(build.papers_list(case.papers))
            case.export(sha256=build.hash_of(listed), size=len(listed))

        signed(keep)(top, world)
        (top / PAPERS).write_bytes(change((top / PAPERS).read_bytes()))
        build.redo_all(top)

    return act


def paper(path: str, *, withheld: frozenset[str] = frozenset()) -> Act:
    """A paper more, truly listed and named by the export event."""

    def keep(case: build.Case) -> None:
        case.papers[path] = b"%PDF one more"
        case.export()

    return signed(keep, withheld=withheld)


def first_line_last(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[1:], lines[0]])


def named_by_nobody(case: build.Case) -> None:
    case.event("export", items="", total=3)


def named_by_an_older_export(case: build.Case) -> None:
    case.export()
    case.event("export", items="", total=3)


def named_by_no_newer_export(case: build.Case) -> None:
    """An export event is one, whatever item it says it is of."""
    case.export()
    case.event("export", eid="E0001", items="", total=3)


def named_by_another_event(case: build.Case) -> None:
    listed = build.papers_list(case.papers)
    case.event("export", items="", total=3)
    case.event("annotate", sha256=build.hash_of(listed), size=len(listed))


def named_with_another_size(case: build.Case) -> None:
    case.export(size=1)


def derived_instead(case: build.Case) -> None:
    """An item vouches for its own files; for papers it does not."""
    case.papers.clear()
    case.payload[FIRST] = b"%PDF derived"
    case.event("derive", eid="E0001", sha256=build.hash_of(b"%PDF derived"), size=12)
    case.export()


def listed_and_not_there(top: Path, world: World) -> None:
    paper(SECOND)(top, world)
    (top / SECOND).unlink()
    build.redo_all(top)


EDITED: list[tuple[str, str, str, str, Act]] = [
    ("a paper altered", "paper-altered", FIRST, "E0001", changed(FIRST, lambda data: data + b" and more")),
    ("two papers exchanged", "paper-altered", CALLS, "E0003", swapped(FIRST, CALLS)),
    ("a paper altered and listed", "papers-altered", PAPERS, "", listed_anew(changed(FIRST, bytes.upper))),
    ("a paper added", "paper-unlisted", SECOND, "E0002", written(SECOND, b"%PDF made up")),
    ("a paper added and listed", "papers-altered", PAPERS, "", listed_anew(written(SECOND, b"%PDF made up"))),
    ("a paper taken away", "paper-missing", CALLS, "E0003", removed(CALLS)),
    ("a paper taken away and unlisted", "papers-altered", PAPERS, "", listed_anew(removed(CALLS))),
    ("a paper under another mark", "paper-unlisted", "甲009", "E0001", moved(FIRST, FIRST.replace("甲001", "甲009"))),
    ("a paper under another item", "paper-unlisted", "E0002", "E0002", moved(FIRST, FIRST.replace("E0001", "E0002"))),
    ("a paper moved into a folder", "paper-name", "more/", "E0001", moved(FIRST, FIRST.replace("/甲", "/more/甲"))),
    (
        "a paper among the originals",
        "unvouched",
        "originals",
        "E0001",
        moved(FIRST, FIRST.replace("exhibits", "originals")),
    ),
    (
        "an original among the papers",
        "paper-unlisted",
        "E0002",
        "E0002",
        moved("data/originals/E0002_20250911_1405_SNS投稿.png", SECOND),
    ),
    ("the list of papers taken away", "papers-missing", PAPERS, "", removed(PAPERS)),
    ("all papers taken away", "paper-missing", FIRST, "E0001", exhibits_taken_away),
    ("all papers and their list taken away", "papers-missing", PAPERS, "", without_papers),
    (
        "a list of papers with CRLF",
        "papers-altered",
        PAPERS,
        "",
        changed(PAPERS, lambda data: data.replace(b"\n", b"\r\n")),
    ),
    ("an endless list of papers", "proof-file", PAPERS, "", changed(PAPERS, lambda data: data * 60_000)),
]
LISTED: list[tuple[str, str, str, Callable[[bytes], bytes]]] = [
    ("unsorted", "papers-form", "", first_line_last),
    ("in CRLF", "paper-missing", "E0001", lambda data: data.replace(b"\n", b"\r\n")),
    ("with a BOM", "papers-form", "", lambda data: b"\xef\xbb\xbf" + data),
    ("with a line twice", "papers-form", "", lambda data: data.splitlines(keepends=True)[0] + data),
    ("in capital hex", "papers-form", "", lambda data: data[:64].upper() + data[64:]),
    ("without its last LF", "papers-form", "", lambda data: data[:-1]),
    ("with a percent-encoded letter", "papers-form", "", lambda data: data.replace(b"E0001", b"E000%31")),
    ("with an empty line", "papers-form", "", lambda data: data + b"\n"),
    ("with nothing in it", "papers-form", "", lambda _data: b""),
    ("without a paper that is there", "paper-unlisted", "E0003", lambda data: data[: data.rindex(b"\n", 0, -1) + 1]),
    ("with another hash", "paper-altered", "E0001", lambda data: b"0" * 64 + data[64:]),
    ("with another file of the package", "paper-name", "", lambda data: b"0" * 64 + b"  bagit.txt\n" + data),
    (
        "with a path that leads outside",
        "paper-name",
        "E0002",
        lambda data: data + b"0" * 64 + "  data/exhibits/甲004_E0002_/../x\n".encode(),
    ),
]
KEPT: list[tuple[str, str, str, str, Keep]] = [
    ("papers that no event names", "papers-unnamed", PAPERS, "", named_by_nobody),
    ("papers that an older export names", "papers-unnamed", PAPERS, "", named_by_an_older_export),
    ("papers that the export of an item leaves out", "papers-unnamed", PAPERS, "", named_by_no_newer_export),
    ("papers that another event names", "papers-unnamed", PAPERS, "", named_by_another_event),
    ("papers named with another size", "papers-altered", PAPERS, "", named_with_another_size),
    ("a paper that an item vouches for", "paper-unlisted", FIRST, "E0001", derived_instead),
]
BAD_NAMES = [
    ("without a mark", "data/exhibits/E0001_投稿.pdf", "E0001"),
    ("without an item", "data/exhibits/甲004_投稿.pdf", ""),
    ("of three parties", "data/exhibits/甲乙丙004_E0001_投稿.pdf", ""),
    ("of an unknown party", "data/exhibits/丁004_E0001_投稿.pdf", ""),
    ("of two digits", "data/exhibits/甲04_E0001_投稿.pdf", ""),
    ("of full-width digits", "data/exhibits/甲００４_E0001_投稿.pdf", ""),
    ("of an empty branch", "data/exhibits/甲004の_E0001_投稿.pdf", ""),
    ("of item zero", "data/exhibits/甲004_E0000_投稿.pdf", ""),
    ("that ends with its item", "data/exhibits/甲004_E0001", "E0001"),
    ("in a folder", "data/exhibits/甲004_E0001_more/a.pdf", "E0001"),
]

EXHIBITS = [
    *(
        Attack(name=name, act=redone(act), code=code, subject=subject, item=item)
        for name, code, subject, item, act in EDITED
    ),
    *(
        Attack(name=f"a list of papers {name}", act=listing(change), code=code, item=item)
        for name, code, item, change in LISTED
    ),
    *(
        Attack(name=name, act=signed(keep), code=code, subject=subject, item=item)
        for name, code, subject, item, keep in KEPT
    ),
    *(
        Attack(name=f"a paper {name}", act=paper(path), code="paper-name", subject=path, item=item)
        for name, path, item in BAD_NAMES
    ),
    Attack(name="a paper that is listed and not there", act=listed_and_not_there, code="paper-missing", item="E0002"),
    Attack(
        name="a paper of a withheld item",
        act=paper(SECOND, withheld=frozenset({"E0002"})),
        code="paper-withheld",
        subject=SECOND,
        item="E0002",
    ),
    Attack(
        name="a paper of an item that never was",
        act=paper(SECOND.replace("E0002", "E0099")),
        code="paper-withheld",
        item="E0099",
    ),
]

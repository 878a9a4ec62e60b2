"""Attacks with names: paths that mean two things, manifests that two readers read differently, links."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.packages.attack import NO_BYTES_IN_NAMES, NO_LINKS, Act, Attack, changed, redone, replaced, written
from tests.packages.tampering import EVENTS, SECOND
from tests.verifier import build
from tests.verifier.world import World

NAME = SECOND.encode()
DIGEST = build.hash_of(b"\x89PNG second").encode()
INFO = "bag-info.txt"


def renamed(new: str | bytes, *, old: str = SECOND) -> Act:
    """A file under another name, its bytes as they were."""

    def act(top: Path, _world: World) -> None:
        target = os.fsencode(top) + b"/" + (new if isinstance(new, bytes) else new.encode())
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - the name may be bytes
        os.rename(top / old, target)  # noqa: PTH104

    return act


def redone_bytes(new: bytes) -> Act:
    """The same with a name in bytes; the builder's manifests cannot hold it, an editor's can."""

    def act(top: Path, world: World) -> None:
        renamed(new)(top, world)
        changed(build.MANIFEST, lambda data: data.replace(SECOND.encode(), new))(top, world)
        build.redo_tagmanifest(top)

    return act


def manifest(change: Callable[[bytes], bytes], *, name: str = build.MANIFEST) -> Act:
    """A manifest with its bytes changed, and the manifest over it redone."""

    def act(top: Path, world: World) -> None:
        changed(name, change)(top, world)
        if name == build.MANIFEST:
            build.redo_tagmanifest(top)

    return act


def line(path: bytes) -> Act:
    """A line more in the manifest of the payload."""
    return manifest(lambda data: data + b"0" * 64 + b"  " + path + b"\n")


def tag(path: str, old: bytes, new: bytes) -> Act:
    """A tag file changed, and the manifest over it redone."""

    def act(top: Path, world: World) -> None:
        replaced(path, old, new)(top, world)
        build.redo_tagmanifest(top)

    return act


def link_beside(top: Path, _world: World) -> None:
    (top / "data/originals/E0001_link.png").symlink_to("/etc/passwd")


def link_in_place(top: Path, _world: World) -> None:
    """What the link leads to has the right bytes, today."""
    (top / SECOND).rename(top.parent / "outside.png")
    (top / SECOND).symlink_to(top.parent / "outside.png")


def link_to_a_folder(top: Path, _world: World) -> None:
    (top / "data/captures/E0001").rename(top.parent / "outside")
    (top / "data/captures/E0001").symlink_to(top.parent / "outside")


def literal_escape(top: Path, world: World) -> None:
    """`%0A` in a manifest is LF (RFC 8493 2.1.3), though `sha256sum` reads three signs and is content."""
    renamed("data/originals/E0002_a%0Ab.png")(top, world)
    build.redo_all(top)


def two_paths_in_a_line(top: Path, world: World) -> None:
    """U+2028 is a line's end to some readers and a letter to others."""
    renamed("data/originals/E0002_a\u2028b.png")(top, world)
    (top / "data/originals/E0002_加工.png").write_bytes(b"made up")
    build.redo_all(top)


def an_unknown(name: str) -> Act:
    """A made-up file under a name that lies about itself."""
    return redone(written(f"data/originals/{name}", b"made up"))


def twins(one: str, other: str) -> Act:
    """The same true bytes under two names that are one to some systems."""

    def act(top: Path, world: World) -> None:
        for name in (one, other):
            written(f"data/originals/{name}", b"\x89PNG second")(top, world)
        build.redo_all(top)

    return act


PATHS = [
    ("a newline in a name", "a\nb.png"),
    ("a carriage return in a name", "a\rb.png"),
    ("a C1 control sign in a name", "a\u009bb.png"),
    ("a backslash in a name", "a\\..\\b.png"),
    ("a colon in a name", "a.png:hidden"),
    ("a name that ends in a dot", "a."),
    ("a name that ends in a space", "a.png "),
    ("a name in NFD", "か\u3099.png"),
    ("a name too long", "a" * 120 + ".png"),
]
LINES = [
    ("a manifest that leads outside", b"data/../../etc/passwd", "missing"),
    ("a manifest that leads outside below an item", b"data/originals/E0002_x/../../../x", "missing"),
    ("a manifest with an absolute path", b"/etc/passwd", "manifest-line"),
    ("a manifest with a drive", b"C:/data/x", "manifest-line"),
    ("a manifest with a share", b"//server/data/x", "manifest-line"),
    ("a manifest that names a folder", b"data/originals", "missing"),
    ("a manifest with an empty part", b"data//originals/x", "missing"),
    ("a manifest with a tag file", b"bagit.txt", "manifest-line"),
    ("a manifest with a name that is no text", b"data/\xff\xfe", "missing"),
    ("a manifest with a NUL", b"data/a\0b", "missing"),
]
SPELLINGS: list[tuple[str, str, Callable[[bytes], bytes], str]] = [
    ("a manifest with backslashes", "extra", lambda data: data.replace(NAME, NAME.replace(b"/", b"\\")), "E0002"),
    ("a manifest with a leading dot", "extra", lambda data: data.replace(NAME, b"./" + NAME), "E0002"),
    ("a manifest with a percent-encoded letter", "extra", lambda data: data.replace(b"E0002", b"E000%32"), "E0002"),
    ("a manifest with another case", "extra", lambda data: data.replace(b"s/E0002", b"s/e0002"), "E0002"),
    ("a manifest with a BOM", "extra", lambda data: b"\xef\xbb\xbf" + data, "E0001"),
    ("a manifest with CRLF", "missing", lambda data: data.replace(b"\n", b"\r\n"), "E0002"),
    ("a manifest with CR alone", "extra", lambda data: data.replace(b"\n", b"\r"), "E0002"),
    ("a manifest in UTF-16", "extra", lambda data: data.decode().encode("utf-16"), "E0002"),
    ("a manifest in capital hex", "extra", lambda data: data.replace(DIGEST, DIGEST.upper()), "E0002"),
    ("a manifest with one space", "extra", lambda data: data.replace(b"  " + NAME, b" " + NAME), "E0002"),
    ("a manifest with binary marks", "extra", lambda data: data.replace(b"  ", b" *"), "E0002"),
    ("a manifest with a line twice", "manifest-line", lambda data: data + DIGEST + b"  " + NAME + b"\n", "E0002"),
    (
        "a manifest with two hashes of one file",
        "manifest-line",
        lambda data: data + b"0" * 64 + b"  " + NAME + b"\n",
        "E0002",
    ),
    ("a manifest without its last LF", "extra", lambda data: data[:-1], "E0003"),
    ("a manifest with an empty line", "manifest-line", lambda data: data + b"\n", ""),
    ("a manifest with a comment", "manifest-line", lambda data: b"# by hand\n" + data, ""),
    ("a manifest with a line of a megabyte", "manifest-line", lambda data: data + b"0" * 64 + b"  " + b"x" * 2**20, ""),
    ("an empty manifest", "extra", lambda _data: b"", "E0001"),
]
DECLARATIONS = [
    ("another version of BagIt", b"1.0", b"0.97"),
    ("a declaration with a BOM", b"BagIt", b"\xef\xbb\xbfBagIt"),
    ("a declaration in CRLF", b"\n", b"\r\n"),
]
INFOS: list[tuple[str, str, bytes, bytes]] = [
    ("a total beyond every counter", "oxum", b"Payload-Oxum: ", b"Payload-Oxum: 18446744073709551616"),
    ("a total with a sign", "oxum", b"Payload-Oxum: ", b"Payload-Oxum: +"),
    ("a total in two lines", "label-twice", b"Payload-Oxum", b"Payload-Oxum: 0.0\nPayload-Oxum"),
    ("a description in CRLF", "oxum", b"\nExternal", b"\r\nExternal"),
    ("another format", "format", b"Format: 1", b"Format: 2"),
    ("another case", "event-link", b"C-0123ABCD", b"C-ZZZZZZZZ"),
]

NAMES = [
    *(
        Attack(name=name, act=redone(renamed(f"data/originals/E0002_{path}")), code="bad-path", item="E0002")
        for name, path in PATHS
    ),
    *(
        Attack(name=name, act=line(path), code=code, item="E0002" if b"E0002" in path else "")
        for name, path, code in LINES
    ),
    *(Attack(name=name, act=manifest(change), code=code, item=item) for name, code, change, item in SPELLINGS),
    *(Attack(name=name, act=tag(INFO, old, new), code=code) for name, code, old, new in INFOS),
    *(Attack(name=name, act=tag("bagit.txt", old, new), code="bagit") for name, old, new in DECLARATIONS),
    Attack(
        name="a tag manifest with CRLF",
        act=manifest(lambda data: data.replace(b"\n", b"\r\n"), name=build.TAGMANIFEST),
        code="extra",
        subject=EVENTS,
    ),
    Attack(
        name="a tag manifest that names itself",
        act=manifest(lambda data: data + b"0" * 64 + f"  {build.TAGMANIFEST}\n".encode(), name=build.TAGMANIFEST),
        code="manifest-line",
    ),
    Attack(
        name="a tag manifest without a line",
        act=manifest(lambda data: data.replace(EVENTS.encode(), b"proof/gone"), name=build.TAGMANIFEST),
        code="extra",
        subject=EVENTS,
    ),
    Attack(
        name="a name that is no text",
        act=redone_bytes(b"data/originals/E0002_\xff.png"),
        code="bad-path",
        item="E0002",
        browser=NO_BYTES_IN_NAMES,
    ),
    Attack(name="an escape in a name, read as three signs", act=literal_escape, code="extra", item="E0002"),
    Attack(name="a line's end of Unicode in a name", act=two_paths_in_a_line, code="unvouched", item="E0002"),
    Attack(name="a name that reads backwards", act=an_unknown("E0002_\u202egnp.exe"), code="unvouched", item="E0002"),
    Attack(name="a name of another width", act=an_unknown("\uff25\uff10\uff10\uff10\uff12_a.png"), code="unvouched"),
    # What a later Unicode would write in another order is no fault, to whichever version a verifier knows.
    Attack(
        name="a name with later marks", act=an_unknown("E0002_\U0001e4ec\u0323.png"), code="unvouched", item="E0002"
    ),
    Attack(name="a hidden file", act=written("data/.DS_Store", b"left by a computer"), code="extra"),
    Attack(name="an added folder", act=written("extra/deep/file.txt", b"x"), code="extra", subject="extra/deep"),
    Attack(name="twins in case", act=twins("E0002_a.png", "E0002_A.png"), code="twin-path", item="E0002"),
    Attack(name="twins in form", act=twins("E0002_ガ.png", "E0002_カ\u3099.png"), code="twin-path", item="E0002"),
    Attack(name="twins in folding", act=twins("E0002_ß.png", "E0002_ss.png"), code="twin-path", item="E0002"),
    Attack(name="twins of file and folder", act=twins("E0002_a/b.png", "E0002_A"), code="twin-path", item="E0002"),
    Attack(name="a link beside the files", act=link_beside, code="special-file", item="E0001", browser=NO_LINKS),
    Attack(name="a link in place of a file", act=link_in_place, code="special-file", item="E0002", browser=NO_LINKS),
    Attack(name="a link to a folder", act=link_to_a_folder, code="special-file", item="E0001", browser=NO_LINKS),
]

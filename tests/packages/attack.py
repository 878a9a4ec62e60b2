"""What an attack on a package is: how it is made, and what every verifier must answer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.verifier import build
from tests.verifier.world import World

Act = Callable[[Path, World], object]

# Why a page in a browser may not see what the command line sees; the empty text says that it must.
NO_LINKS = "a browser is given the files behind links, never the links"
NO_SIGNATURE_OF_TOKENS = "a page reads a token's imprint; whether its signature holds it leaves to openssl"
NO_BYTES_IN_NAMES = "a browser is given names as text, never as bytes"
NO_OLDER = "a page compares with an older package only when it is given one"


@dataclass(frozen=True, kw_only=True)
class Attack:
    """An attack on a package that was 一致 or 要確認 before it.

    `act` changes the folder (its top folder) or, of kind `zip`, the ZIP file. The reader holds the case's key and the
    authority's root (`World.trust`) and, where `since` names one, another package of the world. The answer must be
    `verdict` (`broken` or `open`) and name `item` when it is not empty. `code` and `subject` are the Python verifier's.
    """

    name: str
    act: Act
    code: str
    subject: str = ""
    verdict: str = "broken"
    item: str = ""
    base: str = "offline"
    kind: str = "folder"
    since: str = ""
    browser: str = ""

    @property
    def exit(self) -> int:
        """The exit code of the command line."""
        return {"broken": 1, "open": 2}[self.verdict]

    def arguments(self, world: World) -> list[str]:
        """What the reader trusts, as arguments."""
        return [*world.trust, *(["--since", str(getattr(world, self.since))] if self.since else [])]

    def stage(self, world: World, folder: Path) -> Path:
        """Copy the package into an empty folder, attack it there, and return the top folder or the ZIP."""
        path = build.copy(getattr(world, self.base), folder)
        if self.kind == "zip":
            path = build.zipped(path, folder / "package.zip")
        self.act(path, world)
        return path


def nothing(_path: Path, _world: World) -> None:
    """The attack is to hand over what is there."""


def redone(act: Act) -> Act:
    """The attack, and then what an editor without a seal does to hide it: total and manifests anew."""

    def both(top: Path, world: World) -> None:
        act(top, world)
        build.redo_all(top)

    return both


def resealed(act: Act) -> Act:
    """The attack, manifests anew, and a true seal obtained later, which anyone can have from a public authority."""

    def both(top: Path, world: World) -> None:
        act(top, world)
        world.reseal(top)

    return both


def changed(path: str, change: Callable[[bytes], bytes]) -> Act:
    """One file of a package, or the ZIP itself (empty path), with its bytes changed."""

    def act(top: Path, _world: World) -> None:
        before = (top / path).read_bytes()
        after = change(before)
        assert after != before
        (top / path).write_bytes(after)

    return act


def replaced(path: str, old: bytes, new: bytes) -> Act:
    """One file with the first occurrence of some bytes replaced."""
    return changed(path, lambda data: data.replace(old, new, 1))


def written(path: str, data: bytes) -> Act:
    """A file added or overwritten."""

    def act(top: Path, _world: World) -> None:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(data)

    return act


def removed(path: str) -> Act:
    """A file taken away."""
    return lambda top, _world: (top / path).unlink()


def swapped(one: str, other: str) -> Act:
    """The contents of two files exchanged."""

    def act(top: Path, _world: World) -> None:
        a, b = (top / one).read_bytes(), (top / other).read_bytes()
        (top / one).write_bytes(b)
        (top / other).write_bytes(a)

    return act

"""What an act did to the disk, read from strace, and every disk that a power cut could have left behind.

The disk that is assumed is a mean one. Bytes and lengths are sure once their file was synced, and a name (made, given,
taken away) once its folder was; until then each may be there or not, whatever came after it. A rename within a folder
is one change. A write is torn at 512 bytes. What is not assumed: that the disk invents bytes, or loses what was synced.
SQLite's `-shm` never survives: it is only shared memory, and made anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_OPEN = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_REST = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_SECTOR = 512
_OF_NAMES = {
    "truncate", "link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
    "symlink", "symlinkat",
}  # fmt: skip
_OF_FILES = {
    "open", "openat", "creat", "close", "write", "writev", "pwrite64", "pwritev", "lseek", "ftruncate", "fallocate",
    "fsync", "fdatasync", "dup", "dup2", "dup3", "sendfile", "copy_file_range", "sendto",
}  # fmt: skip
TRACED = ",".join(sorted(_OF_NAMES | _OF_FILES))


@dataclass(frozen=True, slots=True)
class Bytes:
    """A write into a file: at an offset, or (no content) a new length."""

    file: int
    offset: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Names:
    """A change of names in one folder, which happens as one: each name and the file it now leads to, or none."""

    folder: int
    changes: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Sync:
    """A file's bytes, or a folder's names, are on the medium."""

    file: int


@dataclass(frozen=True, slots=True)
class Told:
    """The person heard of success."""


Event = Bytes | Names | Sync | Told
Tree = dict[int, bytes | dict[str, int]]
State = dict[str, bytes | None]


@dataclass(slots=True)
class Recording:
    """What an act did below a folder: the disk before it, and the events. Files go by number; the root is 0."""

    root: Path
    before: Tree = field(default_factory=lambda: {0: {}})
    events: list[Event] = field(default_factory=list)
    _now: dict[int, dict[str, int]] = field(default_factory=dict)
    _handles: dict[int, tuple[int, int]] = field(default_factory=dict)

    def look(self) -> None:
        """Remember what is there before the act."""
        self._remember(self.root, 0)
        self._now = {number: dict(entry) for number, entry in self.before.items() if isinstance(entry, dict)}

    def _remember(self, folder: Path, number: int) -> None:
        names: dict[str, int] = {}
        self.before[number] = names
        for path in sorted(folder.iterdir()):
            names[path.name] = child = len(self.before)
            if path.is_dir():
                self._remember(path, child)
            else:
                self.before[child] = path.read_bytes()

    def read(self, log: Path) -> None:
        """Read strace's lines into events."""
        for name, given, result in _calls(log.read_text().splitlines()):
            if result >= 0:
                self._take(name, given, result)

    def _take(self, name: str, given: str, result: int) -> None:
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(given)]
        first, last = given.partition(",")[0], given.rpartition(",")[2]
        if name in {"open", "openat", "creat"}:
            self._opened(texts[0].decode(), given, handle=result)
        elif name in _OF_NAMES:
            self._names(name, [text.decode() for text in texts])
        elif name == "sendto":
            self.events += [Told()] if texts == [b"done\n"] else []
        elif first.isdigit() and int(first) in self._handles:
            self._used(name, int(first), b"".join(texts)[:result], last=last, result=result)

    def _used(self, name: str, handle: int, content: bytes, *, last: str, result: int) -> None:
        """Take what was done with an open file."""
        file, offset = self._handles[handle]
        match name:
            case "close":
                del self._handles[handle]
            case "lseek":
                self._handles[handle] = (file, result)
            case "write" | "writev":
                self.events.append(Bytes(file, offset, content))
                self._handles[handle] = (file, offset + len(content))
            case "pwrite64":
                self.events.append(Bytes(file, int(last), content))
            case "ftruncate":
                self.events.append(Bytes(file, int(last), None))
            case "fsync" | "fdatasync":
                self.events.append(Sync(file))
            case _:
                raise AssertionError(f"a call the replay does not know: {name}")

    def _opened(self, path: str, given: str, *, handle: int) -> None:
        place = self._place(path)
        if place is None:
            return
        folder, name = place
        number = self._now[folder].get(name) if name else folder
        if number is None:
            number = self._new(b"")
            self._now[folder][name] = number
            self.events += [Names(folder, ((name, number),))]
        elif "O_TRUNC" in given:
            self.events.append(Bytes(number, 0, None))
        self._handles[handle] = (number, 0)

    def _names(self, call: str, paths: Sequence[str]) -> None:
        """Take a change of names. Nothing here moves from one folder to another."""
        places = [place for place in map(self._place, paths) if place is not None]
        if not places:
            return
        (folder, name), (other, new) = places[0], places[-1]
        match call:
            case "mkdir" | "mkdirat":
                number = self._new({})
                self._now[number] = {}
                self._change(folder, (name, number))
            case "unlink" | "unlinkat" | "rmdir":
                self._change(folder, (name, None))
            case "link" | "linkat":
                self._change(other, (new, self._now[folder][name]))
            case "rename" | "renameat" | "renameat2" if folder == other:
                self._change(folder, (new, self._now[folder][name]), (name, None))
            case _:
                raise AssertionError(f"a call the replay does not know: {call} {paths}")

    def _change(self, folder: int, *changes: tuple[str, int | None]) -> None:
        for name, number in changes:
            if number is None:
                del self._now[folder][name]
            else:
                self._now[folder][name] = number
        self.events.append(Names(folder, changes))

    def _place(self, path: str) -> tuple[int, str] | None:
        """Return folder and name of a path; the root itself has none. None for what lies elsewhere."""
        if not Path(path).is_absolute() or not Path(path).is_relative_to(self.root):
            assert Path(path).is_absolute() or not path, path
            return None
        *above, name = ("", *Path(path).relative_to(self.root).parts)
        folder = 0
        for part in above[1:]:
            folder = self._now[folder][part]
        return folder, name

    def _new(self, empty: bytes | dict[str, int]) -> int:
        """Number a file or folder that is made now: it is nothing until a name leads to it."""
        number = len(self.before)
        self.before[number] = empty
        return number


@dataclass(frozen=True, slots=True)
class Cut:
    """A moment at which the power fails, and which of the changes that nobody made sure of are there all the same."""

    sure: Tree
    there: tuple[Bytes | Names, ...]
    told: bool

    def state(self) -> State:
        """Return each path below the root with its content; None for a folder."""
        disk = dict(self.sure)
        for change in self.there:
            _apply(change, disk)
        return {path: content for path, content in _walk(disk, 0, "") if not path.endswith("-shm")}


def cuts(recording: Recording) -> Iterator[Cut]:
    """Yield every moment with: none of what is not sure, all of it, all but one, only one, the newest write torn."""
    sure, waiting, told = dict(recording.before), list[Bytes | Names](), False
    yield Cut(sure, (), told)
    for event in recording.events:
        match event:
            case Told():
                told = True
            case Sync(file):
                sure = dict(sure)
                for change in [one for one in waiting if _belongs(one) == file]:
                    _apply(change, sure)
                waiting = [one for one in waiting if _belongs(one) != file]
            case _:
                waiting.append(event)
        for there in _choices(waiting):
            yield Cut(sure, there, told)


def _choices(waiting: Sequence[Bytes | Names]) -> Iterator[tuple[Bytes | Names, ...]]:
    yield ()
    yield tuple(waiting)
    for n, one in enumerate(waiting):
        yield (*waiting[:n], *waiting[n + 1 :])
        yield (one,)
    if waiting and isinstance(waiting[-1], Bytes):
        yield from ((*waiting[:-1], torn) for torn in _torn(waiting[-1]))


def _torn(write: Bytes) -> Iterator[Bytes]:
    """Yield a write as far as one of its sectors: the first, one in the middle, the last but one."""
    sectors = len(write.content or b"") // _SECTOR
    for end in sorted({1, sectors // 2, sectors - 1} - {0, -1, sectors}):
        yield Bytes(write.file, write.offset, (write.content or b"")[: end * _SECTOR])


def distinct(recording: Recording) -> list[Cut]:
    """Return the cuts that leave different disks, told and untold apart: SQLite's shared memory counts for nothing."""
    seen: set[int] = set()
    found = []
    for cut in cuts(recording):
        mark = hash((cut.told, tuple(sorted((path, hash(content)) for path, content in cut.state().items()))))
        if mark not in seen:
            seen.add(mark)
            found.append(cut)
    return found


def lay_down(state: State, root: Path) -> None:
    """Make an empty folder hold a state."""
    for path, content in state.items():
        if content is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(content)


def _belongs(change: Bytes | Names) -> int:
    return change.file if isinstance(change, Bytes) else change.folder


def _apply(change: Bytes | Names, disk: Tree) -> None:
    if isinstance(change, Names):
        names = disk.get(change.folder, {})
        assert isinstance(names, dict)
        changed = {**names, **{name: number for name, number in change.changes if number is not None}}
        disk[change.folder] = {name: to for name, to in changed.items() if (name, None) not in change.changes}
        return
    old = disk.get(change.file, b"")
    assert isinstance(old, bytes)
    if change.content is None:
        disk[change.file] = old[: change.offset].ljust(change.offset, b"\0")
    else:
        end = change.offset + len(change.content)
        disk[change.file] = old[: change.offset].ljust(change.offset, b"\0") + change.content + old[end:]


def _walk(disk: Tree, folder: int, above: str) -> Iterator[tuple[str, bytes | None]]:
    names = disk[folder]
    assert isinstance(names, dict)
    for name, number in sorted(names.items()):
        entry = disk[number]
        yield f"{above}{name}", entry if isinstance(entry, bytes) else None
        if isinstance(entry, dict):
            yield from _walk(disk, number, f"{above}{name}/")


def _calls(lines: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield name, arguments and result of each call; one that another thread cut in two is put together."""
    begun: dict[str, str] = {}
    for line in lines:
        if match := _OPEN.match(line):
            begun[match[1]] = match[0].removesuffix(" <unfinished ...>")
            continue
        rest = _REST.match(line)
        whole = begun.pop(rest[1]) + rest[2] if rest else line
        if match := _CALL.match(whole):
            yield match[2], match[3], int(match[4])

"""Builds evidence packages from the format document alone: an author that shares nothing with the product."""

import base64
import hashlib
import json
import re
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SOURCE = Path(__file__).resolve().parents[2] / "src" / "yosuga_verifier"
CASE = "C-0123ABCD"
TOP = f"証拠一式_{CASE}_20261122_第01回"
MANIFEST = "manifest-sha256.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"


class Stamps(Protocol):
    """Whoever stamps: a name for files, and a TimeStampResp over a digest."""

    name: str

    def stamp(self, digest: bytes) -> bytes: ...


def canonical(value: object) -> bytes:
    """Part B: sorted keys, no white space, as it stands in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def leaf_hash(line: bytes) -> bytes:
    return hashlib.sha256(b"\0" + line).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962 2.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


def path_to(index: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path_to(index, leaves[:split]), root_of(leaves[split:])]
    return [*path_to(index - split, leaves[split:]), root_of(leaves[:split])]


class SigningKey:
    """A case's key in the form of C2SP signed notes."""

    def __init__(self, *, seed: bytes, name: str = f"yosuga/{CASE}") -> None:
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        public = b"\1" + self._key.public_key().public_bytes_raw()
        self.id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{base64.b64encode(public).decode()}"

    def note(self, text: str) -> bytes:
        signature = base64.b64encode(self.id + self._key.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n".encode()


@dataclass
class Case:
    """A case as its keeper has it: every event, record, file and token."""

    key: SigningKey = field(default_factory=lambda: SigningKey(seed=b"keeper"))
    case: str = CASE
    events: list[dict[str, str | int]] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    records: dict[str, bytes] = field(default_factory=dict)
    payload: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)
    tokens: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    anchor: str = "none"
    hour: int = 1

    @property
    def leaves(self) -> list[bytes]:
        return [leaf_hash(line) for line in self.lines]

    def event(self, kind: str, **fields: str | int) -> dict[str, str | int]:
        """Append an event; `fields` overrule what an honest device would write."""
        seq = len(self.lines)
        event: dict[str, str | int] = {
            "v": 1, "case": self.case, "seq": seq, "prev": leaf_hash(self.lines[-1]).hex() if seq else "0" * 64,
            "type": kind, "at_device": f"2026-11-22T{self.hour:02}:00:{seq % 60:02}.000000Z", "tz": "+09:00",
            "mono_us": 1_000_000 * (seq + 1), "boot": "00112233aabbccdd", "clock_src": "monotonic", "actor": "u1",
            "role": "owner", "method": "file", "tool": "builder/1", "anchor": self.anchor, "salt": f"{seq:032x}",
            **fields,
        }  # fmt: skip
        self.append(event)
        return event

    def export(self, **fields: str | int) -> dict[str, str | int]:
        """Append the export event, which names the list of the papers when there are papers."""
        listed = papers_list(self.papers)
        named: dict[str, str | int] = {"sha256": hash_of(listed), "size": len(listed)} if listed else {}
        said: dict[str, str | int] = {"items": "E0001,E0002,E0003", "total": 3, "purpose": "警察相談"}
        return self.event("export", **{**said, "recipient": "example", **named, **fields})

    def append(self, event: dict[str, str | int]) -> None:
        self.events.append(event)
        self.lines.append(canonical(event))

    def checkpoint(self, size: int | None = None) -> bytes:
        leaves = self.leaves[:size]
        root = base64.b64encode(root_of(leaves)).decode()
        return self.key.note(f"yosuga/{self.case}\n{len(leaves)}\n{root}\n")

    def stamp(self, authority: Stamps, *, note: bytes | None = None, **fields: str | int) -> str:
        """Stamp the present head and write the anchor event; gives the token's hash."""
        note = note or self.checkpoint()
        head = hashlib.sha256(note)
        response = authority.stamp(head.digest())
        token = hashlib.sha256(response).hexdigest()
        self.tokens[token] = (response, note)
        said: dict[str, str | int] = {"head": head.hexdigest(), "time": time_of(response), "authority": authority.name}
        self.event("anchor", **{"sha256": token, "method": "stamp", **said, **fields})
        self.anchor = token
        return token

    def item(self, eid: str, files: dict[str, tuple[str, str, bytes]], *, kind: str = "import") -> None:
        """Take in an item: path below data/ → (name in the record, role, bytes); a path without `/` is not packed."""
        named = [
            {"media_type": "image/png", "name": name, "role": role, "sha256": hash_of(data), "size": len(data)}
            for name, role, data in files.values()
        ]
        record = {
            "case": self.case, "eid": eid, "files": sorted(named, key=lambda one: str(one["name"])),
            "kind": "screenshot", "source": "captured" if kind == "capture" else "imported", "title": "SNS投稿", "v": 1,
        }  # fmt: skip
        self.records[eid] = canonical(record)
        self.payload.update({path: data for path, (_name, _role, data) in files.items() if "/" in path})
        principal = next(iter(files.values()))[2]
        self.event(
            kind, eid=eid, sha256=hash_of(principal), size=len(principal), record=hash_of(self.records[eid]),
            url="https://sns.example.com/u/1/status/2",
        )  # fmt: skip

    def proof(self, index: int, *, checkpoint: bytes | None = None) -> bytes:
        nodes = "".join(f"{base64.b64encode(node).decode()}\n" for node in path_to(index, self.leaves))
        return f"c2sp.org/tlog-proof@v1\nindex {index}\n{nodes}\n".encode() + (checkpoint or self.checkpoint())


def papers_list(papers: dict[str, bytes]) -> bytes:
    """proof/papers.txt: a line as in a manifest for each paper, sorted by path; nothing when there are none."""
    return "".join(f"{hash_of(papers[path])}  {path}\n" for path in sorted(papers)).encode()


def time_of(response: bytes) -> str:
    """The genTime of a token (the GeneralizedTime in it) in the form of the events."""
    digits = re.findall(rb"\x18.(20\d{12})Z", response)[0].decode()
    date, clock = (f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}", f"{digits[8:10]}:{digits[10:12]}:{digits[12:]}")
    return f"{date}T{clock}.000000Z"


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write(case: Case, folder: Path, *, seal: Stamps | None, withheld: frozenset[str] = frozenset()) -> Path:
    """Write the package of a case without the withheld items; sealed, or with the word why not."""
    top = folder / TOP
    events = [event.get("eid") for event in case.events]
    kept = {path: data for path, data in case.payload.items() if not any(eid in path for eid in withheld)}
    papers = {"proof/papers.txt": papers_list(case.papers)} if case.papers else {}
    for path, data in {**kept, **case.papers, **papers}.items():
        _put(top / path, data)
    shown = [line for line, eid in zip(case.lines, events, strict=True) if eid not in withheld]
    _put(top / "proof/events.jsonl", b"".join(line + b"\n" for line in shown))
    _put(top / "proof/leaves.txt", "".join(f"{leaf.hex()}\n" for leaf in case.leaves).encode())
    _put(top / "proof/checkpoint.txt", case.checkpoint())
    _put(top / "proof/keys.txt", f"{case.key.vkey}\n".encode())
    for eid, record in case.records.items():
        if eid not in withheld:
            _put(top / f"proof/records/{eid}.json", record)
            _put(top / f"proof/{eid}.tlog-proof", case.proof(events.index(eid)))
    for token, (response, note) in case.tokens.items():
        _put(top / f"proof/tokens/{token}.tsr", response)
        _put(top / f"proof/tokens/{token}.note", note)
    _put_verifier(top / "verify")
    _put(top / "bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    redo_info(top, case=case.case)
    redo_manifests(top)
    if seal is None:
        _put(top / "seal.none.txt", b"offline\n")
    else:
        _put(top / f"seal.{seal.name}.tsr", seal.stamp(digest_of(top / TAGMANIFEST)))
    return top


def _put_verifier(folder: Path) -> None:
    _put(folder / "verify.py", (SOURCE / "verify.py").read_bytes())
    for module in SOURCE.glob("*.py"):
        _put(folder / "yosuga_verifier" / module.name, module.read_bytes())
    _put(folder / "HOWTO_ja.txt", "verify.py を実行します。\n".encode())


def redo_info(top: Path, *, case: str = CASE) -> None:
    """Write bag-info.txt for the payload that is there."""
    files = [path for path in (top / "data").rglob("*") if path.is_file()]
    oxum = f"{sum(path.stat().st_size for path in files)}.{len(files)}"
    text = f"Bagging-Date: 2026-11-22\nPayload-Oxum: {oxum}\nExternal-Identifier: {case}\nYosuga-Format: 1\n"
    _put(top / "bag-info.txt", text.encode())


def redo_manifest(top: Path) -> None:
    """Write manifest-sha256.txt for the payload that is there."""
    _put(top / MANIFEST, _lines(top, [path for path in top.rglob("*") if (top / "data") in path.parents]))


def redo_tagmanifest(top: Path) -> None:
    """Write tagmanifest-sha256.txt for all other files."""
    tags = [path for path in top.rglob("*") if (top / "data") not in path.parents]
    kept = [path for path in tags if path.name != TAGMANIFEST and not path.name.startswith("seal.")]
    _put(top / TAGMANIFEST, _lines(top, kept))


def redo_manifests(top: Path) -> None:
    """What an editor of a package does to hide the edit."""
    redo_manifest(top)
    redo_tagmanifest(top)


def redo_all(top: Path) -> Path:
    redo_info(top)
    redo_manifests(top)
    return top


def digest_of(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def copy(top: Path, folder: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copytree(top, folder / top.name))


def zipped(top: Path, target: Path) -> Path:
    """The same tree as a ZIP of stored entries."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(top.rglob("*")):
            if path.is_file():
                archive.write(path, f"{top.name}/{path.relative_to(top).as_posix()}")
    return target


def _lines(top: Path, paths: list[Path]) -> bytes:
    files = sorted(path for path in paths if path.is_file())
    return "".join(f"{hash_of(path.read_bytes())}  {path.relative_to(top).as_posix()}\n" for path in files).encode()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

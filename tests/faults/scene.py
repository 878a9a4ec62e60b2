"""The folder that every fault begins with: a vault with a life behind it, its second copy, and a file to take in."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests import vaults
from tests.takedown.following import ready
from tests.vaults import ACTOR, Vault, no_capturer
from yosuga import tools as bench
from yosuga.cases import actions as cases
from yosuga.cases.access import case_for
from yosuga.cases.models import Entry
from yosuga.cases.troubles import database_words
from yosuga.custody.events import Event
from yosuga.evidence import actions, copying, erasing, exporting, history, keeping, vault
from yosuga.evidence.models import Blob, Item
from yosuga.keys import vault as master_key
from yosuga.takedown import adding, shelf
from yosuga.timestamps.rfc3161 import Rfc3161Stamper
from yosuga.tools import Tools

CASE = "事件"
OTHER = "別件"
_FACTS = "facts.json"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is true before the fault. Keys, headers and root are hex; items are by case name and id, with their SHA-256.

    `secrets` are the wrapped keys, sealed texts and ciphertext of each item, `blobs` the names of its files. `target`
    is how many entries the target and its letter, which waits to be finished, have left in the log; `over` passes the
    warnings of that letter.
    """

    root: str
    master: str
    vkey: str
    items: dict[str, str]
    copied: dict[str, str]
    secrets: dict[str, list[str]]
    blobs: dict[str, list[str]]
    old_header: str
    new_header: str
    authority: str
    fresh: str
    target: int
    over: dict[str, str]

    @property
    def place(self) -> Path:
        """The folder of all that follows."""
        return Path(self.root)

    @property
    def home(self) -> Path:
        """The vault's folder."""
        return self.place / "vault"

    @property
    def copy(self) -> Path:
        """The second copy's folder."""
        return self.place / "usb"

    @property
    def package(self) -> Path:
        """Where packages are written."""
        return self.place / "out"

    @property
    def incoming(self) -> Path:
        """The file to take in."""
        return self.place / "incoming.txt"

    def bench(self, master: bytes) -> Tools:
        """Return the tools of a command."""
        return bench.bench(self.home, master=master, stamper=Rfc3161Stamper(), capturer=no_capturer)

    @contextmanager
    def opened(self) -> Iterator[Tools]:
        """Open the vault as a command does, with the key at hand instead of Argon2id."""
        with database_words():
            vaults.point_at(self.home)
            unlock = lambda _: bytes.fromhex(self.master)  # noqa: E731
            with vault.opened(self.home, unlock=unlock, bench=self.bench, actor=ACTOR) as found:
                yield found.tools


def build(root: Path) -> None:
    """Make the scene in `root`: five items in two cases, one erased; a copy from before the last two changes."""
    made = vaults.make(root / "vault")
    texts = {name: f"{name}: 03-0000-0000 に電話がありました。\n".encode() * times for name, times in _TEXTS.items()}
    for name, text in texts.items():
        (root / f"{name}.txt").write_bytes(text)
    with made.opened() as tools:
        cases.open_case(CASE, actor=ACTOR, tools=tools)
        cases.open_case(OTHER, actor=ACTOR, tools=tools)
        for name, case in (("one", CASE), ("two", CASE), ("three", CASE), ("else", OTHER)):
            _take(root / f"{name}.txt", case=case, tools=tools)
        copying.copy_vault(root / "usb", actor=ACTOR, tools=tools)
        copied = items(tools)
        gone = _secrets_of(case_for(CASE, actor=ACTOR, tools=tools).id, 3, tools=tools)
        erasing.erase_item("E0003", case=CASE, actor=ACTOR, tools=tools)
        _take(root / "four.txt", case=CASE, tools=tools)
        over = _write_letter(tools)
        _write_facts(root, made, tools=tools, copied=copied, gone=gone, over=over)


_TEXTS = {"one": 40, "two": 900, "three": 50, "four": 60, "else": 30, "incoming": 70}


def _take(path: Path, *, case: str, tools: Tools) -> None:
    actions.import_file(path, kind=None, case=case, actor=ACTOR, tools=tools)
    path.unlink()


def _write_letter(tools: Tools) -> dict[str, str]:
    """Follow something and write a letter that only needs to be finished; return the reasons for its warnings."""
    case = case_for(CASE, actor=ACTOR, tools=tools)
    adding.add("https://x.com/example/status/1541815603606036499", evidence=["E0001"], case=CASE, actor=ACTOR,
               tools=tools)  # fmt: skip
    return ready(case, tools)[1]


def _write_facts(
    root: Path,
    made: Vault,
    *,
    tools: Tools,
    copied: dict[str, str],
    gone: tuple[list[str], list[str]],
    over: dict[str, str],
) -> None:
    case = case_for(CASE, actor=ACTOR, tools=tools).id
    known = {f"{CASE}/E0003": gone}
    known |= {f"{CASE}/E{n:04d}": _secrets_of(case, n, tools=tools) for n in (1, 2, 4)}
    other = case_for(OTHER, actor=ACTOR, tools=tools).id
    known[f"{OTHER}/E0001"] = _secrets_of(other, 1, tools=tools)
    header = vault.read_header(made.home)
    changed = master_key.change_passphrase(
        header, master=made.master, passphrase="another one entirely", random=os.urandom
    )
    scene = Scene(
        root=str(root),
        master=made.master.hex(),
        vkey=exporting.verifier_key(CASE, actor=ACTOR, tools=tools),
        items=items(tools),
        copied=copied,
        secrets={name: secrets for name, (secrets, _) in known.items()},
        blobs={name: blobs for name, (_, blobs) in known.items()},
        old_header=header.to_bytes().hex(),
        new_header=changed.to_bytes().hex(),
        authority=_root_certificate().hex(),
        fresh=hashlib.sha256((root / "incoming.txt").read_bytes()).hexdigest(),
        target=len(entries(shelf.METHOD, tools=tools)),
        over=over,
    )
    (root / _FACTS).write_text(json.dumps(asdict(scene)))


def load(root: Path) -> Scene:
    """Return the scene that was made in a folder."""
    return Scene(**json.loads((root / _FACTS).read_text()))


def lay_out(template: Path, root: Path) -> None:
    """Put a fresh copy of the scene in its place."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(template, root)


def items(tools: Tools) -> dict[str, str]:
    """Return each item of the vault by case name and id: the SHA-256 of its first file, or "erased", "no file"."""
    found: dict[str, str] = {}
    for name in (CASE, OTHER):
        case = case_for(name, actor=ACTOR, tools=tools)
        for row in Item.objects.filter(case_id=case.id):
            key = f"{name}/E{row.number:04d}"
            if row.erased:
                found[key] = "erased"
                continue
            first = row.blobs.first()
            if first is None:
                found[key] = "no file"
                continue
            with keeping.open_file(keeping.open_item(case, row), first, case=case, tools=tools) as body:
                found[key] = hashlib.sha256(body.read()).hexdigest()
    return found


def entries(method: str, *, tools: Tools) -> list[Event]:
    """Return what the log of the case tells of one method, in order."""
    events = [one.event for one in history.of_case(CASE, actor=ACTOR, tools=tools)]
    return [event for event in events if event is not None and event.method == method]


def _secrets_of(case: str, number: int, *, tools: Tools) -> tuple[list[str], list[str]]:
    """Return every secret text of an item, its ciphertext included, and the names of its blobs."""
    row = Item.objects.get(case_id=case, number=number)
    blobs = list(Blob.objects.filter(item=row))
    sealed = [bytes(row.key_wrapped or b""), bytes(row.record_sealed or b"")]
    sealed += [bytes(part) for blob in blobs for part in (blob.key_wrapped, blob.facts_sealed)]
    for line in Entry.objects.filter(case_id=case, item=number).values_list("line_sealed", flat=True):
        sealed.append(bytes(line or b""))
    for blob in blobs:
        with tools.store.open(blob.name) as body:
            sealed.append(body.read())
    return [text.hex() for text in sealed], [blob.name for blob in blobs]


def _root_certificate() -> bytes:
    """Return a self-made root: an authority must be configured before its stand-in is asked."""
    key, moment = Ed25519PrivateKey.generate(), datetime(2026, 1, 1, tzinfo=UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(moment).not_valid_after(moment + timedelta(days=9999))
    return made.sign(key, None).public_bytes(Encoding.PEM)

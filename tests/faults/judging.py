"""What must be true after any fault, seen by a process that opens the vault afresh and knows nothing of the fault."""

import contextlib
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests import vaults
from tests.faults import scene as scenes
from tests.faults.scene import CASE, OTHER, Scene
from tests.vaults import ACTOR
from yosuga.cases.access import case_for
from yosuga.cases.models import Case
from yosuga.custody.events import EventType
from yosuga.custody.package.targets import MARK
from yosuga.errors import YosugaError
from yosuga.evidence import actions, checking, copying, history, keeping
from yosuga.evidence.layout import HEADER
from yosuga.evidence.models import Export, Item, StampedHead
from yosuga.keys import wrap
from yosuga.rules.takedown.request import What
from yosuga.takedown import papers, sealing, shelf
from yosuga.takedown.models import KeptTarget
from yosuga.tools import Tools
from yosuga_verifier.cli import main as verify

ERASED = "erased"
LETTER = "letter"
PAPERS = {"pdf", "docx", "txt"}
CASE_ERASED = {"unerased items of an erased case": "0"}
Items = dict[str, str]


def violations(act: str, scene: Scene, *, acknowledged: bool) -> list[str]:
    """Return every promise that does not hold, in words; none when all is well."""
    try:
        return list(_violations(act, scene, acknowledged=acknowledged))
    except YosugaError as error:
        return [f"refused: {error} {error.__cause__ or ''}"]


def reports(scene: Scene) -> list[list[str]]:
    """Return what opening and checking say of a vault: code, case and item of each; nothing when all seems well."""
    try:
        with scene.opened() as tools:
            report = checking.check(actor=ACTOR, tools=tools)
            return [[one.code, one.case or "", one.item or ""] for one in report.findings]
    except YosugaError as error:
        return [[error.code, "", ""]]


def _violations(act: str, scene: Scene, *, acknowledged: bool) -> Iterator[str]:
    before = scene.copied if act == "restore" else scene.items
    after = AFTER.get(act, _unchanged)(before, scene)
    yield from _plain_texts(scene)
    if act == "restore" and not (scene.home / HEADER).exists():
        if acknowledged:
            yield "the restored vault is not there"
        vaults.point_at(scene.home)
        copying.restore(scene.copy, scene.home)  # no header, no vault: it is simply done again
    if acknowledged:
        yield from _secrets_left(scene, after, at="at once")
    with scene.opened() as tools:
        yield from _sound(tools)
        found = _items(tools)
        if found not in ((after,) if acknowledged else (before, after)):
            yield f"items are neither as before nor as after: {found}"
        yield from _log_agrees(tools)
        if act in THEN:
            yield from THEN[act](scene, tools, acknowledged)
    yield from _secrets_left(scene, found, at="after opening")
    if act in {"copy", "first-copy"}:
        yield from _copy_restores(scene)
    yield from _grows(scene)


def _grows(scene: Scene) -> Iterator[str]:
    """What the first opening mended stays mended, and the log goes on."""
    with scene.opened() as tools:
        gone = Case.objects.filter(erased=True).exists()
        eid, case = ("E0001", OTHER) if gone else ("E0002", CASE)
        actions.annotate(eid, "メモ", case=case, actor=ACTOR, tools=tools)
        yield from _sound(tools)


def _sound(tools: Tools) -> Iterator[str]:
    if tools.blocked is not None:
        yield f"blocked: {tools.blocked}"
    if tools.altered:
        yield "the database seems altered"
    report = checking.check(actor=ACTOR, tools=tools)
    yield from (f"finding: {one}" for one in report.findings)


def _items(tools: Tools) -> Items:
    """Return the items as they are now; those of an erased case as erased, by the case's only readable name: none."""
    if Case.objects.filter(erased=True).exists():
        case = case_for(OTHER, actor=ACTOR, tools=tools)
        return {
            "unerased items of an erased case": str(Item.objects.exclude(case_id=case.id).filter(erased=False).count())
        }
    written = scenes.entries(papers.METHOD, tools=tools)  # no two papers are the same: they bear their moment
    return scenes.items(tools) | {f"{CASE}/{event.eid}": LETTER for event in written}


def _log_agrees(tools: Tools) -> Iterator[str]:
    """Rows and log tell the same: they are written in one transaction."""
    for row in Case.objects.filter(erased=False):
        told = Counter(
            (one.event.type, one.event.eid is not None)
            for one in history.of_case(row.pk, actor=ACTOR, tools=tools)
            if one.event
        )
        items = Item.objects.filter(case_id=row.pk)
        numbers = list(items.values_list("number", flat=True))
        pairs = {
            "numbers": (numbers, list(range(1, len(numbers) + 1))),
            "items": (told[EventType.IMPORT, True], items.filter(erased=False).count()),
            "erased": (told[EventType.ERASE, True], items.filter(erased=True).count()),
            "exports": (told[EventType.EXPORT, False], Export.objects.filter(case_id=row.pk).count()),
            "stamps": (
                told[EventType.ANCHOR, False],
                StampedHead.objects.filter(case_id=row.pk).exclude(response=None).count(),
            ),
        }
        yield from (f"{what}: {left} is not {right}" for what, (left, right) in pairs.items() if left != right)


def _plain_texts(scene: Scene) -> Iterator[str]:
    for path in _files(scene.home, scene.copy):
        if b"03-0000-0000" in path.read_bytes():
            yield f"readable: {path.name}"


def _secrets_left(scene: Scene, now: Items, *, at: str) -> Iterator[str]:
    """Of what is erased no key, sealed text or ciphertext is left in any file of the vault."""
    contents = {path: path.read_bytes() for path in _files(scene.home)}
    for name, secrets in scene.secrets.items():
        gone = now.get(name) == ERASED or (now == CASE_ERASED and name.startswith(CASE))
        for path, content in contents.items() if gone else ():
            if any(_middle(secret) in content for secret in secrets):
                yield f"{at}: something of {name} is left in {path.name}"


def _middle(secret: str) -> bytes:
    """Return 32 bytes out of a wrap or sealed text (the shortest has 61), past its number and nonce."""
    middle = len(secret) // 4
    return bytes.fromhex(secret)[middle - 16 : middle + 16]


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


# --- what an act leaves behind when it is through


def _unchanged(before: Items, scene: Scene) -> Items:
    return before


AFTER: dict[str, Callable[[Items, Scene], Items]] = {
    "ingest": lambda before, scene: {**before, f"{CASE}/E0005": scene.fresh},
    "erase-item": lambda before, _: {**before, f"{CASE}/E0001": ERASED},
    "erase-case": lambda before, _: CASE_ERASED,
    "finish-letter": lambda before, _: {**before, f"{CASE}/E0005": LETTER},
}


# --- what an act promises beside


def _no_half_package(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    """Whatever bears a package's name is one; what is unfinished bears the mark."""
    made = sorted(scene.package.iterdir()) if scene.package.exists() else []
    finished = [path for path in made if not path.name.endswith(MARK)]
    if acknowledged and not finished:
        yield "the package is not there"
    for path in finished:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            code = verify([str(path), "--key", scene.vkey])
        if code != 2:
            yield f"the package does not hold: {code} {said.getvalue()}"


def _one_header(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    """Exactly one of the two passphrases opens, and every log knows of the change."""
    now = (scene.home / HEADER).read_bytes().hex()
    if now not in {scene.old_header, scene.new_header}:
        yield "the header is neither the old nor the new one"
    if acknowledged and now != scene.new_header:
        yield "the old passphrase opens again"
    yield from _logged(EventType.KEY_CHANGE, times=int(now == scene.new_header), tools=tools)


def _restoring_is_logged(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    yield from _logged(EventType.RESTORE, times=1, tools=tools)


def _logged(wanted: EventType, *, times: int, tools: Tools) -> Iterator[str]:
    for name in (CASE, OTHER):
        events = [one.event for one in history.of_case(name, actor=ACTOR, tools=tools) if one.event]
        found = sum(event.type is wanted for event in events)
        if found != times:
            yield f"{wanted} is {found} times in the log of {name}, not {times} times"


def _copy_is_whole(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    """The second copy is a vault at any moment: the older one, the newer one, or (the first time) none yet."""
    if not (scene.copy / HEADER).exists():
        if acknowledged:
            yield "the copy is not there"
        return
    for finding in checking.check_copy(scene.copy, actor=ACTOR, tools=tools).findings:
        yield f"in the copy: {finding}"


def _copy_restores(scene: Scene) -> Iterator[str]:
    """What a copy is for."""
    if not (scene.copy / HEADER).exists():
        return
    again = replace(scene, root=str(scene.place / "again"))
    again.place.mkdir()
    again.copy.symlink_to(scene.copy)
    vaults.point_at(again.home)
    copying.restore(again.copy, again.home)
    with again.opened() as tools:
        yield from (f"restored from the copy: {one}" for one in _sound(tools))
        if _items(tools) not in (scene.copied, scene.items):
            yield f"restored from the copy, items are neither as before nor as after: {_items(tools)}"


def _followed_as_logged(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    """What is followed beside the target of the scene is one with its entries in the log."""
    rows = KeptTarget.objects.filter(case_id=case_for(CASE, actor=ACTOR, tools=tools).id).count() - 1
    told = len(scenes.entries(shelf.METHOD, tools=tools)) - scene.target
    if acknowledged and not rows:
        yield "what was followed is not there"
    if rows != min(told, 1):
        yield f"{rows} rows and {told} entries"
    yield from _rows_as_logged(tools)


def _rows_as_logged(tools: Tools) -> Iterator[str]:
    """Each row's content is named in the log by its hash, and the newest entry names a row as it is now."""
    case = case_for(CASE, actor=ACTOR, tools=tools)
    named = [event.sha256 for event in scenes.entries(shelf.METHOD, tools=tools) if event.sha256]
    found = set()
    for row in KeptTarget.objects.filter(case_id=case.id):
        place = wrap.Place(sealing.LABEL, case.id, str(row.number))
        content = wrap.open_sealed(bytes(row.sealed), under=wrap.derive(case.key, label=sealing.LABEL), place=place)
        found.add(hashlib.sha256(content).hexdigest())
    if not found <= set(named):
        yield "a row has a content that no entry names"
    if named[-1] not in found:
        yield "the newest entry names another content than a row has"


def _sent_is_kept(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    yield from _followed_as_logged(scene, tools, acknowledged)
    followed = shelf.all_of(case_for(CASE, actor=ACTOR, tools=tools))
    if acknowledged and not any(one.requests and one.requests[0].last(What.SENT) for one in followed):
        yield "what was sent is not written down"


def _finished_with_its_papers(scene: Scene, tools: Tools, acknowledged: bool) -> Iterator[str]:
    """A step that says finished has its item with every paper, and there is no such item without its step."""
    yield from _rows_as_logged(tools)
    case = case_for(CASE, actor=ACTOR, tools=tools)
    step = shelf.one(1, case=case).requests[0].steps[-1]
    finished = step.what is What.FINISHED
    if acknowledged and not finished:
        yield "what was finished is a draft"
    letters = [event.eid for event in scenes.entries(papers.METHOD, tools=tools)]
    if letters != (list(step.proof) if finished else []):
        yield f"the step names {step.proof}, the log {letters}"
    for eid in step.proof:
        item = keeping.open_item(case, keeping.row_of(eid, case=case))
        kept = {file.name.rpartition(".")[2] for _, file in keeping.files_of(item)}
        if kept != PAPERS:
            yield f"of the papers there are {sorted(kept)}"


THEN: dict[str, Callable[[Scene, Tools, bool], Iterator[str]]] = {
    "export-folder": _no_half_package,
    "export-zip": _no_half_package,
    "passphrase": _one_header,
    "restore": _restoring_is_logged,
    "copy": _copy_is_whole,
    "first-copy": _copy_is_whole,
    "follow": _followed_as_logged,
    "say-sent": _sent_is_kept,
    "finish-letter": _finished_with_its_papers,
}

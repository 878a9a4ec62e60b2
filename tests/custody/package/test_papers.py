"""Papers made for an export: written first, named by the export event, listed in proof/papers.txt."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from tests.custody.conftest import START, Case
from yosuga.custody.events import EventType
from yosuga.custody.package.contents import BagInfo, Paper, ProofFiles, SoFar, Unsealed, Written
from yosuga.custody.package.targets import FolderTarget
from yosuga.custody.package.writer import write_package
from yosuga.errors import PackageError

FIRST = Paper(path="data/exhibits/甲001_E0001_投稿_20250911.pdf", content=b"%PDF first")
SECOND = Paper(path="data/exhibits/甲002の1_E0002_投稿_20250911.pdf", content=b"%PDF second")


def logged(case: Case, *, naming: Callable[[bytes], bytes] = lambda listed: listed) -> Callable[[bytes], ProofFiles]:
    """Log an export that names the list of papers, changed by `naming`."""

    def prove(listed: bytes) -> ProofFiles:
        named = naming(listed)
        case.append(EventType.EXPORT, items="E0001,E0002", total=2, sha256=sha256(named).hexdigest(), size=len(named))
        return case.proof

    return prove


def write(
    folder: Path,
    *,
    case: Case,
    info: BagInfo,
    papers: Sequence[Paper],
    prove: Callable[[bytes], ProofFiles],
    seen: list[SoFar] | None = None,
) -> Written:
    def beside(so_far: SoFar) -> Sequence[tuple[str, bytes]]:
        if seen is not None:
            seen.append(so_far)
        return [("02_封印証明書.pdf", so_far.manifest_sha256.encode())]

    return write_package(
        FolderTarget(folder, name="P"),
        papers=papers,
        prove=prove,
        contents=case.files,
        extra=beside,
        info=info,
        seal=lambda _: Unsealed("offline"),
    )


def test_papers_lie_with_the_payload_and_the_export_event_names_their_list(
    tmp_path: Path, case: Case, info: BagInfo
) -> None:
    seen: list[SoFar] = []
    written = write(tmp_path, case=case, info=info, papers=[FIRST, SECOND], prove=logged(case), seen=seen)
    listed = (written.path / "proof/papers.txt").read_text("utf-8")
    assert listed.splitlines() == [f"{sha256(one.content).hexdigest()}  {one.path}" for one in (FIRST, SECOND)]
    assert sha256(listed.encode()).hexdigest() in (written.path / "proof/events.jsonl").read_text("utf-8")
    manifest = (written.path / "manifest-sha256.txt").read_text("utf-8")
    assert all(line in manifest.splitlines() for line in listed.splitlines())
    assert "papers.txt" in (written.path / "tagmanifest-sha256.txt").read_text("utf-8")
    assert seen[0].manifest_sha256 == sha256(manifest.encode()).hexdigest()
    assert (written.path / "02_封印証明書.pdf").read_text() == seen[0].manifest_sha256
    assert (seen[0].files, list(seen[0].items), seen[0].info.moment >= START) == (
        written.files,
        ["E0001", "E0002"],
        True,
    )


@pytest.mark.parametrize(
    ("papers", "naming"),
    [
        ([FIRST], lambda listed: listed + b"x"),
        ([], lambda _: b"a list of papers that are not here"),
        ([Paper(path="data/exhibits/甲001_E0003_投稿.pdf", content=b"of no item here")], lambda listed: listed),
        ([Paper(path="data/exhibits/投稿.pdf", content=b"without number")], lambda listed: listed),
        ([Paper(path="data/originals/E0001_x.pdf", content=b"in another place")], lambda listed: listed),
    ],
)
def test_papers_that_the_log_does_not_name_are_refused_and_nothing_is_left(
    tmp_path: Path, case: Case, info: BagInfo, papers: Sequence[Paper], naming: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(PackageError):
        write(tmp_path, case=case, info=info, papers=papers, prove=logged(case, naming=naming))
    assert list(tmp_path.iterdir()) == []

"""Every disk that a power cut could leave holds the act wholly or not at all, and all that the person was told of."""

import shutil
from collections.abc import Callable

import pytest

from tests.faults import replay
from tests.faults.acts import ACTS, make_ready
from tests.faults.replay import Cut, Recording
from tests.faults.scene import load
from tests.faults.stand import Stand, some

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("act", sorted(ACTS))
def test_after_a_power_cut_it_happened_wholly_or_not_at_all(
    bench: Stand, act: str, record_property: Callable[[str, object], None]
) -> None:
    states = replay.distinct(record(bench, act))
    assert len(states) >= 100
    tried = some(states, most=25, at_most=400)
    bad = [one for cut in tried for one in after(bench, act, cut)]
    record_property("states", f"{len(tried)} of {len(states)}")
    assert not bad, "\n".join(bad)


def test_the_recording_replayed_whole_is_the_disk_that_the_act_left(bench: Stand) -> None:
    for act in ("ingest", "export-zip", "copy"):
        *_, last = (cut for cut in replay.cuts(record(bench, act)) if cut.there or cut.told)
        whole = {path: content for path, content in last.state().items() if content is not None}
        files = [path for path in bench.root.rglob("*") if path.is_file() and not path.name.endswith("-shm")]
        assert whole == {str(path.relative_to(bench.root)): path.read_bytes() for path in files}


def record(bench: Stand, act: str, *, mistake: str = "") -> Recording:
    """Return what an undisturbed act did to the disk."""
    bench.lay_out()
    make_ready(act, load(bench.root))
    recording = Recording(bench.root)
    recording.look()
    log = bench.root.with_name("written")
    options = ("-xx", "-s", "100000000", "-e", f"trace={replay.TRACED}")
    assert bench.run(act, *options, mistake=mistake, log=log).acknowledged
    recording.read(log)
    return recording


def after(bench: Stand, act: str, cut: Cut) -> list[str]:
    """Return what does not hold on the disk that a power cut left."""
    shutil.rmtree(bench.root)
    bench.root.mkdir()
    replay.lay_down(cut.state(), bench.root)
    return bench.judge(act, acknowledged=cut.told)

"""Every disk that a power cut could leave in the middle of an act holds it wholly or not at all, and all that was told."""

import shutil

import pytest

from tests.faults import replay
from tests.faults.acts import ACTS, make_ready
from tests.faults.replay import Cut, Recording
from tests.faults.scene import load
from tests.faults.stand import Stand, some

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("act", sorted(ACTS))
def test_after_a_power_cut_it_happened_wholly_or_not_at_all(bench: Stand, act: str) -> None:
    states = replay.distinct(record(bench, act))
    assert len(states) >= 100
    bad = [one for cut in some(states, most=30, at_most=400) for one in after(bench, act, cut)]
    assert not bad, "\n".join(bad)


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

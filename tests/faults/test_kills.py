"""kill -9 at the system calls of each act: what is left opens, checks clean, and holds the act wholly or not at all."""

from collections.abc import Sequence

import pytest

from tests.faults.acts import ACTS
from tests.faults.stand import FULL, KILLED, Call, Stand, some

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("act", sorted(ACTS))
def test_killed_anywhere_it_happened_wholly_or_not_at_all(bench: Stand, act: str) -> None:
    calls = some([call for call in bench.calls(act) if call.changes or FULL], most=30)
    bad = kill_at_each(bench, act, calls)
    assert not bad, "\n".join(bad)


def kill_at_each(bench: Stand, act: str, calls: Sequence[Call], *, mistake: str = "") -> list[str]:
    """Kill a worker before each of the calls; return what does not hold afterwards."""
    bad: list[str] = []
    killed = 0
    for call in calls:
        options = ("-e", f"trace={call.name}", "-e", f"inject={call.name}:signal=KILL:when={call.place}")
        ended = bench.run(act, *options, mistake=mistake)
        killed += ended.code == KILLED
        found = bench.judge(act, acknowledged=ended.acknowledged)
        bad += [f"{call.name} {call.place}: {one}" for one in found]
    assert killed >= 0.9 * len(calls)  # a run may need one call less than the one that was counted
    return bad

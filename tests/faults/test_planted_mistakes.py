"""The same harness with a mistake planted in the worker: it must find fault, or its silence elsewhere means nothing."""

from collections.abc import Callable

import pytest

from tests.faults import replay
from tests.faults.mistakes import MISTAKES
from tests.faults.stand import FULL, Stand, some
from tests.faults.test_kills import kill_at_each
from tests.faults.test_power_cuts import after, record

pytestmark = pytest.mark.faults


def test_a_row_before_its_bytes_is_caught_by_killing(bench: Stand) -> None:
    calls = [call for call in bench.calls("ingest", mistake="rows before bytes") if call.changes]
    bad = kill_at_each(bench, "ingest", some(calls, most=50), mistake="rows before bytes")
    assert any("blob-missing" in one for one in bad), bad


def test_an_entry_apart_from_what_it_is_about_is_caught_by_killing(bench: Stand) -> None:
    calls = [call for call in bench.calls("follow", mistake="entry apart") if call.changes]
    bad = kill_at_each(bench, "follow", some(calls, most=50), mistake="entry apart")
    assert any("1 rows and 0 entries" in one for one in bad), bad


def test_papers_apart_from_the_step_that_names_them_are_caught_by_killing(bench: Stand) -> None:
    calls = [call for call in bench.calls("finish-letter", mistake="papers apart") if call.changes]
    bad = kill_at_each(bench, "finish-letter", some(calls, most=50), mistake="papers apart")
    assert any("the step names (), the log ['E0005']" in one for one in bad), bad


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_a_planted_mistake_is_caught_by_power_cuts(
    bench: Stand, mistake: str, record_property: Callable[[str, object], None]
) -> None:
    states = some(replay.distinct(record(bench, "ingest", mistake=mistake)), most=150, at_most=400)
    bad = 0
    for cut in states:
        bad += bool(after(bench, "ingest", cut))
        if bad and not FULL:
            break  # one is enough to show it; the full run counts them all
    record_property("bad", f"{bad} of {len(states)} states")
    assert bad

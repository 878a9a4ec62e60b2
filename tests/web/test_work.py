"""Background work: one piece after the other, honest about its end, and never cut off by locking."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from tests.vaults import Vault
from tests.web.person import Person
from yosuga.errors import DiskFull
from yosuga.evidence.layout import SEAL
from yosuga.tools import Tools
from yosuga.web.vaults import Holder, Locked, holder
from yosuga.web.work import Job, Stage, Worker, worker

_WAIT_S = 20


def until(true: Callable[[], bool]) -> None:
    end = monotonic() + _WAIT_S
    while not true():
        assert monotonic() < end
        sleep(0.01)


def test_work_tells_how_far_it_is_and_that_it_is_done(owner: Person) -> None:
    reached, on = Event(), Event()

    def run(job: Job, _tools: Tools) -> None:
        job.tell("page", done=1, of=2, facts={"url": "x"})
        reached.set()
        on.wait(_WAIT_S)
        job.tell("page", done=2, of=2)

    job = worker.begin("capture", case="C", tools=holder.tools(), run=run)
    assert reached.wait(_WAIT_S)
    assert (job.stage, job.done, job.of, job.facts) == (Stage.RUNNING, 1, 2, {"url": "x"})
    assert worker.of_case("C", kind="capture")[0] is job
    on.set()
    until(lambda: job.over)
    assert job.stage is Stage.DONE


def test_a_failure_is_told_and_the_next_piece_still_runs(owner: Person) -> None:
    def fail(_job: Job, _tools: Tools) -> None:
        raise DiskFull("test")

    def surprise(_job: Job, _tools: Tools) -> None:
        raise ZeroDivisionError("山田花子")

    own = Worker()
    tools = holder.tools()
    jobs = [own.begin("x", case="C", tools=tools, run=run) for run in (fail, surprise, lambda _job, _tools: None)]
    until(lambda: jobs[-1].over)
    assert [job.stage for job in jobs] == [Stage.FAILED, Stage.FAILED, Stage.DONE]
    assert isinstance(jobs[0].error, DiskFull)
    assert jobs[1].error is not None
    assert "山田" not in str(jobs[1].error)


def test_locking_waits_for_the_present_piece_and_stops_the_rest(owner: Person, vault: Vault) -> None:
    reached, on = Event(), Event()

    def run(job: Job, _tools: Tools) -> None:
        for done in range(3):
            job.tell("page", done=done, of=3)
            if job.must_stop:
                return
            reached.set()
            on.wait(_WAIT_S)

    tools = holder.tools()
    first = worker.begin("capture", case="C", tools=tools, run=run)
    second = worker.begin("capture", case="C", tools=tools, run=run)
    assert reached.wait(_WAIT_S)
    owner.goes("lock")
    with pytest.raises(Locked):
        holder.tools()
    assert not (vault.home / SEAL).exists()
    on.set()
    until(lambda: second.over)
    until((vault.home / SEAL).exists)
    assert (first.stage, second.stage) == (Stage.STOPPED, Stage.STOPPED)


def test_an_idle_lock_lets_ordered_work_finish(owner: Person) -> None:
    reached, on = Event(), Event()

    def run(job: Job, _tools: Tools) -> None:
        reached.set()
        on.wait(_WAIT_S)
        assert not job.must_stop

    job = worker.begin("capture", case="C", tools=holder.tools(), run=run)
    assert reached.wait(_WAIT_S)
    holder.lock(hurry=False)
    assert holder.opening == 0
    on.set()
    until(lambda: job.over)
    assert job.stage is Stage.DONE


def test_unlocking_while_work_ends_goes_on_with_the_same_vault(owner: Person) -> None:
    reached, on = Event(), Event()

    def run(_job: Job, _tools: Tools) -> None:
        reached.set()
        on.wait(_WAIT_S)

    tools = holder.tools()
    job = worker.begin("capture", case="C", tools=tools, run=run)
    assert reached.wait(_WAIT_S)
    owner.goes("lock")
    owner.unlocks()
    assert holder.tools() is tools
    on.set()
    until(lambda: job.over)
    assert holder.tools() is tools


def test_a_locked_holder_gives_no_tools(home: Path) -> None:
    with pytest.raises(Locked):
        Holder().tools()

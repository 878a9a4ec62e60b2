"""Background work of the open vault: one thread, one piece after the other; screens ask how far it is."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from queue import SimpleQueue
from threading import Lock, Thread

from django.db import connection

from yosuga.cases.troubles import database_words
from yosuga.errors import YosugaError
from yosuga.tools import Tools
from yosuga.web.vaults import holder

_log = logging.getLogger("yosuga.web")
_MOST_KEPT = 200


class Stage(StrEnum):
    """How a piece of work stands. STOPPED: somebody locked the vault first; its orders wait in the vault."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(slots=True)
class Job:
    """One piece of work. `done` of `of`, `at` (a code the screen has words for) and `facts` are for the screen."""

    number: int
    kind: str
    case: str
    stage: Stage = Stage.WAITING
    done: int = 0
    of: int = 0
    at: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    error: YosugaError | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more happens with it."""
        return self.stage in {Stage.DONE, Stage.FAILED, Stage.STOPPED}

    @property
    def must_stop(self) -> bool:
        """Whether somebody wants the vault locked: stop after the present piece."""
        return holder.hurried

    def tell(self, at: str, *, done: int, of: int, facts: Mapping[str, str] | None = None) -> None:
        """Say how far it is."""
        self.at, self.done, self.of = at, done, of
        self.facts.update(facts or {})


Run = Callable[[Job, Tools], None]


class Worker:
    """The one thread that works. What it is to do is already written down in the vault: a kill loses no order."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[tuple[Job, Tools, Run]] = SimpleQueue()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._numbers = count(1)
        self._lock = Lock()
        self._thread: Thread | None = None

    def begin(self, kind: str, *, case: str, tools: Tools, run: Run) -> Job:
        """Queue a piece of work. `run(job, tools)` may raise YosugaError; the job then says so."""
        with self._lock:
            job = Job(number=next(self._numbers), kind=kind, case=case)
            self._jobs[job.number] = job
            while len(self._jobs) > _MOST_KEPT:
                self._jobs.popitem(last=False)
            self._queue.put((job, tools, run))
            if self._thread is None:
                self._thread = Thread(target=self._work, name="work", daemon=True)
                self._thread.start()
        return job

    def job(self, number: int) -> Job | None:
        """Return a piece of work by its number."""
        return self._jobs.get(number)

    def of_case(self, case: str, *, kind: str = "") -> tuple[Job, ...]:
        """Return the work of a case, the newest first."""
        with self._lock:
            found = [job for job in self._jobs.values() if job.case == case and kind in {"", job.kind}]
        return tuple(reversed(found))

    def _work(self) -> None:
        while True:
            job, tools, run = self._queue.get()
            with holder.in_use():
                self._carry_out(job, tools=tools, run=run)
                connection.close()

    def _carry_out(self, job: Job, *, tools: Tools, run: Run) -> None:
        ended = Stage.FAILED  # also when something happens that nobody foresaw: never a pretended success
        try:
            ended = _carried_out(job, tools=tools, run=run)
        except YosugaError as error:
            job.error = error
            _log.warning("work %s: %s", job.kind, error.code)
        except Exception as error:  # noqa: BLE001 - the thread must live on; the screen says that it failed
            job.error = YosugaError(type(error).__name__)
            _log.error("work %s: %s", job.kind, type(error).__name__)
        finally:
            job.stage = ended


def _carried_out(job: Job, *, tools: Tools, run: Run) -> Stage:
    if job.must_stop or not holder.holds(tools):
        return Stage.STOPPED
    job.stage = Stage.RUNNING
    with database_words():
        run(job, tools)
    return Stage.STOPPED if holder.hurried and job.done < job.of else Stage.DONE


worker = Worker()

"""Trusted time: heads are queued for the authorities the person consented to, and stamped when they answer."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log, settings
from yosuga.cases.access import OpenCase, case_for, cases_for
from yosuga.cases.models import Head
from yosuga.clock import rfc3339
from yosuga.custody.events import EventType
from yosuga.errors import TimestampError, TimestampUnreachable
from yosuga.evidence.models import StampedHead
from yosuga.timestamps import configuration
from yosuga.timestamps.base import Authority, Stamper, Token
from yosuga.tools import Tools

EVERY = 50
CONSENT = "stamp-consent"
Answer = Token | TimestampError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the queue: how many heads were stamped, how many wait, and the codes of what went wrong."""

    stamped: int
    waiting: int
    troubles: Sequence[str]


def agree(chosen: Sequence[Authority], *, actor: Actor, tools: Tools) -> None:
    """Turn time-stamps on, and leave a receipt of the consent in the log of every case: to whom, nothing else."""
    with transaction.atomic():
        consent(chosen, tools=tools)
        _receipt(", ".join(one.name for one in chosen), actor=actor, tools=tools)


def revoke(*, actor: Actor, tools: Tools) -> None:
    """Turn time-stamps off, and leave a receipt of it."""
    with transaction.atomic():
        withdraw(tools=tools)
        _receipt("", actor=actor, tools=tools)


def _receipt(names: str, *, actor: Actor, tools: Tools) -> None:
    for case in cases_for(actor=actor, tools=tools):
        log.append(case, EventType.ANNOTATE, method=CONSENT, actor=actor, tools=tools, note=names or "withdrawn")


def consent(chosen: Sequence[Authority], *, tools: Tools) -> None:
    """Turn time-stamps on with these authorities, as the person agreed to.

    From then on each of them learns this device's IP address and hashes of log heads; never content.
    """
    tools.must_write()
    settings.write("timestamps", json.dumps({"authorities": [_written(one) for one in chosen]}), tools=tools)


def withdraw(*, tools: Tools) -> None:
    """Turn time-stamps off: nothing is sent any more, and what waits is dropped. Tokens already there stay."""
    tools.must_write()
    settings.write("timestamps", json.dumps({"authorities": []}), tools=tools)
    StampedHead.objects.filter(response=None).delete()


def authorities(*, tools: Tools) -> Sequence[Authority]:
    """Return the authorities the person consented to; none until then."""
    stored = settings.read("timestamps", tools=tools)
    return configuration.parse(stored.encode(), folder=tools.home) if stored else ()


def _written(authority: Authority) -> dict[str, object]:
    """Return an authority as the configuration writes it, its roots inside, so that no other file is needed later."""
    return {
        "name": authority.name,
        "url": authority.url,
        "roots": [root.decode() for root in authority.roots],
        "kind": authority.kind.value,
        "least_interval_s": authority.least_interval_s,
    }


@dataclass(slots=True)
class Asked:
    """Requests that are under way; the network is theirs alone, the database the caller's."""

    case: OpenCase
    actor: Actor
    tools: Tools
    answers: list[tuple[StampedHead, Future[Answer]]]

    def note_those_in(self) -> None:
        """Log the tokens that have arrived, and wait for none."""
        ready = [one for one in self.answers if one[1].done()]
        self.answers = [one for one in self.answers if not one[1].done()]
        for row, future in ready:
            self._log(row, future.result())

    def finish(self) -> Outcome:
        """Wait for the rest, log it, and say what came of it."""
        stamped, troubles = 0, []
        for row, future in self.answers:
            trouble = self._log(row, future.result())
            stamped += not trouble
            troubles += [trouble] if trouble else []
        self.answers = []
        left = StampedHead.objects.filter(case_id=self.case.id, response=None, refusal="").count()
        return Outcome(stamped=stamped, waiting=left, troubles=tuple(troubles))

    def _log(self, row: StampedHead, answer: Answer) -> str:
        """Write one answer down; return the code of what went wrong, or nothing."""
        if isinstance(answer, TimestampUnreachable):
            return answer.code
        if isinstance(answer, TimestampError):
            StampedHead.objects.filter(pk=row.pk).update(refusal=answer.code)
            return answer.code
        with transaction.atomic():
            StampedHead.objects.filter(pk=row.pk).update(response=answer.response)
            log.append(
                self.case,
                EventType.ANCHOR,
                method="rfc3161",
                actor=self.actor,
                tools=self.tools,
                sha256=hashlib.sha256(answer.response).hexdigest(),
                size=len(answer.response),
                authority=row.authority,
                time=rfc3339(answer.time),
                head=answer.digest.hex(),
            )
        return ""


def queue(case: OpenCase, *, tools: Tools, least: int = 1) -> int:
    """Queue the newest head for each authority if at least `least` entries came since the last time."""
    chosen = authorities(tools=tools)
    if not chosen or not tools.writable:
        return 0
    with transaction.atomic():
        head = log.lock(case)
        if head.unstamped < least:
            return 0
        # A newer head covers what an older one that nobody answered would have covered.
        StampedHead.objects.filter(case_id=case.id, response=None, refusal="").delete()
        StampedHead.objects.bulk_create(
            [StampedHead(case_id=case.id, size=head.size, authority=one.name, note=head.note) for one in chosen],
            ignore_conflicts=True,
        )
        Head.objects.filter(pk=head.pk).update(unstamped=0)
    return len(chosen)


def stamp_queued(case: str, *, actor: Actor, tools: Tools) -> Outcome:
    """Ask the authorities for every queued head. What cannot be reached waits; nothing pretends to be stamped."""
    opened = case_for(case, actor=actor, tools=tools)
    with asking(opened, actor=actor, tools=tools) as asked:
        return asked.finish()


@contextmanager
def asking(case: OpenCase, *, actor: Actor, tools: Tools) -> Iterator[Asked]:
    """Ask the authorities for every queued head while the block does something else; what comes in time is logged."""
    known = {one.name: one for one in authorities(tools=tools)}
    rows = list(StampedHead.objects.filter(case_id=case.id, response=None, refusal=""))
    with ThreadPoolExecutor(max(1, len(known))) as pool:
        answers = [
            (row, pool.submit(_ask, bytes(row.note), known[row.authority], tools.stamper))
            for row in rows
            if row.authority in known
        ]
        asked = Asked(case, actor, tools, answers)
        yield asked
        asked.finish()


def _ask(note: bytes, authority: Authority, stamper: Stamper) -> Answer:
    try:
        return stamper.stamp(hashlib.sha256(note).digest(), authority=authority)
    except TimestampError as error:
        return error


def stamp_in_time(seconds: float, *, actor: Actor, tools: Tools) -> int:
    """Queue the head of every case that grew and ask; return how many heads still wait.

    Whoever has not answered within `seconds` is asked the next time: a vault that is being closed does not wait for it.
    """
    known = {one.name: one for one in authorities(tools=tools)}
    cases = {case.id: case for case in cases_for(actor=actor, tools=tools)} if known else {}
    for case in cases.values():
        queue(case, tools=tools)
    rows = StampedHead.objects.filter(case_id__in=cases, response=None, refusal="", authority__in=known)
    pool = ThreadPoolExecutor(max(1, len(known)))
    try:
        sent = [(row, pool.submit(_ask, bytes(row.note), known[row.authority], tools.stamper)) for row in list(rows)]
        wait([future for _, future in sent], timeout=seconds)
        for case in cases.values():
            Asked(case, actor, tools, [one for one in sent if one[0].case_id == case.id]).note_those_in()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return waiting(tools=tools)


def waiting(*, tools: Tools) -> int:
    """Return how many heads wait for an authority."""
    names = [one.name for one in authorities(tools=tools)]
    return StampedHead.objects.filter(response=None, refusal="", authority__in=names).count()


def stamp_if_due(case: OpenCase, *, actor: Actor, tools: Tools) -> None:
    """Have the head stamped when fifty entries came since the last time, so that no bracket grows too wide."""
    if queue(case, tools=tools, least=EVERY):
        stamp_queued(case.id, actor=actor, tools=tools)


def stamp_everything(*, actor: Actor, tools: Tools) -> Outcome:
    """Queue the head of every case that grew, and work off the queue. Called at each session's end."""
    total = Outcome(0, 0, ())
    if not authorities(tools=tools):
        return total
    for case in cases_for(actor=actor, tools=tools):
        queue(case, tools=tools)
        done = stamp_queued(case.id, actor=actor, tools=tools)
        total = Outcome(total.stamped + done.stamped, total.waiting + done.waiting, (*total.troubles, *done.troubles))
    return total

"""Capture: what is ordered, what was taken, and the copies for people that are made from it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing

from django.db import transaction

from yosuga.actor import Actor
from yosuga.capture.base import Artefact, ManyProgress, Network, Order, Shot
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.custody.events import EventType
from yosuga.custody.log import About
from yosuga.custody.records import FileEntry, FileRole, Source
from yosuga.evidence import keeping, stamping
from yosuga.evidence.deriving import derive_copies, derive_missing
from yosuga.evidence.entering import enter, sealer_of
from yosuga.evidence.keeping import Kept
from yosuga.evidence.models import CaptureJob
from yosuga.evidence.results import KeptItem
from yosuga.keys import wrap
from yosuga.tools import Tools


def order_captures(orders: Sequence[Order], *, case: str, actor: Actor, tools: Tools) -> list[int]:
    """Write down what is to be captured, before anything is, so that a crash loses no order. Returns job numbers."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        return [_write_job(order, case=opened) for order in orders]


def open_orders(*, case: str, actor: Actor, tools: Tools) -> list[tuple[int, Order]]:
    """Return the captures that were ordered and are not in the log yet."""
    opened = case_for(case, actor=actor, tools=tools)
    return [(job.pk, _read_job(job, case=opened)) for job in CaptureJob.objects.filter(case_id=opened.id)]


def carry_out(
    jobs: Sequence[tuple[int, Order]], *, case: str, actor: Actor, tools: Tools, progress: ManyProgress
) -> Iterator[tuple[int, Shot, KeptItem]]:
    """Take every ordered page, two side by side, and keep each as soon as it ends.

    Yields the place in `jobs`, the capture and the item it became. Raises BrowserMissing; the orders then wait.
    """
    opened = case_for(case, actor=actor, tools=tools)
    shots = tools.capturer().capture_many([order for _, order in jobs], at_once=2, progress=progress)
    # A head stamped while the browser works lets the very first capture be "after" a trusted time, at no wait.
    stamping.queue(opened, tools=tools)
    derive_missing(opened, actor=actor, tools=tools)
    with stamping.asking(opened, actor=actor, tools=tools) as asked:
        for place, shot in shots:
            asked.note_those_in()
            yield place, shot, keep_capture(shot, job=jobs[place][0], case=case, actor=actor, tools=tools)


def keep_capture(shot: Shot, *, job: int, case: str, actor: Actor, tools: Tools) -> KeptItem:
    """Put a finished capture, whatever its verdict, into the vault and the log; then derive the copies for people.

    Its files are closed, also where they could not be kept: the order then waits to be taken again.
    """
    with ExitStack() as bodies:
        for artefact in shot.artefacts:
            bodies.enter_context(closing(artefact.body))
        opened = case_for(case, actor=actor, tools=tools)
        tools.must_write()
        kept = [_keep_artefact(artefact, tools=tools) for artefact in shot.artefacts]
    principal = _principal(kept)
    with transaction.atomic():
        item, record = enter(opened, kept, kind="web-page", source=Source.CAPTURED, title=shot.title, tools=tools)
        log.append(
            opened,
            EventType.CAPTURE,
            method=str(shot.facts.get("method", "browser")),
            actor=actor,
            tools=tools,
            sealer=sealer_of(item),
            **_about(shot, principal, eid=item.eid, record=record),
        )
        CaptureJob.objects.filter(pk=job, case_id=opened.id).delete()
    derived = derive_copies(item, case=opened, actor=actor, tools=tools)
    stamping.stamp_if_due(opened, actor=actor, tools=tools)
    files = [*(one.file for one in kept), *derived]
    return KeptItem(eid=item.eid, sha256=principal.sha256, files=files)


def _keep_artefact(artefact: Artefact, *, tools: Tools) -> Kept:
    artefact.body.seek(0)
    return keeping.keep(
        artefact.body,
        name=artefact.name,
        role=FileRole(artefact.role.value),
        media_type=artefact.media_type,
        tools=tools,
    )


def _principal(kept: Sequence[Kept]) -> FileEntry:
    """Return the file the capture's entry names: the web archive, or what is there of the capture."""
    by_name = {one.file.name: one.file for one in kept}
    return by_name.get("capture.wacz") or by_name["capture.json"]


def _about(shot: Shot, principal: FileEntry, *, eid: str, record: str) -> About:
    """Return what the capture's entry says; remarks only where the capture is not complete."""
    about: About = {
        "eid": eid,
        "sha256": principal.sha256,
        "size": principal.size,
        "record": record,
        "url": shot.url,
        "verdict": shot.verdict.value,
    }
    if shot.reasons:
        about["note"] = ",".join(dict.fromkeys(reason.code for reason in shot.reasons))
    return about


def _write_job(order: Order, *, case: OpenCase) -> int:
    job = CaptureJob.objects.create(case_id=case.id, order_sealed=b"")
    job.order_sealed = wrap.seal(
        json.dumps({"url": order.url, "network": order.network.value}).encode(), under=case.key, place=_job_place(job)
    )
    job.save()
    return job.pk


def _read_job(job: CaptureJob, *, case: OpenCase) -> Order:
    raw = json.loads(wrap.open_sealed(bytes(job.order_sealed), under=case.key, place=_job_place(job)))
    return Order(url=raw["url"], network=Network(raw["network"]))


def _job_place(job: CaptureJob) -> wrap.Place:
    return wrap.Place("job", f"{job.case_id}/{job.pk}", "order")

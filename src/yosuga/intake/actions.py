"""What can be done to an intake: begin one, keep a page, take a page back, see it, confirm it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import actions as cases
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.custody.events import EventType
from yosuga.errors import BadInput, NotFound
from yosuga.intake import sealing
from yosuga.intake.course import Course, Intake
from yosuga.intake.models import KeptIntake
from yosuga.intake.pages import Page, page_of
from yosuga.intake.sealing import Kept
from yosuga.intake.typed import Answer
from yosuga.tools import Tools

METHOD = "intake"
_SALT = 16
_MARK = re.compile(r"[a-z0-9][a-z0-9:_-]{0,119}")


def start(name: str, *, said: Mapping[str, Answer] | None = None, actor: Actor, tools: Tools) -> str:
    """Open a case with the answers that were given before there was one, and return its id.

    Raises AlreadyExists, BadInput, VaultReadOnly, and Unclear for an answer that does not fit; then there is no case.
    """
    with transaction.atomic():
        case = cases.open_case(name, actor=actor, tools=tools)
        _change(case, lambda course: _with_all(course, said or {}), tools=tools)
    return case.id


def keep_page(page: str, *, answer: Answer, case: str, actor: Actor, tools: Tools) -> Intake:
    """Keep the answer of one page, durably, and return the intake. Raises NotFound, Unclear, VaultReadOnly."""
    opened = case_for(case, actor=actor, tools=tools)
    with transaction.atomic():
        return _change(opened, lambda course: course.keep(_page(page), answer=answer), tools=tools)


def keep_all(said: Mapping[str, Answer], *, case: str, actor: Actor, tools: Tools) -> Intake:
    """Keep answers that were given elsewhere, all or none, over those of the same pages."""
    opened = case_for(case, actor=actor, tools=tools)
    with transaction.atomic():
        return _change(opened, lambda course: _with_all(course, said), tools=tools)


def take_back(page: str = "", *, case: str, actor: Actor, tools: Tools) -> Intake:
    """Forget the answer of a page, or of the one answered last, and return the intake."""
    opened = case_for(case, actor=actor, tools=tools)
    with transaction.atomic():
        return _change(opened, lambda course: course.take_back(_page(page) if page else None), tools=tools)


def mark(name: str, *, case: str, actor: Actor, tools: Tools) -> Intake:
    """Mark something of the plan as done. Raises BadInput for what is no short name."""
    return _marked(name, done=True, case=case, actor=actor, tools=tools)


def unmark(name: str, *, case: str, actor: Actor, tools: Tools) -> Intake:
    """Take such a mark away."""
    return _marked(name, done=False, case=case, actor=actor, tools=tools)


def intake_of(case: str, *, actor: Actor, tools: Tools) -> Intake:
    """Return what was said of a case; an empty intake where nothing was. Raises NotFound, KeyErased."""
    return _kept(case_for(case, actor=actor, tools=tools), tools=tools).intake


def confirm(case: str, *, actor: Actor, tools: Tools) -> str:
    """Mark the answers as looked over and return the SHA-256 that the log names; what matters no more is dropped."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        log.lock(opened)
        before = _kept(opened, tools=tools)
        kept = replace(before, intake=_course(before.intake, tools=tools).confirm())
        content = sealing.encode(kept)
        digest = sha256(content).hexdigest()
        if before.intake.confirmed and kept.intake == before.intake:
            return digest
        _write(kept, case=opened)
        log.append(
            opened, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools, sha256=digest, size=len(content)
        )
    return digest


def _marked(name: str, *, done: bool, case: str, actor: Actor, tools: Tools) -> Intake:
    if not _MARK.fullmatch(name):
        raise BadInput("mark")
    opened = case_for(case, actor=actor, tools=tools)
    with transaction.atomic():
        return _change(opened, lambda course: course.mark(name, done=done), tools=tools)


def _change(case: OpenCase, change: Callable[[Course], Intake], *, tools: Tools) -> Intake:
    """Read, change and write under the lock of the case: two windows never lose a page of each other."""
    tools.must_write()
    log.lock(case)
    kept = _kept(case, tools=tools)
    changed = change(_course(kept.intake, tools=tools))
    if changed != kept.intake:
        _write(replace(kept, intake=changed), case=case)
    return changed


def _with_all(course: Course, said: Mapping[str, Answer]) -> Intake:
    for name, answer in said.items():
        course = replace(course, intake=course.keep(_page(name), answer=answer))
    return course.intake


def _kept(case: OpenCase, *, tools: Tools) -> Kept:
    row = KeptIntake.objects.filter(case_id=case.id).first()
    if row is None:
        return Kept(Intake(), tools.random(_SALT).hex())
    return sealing.open_kept(bytes(row.sealed), case=case)


def _write(kept: Kept, *, case: OpenCase) -> None:
    KeptIntake.objects.update_or_create(case_id=case.id, defaults={"sealed": sealing.seal(kept, case=case)})


def _course(intake: Intake, *, tools: Tools) -> Course:
    return Course(intake=intake, today=today(tools), catalog=ours())


def today(tools: Tools) -> date:
    """Return the day in Japan."""
    return tools.clock.read().wall.astimezone(JST).date()


def _page(name: str) -> Page:
    page = page_of(name)
    if page is None:
        raise NotFound("page")
    return page

"""A case handed over: the package with its papers, fitted to who receives it, sealed for them where that is wished."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase, case_for
from yosuga.custody.package import profiles
from yosuga.custody.package.profiles import Profile
from yosuga.custody.package.splitting import split_pdf
from yosuga.custody.package.targets import MARK
from yosuga.errors import BadInput
from yosuga.evidence import exporting
from yosuga.evidence.exporting import NoPapers
from yosuga.evidence.results import Exported
from yosuga.keys import age
from yosuga.proceedings import actions
from yosuga.proceedings.papers import CourtPapers, masked_items
from yosuga.proceedings.results import HandedOver, HandOver
from yosuga.stores.small import make_folder
from yosuga.tools import Tools


def hand_over(case: str, *, folder: Path, wish: HandOver, actor: Actor, tools: Tools) -> HandedOver:
    """Write a package of the case into `folder`. Raises as `evidence.exporting.export` does, NotFound for an unknown
    profile, BadRecipient and SecretKeyGiven for a key.
    """
    profile = profiles.load(wish.profile)
    _check(wish)
    opened = case_for(case, actor=actor, tools=tools)
    papers = _papers(opened, wish=wish, profile=profile, actor=actor, tools=tools)
    masked = papers.masked if papers is not None else frozenset()

    def export(into: Path) -> Exported:
        return exporting.export(
            opened.id,
            folder=into,
            zipped=wish.zipped or wish.sealed,
            choice=replace(wish.choice, masked=masked),
            papers=papers or NoPapers(),
            actor=actor,
            tools=tools,
        )

    exported, path = _sealed(export, folder=folder, wish=wish) if wish.sealed else _plain(export, folder=folder)
    made = papers.made if papers is not None else {}
    return HandedOver(
        exported=exported,
        path=path,
        problems=[(name, one) for name, size in made.items() for one in profile.problems(name, size)],
        unnumbered=papers.unnumbered if papers is not None else (),
        seal_fingerprint=papers.seal_fingerprint if papers is not None else "",
    )


def _check(wish: HandOver) -> None:
    """Refuse before anything is logged what would fail after it."""
    if wish.keys and wish.passphrase:
        raise BadInput("keys and a passphrase at once")
    if wish.masked and not wish.papers:
        raise BadInput("masked without papers")
    for key in wish.keys:
        age.check_recipient(key)


def _papers(case: OpenCase, *, wish: HandOver, profile: Profile, actor: Actor, tools: Tools) -> CourtPapers | None:
    if not wish.papers:
        return None
    plan = actions.plan_of(case.id, actor=actor, tools=tools)

    def split(paper: bytes) -> Sequence[bytes]:
        most = profile.max_file_bytes
        if not profile.split or most is None or len(paper) <= most:
            return [paper]
        return [part for _, part in split_pdf(paper, max_bytes=most, stem="part")]

    return CourtPapers(
        plan=plan,
        tools=tools,
        masked=masked_items(plan) if wish.masked else frozenset(),
        purpose=wish.choice.purpose,
        recipient=wish.choice.recipient,
        split=split,
    )


def _plain(export: Callable[[Path], Exported], *, folder: Path) -> tuple[Exported, Path]:
    exported = export(folder)
    return exported, exported.written.path


def _sealed(export: Callable[[Path], Exported], *, folder: Path, wish: HandOver) -> tuple[Exported, Path]:
    """Export a ZIP aside and seal it for its recipient; whatever happens, nothing readable stays behind.

    After a kill the readable ZIP lies in a folder that says it is unfinished, and the next try removes it.
    """
    aside = folder / f"封印前{MARK}"
    make_folder(folder)
    _remove(aside)
    try:
        exported = export(aside)
        plain = exported.written.path
        target = folder / age.sealed_name(plain.name)
        if wish.keys:
            age.seal_file(plain, target, recipients=wish.keys)
        else:
            age.seal_file_with_passphrase(plain, target, passphrase=wish.passphrase)
    finally:
        _remove(aside)
    return exported, target


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)

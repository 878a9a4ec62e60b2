"""Handing over and second copies in the background: what was wished, and what came of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yosuga.actor import Actor
from yosuga.custody.package.contents import Sealed, Unsealed
from yosuga.evidence import checking, copying
from yosuga.evidence import exporting as evidence
from yosuga.evidence.results import Choice
from yosuga.proceedings import exporting
from yosuga.proceedings.results import HandedOver, HandOver
from yosuga.tools import Tools
from yosuga.web.work import Job, worker

HAND_OVER, COPY = "hand-over", "copy"
COPY_FOLDER = "memo"  # says nothing of what is in it


@dataclass(frozen=True, slots=True)
class Wish:
    """What a hand-over is to be, as far as the person has said. No `eids` means every item."""

    profile: str = "default"
    recipient: str = ""
    purpose: str = ""
    eids: tuple[str, ...] = ()
    some: bool = False
    seal: str = "none"
    passphrase: str = ""
    key: str = ""
    masked: bool = True
    zipped: bool = True
    folder: str = ""
    public: bool = False  # what was said of it tells that many people are to see it

    def asked_for(self) -> HandOver:
        """Return it as the action takes it."""
        return HandOver(
            choice=Choice(eids=self.eids if self.some else (), purpose=self.purpose, recipient=self.recipient),
            zipped=self.zipped,
            masked=self.masked or self.public,
            profile=self.profile,
            keys=[self.key] if self.seal == "key" else [],
            passphrase=self.passphrase if self.seal == "passphrase" else "",
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A package that was written, in words for a screen."""

    path: Path
    items: int
    withheld: int
    key: str
    unsealed: str
    unnumbered: str
    problems: Sequence[tuple[str, str, str]]


def hand_over(wish: Wish, *, case: str, actor: Actor, tools: Tools) -> Job:
    """Have the package written."""
    asked_for, folder = wish.asked_for(), Path(wish.folder)

    def run(job: Job, tools: Tools) -> None:
        job.of = 1
        done = exporting.hand_over(case, folder=folder, wish=asked_for, actor=actor, tools=tools)
        job.facts.update(_facts(done, key=evidence.verifier_key(case, actor=actor, tools=tools)))
        job.done = 1

    return worker.begin(HAND_OVER, case=case, tools=tools, run=run)


def _facts(done: HandedOver, *, key: str) -> dict[str, str]:
    seal = done.exported.written.seal
    return {
        "path": str(done.path),
        "items": str(len(done.exported.items)),
        "withheld": str(len(done.exported.withheld)),
        "key": key,
        "unsealed": "" if isinstance(seal, Sealed) else _reason(seal),
        "unnumbered": ", ".join(done.unnumbered),
        "problems": json.dumps([(name, one.ja, one.en) for name, one in done.problems]),
    }


def _reason(seal: object) -> str:
    return seal.reason if isinstance(seal, Unsealed) else ""


def made(job: Job) -> Made:
    """Return what came of a hand-over that is done."""
    facts = job.facts
    return Made(
        path=Path(facts["path"]),
        items=int(facts["items"]),
        withheld=int(facts["withheld"]),
        key=facts["key"],
        unsealed=facts["unsealed"],
        unnumbered=facts["unnumbered"],
        problems=[(name, ja, en) for name, ja, en in json.loads(facts["problems"])],
    )


def copy(place: Path, *, case: str, actor: Actor, tools: Tools) -> Job:
    """Have the second copy in `place` brought up to date and checked. The copy is of the whole vault."""

    def run(job: Job, tools: Tools) -> None:
        job.of = 1
        count = copying.copy_vault(place, actor=actor, tools=tools)
        job.at = "check"
        report = checking.check_copy(place, actor=actor, tools=tools)
        codes = dict.fromkeys(one.code for one in report.findings)
        job.facts.update(
            path=str(place),
            count=str(count),
            findings=",".join(codes),
            items=str(report.items),
            files=str(report.files),
        )
        job.done = 1

    return worker.begin(COPY, case=case, tools=tools, run=run)

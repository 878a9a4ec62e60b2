"""Runs the numbered steps of the format document, part E, in order, each on what the ones before it left standing."""

from __future__ import annotations

from dataclasses import dataclass, field

from yosuga_verifier.authority import judge
from yosuga_verifier.bag import Bag, check_files, read_bag
from yosuga_verifier.events import Story, check_events
from yosuga_verifier.findings import Findings
from yosuga_verifier.hashing import Hashing
from yosuga_verifier.items import Disclosed, check_records, check_vouched
from yosuga_verifier.log import Log, check_log
from yosuga_verifier.opening import Package
from yosuga_verifier.since import Older, check_since
from yosuga_verifier.tokens import Proven, check_seals, check_tokens
from yosuga_verifier.trust import Trust


@dataclass
class Result:
    """Everything found, and what the report needs to say of each item."""

    findings: Findings
    name: str = ""
    case: str = ""
    files: int = 0
    log_size: int | None = None
    bag: Bag = field(default_factory=Bag)
    story: Story = field(default_factory=Story)
    items: dict[str, Disclosed] = field(default_factory=dict)
    tokens: list[Proven] = field(default_factory=list)
    seals: list[Proven] = field(default_factory=list)


def verify(package: Package, hashing: Hashing, *, trust: Trust, findings: Findings) -> Result:
    """Verify a package that step 1 opened. Never raises for what a package holds; the findings say it.

    What needs no file's hash comes before what does: the files are being hashed meanwhile.
    """
    result = Result(findings, name=package.name, files=len(package.places))
    bag = result.bag = read_bag(package, findings=findings)  # 2
    result.case = bag.case
    openssl = judge(trust.roots)
    log = check_log(package, trusted=trust.key, findings=findings)  # 4, 5
    if log is not None:
        result.log_size = log.tree.size
        story = result.story = check_events(package, log=log, case=bag.case, findings=findings)  # 6, 9
        result.items = check_records(package, log=log, story=story, case=bag.case, findings=findings)  # 7
    check_files(bag, hashing, findings=findings)  # 3
    if log is not None:
        check_vouched(package, result.items, bag=bag, story=result.story, findings=findings)  # 8
        result.tokens = check_tokens(package, log=log, story=result.story, judge=openssl, findings=findings)  # 10
    result.seals = check_seals(package, bag=bag, size=result.log_size or 0, judge=openssl, findings=findings)  # 11
    if trust.since is not None:
        _compare(trust.since, log=log, findings=findings)  # 12
    return result


def _compare(older: Older, *, log: Log | None, findings: Findings) -> None:
    if log is not None:
        check_since(older, log=log, findings=findings)
        return
    findings.broken(
        12, "since-none", ja="以前の記録と比べられません。", en="There is no log to compare with the older one."
    )

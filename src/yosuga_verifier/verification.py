"""Runs the numbered steps of the format document, part E, in order, each on what the ones before it left standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yosuga_verifier.authority import judge
from yosuga_verifier.bag import Bag, check_bag
from yosuga_verifier.events import Story, check_events
from yosuga_verifier.findings import Findings
from yosuga_verifier.items import Disclosed, check_items
from yosuga_verifier.log import check_log
from yosuga_verifier.notes import Key
from yosuga_verifier.opening import open_package
from yosuga_verifier.since import Older, check_since
from yosuga_verifier.tokens import Proven, check_seals, check_tokens


@dataclass(frozen=True)
class Trust:
    """What the reader trusts, from outside the package: authority roots (PEM), the case's key, an older head."""

    roots: Sequence[bytes] = ()
    key: Key | None = None
    since: Older | None = None


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


def verify(path: str, *, trust: Trust) -> Result:
    """Verify a package. Never raises for what a package holds; the findings say it."""
    findings = Findings()
    result = Result(findings)
    package = open_package(path, findings=findings)  # 1
    if package is None:
        return result
    result.name = package.name
    result.files = len(package.places)
    result.bag = check_bag(package, findings=findings)  # 2, 3
    result.case = result.bag.case
    openssl = judge(trust.roots)
    log = check_log(package, trusted=trust.key, findings=findings)  # 4, 5
    if log is not None:
        result.log_size = log.tree.size
        result.story = check_events(package, log=log, case=result.case, findings=findings)  # 6, 9
        result.items = check_items(  # 7, 8
            package, bag=result.bag, log=log, story=result.story, case=result.case, findings=findings
        )
        result.tokens = check_tokens(package, log=log, story=result.story, judge=openssl, findings=findings)  # 10
        if trust.since is not None:
            check_since(trust.since, log=log, findings=findings)  # 12
    elif trust.since is not None:
        findings.broken(
            12, "since-none", ja="以前の記録と比べられません。", en="There is no log to compare with the older one."
        )
    result.seals = check_seals(
        package, bag=result.bag, size=result.log_size or 0, judge=openssl, findings=findings
    )  # 11
    return result

"""A whole catalog under inspection: loaded, judged, proved, and told finding by finding in both languages."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from yosuga.catalog.checking import check
from yosuga.catalog.faults import Finding
from yosuga.catalog.loader import kinds
from yosuga.cli import progress, show
from yosuga.cli.words import _
from yosuga.rules import proving


@dataclass(frozen=True, slots=True)
class Inspected:
    """What came of it. `proved` is how many invariants were proved or refuted; none where a plan cannot be made."""

    records: int
    proved: int
    findings: tuple[Finding, ...]


def inspect(folder: Traversable) -> Inspected:
    """Check a catalog and prove its invariants, telling how far it is where somebody watches."""
    line = progress.Line()
    told = _("Checking: {name}")
    checked = check(folder, tell=lambda name: line.tell(told.format(name=name)))
    catalog, findings = checked.catalog, list(checked.findings)
    proved = proving.provable(findings)
    if proved:
        findings += proving.unheard(catalog)
        findings += proving.unproved(catalog, tell=lambda name: line.tell(told.format(name=name)))
    line.clear()
    loaded = any(one.file == "signs.yaml" and not one.record for one in findings)
    records = 0 if loaded else sum(len(getattr(catalog, kind)) for kind in kinds())
    return Inspected(records, len(catalog.invariants) if proved else 0, tuple(findings))


def as_json(found: Inspected) -> dict[str, object]:
    """Return the inspection as a script reads it."""
    return {
        "ok": not found.findings,
        "records": found.records,
        "proved": found.proved,
        "findings": [
            {
                "fault": one.fault.value,
                "file": one.file,
                "record": one.record,
                "field": one.field,
                "detail": one.detail,
                **one.says.model_dump(),
            }
            for one in found.findings
        ],
    }


def tell(found: Inspected) -> None:
    """Show each finding: where it is, what is wrong in both languages, what stands there; then how many there are."""
    for one in found.findings:
        show.line(" · ".join(part for part in (one.file, one.record, one.field) if part))
        show.prose(f"    {one.says.ja}")
        show.prose(f"    {one.says.en}")
        if one.detail:
            show.prose(f"    [{one.fault}] {one.detail}")
        show.line()
    if found.findings:
        show.prose(_("Findings: {n}").format(n=len(found.findings)))
    else:
        said = _("Everything holds: {records} records, {proved} rules proved for every combination of signs.")
        show.prose(said.format(records=found.records, proved=found.proved))
    if not found.proved:
        show.aside(_("The rules were not proved: first put right what does not load or is not there."))

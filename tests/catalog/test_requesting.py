"""Ways to ask as data: a way without its record, a record without its way and a strange hazard are told with place."""

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
import yaml

from yosuga.catalog.checking import check
from yosuga.catalog.faults import Fault

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str, str]]:
    """All that is wrong with a copy of our data after every change of this file was made to it at once."""
    folder = tmp_path_factory.mktemp("catalog") / "data"
    with as_file(files("yosuga.catalog") / "data") as data:
        shutil.copytree(data, folder)
    changed(folder / "request_ways.yaml", ways_gone_wrong)
    changed(folder / "route_hazards.yaml", hazards_gone_wrong)
    changed(folder / "gates.yaml", gates_gone_wrong)
    changed(folder / "sender_reasons.yaml", lambda all_: named(all_, "vendor").update(facts=[]))
    changed(folder / "brake_questions.yaml", questions_gone_wrong)
    return {(one.fault.value, one.file, one.record, one.field) for one in check(folder).findings}


def changed(file: Path, change: Callable[[Records], object]) -> None:
    records = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    change(records)
    file.write_text(yaml.dump(records, Dumper=_DUMPER, allow_unicode=True, sort_keys=False), "utf-8")


def named(records: Records, name: str) -> dict[str, Any]:
    return next(one for one in records if one["id"] == name)


def ways_gone_wrong(records: Records) -> None:
    records.remove(named(records, "wide-ihaho"))
    records.remove(named(records, "defamation"))
    named(records, "letter-school")["id"] = "letter-scool"
    named(records, "desk-ihc")["id"] = "desk-nowhere"
    named(records, "letter-certified")["if"] = "offender-nown"
    named(records, "letter-sendstop")["letters"] = ["sendstopp"]
    named(records, "letter-disclosure")["facts"] = ["cost-tokuyaku"]  # a fact from memory
    named(records, "privacy")["wider"][0]["platforms"] = ["nowhere"]


def hazards_gone_wrong(records: Records) -> None:
    named(records, "5ch-privacy")["hazards"] = ["english_only"]
    named(records, "5ch-legal")["id"] = "5ch-lawful"
    named(records, "youtube-harassment")["kind"] = "ncii"


def gates_gone_wrong(records: Records) -> None:
    named(records, "public")["facts"] = ["nowhere"]
    named(records, "evidence")["says"]["ja"] = "必ず消せます。"
    named(records, "copyright")["level"] = "halt"


def questions_gone_wrong(records: Records) -> None:
    named(records, "sort-of-post")["choices"][1]["gates"] = "brake-nowhere"
    named(records, "public-figure")["choices"].pop()


@pytest.mark.parametrize(
    ("fault", "file", "record", "field"),
    [
        (Fault.DEAD, "request_ways.yaml", "wide-ihaho", "id"),
        (Fault.DEAD, "request_ways.yaml", "defamation", "id"),
        (Fault.DEAD, "request_ways.yaml", "letter-scool", "id"),
        (Fault.DEAD, "request_ways.yaml", "desk-nowhere", "id"),
        (Fault.SIGN, "request_ways.yaml", "letter-certified", "if"),
        (Fault.DEAD, "request_ways.yaml", "letter-sendstop", "letters"),
        (Fault.GROUND, "request_ways.yaml", "letter-disclosure", "facts"),
        (Fault.DEAD, "request_ways.yaml", "privacy", "wider.0.platforms"),
        (Fault.DEAD, "route_hazards.yaml", "5ch-privacy", "hazards"),
        (Fault.DEAD, "route_hazards.yaml", "5ch-lawful", "id"),
        (Fault.DEAD, "route_hazards.yaml", "youtube-harassment", "kind"),
        (Fault.DEAD, "gates.yaml", "public", "facts"),
        (Fault.PROMISE, "gates.yaml", "evidence", "says"),
        (Fault.BROKEN, "gates.yaml", "copyright", "level"),
        (Fault.SOURCE, "sender_reasons.yaml", "vendor", "facts"),
        (Fault.DEAD, "brake_questions.yaml", "sort-of-post", "choices.1.gates"),
        (Fault.BROKEN, "brake_questions.yaml", "public-figure", ""),
    ],
)
def test_what_was_put_in_is_told_with_its_place(
    fault: Fault, file: str, record: str, field: str, found: set[tuple[str, str, str, str]]
) -> None:
    assert (fault.value, file, record, field) in found

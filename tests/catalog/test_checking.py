import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from yosuga.catalog.checking import check
from yosuga.catalog.faults import Fault, Finding
from yosuga.catalog.loader import CatalogBroken, in_folder, kinds, ours
from yosuga.catalog.parts import REFERENCES
from yosuga.catalog.records import Text
from yosuga.catalog.wording import blame, promises, untranslated

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Raw = dict[str, Any]
Change = Callable[[Raw], object]


@dataclass(frozen=True)
class Planted:
    """A fault, put into one record of a copy of our data, and where it must be found."""

    fault: Fault
    kind: str
    record: str
    change: Change
    field: str


def setting(key: str, value: object) -> Change:
    return lambda raw: raw.update({key: value})


def at(path: str, value: object) -> Change:
    """Set what stands at `routes.0.confidence`."""

    def change(raw: Raw) -> None:
        *way, last = path.split(".")
        place: Any = raw
        for word in way:
            place = place[int(word)] if word.isdecimal() else place[word]
        place[int(last) if last.isdecimal() else last] = value

    return change


def without(key: str) -> Change:
    return lambda raw: raw.pop(key)


def both(*changes: Change) -> Change:
    return lambda raw: [change(raw) for change in changes]


HIDDEN = "cost-tokuyaku"  # a fact from memory
TEXT = {"ja": "ここに書きます。", "en": "It stands here."}
NOWHERE = ["nowhere"]
PLANTED = (
    # what does not load
    Planted(Fault.SOURCE, "facts", "doc-shoko", without("sources"), "sources"),
    Planted(Fault.SOURCE, "costs", "cost-consult", setting("sources", []), "sources"),
    Planted(Fault.SOURCE, "facts", "os-gdpr", setting("sources", [" "]), "sources"),
    Planted(Fault.SOURCE, "platforms", "gyotaku", lambda raw: raw["routes"][0].pop("source"), "routes.0.source"),
    Planted(Fault.SIGN, "steps", "stop-card", setting("if", "leak-crad"), "if"),
    Planted(Fault.SIGN, "desks", "desk-sia", setting("fit", "leak-name and harm-defamatoin"), "fit"),
    Planted(Fault.SIGN, "pitfalls", "counter-exposure", setting("if", "offender-nown"), "if"),
    Planted(Fault.BROKEN, "steps", "stop-bank", setting("facst", []), "facst"),
    Planted(Fault.BROKEN, "steps", "mynumber-stop", setting("if", "leak-mynumber and (minor"), "if"),
    Planted(Fault.BROKEN, "costs", "cost-retainer", setting("review_by", "2026-02-30"), "review_by"),
    Planted(Fault.BROKEN, "facts", "os-uk", setting("confidence", "sure"), "confidence"),
    Planted(Fault.TRANSLATION, "documents", "receipt", at("text", {"ja": "受付の記録です。"}), "text.en"),
    Planted(Fault.TRANSLATION, "documents", "identity", at("title.ja", " "), "title.ja"),
    # names that lead nowhere
    Planted(Fault.DEAD, "steps", "call-110", setting("facts", ["dl-nowhere"]), "facts"),
    Planted(Fault.DEAD, "steps", "consult-9110", setting("desks", NOWHERE), "desks"),
    Planted(Fault.DEAD, "steps", "talk-now", setting("documents", NOWHERE), "documents"),
    Planted(Fault.DEAD, "steps", "keep-posts", setting("warnings", NOWHERE), "warnings"),
    Planted(Fault.DEAD, "steps", "keep-messages", setting("must_not", NOWHERE), "must_not"),
    Planted(Fault.DEAD, "notes", "no-counter-exposure", setting("facts", NOWHERE), "facts"),
    Planted(Fault.DEAD, "invariants", "danger-calls-first", at("some.steps", ["call-111"]), "some.steps"),
    Planted(Fault.DEAD, "invariants", "no-188-in-danger", at("some.desks", NOWHERE), "some.desks"),
    Planted(Fault.DEAD, "invariants", "child-image-said", setting("notes", NOWHERE), "notes"),
    Planted(Fault.DEAD, "invariants", "seven-days-only-designated", at("some.clocks", NOWHERE), "some.clocks"),
    Planted(Fault.DEAD, "routes", "safe-line", setting("costs", NOWHERE), "costs"),
    Planted(
        Fault.DEAD,
        "routes",
        "hash-services",
        setting("between", [{"other": "nowhere", "how": "helps", "why": TEXT}]),
        "between.0.other",
    ),
    Planted(Fault.DEAD, "routes", "us-image-act", at("stages.0.periods", NOWHERE), "stages.0.periods"),
    Planted(Fault.DEAD, "advice", "name", setting("sign", "leak-nmae"), "sign"),
    Planted(Fault.DEAD, "advice", "address", at("measures.0.desks", NOWHERE), "measures.0.desks"),
    Planted(Fault.DEAD, "checklists", "before-police", at("items.0.facts", NOWHERE), "items.0.facts"),
    Planted(Fault.DEAD, "guides", "first-steps", setting("see", NOWHERE), "see"),
    Planted(Fault.DEAD, "guides", "danger-now", at("sections.0.platforms", NOWHERE), "sections.0.platforms"),
    Planted(Fault.DEAD, "questions", "q-visitor", setting("guides", NOWHERE), "guides"),
    Planted(Fault.DEAD, "platforms", "youtube", setting("wide", NOWHERE), "wide"),
    Planted(Fault.DEAD, "wide_rules", "who-may-ask", setting("facts", NOWHERE), "facts"),
    Planted(Fault.DEAD, "clocks", "os-tidus", setting("id", "dl-nowhere"), "id"),
    # shown without ground
    Planted(Fault.LINK, "platforms", "line", at("routes.1.confidence", "unsourced"), "routes.1.url"),
    Planted(Fault.LINK, "platforms", "x", at("routes.1.confidence", "unverified"), "routes.1.url"),
    Planted(Fault.LINK, "wide_routes", "takeitdown", setting("confidence", "unverified"), "url"),
    Planted(Fault.LINK, "desks", "desk-jinken", at("lines.1.confidence", "unsourced"), "lines.1.value"),
    Planted(Fault.NUMBER, "desks", "@DESK", at("lines.0.confidence", "unverified"), "lines.0.value"),
    Planted(Fault.SILENT_DESK, "desks", "desk-189", setting("lines", []), "lines"),
    Planted(Fault.GROUND, "steps", "second-copy", setting("facts", [HIDDEN]), "facts"),
    Planted(Fault.GROUND, "routes", "illegal-content-tip", setting("facts", [HIDDEN, "law-trademark"]), "facts"),
    Planted(Fault.GROUND, "advice", "phone", at("measures.0.facts", [HIDDEN]), "measures.0.facts"),
    Planted(Fault.GROUND, "questions", "q-threat", setting("facts", [HIDDEN]), "facts"),
    Planted(Fault.HIDDEN_DESK, "steps", "check-tracking", setting("desks", ["desk-himawari"]), "desks"),
    Planted(Fault.HIDDEN_DESK, "care", "sleep-7", setting("desks", ["desk-himawari"]), "desks"),
    Planted(Fault.PERIOD, "clocks", "pfa-revenge-2d", setting("id", "ev-before-delete"), "id"),
    # what does not fit together
    Planted(Fault.ORDER, "orders", "order-danger", lambda raw: raw["phases"].pop(), "phases"),
    Planted(Fault.ORDER, "orders", "order-self-harm", lambda raw: raw["phases"].append("claim"), "phases"),
    Planted(Fault.ORDER, "orders", "order-usual", setting("if", "may-act"), "if"),
    Planted(Fault.NOTE, "steps", "write-timeline", setting("warnings", ["no-counter-exposure"]), "warnings"),
    Planted(Fault.EMPTY, "invariants", "no-own-name-letter-when-stalked", without("some"), "some"),
    # words
    Planted(Fault.BLAME, "notes", "no-pay", at("text.ja", "なぜ送ったのですか。"), "text"),
    Planted(Fault.BLAME, "pitfalls", "delete-own-first", at("instead.en", "You should have kept it."), "instead"),
    Planted(Fault.BLAME, "prevention", "who-sees", at("text.ja", "リベンジポルノを防ぎます。"), "text"),
    Planted(Fault.PROMISE, "guides", "keep-evidence", at("lead.ja", "必ず消せます。"), "lead"),
    Planted(Fault.PROMISE, "checklists", "evidence", at("text.en", "This will certainly work."), "text"),
    Planted(Fault.LANGUAGE, "prevention", "photo-check", at("text.en", "写真を見ます。"), "text"),
    Planted(
        Fault.LANGUAGE, "prevention", "post-later", at("text.ja", "Please post it later, not from the place."), "text"
    ),
)


def plant(folder: Path, *, fault: Planted) -> None:
    file = folder / ours().place(fault.kind, fault.record)
    records = yaml.load(file.read_text("utf-8"), Loader=_LOADER)
    fault.change(next(raw for raw in records if raw["id"] == fault.record))
    write(file, records)


def write(file: Path, records: object) -> None:
    file.write_text(yaml.dump(records, Dumper=_DUMPER, allow_unicode=True, sort_keys=False), "utf-8")


def copied(folder: Path) -> Path:
    with as_file(files("yosuga.catalog") / "data") as ours_:
        shutil.copytree(ours_, folder)
    return folder


Places = Mapping[tuple[str, str, str], Finding]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Everything that is found in a copy of our data with all the faults in it, by record, field and fault."""
    folder = copied(tmp_path_factory.mktemp("planted") / "data")
    for fault in PLANTED:
        plant(folder, fault=fault)
    again = folder / "guards.yaml"
    records = yaml.load(again.read_text("utf-8"), Loader=_LOADER)
    write(again, [*records, records[0]])
    signs = folder / "signs.yaml"
    signs.write_text(signs.read_text("utf-8").replace("      on-note:", "      on-nowhere:"), "utf-8")
    (folder / "step.yaml").write_text("[]", "utf-8")
    (folder / "guides" / "9-new.yml").write_text("[]", "utf-8")
    (folder / "means.yaml").write_text("- id: [", "utf-8")
    (folder / "care.yaml").write_text((folder / "care.yaml").read_text("utf-8") + "- words\n", "utf-8")
    (folder / "documents.yaml").rename(folder / "documents.yaml.old")
    return {(one.record, one.field, one.fault): one for one in check(folder).findings}


@pytest.mark.parametrize("fault", PLANTED, ids=lambda one: f"{one.fault.value} in {one.record}")
def test_a_planted_fault_is_found_at_its_file_record_and_field(fault: Planted, found: Places) -> None:
    finding = found[fault.record, fault.field, fault.fault]
    assert finding.file == ours().place(fault.kind, fault.record)
    assert finding.says.ja
    assert finding.says.en

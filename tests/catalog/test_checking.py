import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


def nothing_named(raw: Raw) -> None:
    """Take every name of another record out of a guide."""
    raw.pop("see", None)
    for section in raw["sections"]:
        for key in ("facts", "desks", "platforms"):
            section.pop(key, None)


LABEL = "リベンジポルノ"
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
    # shown without ground
    Planted(Fault.LINK, "platforms", "line", at("routes.1.confidence", "unsourced"), "routes.1.url"),
    Planted(Fault.LINK, "platforms", "x", at("routes.1.confidence", "unverified"), "routes.1.url"),
    Planted(Fault.LINK, "wide_routes", "takeitdown", setting("confidence", "unverified"), "url"),
    Planted(Fault.LINK, "desks", "desk-jinken", at("lines.1.confidence", "unsourced"), "lines.1.value"),
    Planted(Fault.NUMBER, "desks", "desk-houterasu", at("lines.0.confidence", "unverified"), "lines.0.value"),
    Planted(Fault.SILENT_DESK, "desks", "desk-189", setting("lines", []), "lines"),
    Planted(Fault.GROUND, "steps", "second-copy", setting("facts", [HIDDEN]), "facts"),
    Planted(Fault.GROUND, "routes", "illegal-content-tip", setting("facts", [HIDDEN, "law-trademark"]), "facts"),
    Planted(Fault.GROUND, "advice", "phone", at("measures.0.facts", [HIDDEN]), "measures.0.facts"),
    Planted(Fault.GROUND, "questions", "q-threat", setting("facts", [HIDDEN]), "facts"),
    Planted(Fault.HIDDEN_DESK, "steps", "check-tracking", setting("desks", ["desk-himawari"]), "desks"),
    Planted(Fault.HIDDEN_DESK, "care", "sleep-7", setting("desks", ["desk-himawari"]), "desks"),
    Planted(Fault.SOURCE, "guides", "leaked-contact", nothing_named, "facts"),
    Planted(Fault.NUMBER, "notes", "no-paid-remover", at("text.ja", "0570-783-110 に電話します。"), "text"),
    # what does not fit together
    Planted(Fault.ORDER, "orders", "order-danger", lambda raw: raw["phases"].pop(), "phases"),
    Planted(Fault.ORDER, "orders", "order-self-harm", lambda raw: raw["phases"].append("claim"), "phases"),
    Planted(Fault.ORDER, "orders", "order-usual", setting("if", "may-act"), "if"),
    Planted(Fault.NOTE, "steps", "write-timeline", setting("warnings", ["no-counter-exposure"]), "warnings"),
    Planted(Fault.EMPTY, "invariants", "no-own-name-letter-when-stalked", without("some"), "some"),
    # words
    Planted(Fault.BLAME, "notes", "no-pay", at("text.ja", "なぜ送ったのですか。"), "text"),
    Planted(Fault.BLAME, "pitfalls", "delete-own-first", at("instead.en", "You should have kept it."), "instead"),
    Planted(Fault.BLAME, "prevention", "who-sees", at("text.ja", f"{LABEL}を防ぎます。"), "text"),
    Planted(Fault.PROMISE, "guides", "keep-evidence", at("lead.ja", "必ず消せます。"), "lead"),
    Planted(Fault.PROMISE, "checklists", "evidence", at("text.en", "This will certainly work."), "text"),
    Planted(Fault.LANGUAGE, "prevention", "photo-check", at("text.en", "写真を見ます。"), "text"),
    Planted(
        Fault.LANGUAGE, "prevention", "post-later", at("text.ja", "Please post it later, not from the place."), "text"
    ),
)


def plant(folder: Path, *faults: Planted) -> None:
    """Put faults into a folder of data; each file is read and written once."""
    by_file: dict[str, list[Planted]] = {}
    for fault in faults:
        by_file.setdefault(place(fault), []).append(fault)
    for name, here in by_file.items():
        records = read(folder / name)
        for fault in here:
            fault.change(next(raw for raw in records if raw["id"] == fault.record))
        write(folder / name, records)


def place(fault: Planted) -> str:
    """The file of the record in our own data."""
    getattr(ours(), fault.kind)
    return ours().place(fault.kind, fault.record)


def read(file: Path) -> list[Raw]:
    records: list[Raw] = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    return records


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
    plant(folder, *PLANTED)
    guards = read(folder / "guards.yaml")
    write(folder / "guards.yaml", [*guards, guards[0]])
    clocks = folder / "clocks.yaml"
    renamed = clocks.read_text("utf-8").replace("id: os-tidus,", "id: dl-nowhere,")
    clocks.write_text(renamed.replace("id: law-appi-26,", "id: ev-before-delete,"), "utf-8")
    signs = folder / "signs.yaml"
    signs.write_text(signs.read_text("utf-8").replace("      on-note:", "      on-nowhere:"), "utf-8")
    pitfalls = folder / "pitfalls.yaml"
    once = "- id: report-before-keeping\n"
    pitfalls.write_text(pitfalls.read_text("utf-8").replace(once, once + "  id: report-before-keeping\n"), "utf-8")
    (folder / "step.yaml").write_text("[]", "utf-8")
    (folder / "guides" / "9-new.yml").write_text("[]", "utf-8")
    (folder / "means.yaml").write_text("- id: [", "utf-8")
    (folder / "care.yaml").write_text((folder / "care.yaml").read_text("utf-8") + "- words\n", "utf-8")
    return {(one.record, one.field, one.fault): one for one in check(folder).findings}


@pytest.mark.parametrize("fault", PLANTED, ids=lambda one: f"{one.fault.value} in {one.record}")
def test_a_planted_fault_is_found_at_its_file_record_and_field(fault: Planted, found: Places) -> None:
    finding = found[fault.record, fault.field, fault.fault]
    assert finding.file == place(fault)
    assert finding.says.ja
    assert finding.says.en


FURTHER = {
    ("takeover", "", Fault.TWICE): "guards.yaml",
    ("dl-nowhere", "id", Fault.DEAD): "clocks.yaml",
    ("ev-before-delete", "id", Fault.PERIOD): "clocks.yaml",
    ("note", "id", Fault.SERVICE): "platforms/blog.yaml",
    ("on-nowhere", "", Fault.SERVICE): "signs.yaml",
    ("", "", Fault.STRAY): "step.yaml",
    ("report-before-keeping", "id", Fault.KEY): "pitfalls.yaml",
    ("", "", Fault.BROKEN): "means.yaml",
    ("?", "", Fault.BROKEN): "care.yaml",
}


@pytest.mark.parametrize("where", FURTHER, ids=lambda where: f"{where[2].value} {where[0]}")
def test_a_fault_of_a_file_or_of_two_records_is_found(where: tuple[str, str, Fault], found: Places) -> None:
    assert found[where].file == FURTHER[where]


def test_nothing_else_is_found_so_that_one_fault_is_told_once(found: Places) -> None:
    assert set(found) == {(one.record, one.field, one.fault) for one in PLANTED} | set(FURTHER)


def test_a_misspelt_sign_is_told_with_the_one_that_was_meant(found: Places) -> None:
    assert found["stop-card", "if", Fault.SIGN].detail == "unknown sign: leak-crad (leak-card?)"


def test_files_with_a_misspelt_name_are_all_told(tmp_path: Path) -> None:
    for name in (*kinds(), "step"):
        (tmp_path / f"{name}.yaml").write_text("[]", "utf-8")
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "1.yml").write_text("[]", "utf-8")
    shutil.copy(Path(str(files("yosuga.catalog") / "data" / "signs.yaml")), tmp_path)
    stray = [one.file for one in check(tmp_path).findings if one.fault is Fault.STRAY]
    assert stray == ["guides/1.yml", "guides.yaml", "step.yaml"]


@pytest.mark.parametrize("content", [None, "- [", "axes: {}", "axes:\n  a: {holds: one, signs: {}}\ngroups: {g: none}"])
def test_without_a_vocabulary_that_one_fault_is_told(content: str | None, tmp_path: Path) -> None:
    if content:
        (tmp_path / "signs.yaml").write_text(content, "utf-8")
    assert [(one.file, one.fault) for one in check(tmp_path).findings][:1] in (
        [("signs.yaml", Fault.BROKEN)],
        [("signs.yaml", Fault.SIGN)],
    )
    assert len(check(tmp_path).findings) == 1


def test_a_kind_whose_file_is_missing_is_told(tmp_path: Path) -> None:
    for name in kinds():
        (tmp_path / f"{name}.yaml").write_text("[]", "utf-8")
    shutil.copy(Path(str(files("yosuga.catalog") / "data" / "signs.yaml")), tmp_path)
    (tmp_path / "care.yaml").unlink()
    missing = [one.file for one in check(tmp_path).findings if one.fault is Fault.BROKEN]
    assert missing == ["care.yaml"]


@pytest.mark.parametrize(
    ("record", "change", "field"),
    [
        ("order-danger", setting("phases", ["emergency"]), "phases"),
        ("order-usual", setting("if", "not minor"), "if"),
    ],
)
def test_a_plan_is_not_made_from_orders_with_gaps(record: str, change: Change, field: str, tmp_path: Path) -> None:
    with as_file(files("yosuga.catalog") / "data") as data:
        for name in ("signs.yaml", "orders.yaml"):
            shutil.copy(data / name, tmp_path)
    plant(tmp_path, Planted(Fault.ORDER, "orders", record, change, field))
    with pytest.raises(CatalogBroken) as refused:
        _ = in_folder(tmp_path).orders
    assert (refused.value.file, refused.value.record, refused.value.field) == ("orders.yaml", record, field)


# Fields of an id that name something else than a record of the catalog, each judged elsewhere.
NO_RECORDS = {"id", "event", "sign", "word"}


def models(model: object) -> set[type[BaseModel]]:
    """A model and all that stand in its fields, at any depth."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return set().union(*(models(part) for part in get_args(model)))
    inside = [models(field.annotation) for field in model.model_fields.values()]
    return {model}.union(*inside)


def test_no_field_that_names_a_record_is_forgotten() -> None:
    every = set().union(*(models(model) for model in kinds().values()))
    ids = {
        name
        for model in every
        for name, field in model.model_fields.items()
        if "a-z0-9" in f"{field.annotation}{field.metadata}"
    }
    assert len(every) > 40
    assert ids - NO_RECORDS == set(REFERENCES)
    assert set(REFERENCES.values()) <= set(kinds())


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("必ず消えるとは限りません。", "There is no guarantee."),
        ("ご本人のせいではありません。", "It is not your fault."),
        ("犯罪被害者等支援弁護士の制度があります。", "Somebody who was made to send a picture is not to blame."),
        (f"{LABEL}防止法の3条です。", "Article 3 of the Revenge Porn Act."),
        ("StopNCII.org", "StopNCII.org"),
        ("保証はありません。", "It is not certain."),
    ],
)
def test_calm_words_are_left_alone(ja: str, en: str) -> None:
    text = Text(ja=ja, en=en)
    assert [*blame(text), *promises(text), *untranslated(text)] == []


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("なぜ写真を送ってしまったのですか。", "."),
        ("自己責任です。", "."),
        ("不用心でした。", "."),
        ("公開しなければよかったのです。", "."),
        ("早く忘れましょう。", "."),
        ("まだマシです。", "."),
        ("本当に?", "."),
        ("被害者は申し出ます。", "."),
        ("。", "Why did you post it?"),
        ("。", "It was your own fault."),
        ("。", "You were careless."),
    ],
)
def test_every_word_of_blame_is_found(ja: str, en: str) -> None:
    assert list(blame(Text(ja=ja, en=en)))


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("必ず消せます。", "."),
        ("絶対に特定できます。", "."),
        ("裁判に勝てます。", "."),
        ("100%安全です。", "."),
        ("。", "Removal is guaranteed."),
        ("。", "It will definitely be removed."),
    ],
)
def test_every_promise_is_found(ja: str, en: str) -> None:
    assert list(promises(Text(ja=ja, en=en)))

"""The JSON Schemas that Yosuga publishes: of an answers file, of a plan, and of each kind of record of the catalog."""

from yosuga.catalog.loader import kinds
from yosuga.catalog.records import Record
from yosuga.rules.answers import Answers
from yosuga.rules.plan_format import PlanFormat

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OURS = {
    "answers": (
        "yosuga-answers/1",
        "漏えいについての答えのファイル。どの質問も unknown, no_answer, later にできます(docs/formats/answers.md)。",
        "A file of answers about a leak. Every question may be unknown, no_answer or later (docs/formats/answers.md).",
    ),
    "plan": (
        "yosuga-plan/1",
        "答えから作った計画。何を、どの順で、いつまでに、なぜ(docs/formats/plan.md)。",
        "The plan for answers: what to do, in which order, by when, and why (docs/formats/plan.md).",
    ),
}


def names() -> tuple[str, ...]:
    """Return what there is a schema of."""
    return (*_OURS, *kinds())


def schema(name: str) -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of `answers`, of `plan`, or of a data file of that kind.

    A condition over signs is a string in it; whether its signs exist is for `yosuga catalog check` to say.
    """
    if name == "answers":
        made = Answers.model_json_schema()
    elif name == "plan":
        made = PlanFormat.model_json_schema()
    else:
        made = _list_of(kinds()[name])
    title, ja, en = _OURS.get(name, _of_a_file(name))
    named = {"$schema": _DIALECT, "$id": f"urn:{title.replace('/', ':')}", "title": title}
    return {**named, **made, "title": title, "description": f"{ja} / {en}"}


def _list_of(model: type[Record]) -> dict[str, object]:
    one = model.model_json_schema()
    parts = one.pop("$defs", {})
    place = {"$ref": f"#/$defs/{model.__name__}"}
    return {"type": "array", "items": place, "$defs": {**parts, model.__name__: one}}


def _of_a_file(kind: str) -> tuple[str, str, str]:
    return (
        f"yosuga-catalog-{kind}/1",
        f"案内のもとになるデータ {kind} の1ファイル(docs/formats/catalog.md)。",
        f"One data file of the catalog: {kind} (docs/formats/catalog.md).",
    )

from datetime import date, datetime
from pathlib import Path

import pytest

from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.rules import schemas
from yosuga.rules.answers import Answers
from yosuga.rules.plan import as_data, plan
from yosuga.rules.plan_format import PlanFormat
from yosuga.rules.reading import read

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "docs" / "examples" / "answers").glob("*.yaml"))
SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("at", [SUNDAY, datetime(2026, 11, 24, 10, tzinfo=JST)], ids=["day", "moment"])
def test_the_schema_of_a_plan_knows_every_key_of_a_plan(file: Path, at: date | datetime) -> None:
    data = as_data(plan(read(file.read_bytes(), today=SUNDAY), at=at, catalog=ours()), catalog=ours())
    assert data["deadlines"] or data["steps"]
    assert PlanFormat.model_validate(data).model_dump(mode="json", by_alias=True) == data


def test_a_plan_with_everything_has_every_key() -> None:
    answers = Answers.model_validate(
        {
            "asker": "self",
            "age": 30,
            "danger": ["stalking"],
            "leaked": ["address"],
            "offender": "known",
            "want": ["removal", "identification", "damages"],
            "posts": [{"platform": "x", "place": "public", "posted": "2026-11-01", "up": True}],
            "dates": {"victim_knows_offender_identity": "2026-11-02", "act": "2026-11-01"},
        }
    )
    data = as_data(plan(answers, at=SUNDAY, catalog=ours()), catalog=ours())
    assert data["deadlines"]
    assert data["desks"]
    assert data["warnings"] or data["must_not"]
    assert PlanFormat.model_validate(data).model_dump(mode="json", by_alias=True) == data


def test_the_schema_of_answers_has_every_key_and_takes_no_other() -> None:
    made = schemas.schema("answers")
    assert isinstance(made["properties"], dict)
    assert set(made["properties"]) == set(Answers.model_fields)
    assert made["additionalProperties"] is False


def test_a_reader_of_plans_takes_keys_that_are_added_later() -> None:
    assert schemas.schema("plan").get("additionalProperties", True) is True

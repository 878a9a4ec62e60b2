"""Whom a person suspects is told to nobody: no package for anybody holds it (PEOPLE M-3)."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.web.keepers import the_case
from tests.web.person import Person
from yosuga.custody.package import profiles
from yosuga.evidence.results import Choice
from yosuga.intake import actions as intake
from yosuga.proceedings import exporting
from yosuga.proceedings.results import HandOver
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

SUSPECTED = "架空工業の元同僚ではないか"
STORY = "眠れない日が続いた"


def read(name: str, content: bytes) -> Iterator[str]:
    """Yield all words of a file, of what is packed in it, and of the pages of a paper."""
    yield name
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from read(inner, packed.read(inner))
    if content.startswith(b"%PDF"):
        yield "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("profile", [one.id for one in profiles.all_profiles()])
def test_no_package_holds_what_a_person_suspects(owner: Person, tmp_path: Path, profile: str) -> None:
    case = the_case()
    said = {"asker": "self", "other_party": SUSPECTED, "story": STORY}
    intake.keep_all(said, case=case, actor=ACTOR, tools=holder.tools())
    assert intake.intake_of(case, actor=ACTOR, tools=holder.tools()).contact["other_party"] == SUSPECTED
    wish = HandOver(choice=Choice(purpose="相談", recipient="窓口"), profile=profile)
    done = exporting.hand_over(case, folder=tmp_path, wish=wish, actor=ACTOR, tools=holder.tools())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    words = [one for path in files for one in read(path.name, path.read_bytes())]
    assert done.exported.items
    assert any("相談" in one for one in words), "the reader reads what is there"
    assert [one[:80] for one in words if SUSPECTED in one or STORY in one] == []

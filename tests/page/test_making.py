"""What the page's file holds: nothing that can leave its place, nothing that reaches out, the same bytes each time."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime

import pytest

from tests.page.summaries import PICTURE, summary
from yosuga_page import making

HOSTILE = "</script><script>alert(1)</script><!-- &quot; \u2028 \u2029 \ud800 \u202e @SCRIPT@"


def made(text: str, *, kind: str) -> str:
    """The content of the page's one element of a kind."""
    found = re.findall(rf"<{kind}>(.*?)</(?:script|style)>", text, flags=re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_only_the_pages_own_script_and_style_may_run_and_nothing_is_fetched() -> None:
    text = making.page(summary()).decode()
    script, style = made(text, kind="script"), made(text, kind="style")
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    allowed = f"script-src {source(script)}; style-src {source(style)}; img-src data:"
    assert policy == [f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"]
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert not re.findall(r"""\s(?:src|href|action|style|on\w+)=["']""", text.replace(script, ""))
    assert not re.findall(r"@import|url\(", style)
    assert not re.findall(r"\b(?:fetch|XMLHttpRequest|WebSocket|eval|innerHTML|document\.write)\b|\bimport\(", script)


def test_hostile_words_stay_words() -> None:
    entry = making.Entry(eid="E0001", title=HOSTILE, url=f"javascript:{HOSTILE}")
    given = replace(summary(), items=[entry], recipient=HOSTILE, case=HOSTILE)
    text = making.page(given).decode()
    inside = made(text, kind='script type="application/json" id="summary"')
    assert inside.isascii()
    assert not set(inside) & set("<>&")
    assert json.loads(inside)["items"][0]["title"] == HOSTILE
    assert "<script>alert" not in text


def test_the_same_summary_makes_the_same_bytes() -> None:
    assert making.page(summary()) == making.page(summary())


def test_times_are_shown_in_both_zones() -> None:
    assert "2025-09-11 14:05:00 JST (2025-09-11 05:05:00 UTC)" in making.page(summary()).decode()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        making.page(replace(summary(), made=datetime(2025, 9, 11)))  # noqa: DTZ001 - that is the fault


@pytest.mark.parametrize("picture", [b"<svg onload=alert(1)>", b"GIF89a", PICTURE[1:]])
def test_a_picture_of_another_kind_is_refused(picture: bytes) -> None:
    entry = making.Entry(eid="E0001", title="", thumbnail=picture)
    with pytest.raises(ValueError, match="thumbnail"):
        making.page(replace(summary(), items=[entry]))

"""A capture that was just made, read as an answer: the person took the page themselves, and it is kept as evidence."""

from collections.abc import Mapping
from datetime import datetime

from yosuga.capture.base import Shot
from yosuga.capture.relook.base import MOST_TEXT, Answered

_WALLS = frozenset({"challenge", "login-wall", "auth-required"})


def of_shot(shot: Shot) -> Answered:
    """Return what a finished capture showed. Its files stay open and as they are."""
    text = ""
    for artefact in shot.artefacts:
        if artefact.name == "text.txt":
            artefact.body.seek(0)
            text = artefact.body.read(4 * MOST_TEXT).decode("utf-8", "replace")[:MOST_TEXT]
            artefact.body.seek(0)
    return of_facts(shot.facts, text=text)


def of_facts(facts: Mapping[str, object], *, text: str) -> Answered:
    """Return what a kept capture showed, from its `capture.json` and `text.txt`.

    Raises ValueError where it does not say when it ended.
    """
    codes = {_text(one, "code") for one in _rows(facts, "reasons")}
    status = facts.get("status")
    final = _text(facts, "final_url")
    return Answered(
        asked=_text(facts, "url"),
        url=final,
        moment=datetime.fromisoformat(_text(facts, "finished")),
        status=status if isinstance(status, int) else 0,
        title=_text(facts, "title"),
        text=text,
        mitigated="challenge" in codes,
        walled=bool(codes & _WALLS),
        failure="" if status else "unreachable",
    )


def _text(source: Mapping[str, object], key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""


def _rows(source: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = source.get(key)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []

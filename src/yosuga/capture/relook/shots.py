"""A capture that is kept, read as an answer: the person took the page themselves."""

from collections.abc import Mapping
from datetime import datetime

from yosuga.capture.relook.base import Answered

_WALLS = frozenset({"challenge", "login-wall", "auth-required"})


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

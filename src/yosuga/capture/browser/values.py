"""Reading what the browser says: JSON of unknown shape becomes plain values, and a wrong shape becomes an empty one."""

from collections.abc import Mapping

Message = dict[str, object]


def text(source: Mapping[str, object], key: str) -> str:
    """Return the string under `key`, or an empty one."""
    value = source.get(key)
    return value if isinstance(value, str) else ""


def number(source: Mapping[str, object], key: str) -> float:
    """Return the number under `key`, or 0."""
    value = source.get(key)
    return float(value) if isinstance(value, int | float) else 0.0


def whole(source: Mapping[str, object], key: str) -> int:
    """Return the number under `key` as an integer, or 0."""
    value = number(source, key)
    return int(value) if abs(value) < 2**53 else 0


def truth(source: Mapping[str, object], key: str) -> bool:
    """Return whether `key` holds true."""
    return source.get(key) is True


def table(source: Mapping[str, object], key: str) -> Message:
    """Return the object under `key`, or an empty one."""
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def rows(source: Mapping[str, object], key: str) -> list[Message]:
    """Return the objects in the list under `key`; anything else in it is left out."""
    value = source.get(key)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def texts(source: Mapping[str, object], key: str) -> list[str]:
    """Return the strings in the list under `key`; anything else in it is left out."""
    value = source.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

"""Settings of a vault, sealed under its key: they would tell a thief where copies lie and who vouches for the time."""

import json

from yosuga.cases.models import Setting
from yosuga.keys import wrap
from yosuga.tools import Tools


def read(key: str, *, tools: Tools) -> str | None:
    """Return a setting, or None when it was never made."""
    row = Setting.objects.filter(pk=key).first()
    if row is None:
        return None
    return wrap.open_sealed(
        bytes(row.value_sealed), under=_key(tools), place=wrap.Place("setting", key, "value")
    ).decode()


def write(key: str, value: str, *, tools: Tools) -> None:
    """Make or change a setting."""
    sealed = wrap.seal(value.encode(), under=_key(tools), place=wrap.Place("setting", key, "value"))
    Setting.objects.update_or_create(pk=key, defaults={"value_sealed": sealed})


def read_list(key: str, *, tools: Tools) -> list[str]:
    """Return a setting that is a list of texts; empty when it was never made."""
    value = read(key, tools=tools)
    return [] if value is None else [str(one) for one in json.loads(value)]


def write_list(key: str, values: list[str], *, tools: Tools) -> None:
    """Make or change a setting that is a list of texts."""
    write(key, json.dumps(values, ensure_ascii=False), tools=tools)


def _key(tools: Tools) -> bytes:
    return wrap.derive(tools.master, label="settings")

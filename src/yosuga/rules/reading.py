"""Reads an answers file: hostile until it is read, never repeated when it is wrong.

A full card number or My Number in any field, key or comment refuses the whole file before anything else looks at it.
"""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from yosuga.detect.numbers import Number, number_in
from yosuga.rules.answers import Answers, BadAnswers, Event, Household, Post, listed_dates, listed_posts

LARGEST_BYTES = 256 * 1024
_DEEPEST = 12
_WORD = re.compile(r"[A-Za-z][A-Za-z_]{0,29}")
_WHOLE = re.compile(r"^-?[0-9]{1,19}$")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without its surprises: 2026-02-30 and 13_15 stay words, so that what is wrong with them names its field."""


_PLAIN = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}
_Loader.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
    if (kept := [(tag, regexp) for tag, regexp in resolvers if tag in _PLAIN])
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _WHOLE, list("-0123456789"))
# How pydantic names the parts of a union.
_BRANCHES = ("literal[", "constrained-", "tuple[", "function-", "Household", "[key]")
_WHY = {
    "extra_forbidden": "この項目はありません / there is no such key",
    "literal_error": "決まった言葉から選びます / one of the listed words is expected",
    "less_than_equal": "大きすぎます / too large",
    "greater_than_equal": "小さすぎます / too small",
    "too_long": "多すぎます / too many",
    "string_too_long": "長すぎます / too long",
    "date_from_datetime_parsing": "日付は 2026-11-22 の形です / a day is written 2026-11-22",
    "date_parsing": "日付は 2026-11-22 の形です / a day is written 2026-11-22",
    "date_from_datetime_inexact": "日付は 2026-11-22 の形です / a day is written 2026-11-22",
    "missing": "足りません / missing",
}


class NumberInside(BadAnswers):
    """A card number or My Number stands in the file. It is neither stored nor repeated."""

    code = "number-inside"
    ja = (
        "カード番号かマイナンバーが書かれています。何も保存していません。番号を消して、もう一度お試しください。"
        "番号そのものは、ここでは必要ありません。"
    )
    en = (
        "A card number or My Number stands in the answers. Nothing was stored. Please remove the number and try again. "
        "The number itself is not needed here."
    )


def read(content: bytes, *, today: date) -> Answers:
    """Return the answers that a YAML or JSON file holds. `today` is a day in Japan; no answer lies after it.

    Raises BadAnswers, which names the field, and NumberInside.
    """
    if len(content) > LARGEST_BYTES:
        raise BadAnswers("file", why=f"{LARGEST_BYTES // 1024} KiB まで / at most")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadAnswers("file", why="UTF-8 で保存してください / save it as UTF-8") from error
    raw = _parsed(text)
    _refuse_inside(raw)
    refuse_numbers(text, field="file")  # a comment is a place too
    return understood(raw, today=today)


def understood(raw: object, *, today: date) -> Answers:
    """Return raw answers as values. Raises BadAnswers, which names the first field that is wrong, and NumberInside."""
    _refuse_inside(raw)
    if not isinstance(raw, dict):
        raise BadAnswers("file", why="項目と答えの組で書きます / keys with answers are expected")
    try:
        answers = Answers.model_validate(raw)
    except ValidationError as error:
        raise _refused(error) from None  # the library's own error repeats what stood there
    _refuse_days(answers, today=today)
    return answers


def _refuse_inside(raw: object) -> None:
    for field, value in _leaves(raw, field=""):
        refuse_numbers(value, field=field)


def refuse_numbers(value: str, *, field: str) -> None:
    """Refuse a text that holds a card number or a My Number. Raises NumberInside, which does not repeat it."""
    number = number_in(value)
    if number is not None:
        raise NumberInside(field or "file", why=_called(number, field=field))


def _called(number: Number, *, field: str) -> str:
    name = "カード番号 / card number" if number == "card" else "マイナンバー / My Number"
    if not field.endswith(".url"):
        return name
    return f"{name}。投稿の番号なら、url を省いて platform を書けます / if it is a post's id, give platform, not url"


def _parsed(text: str) -> object:
    """Return the file's content. Anchors could make a small file endless, so there are none."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
                raise BadAnswers("file", why="入れ子か参照が多すぎます / too deep, or an alias")
        return yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
            raise BadAnswers("file", why=f"{error.problem_mark.line + 1} 行目 / line") from None
        raise BadAnswers("file", why="書き方 / the notation") from None


def _leaves(value: object, *, field: str) -> Iterator[tuple[str, str]]:
    """Yield every key and value as text with the place it stands at; places are named by our own keys only."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield field, str(key)
            yield from _leaves(inside, field=f"{field}.{_key(key)}".lstrip("."))
    elif isinstance(value, (list, tuple)):
        for number, inside in enumerate(value):
            yield from _leaves(inside, field=f"{field}.{number}".lstrip("."))
    else:
        yield field, str(value)


def _key(key: object) -> str:
    """Return a key as it may be shown: ours, or a plain word; anything else could be a person's data."""
    return str(key) if str(key) in _keys() or _WORD.fullmatch(str(key)) else "?"


@cache
def _keys() -> frozenset[str]:
    models = (Answers, Post, Household)
    return frozenset(name for model in models for name in model.model_fields) | set(get_args(Event))


def _refused(error: ValidationError) -> BadAnswers:
    """Return the first complaint in our words. A key or value of the person's is not repeated."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = [str(part) for part in first["loc"] if not str(part).startswith(_BRANCHES)]
    known = [part if part.isdecimal() else _key(part) for part in place]
    near: tuple[str, ...] = ()
    if first["type"] == "extra_forbidden" and place:
        near = tuple(get_close_matches(place[-1], sorted(Answers.model_fields), n=1))
    why = _WHY.get(first["type"], _said(first) if first["type"] == "value_error" else "形が違います / not of this kind")
    return BadAnswers(".".join(known) or "file", why=why, near=near)


def _said(complaint: ErrorDetails) -> str:
    """Return what our own validator said: its words hold nothing of the person's."""
    return str(complaint["ctx"]["error"])


def _refuse_days(answers: Answers, *, today: date) -> None:
    for field, day in listed_dates(answers):
        if day > today:
            raise BadAnswers(field, why="今日より後の日付です / this day is still to come")
    for number, post in enumerate(listed_posts(answers)):
        received, posted = post.request_received, post.posted
        if isinstance(received, date) and isinstance(posted, date) and received < posted:
            raise BadAnswers(f"posts.{number}.request_received", why="投稿より前の日付です / before the post itself")

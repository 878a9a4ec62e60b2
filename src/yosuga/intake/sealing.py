"""How answers rest: sealed under their case, and how they are told apart by a hash that nobody can guess from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from yosuga.cases.access import OpenCase
from yosuga.intake.course import Intake
from yosuga.intake.typed import Answer
from yosuga.keys import wrap

_LABEL = "intake"
FORMAT = "yosuga-intake/1"


@dataclass(frozen=True, slots=True)
class Kept:
    """An intake with its salt: few answers are possible, so their plain hash would tell them."""

    intake: Intake
    salt: str


def seal(kept: Kept, *, case: OpenCase) -> bytes:
    """Return the answers as they are kept."""
    state = {"confirmed": kept.intake.confirmed, "revision": kept.intake.revision, "done": sorted(kept.intake.done)}
    whole = json.dumps(json.loads(encode(kept)) | state, ensure_ascii=False).encode()
    return wrap.seal(whole, under=_key(case), place=_place(case))


def open_kept(sealed: bytes, *, case: OpenCase) -> Kept:
    """Return kept answers. Raises VaultDamaged."""
    raw = json.loads(wrap.open_sealed(sealed, under=_key(case), place=_place(case)))
    intake = Intake(
        said=said(raw["said"]), confirmed=raw["confirmed"], revision=raw["revision"], done=frozenset(raw["done"])
    )
    return Kept(intake, raw["salt"])


def encode(kept: Kept) -> bytes:
    """Return the bytes whose SHA-256 the log names: salt and answers, in the order in which they were given."""
    content = {"format": FORMAT, "salt": kept.salt, "said": written(kept.intake.said)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def written(answers: Mapping[str, Answer]) -> list[list[object]]:
    """Return answers as plain values, in their order."""
    return [[name, list(answer) if isinstance(answer, tuple) else answer] for name, answer in answers.items()]


def said(raw: list[list[object]]) -> dict[str, Answer]:
    """Return what `written` wrote. A page that there is no more is left out."""
    from yosuga.intake.pages import page_of

    return {str(name): _answer(answer) for name, answer in raw if page_of(str(name)) is not None}


def _answer(raw: object) -> Answer:
    if isinstance(raw, list):
        return tuple(str(one) for one in raw)
    return raw if isinstance(raw, bool | int | str) else ""


def _key(case: OpenCase) -> bytes:
    return wrap.derive(case.key, label=_LABEL)


def _place(case: OpenCase) -> wrap.Place:
    return wrap.Place(_LABEL, case.id, "answers")

"""What the reader trusts, from outside the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yosuga_verifier.notes import BadNoteError, Key, parse_key
from yosuga_verifier.since import CannotReadOlderError, Older, read_older
from yosuga_verifier.usage import NoVerdictError

_LARGEST_ROOT = 4 * 1024 * 1024


@dataclass(frozen=True)
class Trust:
    """Authority roots (PEM), the case's key, an older head."""

    roots: Sequence[bytes] = ()
    key: Key | None = None
    since: Older | None = None


def given(*, roots: Sequence[str], key: str | None, since: str | None) -> Trust:
    """Return what the arguments name. Raises NoVerdictError."""
    return Trust(roots=[_root(one) for one in roots], key=_key(key), since=_since(since))


def _root(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            pem = file.read(_LARGEST_ROOT)
    except OSError as wrong:
        why = wrong.strerror or ""
        raise NoVerdictError(
            ja="--root を読めません", en="--root cannot be read", detail=why, about=f"{path!r} ({why})"
        ) from wrong
    if b"-----BEGIN CERTIFICATE-----" not in pem:
        raise NoVerdictError(
            ja="--root はPEM形式の証明書ではありません", en="--root is no certificate in PEM form", about=repr(path)
        )
    return pem


def _key(text: str | None) -> Key | None:
    try:
        return None if text is None else parse_key(text.strip())
    except BadNoteError as wrong:
        raise NoVerdictError(ja="--key が正しくありません", en="--key is malformed", detail=str(wrong)) from wrong


def _since(path: str | None) -> Older | None:
    try:
        return None if path is None else read_older(path)
    except CannotReadOlderError as wrong:
        raise NoVerdictError(ja="--since を読めません", en="--since cannot be read", detail=str(wrong)) from wrong

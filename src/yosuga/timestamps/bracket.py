"""What tokens prove about one thing: it came after X and before Y, with the authorities' own accuracy added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yosuga.clock import jst_words, rfc3339
from yosuga.timestamps.base import Token


@dataclass(frozen=True, slots=True)
class Bracket:
    """`after`: not before this moment, because it names a token of then. `before`: it existed by this moment."""

    after: datetime | None
    before: datetime | None


def bracket(*, named: Iterable[Token], covering: Iterable[Token]) -> Bracket:
    """Return the narrowest bracket. `named` are tokens whose hash the thing contains, `covering` tokens over it.

    Accuracy widens it: a token of 14:05:09 ± 1 s proves "after 14:05:08" or "before 14:05:10". A token that states
    no accuracy is taken at its time (RFC 3161, section 2.4.2: it may be stated in the policy instead).
    """
    return Bracket(
        after=max((token.time - _margin(token) for token in named), default=None),
        before=min((token.time + _margin(token) for token in covering), default=None),
    )


def words(found: Bracket) -> tuple[str, str]:
    """Return the bracket as a Japanese and an English sentence; it speaks of the record, not of its truth."""
    after, before = found.after, found.before
    if after and before:
        return (
            f"この記録は、{jst_words(after)}より後に作られ、{jst_words(before)}には存在していました。",
            f"This record was made after {rfc3339(after)} and existed by {rfc3339(before)}.",
        )
    if before:
        return (f"この記録は、{jst_words(before)}には存在していました。", f"This record existed by {rfc3339(before)}.")
    if after:
        return (
            f"この記録は、{jst_words(after)}より後に作られました。存在していた時刻の証明はまだありません。",
            f"This record was made after {rfc3339(after)}. There is no proof yet of when it existed.",
        )
    return ("時刻認証はまだありません。", "There is no timestamp yet.")


def _margin(token: Token) -> timedelta:
    return timedelta(seconds=token.accuracy_s or 0.0)

"""What a signed look at a Bluesky record means, and the look that `removal` can weigh. No network, no clock.

Three things that look alike to a reader are told apart: the author deleted the record (the signed tree has it no more),
an operator hides it (the tree still has it), and the whole account is switched off (nothing is proven either way).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from yosuga.capture.atproto.found import Asked, Outcome, Reader
from yosuga.catalog.records import Text
from yosuga.rules.removal import Barrier, Look, Shown, Sign, Way

_WHOLE = 0.8  # of the characters that were kept, as for pages
_MINUTE = timedelta(minutes=1)


class Meaning(StrEnum):
    """What one signed look means."""

    DELETED = "deleted"
    STILL_SHOWN = "still-shown"
    STANDS = "stands"
    EDITED = "edited"
    HIDDEN = "hidden"
    SAID_DELETED = "said-deleted"
    DEACTIVATED = "deactivated"
    TAKEN_DOWN = "taken-down"
    SUSPENDED = "suspended"
    ACCOUNT_GONE = "account-gone"
    NOT_ASKED = "not-asked"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """What was kept of the record: the name of its bytes where an earlier look had it, and the lines of its text."""

    cid: str = ""
    lines: tuple[str, ...] = ()


SAYS: Mapping[Meaning, Text] = {
    Meaning.DELETED: Text(
        ja="投稿者の署名付きの一覧に、この投稿がないことを確認しました(投稿者の側で消した場合の状態です)。",
        en="The author's signed list was seen without this post, as it is once the author has taken it out.",
    ),
    Meaning.STILL_SHOWN: Text(
        ja="投稿者の署名付きの一覧にはありませんが、アプリの表示にはまだ出ています。時間をおいて、もう一度確認してください。",
        en="The author's signed list does not have it, but it is still shown to readers. Please look again later.",
    ),
    Meaning.STANDS: Text(
        ja="投稿者の署名付きの一覧に、この投稿が残っています。",
        en="The author's signed list still has this post.",
    ),
    Meaning.EDITED: Text(
        ja="投稿者の署名付きの一覧に残っていますが、内容が保存したときと違います。",
        en="The author's signed list still has it, with other content than when it was kept.",
    ),
    Meaning.HIDDEN: Text(
        ja="アプリの表示には出ませんが、投稿者の署名付きの一覧には残っています(運営による非表示など)。削除とは言えません。",
        en="Readers are not shown it, but the author's signed list still has it (an operator hides it). No deletion.",
    ),
    Meaning.SAID_DELETED: Text(
        ja="サーバーは「ない」と答えましたが、署名付きの証明はありません。",
        en="The server says that it is not there, without a signed proof.",
    ),
    Meaning.DEACTIVATED: Text(
        ja="アカウントが休止中です。投稿者が再開すると、投稿も戻ります。",
        en="The account is deactivated. When its owner comes back, so do its posts.",
    ),
    Meaning.TAKEN_DOWN: Text(
        ja="アカウント全体が運営によって止められています。投稿が削除されたかどうかは分かりません。",
        en="The whole account was taken down by its operator. Whether the post was deleted is not known.",
    ),
    Meaning.SUSPENDED: Text(
        ja="アカウントが一時停止されています。解除されると、投稿も戻ることがあります。",
        en="The account is suspended. Its posts may come back with it.",
    ),
    Meaning.ACCOUNT_GONE: Text(
        ja="このアカウントは、置かれていたサーバーにありません(アカウントの削除など)。署名付きの証明はありません。",
        en="The account is not at its server any more (deleted, say). There is no signed proof.",
    ),
    Meaning.NOT_ASKED: Text(
        ja="投稿者自身のサーバーかもしれないため、問い合わせていません(確認したことが相手に伝わるおそれがあります)。",
        en="The account is on a server that its owner may run. It was not asked: they might see that someone looked.",
    ),
    Meaning.NOT_KNOWN: Text(
        ja="確認できる答えが得られませんでした。残っているとも、ないとも言えません。",
        en="No answer could be verified. Nothing can be said either way.",
    ),
}

_SAID = {
    Outcome.SAID_ABSENT: Meaning.SAID_DELETED,
    Outcome.DEACTIVATED: Meaning.DEACTIVATED,
    Outcome.TAKEN_DOWN: Meaning.TAKEN_DOWN,
    Outcome.SUSPENDED: Meaning.SUSPENDED,
    Outcome.ACCOUNT_GONE: Meaning.ACCOUNT_GONE,
    Outcome.OWN_SERVER: Meaning.NOT_ASKED,
    Outcome.UNPROVEN: Meaning.NOT_KNOWN,
    Outcome.UNREACHABLE: Meaning.NOT_KNOWN,
}
_SHOWN = {Meaning.STANDS: Shown.WHOLE, Meaning.STILL_SHOWN: Shown.WHOLE}
_SIGNS = {
    Meaning.DELETED: frozenset({Sign.SIGNED}),
    Meaning.SAID_DELETED: frozenset({Sign.STATUS}),
    Meaning.ACCOUNT_GONE: frozenset({Sign.STATUS}),
}
_BARRIERS = {
    Meaning.HIDDEN: Barrier.REFUSED,
    Meaning.DEACTIVATED: Barrier.REFUSED,
    Meaning.TAKEN_DOWN: Barrier.REFUSED,
    Meaning.SUSPENDED: Barrier.REFUSED,
    Meaning.NOT_ASKED: Barrier.FAILED,
    Meaning.NOT_KNOWN: Barrier.FAILED,
}


def meaning(asked: Asked, *, kept: KeptRecord) -> Meaning:
    """Return what one look means. What readers see is asked of the app view first: most apps read from it."""
    if asked.outcome in _SAID:
        return _SAID[asked.outcome]
    if asked.outcome is Outcome.ABSENT:
        return Meaning.STILL_SHOWN if any(asked.shown.values()) else Meaning.DELETED
    if not asked.shown.get(Reader.APP_VIEW, asked.shown.get(Reader.SERVER, True)):
        return Meaning.HIDDEN
    return Meaning.STANDS if _same(asked, kept=kept) else Meaning.EDITED


def look(asked: Asked, *, kept: KeptRecord, control: Asked | None = None) -> Look:
    """Return the look that `asked` is. `control` is a look at a record known to be live, within the same minute.

    A record that an operator hides counts as behind a barrier: it can come back as it was, so it never counts as gone.
    An edited one that still says what was kept counts as standing.
    """
    means = meaning(asked, kept=kept)
    shown = _SHOWN.get(means, Shown.NOTHING)
    if means is Meaning.EDITED:
        shown = Shown.WHOLE if kept.lines and _still_says(asked, kept=kept) else Shown.CHANGED
    return Look(
        moment=asked.moment,
        way=Way.PROTOCOL,
        shown=shown,
        signs=_SIGNS.get(means, frozenset()),
        barrier=_BARRIERS.get(means),
        control=None if control is None else _is_live(control, beside=asked),
        said=means.value,
    )


def _same(asked: Asked, *, kept: KeptRecord) -> bool:
    """Return whether the record is the one that was kept. Where nothing was kept of it, it is."""
    if kept.cid:
        return asked.proof is not None and asked.proof.record is not None and asked.proof.record.cid == kept.cid
    return not kept.lines or _still_says(asked, kept=kept)


def _still_says(asked: Asked, *, kept: KeptRecord) -> bool:
    """Return whether the record's text holds the kept lines, or is all within them: a page shows more than the text."""
    text = _text(asked)
    lines = [line for line in map(_bare, kept.lines) if line]
    there = sum(len(line) for line in lines if line in text)
    return bool(text) and (there >= _WHOLE * sum(map(len, lines)) or text in "".join(lines))


def _text(asked: Asked) -> str:
    record = asked.proof.record if asked.proof is not None else None
    said = record.value.get("text") if record is not None else None
    return _bare(said) if isinstance(said, str) else ""


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_live(control: Asked, *, beside: Asked) -> bool:
    near = abs(control.moment - beside.moment) <= _MINUTE
    return near and control.outcome is Outcome.PRESENT and all(control.shown.values())

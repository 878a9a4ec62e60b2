"""What a takedown gives the lists for a court: rows of 投稿記事目録 and URL目録, and of 時系列表 from its steps."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from yosuga.catalog.loader import Catalog
from yosuga.documents.court import Happening, Posted, PostRow
from yosuga.documents.court_text import jst_short, utc_short
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Request, Step, What
from yosuga.rules.takedown.target import Origin, Target
from yosuga.rules.takedown.ways import Way

_APPLICATION = "doc-kaiji-order"  # 開示命令の申立書: 発信者情報目録 and 投稿記事目録 are enclosed
_WORDS = "exact-words"  # the field of the letters that holds the words of the post
_KINDS = {What.SENT: "送付", What.RECEIVED: "回答"}
_SAYS = {
    What.FINISHED: "申出の書面を作成",
    What.SENT: "申出を送付",
    What.RECEIVED: "受付の通知",
    What.ASKED_POSTER: "発信者への意見照会の通知",
    What.MORE_ASKED: "追加の依頼",
    What.REMOVED_SAID: "削除したとの回答",
    What.HIDDEN: "非表示・地域制限との回答",
    What.REFUSED: "拒否の回答",
    What.WITHDRAWN: "申出を取下げ",
}
_OURS = frozenset({What.FINISHED, What.SENT, What.WITHDRAWN})


def wanted(way: Way) -> bool:
    """Say whether lists are made beside the letter of a way: where it rests on the court paper that takes them.

    That of a request to disclose the poster does: it is often refused, and the application to a court has these lists.
    """
    return _APPLICATION in way.rule.facts


def rows(followed: Iterable[Followed], *, catalog: Catalog) -> tuple[PostRow, ...]:
    """Return a row for each target that has an address, for `documents.listings.pdf`: one gives all three lists.

    The words of a post are those that a person copied into a letter, the newest that there are.
    """
    return tuple(_row(one, catalog=catalog) for one in followed if one.target.address or one.target.given)


def happenings(followed: Iterable[Followed], *, catalog: Catalog) -> tuple[Happening, ...]:
    """Return the steps of all requests and when each post was made, for `documents.chronology.pdf`. Drafts are none."""
    return tuple(each for one in followed for each in _of_target(one, catalog=catalog))


def _row(followed: Followed, *, catalog: Catalog) -> PostRow:
    target = followed.target
    return PostRow(
        mark=None,
        service=_service(target, catalog=catalog),
        title="",
        url=target.address or target.given,
        account_name="" if target.account.startswith("@") else target.account,
        account_id=target.account if target.account.startswith("@") else "",
        post_id=target.post,
        posted=_posted(target),
        text=_text(followed.requests),
    )


def _service(target: Target, *, catalog: Catalog) -> str:
    platform = catalog.platforms.get(target.platform)
    return platform.name.ja if platform else ""


def _posted(target: Target) -> Posted:
    shown, from_id = _moment(target, Origin.SHOWN), _moment(target, Origin.ID)
    return Posted(shown=f"{jst_short(shown)} JST ({utc_short(shown)} UTC)" if shown else "", from_id=from_id)


def _moment(target: Target, origin: Origin) -> datetime | None:
    return next((time.moment for time in target.times if time.origin is origin), None)


def _text(requests: Iterable[Request]) -> str:
    newest_first = sorted(requests, key=lambda one: -one.number)
    return next((words for one in newest_first if (words := one.values.get(_WORDS, "").strip())), "")


def _of_target(followed: Followed, *, catalog: Catalog) -> Iterator[Happening]:
    service = _service(followed.target, catalog=catalog) or "サイト"
    posted = _moment(followed.target, Origin.SHOWN) or _moment(followed.target, Origin.ID)
    item = followed.evidence[0] if followed.evidence else ""
    if posted is not None:
        yield Happening(when=posted, about=f"{followed.id} {service}への投稿", source="投稿", kind="投稿", item=item)
    for request in followed.requests:
        yield from (
            _happening(step, about=f"{followed.id} {service}: {_SAYS[step.what]}")
            for step in request.steps
            if step.what in _SAYS
        )


def _happening(step: Step, *, about: str) -> Happening:
    return Happening(
        when=step.moment,
        about=about,
        source="本人の記録",
        whole_day=step.day_only,
        kind=_KINDS.get(step.what, "その他" if step.what in _OURS else "回答"),
        item=step.proof[0] if step.proof else "",
    )

"""What a case knows already, so that no letter asks for it again: sender, target, times, evidence, reason in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.clock import JST, jst_words
from yosuga.rules.takedown.request import Reason
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Origin, Target, Time
from yosuga.rules.takedown.ways import UNKNOWN_SITE

Language = Literal["ja", "en"]
_ORIGINS = {
    Origin.SHOWN: ("画面の表示", "as shown"),
    Origin.ID: ("投稿のIDから計算", "computed from the post's id"),
    Origin.CAPTURE: ("保存したとき", "when it was captured"),
    Origin.STAMP: ("タイムスタンプ(これより後ではない)", "trusted time-stamp: not later than"),
    Origin.TOLD: ("記憶", "from memory"),
}
_ORDER = tuple(_ORIGINS)
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_UNSURE = re.compile("確認|記事|各サーバー")  # how the catalog says that it is not sure who runs a service


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An item of evidence as letters name it: its id, the SHA-256 of its bytes in hex, when it was taken."""

    id: str
    sha256: str = ""
    captured: datetime | None = None


def known(
    *,
    target: Target,
    sender: Sender,
    reason: Reason,
    evidence: Sequence[Exhibit],
    language: Language,
    catalog: Catalog,
) -> Mapping[str, str]:
    """Return every value that is known, by its source in the catalog's letters; what is not known is empty."""
    return {
        **_of_sender(sender),
        **_of_target(target, language=language, catalog=catalog),
        **_of_reason(reason, language=language, catalog=catalog),
        "case.evidence": "\n".join(_exhibit(one, language=language) for one in evidence),
    }


def _of_sender(sender: Sender) -> dict[str, str]:
    return {
        "sender.name": sender.name,
        "sender.for-name": sender.for_name,
        "sender.person": sender.for_name or sender.name,
        "sender.kana": sender.kana,
        "sender.postal-code": sender.postal_code.strip().lstrip("〒").strip(),  # the letter says 〒 itself
        "sender.address": sender.address,
        "sender.phone": sender.phone,
        "sender.email": sender.email,
        "sender.pen-name": sender.pen_name,
        "sender.tie": sender.tie,
        "sender.office": sender.office,
        "sender.registered": sender.registered,
    }


def _of_target(target: Target, *, language: Language, catalog: Catalog) -> dict[str, str]:
    platform = catalog.platforms.get(target.platform)
    site = _site(target, platform, language=language)
    say: Callable[[Time], str] = _time_ja if language == "ja" else _time_en
    times = sorted(target.times, key=lambda one: _ORDER.index(one.origin))
    return {
        "target.address": target.address or target.given,
        "target.given": target.given,
        "target.site": site,
        "target.operator": _operator(platform, site=site, language=language),
        "target.post": target.post,
        "target.account": target.account,
        "target.told": target.told,
        "target.words": target.words,
        "target.times": "\n".join(say(one) for one in times),
    }


def _site(target: Target, platform: Platform | None, *, language: Language) -> str:
    """Return the name of the site; of one that runs on everybody's own host, or is not known, the host."""
    if platform is None or platform.id == UNKNOWN_SITE or any(one.any_host for one in platform.url_patterns):
        try:
            return urlsplit(target.address).hostname or ""
        except ValueError:
            return ""
    return _plain(getattr(platform.name, language))


def _operator(platform: Platform | None, *, site: str, language: Language) -> str:
    """Return to whom a letter is addressed: the operator where that is sure, else whoever runs the site."""
    if platform is not None and platform.id != UNKNOWN_SITE and not _UNSURE.search(platform.operator.ja):
        return _plain(getattr(platform.operator, language))
    if not site:
        return ""
    return f"「{site}」の運営者" if language == "ja" else f'the operator of "{site}"'


def _plain(name: str) -> str:
    """Return a name without what the catalog says about it in brackets."""
    return _BRACKETS.sub("", name).strip()


def _of_reason(reason: Reason, *, language: Language, catalog: Catalog) -> dict[str, str]:
    named = catalog.reasons[reason]
    if language == "en":  # the catalog names the term of Japanese law in brackets; a letter in English does not
        return {"reason.name": _plain(named.name.en), "reason.right": _plain(named.right.en)}
    return {"reason.name": named.name.ja, "reason.right": named.right.ja}


def _time_ja(time: Time) -> str:
    utc = time.moment.astimezone(UTC)
    return f"{jst_words(time.moment)} 日本時間(UTC {utc:%Y-%m-%d %H:%M:%S}、{_ORIGINS[time.origin][0]})"


def _time_en(time: Time) -> str:
    utc, local = time.moment.astimezone(UTC), time.moment.astimezone(JST)
    return f"{utc:%Y-%m-%d %H:%M:%S} UTC ({local:%Y-%m-%d %H:%M:%S} JST, {_ORIGINS[time.origin][1]})"


def _exhibit(one: Exhibit, *, language: Language) -> str:
    parts = [one.id]
    if one.captured is not None:
        taken = jst_words(one.captured) if language == "ja" else f"{one.captured.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        parts.append(taken)
    if one.sha256:
        parts.append(f"SHA-256 {one.sha256}")
    return "  ".join(parts)

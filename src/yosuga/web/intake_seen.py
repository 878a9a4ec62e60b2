"""What the vault shows about the post already, so that the questions need not ask it again."""

from collections.abc import Mapping
from datetime import timedelta

from yosuga.capture.base import Verdict
from yosuga.catalog.addresses import platform_of
from yosuga.catalog.loader import ours
from yosuga.evidence import overview
from yosuga.intake.typed import Answer
from yosuga.web.screen import Asked

_STILL_THERE = timedelta(days=1)  # a page that was taken longer ago may be gone


def seen(asked: Asked, *, case: str) -> Mapping[str, Answer]:
    """Return answers that follow from the newest page that was taken whole of a service we know; else none.

    It was taken without logging in, so anybody could see it. The person sees these answers before they count, and can
    change them.
    """
    platforms = ours().platforms
    for item in reversed(overview.of_case(case, actor=asked.actor, tools=asked.tools)):
        if item.verdict != Verdict.COMPLETE.value or not item.url:
            continue
        found = platform_of(item.url, catalog_platforms=platforms)
        if found is not None and not found.talk:
            recent = item.moment is not None and asked.moment - item.moment < _STILL_THERE
            said: dict[str, Answer] = {"platform": found.platform, "place": "public", "evidence": "kept"}
            return {**said, "up": True} if recent else said
    return {}

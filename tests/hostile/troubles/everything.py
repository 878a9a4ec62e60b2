"""All troubles by name."""

from collections.abc import Mapping

from tests.hostile.trouble import Trouble
from tests.hostile.troubles import addresses, broken, feeds, frames, posts, tricks, unseen, writing


def _by_name() -> Mapping[str, Trouble]:
    every = [
        *addresses.TROUBLES,
        *feeds.TROUBLES,
        *posts.TROUBLES,
        *broken.TROUBLES,
        *writing.TROUBLES,
        *frames.TROUBLES,
        *tricks.TROUBLES,
        *unseen.TROUBLES,
    ]
    named = {trouble.name: trouble for trouble in every}
    if len(named) != len(every):
        raise ValueError("two troubles have one name")
    return named


EVERYTHING = _by_name()

"""The figures of how long an answer takes are those in the words beside them, and routes are told by their names."""

import re

import pytest
from pydantic import ValidationError

from yosuga.catalog.loader import ours
from yosuga.catalog.platforms import Days
from yosuga.catalog.records import Text

PLATFORMS = ours().platforms
SAID = {
    **{
        f"{one.id}/{route.kind}": (route.expected_days, route.expected)
        for one in PLATFORMS.values()
        for route in one.routes
        if route.expected_days is not None
    },
    **{one.id: (one.expected_days, one.expected) for one in PLATFORMS.values() if one.expected_days is not None},
}
UNITS = {"時間": 1 / 24, "日": 1, "営業日": 1, "週間": 7}


@pytest.mark.parametrize("place", sorted(SAID))
def test_a_figure_is_the_longest_that_its_words_name(place: str) -> None:
    days, words = SAID[place]
    assert isinstance(days, Days)
    assert isinstance(words, Text)
    named = [float(figure) * UNITS[unit] for figure, unit in re.findall(r"(\d+)(時間|日|営業日|週間)", words.ja)]
    assert max(named) == days.most
    assert days.open_days == ("営業日" in words.ja)


def test_a_least_above_the_most_does_not_load() -> None:
    with pytest.raises(ValidationError):
        Days(least=8, most=7)


@pytest.mark.parametrize("service", sorted(PLATFORMS))
def test_every_route_is_found_again_by_its_name(service: str) -> None:
    platform = PLATFORMS[service]
    seen: dict[str, int] = {}
    for route in platform.routes:
        seen[route.kind] = seen.get(route.kind, 0) + 1
        name = route.kind if seen[route.kind] == 1 else f"{route.kind}-{seen[route.kind]}"
        assert platform.route(name) == route
    for name in ("", "nothing", "privacy-0", "privacy-99", "privacy-x", "privacy-٣"):
        assert platform.route(name) is None or name == "privacy"

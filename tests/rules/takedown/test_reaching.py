from dataclasses import replace

import pytest

from tests.rules.takedown.letters_made import HANAKO, POST, made
from yosuga.catalog.loader import ours
from yosuga.rules.takedown import ways
from yosuga.rules.takedown.reaching import Audience, Reached, reach
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.sender import Sender

SERVICE, POSTER, PUBLIC, UNKNOWN = Audience.SERVICE, Audience.POSTER, Audience.PUBLIC, Audience.UNKNOWN


def reached(
    letter: str, route: str, *, sender: Sender = HANAKO, reason: Reason = Reason.PRIVACY, **values: str
) -> tuple[Reached, ...]:
    way = ways.way(route, catalog=ours())
    assert way is not None
    target = replace(POST, platform=way.service or POST.platform)
    composed = made(
        letter,
        route=route,
        target=target,
        sender=sender,
        reason=reason,
        typed_in={name.replace("_", "-"): value for name, value in values.items()},
    )
    request = Request(1, route, reason, Requester.SELF)
    return reach(composed, request=request, target=target, hazards=way.hazards, catalog=ours())


def who(found: tuple[Reached, ...], field: str) -> tuple[Audience, ...]:
    return next(one.who for one in found if one.field == field)


def besides(found: tuple[Reached, ...]) -> dict[str, tuple[Audience, ...]]:
    return {one.label.ja: one.who for one in found if not one.field}


def test_everything_on_a_public_board_is_seen_by_everybody_and_nothing_of_the_sender_stands_there() -> None:
    found = reached("board-request", "5ch/general", why="電話が来ます")
    assert {one.who for one in found if one.field} == {(SERVICE, POSTER, PUBLIC)}
    assert {one.field for one in found} >= {"address", "why"}
    assert besides(found)["名前"] == (SERVICE, POSTER, PUBLIC)


def test_a_mail_to_the_same_service_is_not_public() -> None:
    found = reached("report", "5ch/privacy", exact_words="番号")
    assert who(found, "exact-words") == (SERVICE, UNKNOWN)
    assert "メールアドレス" in besides(found)
    assert "本人確認書類" in besides(found)


def test_what_a_form_forwards_reaches_the_poster() -> None:
    found = reached("report", "fc2/privacy", exact_words="番号")
    assert who(found, "exact-words") == (SERVICE, POSTER)
    assert besides(found)["名前"] == (SERVICE, POSTER)


def test_what_the_catalog_does_not_know_is_said_to_be_unknown() -> None:
    found = reached("report", "x/statutory_jp", exact_words="番号")
    assert who(found, "exact-words") == (SERVICE, UNKNOWN)
    assert besides(found)["アカウント名"] == (SERVICE, UNKNOWN)


def test_a_letter_in_two_copies_tells_the_poster_why_and_not_who() -> None:
    found = reached("sendstop", "letter/sendstop", why="電話が来ます", exact_words="番号")
    assert who(found, "why") == who(found, "exact-words") == (SERVICE, POSTER)
    assert {who(found, name) for name in ("who", "home", "phone", "mail")} == {(SERVICE,)}


def test_the_name_reaches_the_poster_where_the_person_agreed_and_the_address_does_not() -> None:
    found = reached("disclosure", "letter/disclosure", show_name="yes", why="x", exact_words="y")
    assert who(found, "who") == (SERVICE, POSTER)
    assert who(found, "home") == (SERVICE,)


def test_by_certified_mail_name_and_address_reach_the_other_side() -> None:
    found = reached("certified", "letter/certified")
    assert who(found, "who") == who(found, "home") == (SERVICE, POSTER)


def test_what_is_told_to_the_police_is_told_to_the_police() -> None:
    found = reached("police-memo", "letter/police-memo", reason=Reason.THREAT, harm="怖いです")
    assert {one.who for one in found if one.field} == {(SERVICE,)}


@pytest.mark.parametrize("name", [name for name, way in ways.ways(ours()).items() if way.letters])
def test_every_value_of_every_way_is_told_with_a_reason(name: str) -> None:
    way = ways.ways(ours())[name]
    for letter in way.letters:
        reason = Reason(ours().letters[letter].reasons[0])
        found = reached(letter, name, reason=reason, why="x", exact_words="y", harm="z")
        assert all(one.who and one.why.ja and one.why.en and one.who[0] is SERVICE for one in found)
        if way.public:
            assert all(PUBLIC in one.who for one in found if one.field)

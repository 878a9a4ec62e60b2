from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import BaseModel, ValidationError

from yosuga.catalog.loader import ours
from yosuga.catalog.platforms import Designation, Platform, Route, UrlPattern
from yosuga.catalog.records import Text

DESIGNATED = {
    date(2025, 4, 30): {"facebook", "instagram", "line", "threads", "tiktok", "x", "yahoo_chiebukuro", "youtube"},
    date(2025, 5, 30): {"ameba", "bakusai", "niconico", "pinterest"},
}
NOT_SAID = ("自己責任", "不用心", "すればよかった", "リベンジポルノ", "被害者", "必ず", "絶対", "なぜ")

services = pytest.mark.parametrize("service", ours().platforms.values(), ids=lambda service: service.id)


def texts(value: object) -> Iterator[Text]:
    """Yield everything a record says in two languages, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for _, inside in value:
            yield from texts(inside)
    elif isinstance(value, tuple):
        for inside in value:
            yield from texts(inside)


def test_every_service_has_the_sign_that_says_something_is_on_it() -> None:
    axis = next(axis for axis in ours().vocabulary.axes if axis.name == "service")
    assert sorted(service.sign for service in ours().platforms.values()) == sorted(axis.signs)
    assert len(ours().platforms) == 45


@services
def test_a_sentence_about_a_service_is_said_in_japanese_and_in_english(service: Platform) -> None:
    names = (service.name, service.operator)
    for said in texts(service):
        if said in names:
            continue
        assert any("ぁ" <= letter <= "ヿ" or "一" <= letter <= "鿿" for letter in said.ja), said.ja
        assert sum(letter.isascii() for letter in said.en) > len(said.en) * 0.6, said.en


@services
def test_nobody_is_blamed_labelled_or_promised_anything(service: Platform) -> None:
    said = " ".join(text.ja for text in texts(service))
    assert not [word for word in NOT_SAID if word in said]


@services
def test_no_sentence_is_too_long_to_read_under_stress(service: Platform) -> None:
    sentences = [part for text in texts(service) for part in text.ja.split("。")]
    assert max(map(len, sentences)) <= 50


def test_only_what_the_two_announcements_list_starts_the_seven_days() -> None:
    starts: dict[date | None, set[str]] = {}
    for service in ours().platforms.values():
        if service.designated.starts_clock:
            starts.setdefault(service.designated.since, set()).add(service.id)
    assert starts == DESIGNATED


def test_comments_on_yahoo_news_start_no_clock_because_nobody_knows() -> None:
    comments = ours().platforms["yahoo_news_comment"].designated
    assert comments.status == "unknown"
    assert not comments.starts_clock
    assert comments.note is not None


def test_one_to_one_talk_on_line_is_left_out_of_its_designation() -> None:
    line = ours().platforms["line"].designated
    assert line.starts_clock
    assert line.listed_as == "LINEオープンチャット、LINE VOOM"
    assert line.not_for is not None
    assert "1対1のトーク" in line.not_for.ja


@pytest.mark.parametrize("missing", ["since", "listed_as", "sources"])
def test_a_designation_without_day_name_or_source_does_not_load(missing: str) -> None:
    whole = {"status": "yes", "since": date(2025, 4, 30), "listed_as": "X", "sources": ["https://example.org/"]}
    assert Designation.model_validate(whole).starts_clock
    with pytest.raises(ValidationError, match="a designation needs"):
        Designation.model_validate({key: value for key, value in whole.items() if key != missing})


@pytest.mark.parametrize("confidence", ["unsourced", "unverified", "low"])
def test_an_address_without_a_source_is_no_link(confidence: str) -> None:
    raw = {"kind": "privacy", "url": "https://example.org/form", "path": {"ja": "下", "en": "below"}, "source": "none"}
    assert Route.model_validate({**raw, "confidence": "official"}).link == "https://example.org/form"
    route = Route.model_validate({**raw, "confidence": confidence})
    assert route.link is None
    assert route.way is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org/form", "mailto:nobody", "https://a b/"])
def test_what_is_neither_a_web_nor_a_mail_address_does_not_load(url: str) -> None:
    with pytest.raises(ValidationError, match="not a web or mail address"):
        Route.model_validate({"kind": "privacy", "url": url, "source": "s", "confidence": "official"})


@services
def test_where_the_address_of_a_form_is_not_known_there_is_another_way(service: Platform) -> None:
    for route in service.routes:
        assert route.link or route.way or service.in_app_shown or service.wide, route.kind
    assert set(service.wide) <= set(ours().wide_routes)


@services
def test_a_path_in_an_app_is_shown_only_where_a_source_names_it(service: Platform) -> None:
    if service.in_app_shown:
        assert service.in_app_source
    if service.in_app:
        assert service.in_app_confidence is not None


@services
def test_what_a_report_gives_away_is_explained(service: Platform) -> None:
    assert bool(service.hazards) == (service.hazard_notes is not None)


@pytest.mark.parametrize(
    ("hazard", "known"),
    [
        ("public_request", {"5ch", "2chsc", "hostlove", "shitaraba", "livedoor_blog", "matome_generic", "niconico"}),
        (
            "forwarded_to_poster",
            {"youtube", "ameba", "shitaraba", "fc2", "hatena", "livedoor_blog", "seesaa", "matome_generic"},
        ),
        ("no_bulk", {"bakusai"}),
        ("name_disclosed", {"instagram", "youtube", "pinterest", "fc2"}),
        ("original_remains", {"google_search", "bing"}),
    ],
)
def test_services_that_give_something_away_are_known(hazard: str, known: set[str]) -> None:
    assert {service.id for service in ours().platforms.values() if hazard in service.hazards} == known


def test_a_board_that_prints_requests_tells_people_to_leave_their_address_out() -> None:
    public = next(route for route in ours().platforms["5ch"].routes if route.kind == "general")
    assert public.warning is not None
    assert "氏名・住所・電話番号などを書きません" in public.warning.ja


def test_the_poor_odds_of_a_removal_request_are_told_with_their_figures() -> None:
    notes = ours().platforms["hostlove"].hazard_notes
    assert notes is not None
    assert "147件のうち7件(4.7%)" in notes.ja
    assert "7 of 147" in notes.en


def test_abroad_is_said_only_where_the_operator_is_plain() -> None:
    abroad = {service.id for service in ours().platforms.values() if service.overseas}
    assert {"x", "youtube", "tiktok", "discord", "telegram", "snapchat", "reddit", "wayback", "bing"} <= abroad
    assert abroad.isdisjoint({"line", "ameba", "bakusai", "niconico", "talk", "hostlove", "mastodon", "archive_today"})


@services
def test_a_service_is_looked_at_again_after_180_days(service: Platform) -> None:
    assert not service.stale(date(2027, 5, 21))
    assert service.stale(date(2027, 5, 22))


def test_an_id_on_x_tells_the_time_of_its_post() -> None:
    scheme = ours().platforms["x"].id_scheme
    assert scheme is not None
    assert scheme.epoch_ms is not None
    assert scheme.shift is not None
    born = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
        milliseconds=(1541815603606036480 >> scheme.shift) + scheme.epoch_ms
    )
    assert born == datetime(2022, 6, 28, 16, 7, 40, 105000, tzinfo=UTC)
    assert scheme.time == "server"


def test_an_id_on_bluesky_tells_a_time_that_its_poster_could_have_made_up() -> None:
    scheme = ours().platforms["bluesky"].id_scheme
    assert scheme is not None
    assert scheme.alphabet is not None
    assert scheme.shift is not None
    number = 0
    for letter in "3mkdg6z7lvufe":
        number = number * 32 + scheme.alphabet.index(letter)
    born = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=number >> scheme.shift)
    assert born.isoformat(timespec="milliseconds") == "2026-04-25T16:04:39.938+00:00"
    assert scheme.time == "client_forgeable"


def test_a_pattern_that_does_not_fit_its_example_does_not_load() -> None:
    raw = {"kind": "post", "regex": r"^https://a\.example/\d+$", "confidence": "official"}
    assert UrlPattern.model_validate({**raw, "example": "https://a.example/1"}).kind == "post"
    with pytest.raises(ValidationError, match="the example does not match"):
        UrlPattern.model_validate({**raw, "example": "https://a.example/b"})
    with pytest.raises(ValidationError, match="not a regular expression"):
        UrlPattern.model_validate({**raw, "regex": "(", "example": "https://a.example/1"})


def test_images_of_minors_and_of_adults_go_to_different_places() -> None:
    minors, adults = ours().wide_routes["takeitdown"], ours().wide_routes["stopncii"]
    assert "18歳未満" in minors.purpose.ja
    assert "18歳以上" in adults.purpose.ja
    assert "guardian" in minors.who
    assert minors.link == "https://takeitdown.ncmec.org/ja/"


def test_a_site_without_a_form_gets_the_letter() -> None:
    letter = ours().wide_routes["isplaw_forms"]
    assert letter.kind == "letter"
    assert letter.link == "http://www.isplaw.jp/"


def test_a_wide_route_whose_address_nobody_found_has_no_link() -> None:
    assert ours().wide_routes["sia_hibou"].link is None
    assert len(ours().wide_routes) == 5


def test_the_person_or_an_agent_asks_unless_a_route_says_otherwise() -> None:
    rule = ours().wide_rules["who-may-ask"]
    assert set(rule.who) == {"victim", "guardian", "agent", "lawyer"}
    assert rule.shown


def test_later_designations_are_not_stated_as_a_fact() -> None:
    later = ours().wide_rules["later-designations"]
    assert later.unverified
    assert not later.shown


def test_the_facts_that_wide_rules_name_exist() -> None:
    named = {fact for rule in ours().wide_rules.values() for fact in rule.facts}
    assert named <= set(ours().facts)

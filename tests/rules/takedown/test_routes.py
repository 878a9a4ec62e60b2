"""Ways for a target: what is offered, in which order, what is closed and why; and that nothing unsourced is shown."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.takedown.offered import ADULT, CATALOG, CHILD, WAYS, closed, found, opened
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Route
from yosuga.catalog.records import Confidence
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.routes import Because, onward
from yosuga.rules.takedown.senders import May
from yosuga.rules.takedown.target import Kind
from yosuga.rules.takedown.ways import Way, way, ways

OF_THE_ACT = {"letter/sendstop", "letter/sendstop-image", "letter/disclosure"}


def is_sourced(one: Way) -> bool:
    """Whether the catalog itself lets the way's address be shown, asked of the catalog and not of the way."""
    if one.of == "in_app":
        return CATALOG.platforms[one.service].in_app_shown is not None
    if one.service:
        kind, _, number = one.id.partition("/")[2].partition("-")
        of_kind = [route for route in CATALOG.platforms[one.service].routes if route.kind == kind]
        return of_kind[int(number or 1) - 1].confidence.shown and CATALOG.platforms[one.service].shown
    return True


signs = st.frozensets(st.sampled_from(sorted(CATALOG.vocabulary.signs)), max_size=12)
cases = st.builds(
    lambda platform, kind, reason, sender, more: (platform, kind, reason, sender, more),
    st.sampled_from(["", *CATALOG.platforms]),
    st.sampled_from(list(Kind)),
    st.sampled_from(list(Reason)),
    st.sampled_from(list(Requester)),
    signs,
)


@given(case=cases)
def test_whatever_the_case_nothing_unsourced_is_shown_and_everything_has_its_reason(
    case: tuple[str, Kind, Reason, Requester, frozenset[str]],
) -> None:
    platform, kind, reason, sender, more = case
    offered = found(platform, reason, kind, sender=sender, signs=more)
    assert offered == found(platform, reason, kind, sender=sender, signs=more)
    assert [one.open for one in offered] == sorted((one.open for one in offered), reverse=True)
    assert len({one.id for one in offered}) == len(offered)
    for one in offered:
        assert one.why.ja
        assert one.why.en
        assert one.way.sources or not one.way.shown
        assert is_sourced(one.way) or (one.way.link, one.way.path) == (None, None)
        assert one.closed or one.verdict.may is not May.NOT
        assert not (kind.private and one.open and (one.id in OF_THE_ACT or one.way.clock))


@given(case=cases)
def test_among_open_ways_those_that_everybody_reads_come_last_and_say_so(
    case: tuple[str, Kind, Reason, Requester, frozenset[str]],
) -> None:
    platform, kind, reason, sender, more = case
    open_ones = [one for one in found(platform, reason, kind, sender=sender, signs=more) if one.open]
    public = [one.way.public for one in open_ones]
    assert public == sorted(public)
    assert all(CATALOG.gates["public"].says in one.tells for one in open_ones if one.way.public)


@pytest.mark.parametrize("platform", list(CATALOG.platforms))
def test_every_service_has_a_way_that_the_person_can_take(platform: str) -> None:
    category = CATALOG.platforms[platform].category
    kind = {"search": Kind.SEARCH, "archive": Kind.ARCHIVE, "messenger": Kind.TALK}.get(category, Kind.POST)
    ways_open = opened(found(platform, Reason.PRIVACY, kind))
    assert ways_open
    assert {"letter/sendstop", "letter/search-removal", "letter/archive-removal", "letter/police-memo"} & set(ways_open)


def test_no_way_of_the_catalog_is_lost() -> None:
    every = {*WAYS}
    for platform in ("", *CATALOG.platforms):
        for kind in (Kind.POST, Kind.SEARCH, Kind.ARCHIVE):
            for reason in (
                Reason.PRIVACY,
                Reason.DEFAMATION,
                Reason.IMPERSONATION,
                Reason.OUTDATED,
                Reason.CHILD_IMAGE,
            ):
                more = ADULT | {"cause-takeover", "offender-known", "harm-bullying", "want-punishment"}
                every -= {one.id for one in found(platform, reason, kind, signs=more)}
        every -= {one.id for one in found(platform, Reason.HARASSMENT)}
    assert every == set()


def test_a_post_on_x_is_reported_by_the_quickest_and_least_revealing_way_first() -> None:
    assert opened(found("x", Reason.PRIVACY)) == [
        "in-app/x",
        "x/statutory_jp",
        "x/privacy",
        "x/general",
        "wide/sia_hibou",
        "wide/ihaho",
        "letter/sendstop",
        "letter/human-rights",
        "letter/police-memo",
        "letter/disclosure",
    ]


def test_where_there_is_danger_the_police_come_first() -> None:
    assert opened(found("x", Reason.THREAT, signs=ADULT | {"danger-threat"}))[0] == "letter/police-memo"
    assert opened(found("x", Reason.THREAT))[0] != "letter/police-memo"


def test_whoever_wants_to_know_who_did_it_is_shown_disclosure_before_removal() -> None:
    order = opened(found("5ch", Reason.DEFAMATION, signs=ADULT | {"want-identification"}))
    assert order[0] == "letter/disclosure"
    assert "letter/disclosure" not in opened(found("5ch", Reason.DEFAMATION, signs=ADULT | {"offender-known"}))


@pytest.mark.parametrize("kind", [Kind.TALK, Kind.DIRECT_MESSAGE])
def test_the_act_is_not_for_talks_and_direct_messages(kind: Kind) -> None:
    offered = found("line", Reason.HARASSMENT, kind)
    shut = closed(offered)
    assert {"line/statutory_jp", "letter/sendstop", "letter/disclosure"} <= set(shut)
    assert all("対象外" in shut[one].ja for one in ("line/statutory_jp", "letter/sendstop", "letter/disclosure"))
    assert {"in-app/line", "line/general", "letter/police-memo"} <= set(opened(offered))


def test_the_seven_days_start_for_designated_services_alone() -> None:
    clocks = {one.service for one in WAYS.values() if one.clock}
    designated = {one.id for one in CATALOG.platforms.values() if one.designated.status == "yes"}
    assert clocks == designated
    assert {one.service for one in WAYS.values() if one.kind == "statutory_jp"} == designated
    assert "yahoo_news_comment" not in clocks


def test_a_designated_service_without_a_known_form_says_how_it_is_looked_for() -> None:
    (one,) = [one for one in found("threads", Reason.PRIVACY) if one.id == "threads/statutory_jp"]
    assert (one.open, one.way.link, one.way.path) == (True, None, None)
    assert "22条" in one.why.ja
    (inside,) = [one for one in found("threads", Reason.PRIVACY) if one.id == "in-app/threads"]
    assert inside.open
    assert inside.why == inside.way.rule.unsourced


def test_a_form_with_a_known_address_comes_before_one_that_has_to_be_looked_for() -> None:
    order = opened(found("tiktok", Reason.PRIVACY))
    assert order.index("tiktok/privacy") < order.index("tiktok/statutory_jp")


def test_an_address_that_an_organisation_writes_without_a_source_is_never_shown() -> None:
    platform = CATALOG.platforms["note"]
    planted = Catalog(files("yosuga.catalog") / "data")
    routes = [
        Route(
            kind="privacy",
            url="https://example.com/form",
            path=platform.name,
            source="?",
            confidence=Confidence.UNVERIFIED,
        ),
        Route(kind="statutory_jp", url="https://example.com/act", source="?", confidence=Confidence.OFFICIAL),
    ]
    vars(planted)["platforms"] = {"note": platform.model_copy(update={"routes": tuple(routes)})}
    made = ways(planted)
    assert (made["note/privacy"].link, made["note/privacy"].path) == (None, None)
    assert made["note/statutory_jp"].link == "https://example.com/act"
    assert not made["note/statutory_jp"].clock  # it is not designated


def test_a_way_that_no_source_confirms_is_closed_and_says_so() -> None:
    shut = closed(found("gyotaku", Reason.PRIVACY, Kind.ARCHIVE))
    assert shut["gyotaku/archive"] == CATALOG.gates["unsourced"].says
    assert "letter/archive-removal" in opened(found("gyotaku", Reason.PRIVACY, Kind.ARCHIVE))


def test_the_mail_of_5ch_is_not_public_and_its_board_is() -> None:
    assert not WAYS["5ch/privacy"].public
    assert WAYS["5ch/general"].public
    assert opened(found("5ch", Reason.PRIVACY))[0] == "5ch/privacy"
    assert opened(found("5ch", Reason.PRIVACY))[-1] == "5ch/general"
    assert WAYS["5ch/general"].letters == ("board-request",)


def test_take_it_down_is_for_pictures_under_18_and_stopncii_for_adults() -> None:
    child = found("x", Reason.CHILD_IMAGE, signs=CHILD)
    assert opened(child)[:2] == ["letter/police-memo", "wide/takeitdown"]
    assert "wide/stopncii" in closed(child)
    adult = found("x", Reason.SEXUAL_IMAGE, signs=ADULT | {"leak-sexual-image", "image-adult"})
    assert opened(adult)[0] == "wide/stopncii"
    assert "wide/takeitdown" in closed(adult)


def test_when_the_age_in_a_picture_is_not_known_stopncii_is_closed() -> None:
    unknown = ADULT | {"leak-sexual-image", "image-age-unknown"}
    assert {"wide/stopncii", "wide/takeitdown"} <= set(closed(found("x", Reason.SEXUAL_IMAGE, signs=unknown)))


def test_a_letter_to_an_administrator_is_for_sites_that_one_person_runs() -> None:
    services = ("", *CATALOG.platforms)
    some = {one for one in services if "letter/administrator" in opened(found(one, Reason.DEFAMATION))}
    assert some == {"", "matome_generic", "shitaraba", "livedoor_blog", "fc2", "seesaa", "hatena", "ameba"}
    stalked = closed(found("fc2", Reason.DEFAMATION, signs=ADULT | {"danger-stalking"}))
    assert "letter/administrator" in stalked


def test_what_a_service_says_of_letters_is_told_with_the_letter() -> None:
    (letter,) = [one for one in found("hostlove", Reason.PRIVACY) if one.id == "letter/sendstop"]
    assert any("フォーム以外" in told.ja for told in letter.tells)
    (other,) = [one for one in found("5ch", Reason.PRIVACY) if one.id == "letter/sendstop"]
    assert other.tells == ()


def test_a_way_whose_place_no_source_names_says_how_to_look_for_it() -> None:
    (one,) = [one for one in found("ameba", Reason.PRIVACY) if one.id == "ameba/general"]
    assert (one.way.link, one.way.path) == (None, None)
    assert CATALOG.gates["place-unsaid"].says in one.tells


def test_hazards_of_a_claim_of_copyright_are_not_those_of_a_report() -> None:
    (inside, report) = (WAYS["in-app/instagram"], WAYS["instagram/privacy"])
    assert "name_disclosed" not in {*inside.hazards, *report.hazards}
    assert "name_disclosed" in report.hazards_for(Reason.COPYRIGHT)
    assert not any(one.id.startswith("in-app/") for one in found("instagram", Reason.COPYRIGHT))


def test_an_outdated_result_is_refreshed_and_a_page_is_not() -> None:
    assert opened(found("google_search", Reason.OUTDATED, Kind.CACHE))[0] == "google_search/outdated_cache"
    assert not [one for one in opened(found("x", Reason.OUTDATED)) if one != "wide/ihaho"]


def test_a_form_for_all_rights_is_offered_for_defamation_and_one_for_privacy_alone_is_not() -> None:
    assert opened(found("5ch", Reason.DEFAMATION))[0] == "5ch/privacy"
    assert not {one for one in opened(found("x", Reason.DEFAMATION)) if one.endswith("/privacy")}


def test_blank_forms_are_named_where_a_service_has_no_form_of_its_own() -> None:
    assert "wide/isplaw_forms" in opened(found("threads", Reason.PRIVACY))
    assert "wide/isplaw_forms" not in opened(found("note", Reason.PRIVACY))


def test_a_talk_that_is_nowhere_in_the_catalog_is_no_site() -> None:
    assert not [one for one in opened(found("", Reason.THREAT, Kind.TALK)) if one.startswith("matome_generic")]


def test_a_site_the_catalog_does_not_know_has_the_letters_and_the_desks() -> None:
    order = opened(found("", Reason.DEFAMATION, Kind.PAGE))
    assert order.index("wide/ihaho") < order.index("letter/sendstop") < order.index("letter/administrator")
    assert order[-2:] == ["matome_generic/general", "letter/administrator"]


@pytest.mark.parametrize("danger", ["danger-stalking", "danger-dv", "danger-threat", "leak-address"])
def test_a_certified_letter_in_ones_own_name_is_closed_in_danger_and_a_lawyers_is_not(danger: str) -> None:
    signs_ = ADULT | {"offender-known", danger}
    assert "letter/certified" in closed(found("x", Reason.DEFAMATION, signs=signs_))
    assert "letter/certified" in opened(found("x", Reason.DEFAMATION, sender=Requester.LAWYER, signs=signs_))


def test_a_certified_letter_needs_somebody_to_send_it_to() -> None:
    assert "letter/certified" not in {one.id for one in found("x", Reason.DEFAMATION)}


def test_a_source_past_its_review_is_said_to_be_old() -> None:
    late = CATALOG.platforms["x"].review_by.replace(year=2030)
    assert not any(one.stale for one in found("x", Reason.PRIVACY) if one.way.service == "x")
    assert all(one.stale for one in found("x", Reason.PRIVACY, today=late) if one.way.service == "x")


def test_the_next_way_is_the_first_open_one_that_was_not_tried() -> None:
    offered = found("x", Reason.PRIVACY)
    tried: list[str] = []
    while (then := onward(offered, tried=tried, because=Because.REFUSED, catalog=CATALOG)) is not None:
        assert then.offer.open
        assert then.why == CATALOG.gates["onward-refused"].says
        assert "pfa-25-ext" in then.facts
        tried.append(then.offer.id)
    assert tried == [one for one in opened(offered) if one not in {"letter/police-memo", "letter/disclosure"}]


def test_every_cause_of_going_on_has_its_words() -> None:
    offered = found("x", Reason.PRIVACY)
    assert all(onward(offered, tried=(), because=because, catalog=CATALOG) for because in Because)


def test_a_way_that_there_is_not_is_nothing() -> None:
    assert way("x/nowhere", catalog=CATALOG) is None


def test_letters_that_go_with_ways_are_letters_of_the_catalog() -> None:
    assert {letter for one in WAYS.values() for letter in one.letters} <= set(CATALOG.letters)

"""Who may send: every requester by every way of the catalog, in one table; then what a case changes."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog.loader import ours
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.senders import May, Verdict, verdict
from yosuga.rules.takedown.ways import ways

CATALOG = ours()
WAYS = ways(CATALOG)
MINOR = frozenset({"asker-self", "age-13-15"})
# S may send, P may prepare only, N neither; in this order, for a matter of a minor who asks themselves.
ORDER = (
    Requester.SELF, Requester.GUARDIAN, Requester.BEREAVED, Requester.LAWYER, Requester.JUDICIAL_SCRIVENER,
    Requester.ADMINISTRATIVE_SCRIVENER, Requester.COUNSELLOR, Requester.SCHOOL, Requester.COMPANY,
    Requester.SUPPORTER, Requester.VENDOR,
)  # fmt: skip
TABLE = (
    # Whoever saw it may report it: the helpers as well, in their own name. Nobody does so for pay.
    (
        "SSSS PNPSSSN",
        """
        in-app/ameba in-app/bakusai in-app/discord in-app/facebook in-app/instagram in-app/line in-app/pinterest
        in-app/snapchat in-app/telegram in-app/threads in-app/tiktok in-app/x in-app/yahoo_chiebukuro
        in-app/yahoo_news_comment in-app/youtube
        2chsc/general 5ch/general archive_today/archive bereal/general bing/search_privacy bluesky/general
        discord/general discord/privacy girlschannel/general google_maps/general google_search/general hatena/general
        line/general mastodon/general misskey/general note/general pinterest/privacy pixiv/general reddit/general
        reddit/privacy snapchat/general telegram/general telegram/general-2 tiktok/general tumblr/general
        twitcasting/general wayback/archive x/general x/harassment x/ncii youtube/harassment
        wide/ihaho desk/desk-ihc
        """,
    ),
    # The same without a dispute, or for an office: an administrative scrivener may help with the paper.
    ("SSSS PPPSSSN", "google_search/outdated_cache bing/outdated_cache letter/police-memo"),
    # The person or who acts for them: what the service says, or nothing, so that the general rule holds.
    (
        "SSNS PNPPPPN",
        """
        ameba/general ameba/statutory_jp bakusai/statutory_jp facebook/impersonation facebook/privacy
        facebook/statutory_jp fc2/privacy google_maps/legal google_search/search_privacy google_search/search_privacy-2
        gyotaku/archive hatena/privacy hostlove/privacy instagram/impersonation instagram/privacy
        instagram/statutory_jp jobtalk/general line/statutory_jp livedoor_blog/privacy matome_generic/general
        niconico/privacy niconico/statutory_jp openwork/general pinterest/statutory_jp seesaa/privacy
        shitaraba/general threads/statutory_jp tiktok/privacy tiktok/statutory_jp tumblr/privacy x/impersonation
        x/privacy x/statutory_jp yahoo_chiebukuro/statutory_jp yahoo_news_comment/general yahoo_search/search_privacy
        youtube/defamation youtube/legal youtube/privacy youtube/statutory_jp
        wide/isplaw_forms letter/administrator letter/archive-removal letter/certified letter/disclosure
        letter/search-removal letter/sendstop letter/sendstop-image
        """,
    ),
    ("SSNS PPPPPPN", "letter/human-rights"),
    ("SSNS PNPNPPN", "letter/school"),
    # A guardian or a lawyer is not named: they help, and ask there first.
    ("SPNS PNPPPPN", "5ch/privacy talk/privacy"),
    ("SPNP PNPPPPN", "bing/ncii facebook/ncii wide/stopncii google_search/search_privacy-3"),
    ("SPNP PPPPPPN", "instagram/hacked"),
    ("SSNP PNPPPPN", "wide/takeitdown desk/desk-safeline"),
    ("SSNP PNPSPPN", "wide/sia_hibou"),
    # Lawyers alone; papers for a court or prosecutor.
    ("NNNS NNNNNNN", "5ch/legal"),
    ("SSNS PNNNNNN", "letter/complaint-elements"),
    ("PPNS PNNNNNN", "letter/complaint"),
)
EXPECTED = {name: row.replace(" ", "") for row, names in TABLE for name in names.split()}
MAY = {"S": May.SEND, "P": May.PREPARE, "N": May.NOT}


def said(requester: Requester, name: str, reason: Reason, *signs: str) -> Verdict:
    return verdict(requester, WAYS[name], reason=reason, signs=frozenset(signs), catalog=CATALOG)


def test_every_way_of_the_catalog_stands_in_the_table_once() -> None:
    assert sorted(name for _row, names in TABLE for name in names.split()) == sorted(WAYS)


@pytest.mark.parametrize("requester", list(Requester))
def test_every_requester_may_do_by_every_way_what_the_table_says(requester: Requester) -> None:
    place = ORDER.index(requester)
    wrong = {
        name: found.may.value
        for name, row in EXPECTED.items()
        if (found := verdict(requester, WAYS[name], reason=Reason.PRIVACY, signs=MINOR, catalog=CATALOG)).may
        is not MAY[row[place]]
    }
    assert wrong == {}


ASKERS = [sign for axis in CATALOG.vocabulary.axes if axis.name == "asker" for sign in axis.signs]
AGES = [sign for axis in CATALOG.vocabulary.axes if axis.name == "age" for sign in axis.signs]
CASES = st.builds(
    lambda asker, age, more: frozenset({asker, age, *more}),
    st.sampled_from(ASKERS),
    st.sampled_from(AGES),
    st.frozensets(st.sampled_from(["danger-stalking", "leak-sexual-image", "image-adult", "image-under-18"])),
)


@given(name=st.sampled_from(sorted(WAYS)), reason=st.sampled_from(list(Reason)), signs=CASES)
def test_nobody_sends_for_pay_and_no_counsellor_or_scrivener_sends_at_all(
    name: str, reason: Reason, signs: frozenset[str]
) -> None:
    for requester in Requester:
        found = verdict(requester, WAYS[name], reason=reason, signs=signs, catalog=CATALOG)
        assert found.why.ja
        assert found.why.en
        assert found.facts
        assert requester is not Requester.VENDOR or found.may is May.NOT
        if requester in {
            Requester.COUNSELLOR,
            Requester.JUDICIAL_SCRIVENER,
            Requester.ADMINISTRATIVE_SCRIVENER,
        }:
            assert found.may is not May.SEND


def test_every_reason_of_the_catalog_is_given_to_somebody_and_no_other() -> None:
    given_ = {
        verdict(requester, way, reason=reason, signs=frozenset({asker, age}), catalog=CATALOG).id
        for requester, way, reason, asker, age in product(
            Requester, WAYS.values(), (Reason.PRIVACY, Reason.SEXUAL_IMAGE, Reason.DEFAMATION), ASKERS, AGES[-3:]
        )
    }
    assert given_ == set(CATALOG.sender_reasons)


def test_a_parent_sends_for_a_minor_and_helps_an_adult() -> None:
    by_age = {age: said(Requester.GUARDIAN, "x/statutory_jp", Reason.PRIVACY, age).may for age in AGES}
    assert by_age == {
        "age-under-13": May.SEND,
        "age-13-15": May.SEND,
        "age-16-17": May.SEND,
        "age-adult": May.PREPARE,
        "age-unknown": May.PREPARE,
    }


def test_a_parent_of_an_adult_makes_no_paper_for_a_prosecutor() -> None:
    assert said(Requester.GUARDIAN, "letter/complaint-elements", Reason.INSULT, "age-adult").id == "court-papers"
    assert said(Requester.GUARDIAN, "letter/complaint-elements", Reason.INSULT, "age-16-17").may is May.SEND


@pytest.mark.parametrize("reason", list(Reason))
def test_the_bereaved_ask_in_their_own_name_for_private_sexual_images_alone(reason: Reason) -> None:
    may = said(Requester.BEREAVED, "letter/sendstop-image", reason, "age-adult").may
    assert may is (May.SEND if reason is Reason.SEXUAL_IMAGE else May.NOT)


def test_the_bereaved_are_shown_the_way_that_is_theirs() -> None:
    assert said(Requester.BEREAVED, "x/statutory_jp", Reason.SEXUAL_IMAGE).id == "bereaved-image"
    assert said(Requester.BEREAVED, "x/privacy", Reason.SEXUAL_IMAGE).id == "bereaved-other-way"
    assert said(Requester.BEREAVED, "x/statutory_jp", Reason.DEFAMATION).id == "bereaved"


@pytest.mark.parametrize("sign", ["asker-supporter-no-consent", "asker-third-party"])
@pytest.mark.parametrize("requester", [Requester.SUPPORTER, Requester.COUNSELLOR, Requester.SCHOOL, Requester.COMPANY])
def test_without_consent_nobody_helps_with_what_is_the_persons_own(requester: Requester, sign: str) -> None:
    assert said(requester, "x/statutory_jp", Reason.PRIVACY, sign).id == "no-consent"
    assert said(requester, "letter/sendstop", Reason.PRIVACY, sign).id == "no-consent"


def test_who_saw_a_post_may_report_it_but_not_where_everybody_reads_the_report() -> None:
    sign = "asker-third-party"
    assert said(Requester.SUPPORTER, "in-app/x", Reason.PRIVACY, sign).may is May.SEND
    assert said(Requester.SUPPORTER, "5ch/general", Reason.PRIVACY, sign).id == "no-consent"
    assert said(Requester.SUPPORTER, "5ch/general", Reason.PRIVACY, "asker-supporter").may is May.SEND


@pytest.mark.parametrize("requester", [Requester.COMPANY, Requester.SCHOOL])
def test_an_organisation_sends_for_what_is_about_itself(requester: Requester) -> None:
    assert said(requester, "letter/sendstop", Reason.DEFAMATION, "asker-company").id == "organisation"
    assert said(requester, "letter/complaint-elements", Reason.DEFAMATION, "asker-company").may is May.SEND
    for reason in (Reason.PRIVACY, Reason.INSULT, Reason.PORTRAIT, Reason.SEXUAL_IMAGE):
        assert said(requester, "letter/sendstop", reason, "asker-company").id == "organisation-no-such-right"


def test_an_organisation_takes_back_its_own_account_and_uses_no_way_that_is_for_people() -> None:
    assert said(Requester.COMPANY, "instagram/hacked", Reason.IMPERSONATION, "asker-company").may is May.SEND
    assert said(Requester.COMPANY, "wide/takeitdown", Reason.CHILD_IMAGE, "asker-company").may is May.NOT
    assert said(Requester.COMPANY, "5ch/legal", Reason.DEFAMATION, "asker-company").id == "lawyer-only"


def test_for_somebody_who_works_there_a_company_only_helps() -> None:
    found = said(Requester.COMPANY, "x/statutory_jp", Reason.DEFAMATION, "asker-self", "age-adult")
    assert (found.may, found.id) == (May.PREPARE, "company-person")


def test_an_administrative_scrivener_helps_with_papers_for_an_office_and_never_with_a_dispute() -> None:
    helped = {
        name
        for name, way in WAYS.items()
        if verdict(Requester.ADMINISTRATIVE_SCRIVENER, way, reason=Reason.PRIVACY, signs=MINOR, catalog=CATALOG).may
        is May.PREPARE
    }
    assert helped == {
        "letter/human-rights",
        "letter/police-memo",
        "google_search/outdated_cache",
        "bing/outdated_cache",
        "instagram/hacked",
    }


def test_papers_for_a_court_or_prosecutor_are_finished_by_a_lawyer_and_made_by_nobody_but_the_professions() -> None:
    made = {one: said(one, "letter/complaint", Reason.INSULT, "asker-self", "age-adult").may for one in Requester}
    assert {one for one, may in made.items() if may is May.SEND} == {Requester.LAWYER}
    assert {one for one, may in made.items() if may is May.PREPARE} == {Requester.SELF, Requester.JUDICIAL_SCRIVENER}

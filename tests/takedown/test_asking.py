"""A request is drafted by a way that is open, filled in, shown before it is finished, and kept as what was finished."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.takedown.following import ACTOR, ROUTE, captured, drafted, opened, ready
from yosuga.cases.access import OpenCase
from yosuga.documents.letter import Sheet
from yosuga.errors import NotFound
from yosuga.evidence import looking, overview
from yosuga.intake import actions as intake
from yosuga.intake.typed import Answer
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.request import Reason, Requester, What
from yosuga.takedown import adding, asking, boards, following, papers
from yosuga.takedown.papers import KeptPapers
from yosuga.takedown.previews import REFUSED_BY_POST
from yosuga.takedown.troubles import ChangedMeanwhile, LetterUnfit, NotEditable, NotReady, RouteClosed, TooLong
from yosuga.tools import Tools

ADDRESS = "https://x.com/example/status/1541815603606036480"


@pytest.fixture
def case(shared: Tools) -> OpenCase:
    made = opened(shared)
    eid = captured(ADDRESS, case=made, tools=shared)
    adding.add("", evidence=[eid], case=made.id, actor=ACTOR, tools=shared)
    return made


def test_the_ways_for_a_post_are_listed_with_the_one_of_the_law(case: OpenCase, shared: Tools) -> None:
    offers = asking.routes(1, reason=Reason.PRIVACY, sender=Requester.SELF, case=case.id, actor=ACTOR, tools=shared)
    assert ROUTE in {offer.id for offer in offers if offer.open}


@pytest.mark.parametrize("route", ["x/nothing", "5ch/privacy", ""])
def test_a_way_that_is_not_open_is_refused_and_nothing_is_kept(route: str, case: OpenCase, shared: Tools) -> None:
    with pytest.raises(RouteClosed) as refused:
        drafted(case, shared, route=route)
    assert refused.value.for_people()
    assert not boards.detail(1, case=case.id, actor=ACTOR, tools=shared).requests


def test_a_letter_that_does_not_exist_is_not_begun(case: OpenCase, shared: Tools) -> None:
    with pytest.raises(NotFound):
        drafted(case, shared, letter="nothing")


@pytest.mark.parametrize("route", [ROUTE, "in-app/x", "x/general"])
@pytest.mark.parametrize("letter", ["certified", "sendstop", "disclosure", "complaint"])
def test_a_letter_goes_by_its_own_way_alone(route: str, letter: str, case: OpenCase, shared: Tools) -> None:
    with pytest.raises((LetterUnfit, RouteClosed)):
        drafted(case, shared, route=route, letter=letter)
    assert not boards.detail(1, case=case.id, actor=ACTOR, tools=shared).requests


def test_what_is_written_is_kept_and_taken_away_by_an_empty_text(case: OpenCase, shared: Tools) -> None:
    drafted(case, shared)
    kept = asking.fill(1, request=1, values={"b": "い", "a": " あ\r\nう "}, case=case.id, actor=ACTOR, tools=shared)
    assert kept.requests[0].filled == (("a", "あ\nう"), ("b", "い"))
    less = asking.fill(1, request=1, values={"b": ""}, case=case.id, actor=ACTOR, tools=shared)
    assert less.requests[0].filled == (("a", "あ\nう"),)
    with pytest.raises(TooLong):
        asking.fill(1, request=1, values={"a": "あ" * 30_000}, case=case.id, actor=ACTOR, tools=shared)


def test_a_preview_says_what_is_left_and_finishing_waits_for_it(case: OpenCase, shared: Tools) -> None:
    drafted(case, shared)
    seen = asking.preview(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    assert seen.missing
    assert seen.composed is not None
    with pytest.raises(NotReady) as refused:
        asking.finish(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    assert set(refused.value.missing) == set(seen.missing)
    assert boards.detail(1, case=case.id, actor=ACTOR, tools=shared).followed.requests[0].steps[-1].what is What.DRAFTED


def test_what_was_sent_is_not_written_anew(case: OpenCase, shared: Tools) -> None:
    drafted(case, shared)
    following.sent(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    with pytest.raises(NotEditable):
        asking.fill(1, request=1, values={"a": "あ"}, case=case.id, actor=ACTOR, tools=shared)
    with pytest.raises(NotEditable):
        asking.finish(1, request=1, case=case.id, actor=ACTOR, tools=shared)


def test_a_refusal_opens_the_next_way_with_its_reason(case: OpenCase, shared: Tools) -> None:
    drafted(case, shared)
    assert asking.onward(1, request=1, case=case.id, actor=ACTOR, tools=shared) is None
    following.sent(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    following.answered(1, request=1, what=What.REFUSED, case=case.id, actor=ACTOR, tools=shared)
    further = asking.onward(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    assert further is not None
    assert further.offer.id != ROUTE
    assert further.why.ja


def test_what_everybody_will_read_is_not_finished_while_the_persons_own_data_stands_in_it(shared: Tools) -> None:
    case = opened(shared)
    thread = "https://greta.5ch.net/test/read.cgi/news4vip/1757500000/12"
    adding.add(thread, without="消える前に見た", case=case.id, actor=ACTOR, tools=shared)
    request, over = ready(case, shared, route="5ch/general")
    asking.fill(
        1, request=request, values={"why": "090-0000-1234 に電話が来る"}, case=case.id, actor=ACTOR, tools=shared
    )
    seen = asking.preview(1, request=request, case=case.id, actor=ACTOR, tools=shared)
    assert seen.leaks == ("why",)
    assert seen.composed is not None
    assert "090-0000-1234" not in seen.composed.text
    with pytest.raises(NotReady) as refused:
        asking.finish(1, request=request, over=over, case=case.id, actor=ACTOR, tools=shared)
    assert refused.value.leaks == ("why",)
    assert "090" not in str(refused.value)


@pytest.mark.e2e
@pytest.mark.parametrize("route", [ROUTE, "letter/sendstop"])
def test_a_finished_request_is_kept_as_one_item_with_its_papers(route: str, case: OpenCase, shared: Tools) -> None:
    request, over = ready(case, shared, route=route)
    made = asking.finish(1, request=request, over=over, case=case.id, actor=ACTOR, tools=shared)
    assert made.sheets[0].content.startswith(b"%PDF")
    assert {sheet.media_type.partition("/")[0] for sheet in made.sheets} == {"application", "text"}
    step = made.followed.requests[-1].steps[-1]
    assert (step.what, step.proof) == (What.FINISHED, (made.item,))
    assert not any("例山" in sheet.name for sheet in made.sheets)
    row = boards.detail(1, case=case.id, actor=ACTOR, tools=shared).row
    assert (row.status, row.next.value) == (Status.DRAFT, "send")
    again = asking.fill(1, request=request, values={"reason": "書き直し"}, case=case.id, actor=ACTOR, tools=shared)
    assert again.requests[-1].steps[-1].what is What.DRAFTED


@pytest.mark.e2e
def test_the_lists_for_a_court_are_kept_with_a_request_to_disclose_the_poster(case: OpenCase, shared: Tools) -> None:
    request, over = ready(case, shared, route="letter/disclosure")
    made = asking.finish(1, request=request, over=over, case=case.id, actor=ACTOR, tools=shared)
    (lists,) = [sheet for sheet in made.sheets if "目録_裁判所用" in sheet.name]
    assert made.sheets[0] is not lists  # what goes out stands first
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(lists.content)).pages).replace("\n", "")
    assert "https://x.com/i/status/1541815603606036480" in text
    assert "2022-06-28 16:07:40 UTC" in text
    assert "例山" not in text
    kept = looking.look(made.item, case=case.id, actor=ACTOR, tools=shared).files
    assert [file.name for file in kept] == [sheet.name for sheet in made.sheets]


@pytest.mark.e2e
def test_a_letter_for_certified_mail_is_set_in_its_grid_or_says_what_the_post_would_refuse(
    case: OpenCase, shared: Tools
) -> None:
    said: dict[str, Answer] = {"asker": "self", "age": "adult", "offender": "known"}
    intake.keep_all(said, case=case.id, actor=ACTOR, tools=shared)
    request, over = ready(case, shared, route="letter/certified")
    told = {"to-home": "架空県架空市架空町4-5-6", "to-name": "架空 太郎", "layout": "vertical-20x26"}
    asking.fill(1, request=request, values={**told, "to-name": "架空 太郎😀"}, case=case.id, actor=ACTOR, tools=shared)
    seen = asking.preview(1, request=request, case=case.id, actor=ACTOR, tools=shared)
    assert seen.refusals
    with pytest.raises(NotReady) as refused:
        asking.finish(1, request=request, over=over, case=case.id, actor=ACTOR, tools=shared)
    assert REFUSED_BY_POST in refused.value.stops
    asking.fill(1, request=request, values=told, case=case.id, actor=ACTOR, tools=shared)
    seen = asking.preview(1, request=request, case=case.id, actor=ACTOR, tools=shared)
    assert not seen.refusals, seen.as_json()["refusals"]
    made = asking.finish(1, request=request, over=over, case=case.id, actor=ACTOR, tools=shared)
    assert made.sheets[0].content.startswith(b"%PDF")


@pytest.mark.e2e
def test_what_changed_elsewhere_while_papers_were_made_is_not_finished_over(
    case: OpenCase, shared: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, over = ready(case, shared)
    keep = papers.keep

    def slow(sheets: tuple[Sheet, ...], *, title: str, tools: Tools) -> KeptPapers:
        asking.fill(1, request=request, values={"about-me": "別の窓で"}, case=case.id, actor=ACTOR, tools=shared)
        return keep(sheets, title=title, tools=tools)

    monkeypatch.setattr(papers, "keep", slow)
    before = overview.of_case(case.id, actor=ACTOR, tools=shared)
    with pytest.raises(ChangedMeanwhile):
        asking.finish(1, request=request, over=over, case=case.id, actor=ACTOR, tools=shared)
    assert overview.of_case(case.id, actor=ACTOR, tools=shared) == before
    followed = boards.detail(1, case=case.id, actor=ACTOR, tools=shared).followed
    assert followed.requests[0].values["about-me"] == "別の窓で"
    assert followed.requests[0].steps[-1].what is What.DRAFTED

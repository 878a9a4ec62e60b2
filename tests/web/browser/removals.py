"""What is asked for in the filled vault: a draft, a finished one, one that waits, a refusal, copies, a talk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.vaults import ACTOR
from yosuga.cases.access import OpenCase, case_for
from yosuga.rules.removal import Look, Shown, Sign, Way
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Requester, What
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind
from yosuga.takedown import adding, asking, following, shelf
from yosuga.tools import Tools

POST = "https://x.com/kakuu_taro/status/1992034857612345678"
THREAD = "https://5ch.net/test/read.cgi/example/1700000000/12"
COPIES = ("https://2ch.sc/test/read.cgi/example/1700000000/12", "https://matome.example.com/archives/12")
SENDER = Sender(name="例山 架子", address="架空県架空市架空町1-2-3", phone="090-0000-1234", email="kako@example.com")
SAID = "架空の言葉"
TALK = "架空クラスのグループ、11月20日の夜"
WORDS = (SAID, TALK, "侵害情報の通知書")  # the last is the title of a paper that was made


def fill(case: str, *, tools: Tools) -> None:
    """Follow seven things in the case, each somewhere else on its way."""
    opened = case_for(case, actor=ACTOR, tools=tools)
    adding.keep_sender(SENDER, case=case, actor=ACTOR, tools=tools)
    post = _added(POST, evidence=("E0001",), opened=opened, tools=tools)
    _refused(post, case=case, tools=tools)
    _waiting(post, case=case, tools=tools)
    _finished(post, case=case, tools=tools)
    _begun(post, case=case, tools=tools)
    thread = _added(THREAD, evidence=("E0002",), opened=opened, tools=tools)
    for one in COPIES:
        _added(one, evidence=("E0002",), copies=thread, opened=opened, tools=tools)
    gone = _added("https://www.instagram.com/p/ABCDEFGHIJK/", evidence=("E0003",), opened=opened, tools=tools)
    _seen_no_more(gone, opened=opened, tools=tools)
    _added("", told=TALK, kind=Kind.TALK, opened=opened, tools=tools)


def _added(
    address: str,
    *,
    evidence: tuple[str, ...] = (),
    copies: int = 0,
    told: str = "",
    kind: Kind | None = None,
    opened: OpenCase,
    tools: Tools,
) -> int:
    return adding.add(
        address, evidence=evidence, copies=copies, told=told, kind=kind, case=opened.id, actor=ACTOR, tools=tools
    ).number


def _drafted(number: int, *, route: str, case: str, tools: Tools) -> int:
    made = asking.draft(
        number, route=route, reason=Reason.PRIVACY, sender=Requester.SELF, case=case, actor=ACTOR, tools=tools
    )
    return made.requests[-1].number


def _refused(number: int, *, case: str, tools: Tools) -> None:
    request = _drafted(number, route="in-app/x", case=case, tools=tools)
    following.sent(number, request=request, case=case, actor=ACTOR, tools=tools)
    following.answered(number, request=request, what=What.REFUSED, case=case, actor=ACTOR, tools=tools)


def _waiting(number: int, *, case: str, tools: Tools) -> None:
    request = _drafted(number, route="x/statutory_jp", case=case, tools=tools)
    now = tools.clock.read().wall
    sent, received = now - timedelta(days=8), now - timedelta(days=7)
    following.sent(number, request=request, moment=sent, case=case, actor=ACTOR, tools=tools)
    following.received(
        number,
        request=request,
        moment=received,
        proof=("E0004",),
        note=SAID,
        case=case,
        actor=ACTOR,
        tools=tools,
    )


def _finished(number: int, *, case: str, tools: Tools) -> None:
    request = _drafted(number, route="letter/sendstop", case=case, tools=tools)
    for _ in range(3):  # an answer may open another question
        seen = asking.preview(number, request=request, case=case, actor=ACTOR, tools=tools)
        values = {one.id: one.choices[0].id if one.choices else SAID for one in seen.questions}
        fields = {one.id: one for one in seen.composed.fields} if seen.composed else {}
        values |= {
            name: fields[name].choices[0].value if fields[name].choices else SAID
            for name in seen.missing
            if name in fields
        }
        asking.fill(number, request=request, values={**values, "true-statement": "yes"}, case=case, actor=ACTOR,
                    tools=tools)  # fmt: skip
    over = {
        gate.id: SAID for gate in asking.preview(number, request=request, case=case, actor=ACTOR, tools=tools).gates
    }
    asking.finish(number, request=request, over=over, case=case, actor=ACTOR, tools=tools)


def _begun(number: int, *, case: str, tools: Tools) -> None:
    """Begin a draft in two copies whose questions are answered so that there is something to think about."""
    request = _drafted(number, route="letter/disclosure", case=case, tools=tools)
    asked = asking.preview(number, request=request, case=case, actor=ACTOR, tools=tools).questions
    said = {one.id: next((each.id for each in one.choices if each.gates), SAID) for one in asked}
    said |= {one.id: one.choices[0].id for one in asked if one.choices and said[one.id] == SAID}
    asking.fill(number, request=request, values=said, case=case, actor=ACTOR, tools=tools)


def _seen_no_more(number: int, *, opened: OpenCase, tools: Tools) -> None:
    """Have it looked at twice by two ways: not shown, and not proven to be gone."""
    first = datetime(2026, 11, 20, 3, tzinfo=UTC)
    ways = (Way.PLAIN, Way.HEADLESS)
    looks = tuple(
        Look(first + timedelta(days=day), way, Shown.NOTHING, signs=frozenset({Sign.STATUS}), control=True)
        for day, way in enumerate(ways)
    )

    def seen(one: Followed) -> Followed:
        return replace(one, looks=looks)

    shelf.change(number, seen, case=opened, actor=ACTOR, tools=tools)

"""A case to follow targets in, and requests in it: just there without any rule, or ready to be finished."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count

from yosuga.actor import Door, local_owner
from yosuga.capture.base import Artefact, Order, Shot, Verdict
from yosuga.capture.base import Role as Artifact
from yosuga.cases import actions
from yosuga.cases.access import OpenCase, case_for
from yosuga.evidence import capturing, uploading
from yosuga.evidence.uploading import Upload
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.sender import Sender
from yosuga.takedown import adding, asking, shelf
from yosuga.tools import Tools

ACTOR = local_owner(Door.CLI)
ROUTE = "x/statutory_jp"
MOMENT = datetime(2026, 11, 20, 5, 5, tzinfo=UTC)
_NUMBERS = count(1)


def opened(tools: Tools, *, name: str = "") -> OpenCase:
    """Return a new case with that name, or with one of its own."""
    called = name or f"削除のケース {next(_NUMBERS)}"
    return case_for(actions.open_case(called, actor=ACTOR, tools=tools).id, actor=ACTOR, tools=tools)


def asked(
    number: int, *, route: str = "x/statutory_jp", reason: Reason = Reason.PRIVACY, case: OpenCase, tools: Tools
) -> Followed:
    """Give a target one more request that was just drafted."""
    step = Step(What.DRAFTED, tools.clock.read().wall)

    def more(one: Followed) -> Followed:
        new = Request(len(one.requests) + 1, route, reason, Requester.SELF, steps=(step,))
        return replace(one, requests=(*one.requests, new))

    return shelf.change(number, more, case=case, actor=ACTOR, tools=tools)


def in_hand(name: str, *, case: OpenCase, tools: Tools, content: bytes = b"receipt") -> str:
    """Take in a small file and return the id of its item."""
    upload = Upload(name, BytesIO(content))
    return uploading.take_in(upload, kind=None, case=case.id, actor=ACTOR, tools=tools).item.eid


def captured(url: str, *, said: Mapping[str, object] | None = None, case: OpenCase, tools: Tools) -> str:
    """Keep a small capture of `url`, which says `said` of its post, and return the id of its item."""
    facts = {"url": url, "final_url": url, "finished": "2026-11-20T05:05:30.000000Z"}
    files = {"capture.json": facts, "metadata.json": dict(said or {})}
    artefacts = [
        Artefact(name, Artifact.DERIVED, "application/json", BytesIO(json.dumps(one).encode()))
        for name, one in files.items()
    ]
    artefacts.append(Artefact("capture.wacz", Artifact.RAW, "application/wacz", BytesIO(b"an archive")))
    shot = Shot(Verdict.COMPLETE, (), artefacts, url, url, "題", "x", MOMENT, MOMENT, {}, facts)
    (job,) = capturing.order_captures([Order(url)], case=case.id, actor=ACTOR, tools=tools)
    return capturing.keep_capture(shot, job=job, case=case.id, actor=ACTOR, tools=tools).eid


def drafted(case: OpenCase, tools: Tools, *, route: str = ROUTE, letter: str = "") -> int:
    """Begin a request for the first target and return its number."""
    followed = asking.draft(
        1,
        route=route,
        reason=Reason.PRIVACY,
        sender=Requester.SELF,
        letter=letter,
        case=case.id,
        actor=ACTOR,
        tools=tools,
    )
    return followed.requests[-1].number


def ready(case: OpenCase, tools: Tools, *, route: str = ROUTE) -> tuple[int, dict[str, str]]:
    """Draft a request and answer everything that is asked; return it with a reason for every warning."""
    adding.keep_sender(
        Sender(name="例山 架子", address="架空県架空市架空町1-2-3", phone="090-0000-1234", email="k@example.com"),
        case=case.id,
        actor=ACTOR,
        tools=tools,
    )
    request = drafted(case, tools, route=route)
    answer_all(1, request, case=case.id, tools=tools)
    seen = asking.preview(1, request=request, case=case.id, actor=ACTOR, tools=tools)
    return request, {gate.id: "分かったうえで進めます" for gate in seen.gates}


def answer_all(number: int, request: int, *, case: str, tools: Tools) -> None:
    """Answer every question of a request and fill in every field that is needed."""
    for _ in range(3):  # an answer may open another question
        seen = asking.preview(number, request=request, case=case, actor=ACTOR, tools=tools)
        answers = {one.id: one.choices[0].id if one.choices else "架空の答え" for one in seen.questions}
        fields = {one.id: one for one in seen.composed.fields} if seen.composed else {}
        for name in seen.missing:
            choices = fields[name].choices
            answers[name] = choices[0].value if choices else "架空の答え"
        answers["true-statement"] = "yes"
        asking.fill(number, request=request, values=answers, case=case, actor=ACTOR, tools=tools)

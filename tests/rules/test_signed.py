"""What a signed look means: an author's deletion, an operator's takedown, a sleeping account, an edit; never mixed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from yosuga.capture.atproto.address import Place
from yosuga.capture.atproto.found import Asked, Outcome, Proof, Reader, Record
from yosuga.rules import signed
from yosuga.rules.removal import LOOKS, Look, Shown, Sight, Sign, State, Way, sight, standing
from yosuga.rules.signed import KeptRecord, Meaning, look, meaning

MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TEXT = "架空の投稿です。電話は090-0000-0000。"
NOTHING = KeptRecord()


def asked(outcome: Outcome, *, shown: dict[Reader, bool] | None = None, text: str = TEXT) -> Asked:
    proven = outcome in {Outcome.PRESENT, Outcome.ABSENT}
    record = Record(cid="bafyone", value={"text": text}) if outcome is Outcome.PRESENT else None
    proof = Proof(Place("someone.example.com", "a.b.c", "x"), "did:plc:x", "3m", MOMENT, "bafy", "z", record)
    return Asked("at://x", MOMENT, outcome, proof if proven else None, None, shown or {})


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_a_proven_absence_that_no_reader_contradicts_is_a_signed_sign(outcome: Outcome) -> None:
    for shown in ({}, {Reader.SERVER: False}, {Reader.APP_VIEW: False, Reader.SERVER: False}, {Reader.APP_VIEW: True}):
        given = look(asked(outcome, shown=shown), kept=NOTHING)
        proven = outcome is Outcome.ABSENT and True not in shown.values()
        assert (Sign.SIGNED in given.signs) is proven
        assert (sight(given) is Sight.ABSENT) is proven
        assert (given.way, given.moment) == (Way.PROTOCOL, MOMENT)
        assert given.said == meaning(asked(outcome, shown=shown), kept=NOTHING)


@pytest.mark.parametrize(
    ("outcome", "sees"),
    [
        (Outcome.PRESENT, Sight.LIVE),
        (Outcome.ABSENT, Sight.ABSENT),
        (Outcome.SAID_ABSENT, Sight.UNKNOWN),
        (Outcome.DEACTIVATED, Sight.BLOCKED),
        (Outcome.TAKEN_DOWN, Sight.BLOCKED),
        (Outcome.SUSPENDED, Sight.BLOCKED),
        (Outcome.ACCOUNT_GONE, Sight.UNKNOWN),
        (Outcome.OWN_SERVER, Sight.UNKNOWN),
        (Outcome.UNPROVEN, Sight.UNKNOWN),
        (Outcome.UNREACHABLE, Sight.UNKNOWN),
    ],
)
def test_each_outcome_is_seen_as_what_it_is(outcome: Outcome, sees: Sight) -> None:
    assert sight(look(asked(outcome), kept=NOTHING)) is sees


@pytest.mark.parametrize(
    ("shown", "means"),
    [
        ({}, Meaning.STANDS),
        ({Reader.SERVER: True}, Meaning.STANDS),
        ({Reader.SERVER: False}, Meaning.HIDDEN),
        ({Reader.SERVER: False, Reader.APP_VIEW: True}, Meaning.STANDS),
        ({Reader.SERVER: True, Reader.APP_VIEW: False}, Meaning.HIDDEN),
    ],
)
def test_what_most_readers_see_decides_whether_a_record_is_hidden(shown: dict[Reader, bool], means: Meaning) -> None:
    assert meaning(asked(Outcome.PRESENT, shown=shown), kept=NOTHING) is means


def test_what_an_operator_hides_never_becomes_gone() -> None:
    hidden = asked(Outcome.PRESENT, shown={Reader.APP_VIEW: False})
    looks = [look(replace(hidden, moment=MOMENT + timedelta(days=day)), kept=NOTHING) for day in range(9)]
    assert standing(looks).state is State.BLOCKED


def test_signed_absences_need_a_second_way_for_gone() -> None:
    looks = [
        look(replace(asked(Outcome.ABSENT), moment=MOMENT + timedelta(days=n)), kept=NOTHING) for n in range(LOOKS)
    ]
    assert standing(looks).state is State.ABSENT
    page = Look(MOMENT + timedelta(days=9), Way.PLAIN, Shown.NOTHING, frozenset({Sign.STATUS}), control=True)
    assert standing([*looks, page]).state is State.GONE


@pytest.mark.parametrize(
    ("kept", "text", "means", "shown"),
    [
        (KeptRecord(cid="bafyone"), TEXT, Meaning.STANDS, Shown.WHOLE),
        (KeptRecord(cid="bafytwo"), TEXT, Meaning.EDITED, Shown.CHANGED),
        (KeptRecord(cid="bafytwo", lines=(TEXT,)), TEXT, Meaning.EDITED, Shown.WHOLE),  # the harm is still in it
        (KeptRecord(cid="bafytwo", lines=(TEXT,)), "別の文", Meaning.EDITED, Shown.CHANGED),
        (KeptRecord(lines=(TEXT,)), f"追記: {TEXT}", Meaning.STANDS, Shown.WHOLE),
        (KeptRecord(lines=("名前", TEXT, "2026年11月1日", "いいね 3")), TEXT, Meaning.STANDS, Shown.WHOLE),
        (KeptRecord(lines=(TEXT,)), "別の文", Meaning.EDITED, Shown.CHANGED),
        (KeptRecord(lines=(TEXT,)), "", Meaning.EDITED, Shown.CHANGED),
        (KeptRecord(), "別の文", Meaning.STANDS, Shown.WHOLE),
    ],
)
def test_an_edit_is_told_from_what_still_says_the_same(
    kept: KeptRecord, text: str, means: Meaning, shown: Shown
) -> None:
    given = asked(Outcome.PRESENT, text=text)
    assert meaning(given, kept=kept) is means
    assert look(given, kept=kept).shown is shown


def test_a_server_that_says_nothing_is_there_counts_only_beside_a_live_record() -> None:
    said = asked(Outcome.SAID_ABSENT)
    live = asked(Outcome.PRESENT, shown={Reader.APP_VIEW: True})
    assert sight(look(said, kept=NOTHING, control=live)) is Sight.ABSENT
    for control in (
        replace(live, moment=MOMENT + timedelta(minutes=2)),
        replace(live, shown={Reader.APP_VIEW: False}),
        asked(Outcome.ABSENT),
        asked(Outcome.UNREACHABLE),
    ):
        assert sight(look(said, kept=NOTHING, control=control)) is Sight.UNKNOWN


def test_every_meaning_is_said_in_both_languages_and_none_says_deleted_too_early() -> None:
    assert set(signed.SAYS) == set(Meaning)
    for means, text in signed.SAYS.items():
        assert text.ja
        assert text.en
        assert "削除されました" not in text.ja
        assert means is Meaning.DELETED or "確認しました" not in text.ja

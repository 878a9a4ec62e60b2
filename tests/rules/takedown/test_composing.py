import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.takedown.letters_made import HANAKO, POST, TODAY, body, everything, made, reason_of, strings
from yosuga.catalog import letters as catalog_letters
from yosuga.catalog.letters import Letter
from yosuga.catalog.loader import ours
from yosuga.errors import NotFound
from yosuga.rules.takedown.composing import applies, compose, language_for
from yosuga.rules.takedown.knowing import Exhibit
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.routes import offers
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Target

COPIED = ("sendstop", "sendstop-image", "disclosure")
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_catalog_and_the_rules_name_the_same_reasons_and_hands() -> None:
    assert set(ours().reasons) == set(get_args(catalog_letters.Reason)) == {one.value for one in Reason}
    assert set(get_args(catalog_letters.Requester)) == {one.value for one in Requester}
    assert set(get_args(catalog_letters.TargetKind)) == {one.value for one in Kind}


def test_a_letter_that_there_is_not_is_said_so() -> None:
    with pytest.raises(NotFound):
        made("no-such-letter")


def test_what_the_case_knows_is_placed_and_not_asked_again() -> None:
    composed = made("sendstop", exact_words="番号が書かれています", why="電話が来ます")
    asked = [field.id for field in composed.fields if not field.known and not field.choices]
    assert asked == ["file", "exact-words", "why"]
    assert composed.missing == composed.blanks == ()
    for known in ("架空 花子", "〒100-0000 東京都千代田区架空町1-2-3", "https://example.com/p/1", "@nowhere_example"):
        assert known in composed.text


def test_a_time_stands_in_japanese_time_and_in_utc() -> None:
    text = made("sendstop").text
    assert "2026年11月1日(日) 14時05分09秒" in text
    assert "UTC 2026-11-01 05:05:09" in text


def test_the_postal_mark_stands_once_or_not_at_all() -> None:
    def home(code: str) -> str:
        return made("sendstop", sender=replace(HANAKO, postal_code=code)).letters[0].sender[0].value

    assert home("〒100-0000") == home("100-0000") == "〒100-0000 東京都千代田区架空町1-2-3"
    assert home("") == home("〒 ") == "東京都千代田区架空町1-2-3"


def test_what_is_missing_is_a_blank_on_paper_and_is_told() -> None:
    composed = made("sendstop", sender=Sender(), target=replace(POST, address="", given=""))
    assert composed.missing == ("address", "exact-words", "why")
    assert composed.blanks == ("home", "who", "phone", "mail")
    assert [row.value for row in composed.letters[0].sender] == ["", "", "", ""]
    assert "＿＿＿＿" in composed.text


def test_an_empty_optional_value_leaves_nothing_behind() -> None:
    composed = made(target=replace(POST, post="", account="", times=()), exact_words="言葉", about_me="私の番号です")
    assert "【投稿の番号】" not in composed.text
    assert "\n\n\n" not in composed.text
    assert "【】" not in composed.text
    for paper in made("sendstop", sender=replace(HANAKO, postal_code="", email="")).letters:
        assert not any(text in {"〒", "（）", "()"} for text in strings(paper))


def test_a_letter_is_a_draft_that_says_so_until_it_is_finished() -> None:
    composed = made("sendstop")
    assert all("ソフトウェアが作成" in paper.note and "弁護士法72条" in paper.note for paper in composed.letters)
    assert all(paper.note == "" for paper in composed.finished)


def test_only_a_lawyer_finishes_a_criminal_complaint() -> None:
    composed = made("complaint")
    assert [one for one in Requester if composed.may_finish(one)] == [Requester.LAWYER]
    sheet = made("complaint-elements")
    assert all(sheet.may_finish(one) for one in Requester)
    assert "告訴状ではありません" in sheet.finished[0].opening


def test_the_name_is_not_to_be_shown_unless_the_person_says_so() -> None:
    for name in COPIED:
        reason = reason_of(ours().letters[name])
        field = next(one for one in made(name, reason=reason).fields if one.id == "show-name")
        assert field.value == "no"
        ticked = [
            tick.label for part in made(name, reason=reason).letters[0].parts for tick in part.ticks if tick.ticked
        ]
        assert [label for label in ticked if ("氏名" in label and "開示しない" in label) or "示さない" in label]


def test_what_a_person_did_not_confirm_is_not_said_for_them() -> None:
    said = "以上は、私の知る限り事実です。"
    waiting = made(exact_words="言葉", about_me="私の番号です")
    assert "true-statement" in waiting.missing
    assert said not in waiting.text
    confirmed = made(exact_words="言葉", about_me="私の番号です", true_statement="yes")
    assert confirmed.missing == ()
    assert confirmed.text.endswith(said)
    assert said not in made(true_statement="unsure").text


def test_an_answer_that_is_no_choice_is_the_one_that_gives_away_the_least() -> None:
    composed = made("sendstop", show_name="maybe; yes")
    assert next(one.value for one in composed.fields if one.id == "show-name") == "no"


def test_who_writes_for_somebody_else_writes_of_them_and_says_how_they_are_tied() -> None:
    mother = replace(HANAKO, acting=Requester.GUARDIAN, for_name="架空 美月", tie="母")
    text = made("sendstop", sender=mother).text
    assert "架空 花子（母）" in text
    assert "本人の氏名：架空 美月" in text
    assert "本人のプライバシー" in text
    assert "私のプライバシー" not in text
    assert "tie" in made("sendstop", sender=replace(mother, tie="")).missing
    assert "当社の" in made("sendstop", reason=Reason.DEFAMATION, sender=replace(HANAKO, acting=Requester.COMPANY)).text


def test_a_letter_is_written_in_a_language_that_it_is_sent_in() -> None:
    assert made("report", language="en").text.startswith("This post publishes my personal information")
    assert made("archive-removal", target=replace(POST, platform="wayback"), language="ja").language == "en"
    read = compose(
        "archive-removal",
        target=POST,
        request=Request(1, "", Reason.PRIVACY, Requester.SELF),
        sender=HANAKO,
        values={},
        today=None,
        catalog=ours(),
        language="ja",
    )
    assert "公開の停止" in read.text
    assert read.letters[0].date is None


def test_a_sexual_image_is_never_enclosed_and_evidence_is_numbers_alone() -> None:
    evidence = (Exhibit("E0001", "ab" * 32, datetime(2026, 11, 2, tzinfo=UTC)),)
    image = made("sendstop-image", reason=Reason.SEXUAL_IMAGE, image="3枚目", evidence=evidence)
    assert "画像そのものは添付しません" in image.text
    assert all(paper.enclosed == () for paper in image.letters)
    assert "E0001" not in everything(image)
    memo = made("police-memo", reason=Reason.THREAT, evidence=evidence)
    assert f"E0001  2026年11月2日(月) 09時00分00秒  SHA-256 {'ab' * 32}" in memo.text


@pytest.mark.parametrize(
    ("platform", "receiver"),
    [
        ("x", ("X Corp. 御中", "（X 特定電気通信役務提供者）")),
        ("5ch", ("「5ちゃんねる」の運営者 御中", "（5ちゃんねる 特定電気通信役務提供者）")),
        ("mastodon", ("「example.com」の運営者 御中", "（example.com 特定電気通信役務提供者）")),
        ("", ("「example.com」の運営者 御中", "（example.com 特定電気通信役務提供者）")),
    ],
)
def test_a_letter_is_addressed_to_the_operator_only_where_that_is_sure(
    platform: str, receiver: tuple[str, ...]
) -> None:
    assert made("sendstop", target=replace(POST, platform=platform)).letters[0].to == receiver


def test_no_letter_repeats_what_the_catalog_is_unsure_of() -> None:
    for letter, target in FITTING:
        assert not any(
            re.search("確認できて|記事|要確認|not confirmed", text)
            for text in made(letter.id, target=target, reason=reason_of(letter)).letters[0].to
        )


def test_a_request_under_the_act_is_not_for_a_talk_between_two() -> None:
    talk = Target(Kind.TALK, platform="line", told="11月1日のトーク")
    fit = {
        name
        for name, letter in ours().letters.items()
        if applies(letter, target=talk, reason=Reason.THREAT, platform=ours().platforms["line"])
    }
    assert fit == {"report", "human-rights", "police-memo", "complaint-elements", "complaint", "school"}
    memo = made("police-memo", target=talk, reason=Reason.THREAT)
    assert "11月1日のトーク" in memo.text


def test_a_letter_begins_in_english_only_where_nothing_else_is_taken() -> None:
    report, platforms = ours().letters["report"], ours().platforms
    assert language_for(report, platform=platforms["telegram"]) == "en"
    assert language_for(report, platform=platforms["tiktok"]) == "ja"  # designated: it must take Japanese
    assert language_for(report, platform=None) == "ja"
    assert language_for(ours().letters["sendstop"], platform=platforms["telegram"]) == "ja"
    assert language_for(ours().letters["archive-removal"], platform=platforms["gyotaku"]) == "en"


def test_nothing_goes_with_the_copy_for_the_poster() -> None:
    whole, masked = made("disclosure").letters
    assert whole.enclosed == ("本人確認書類の写し", "証拠の写し")
    assert masked.enclosed == ()
    for reason in (Reason.SEXUAL_IMAGE, Reason.CHILD_IMAGE):
        image = made("disclosure", reason=reason)
        assert image.letters[0].enclosed == ("本人確認書類の写し",)
        assert "画像そのものは添付しません" in image.text


# -------------------------------------------------------------------------------------------- hostile values


def test_braces_and_brackets_of_a_value_are_text() -> None:
    text = made(exact_words="{address} [[x]] {{who}} %s", about_me="]]{why}").text
    assert "【問題の箇所】{address} [[x]] {{who}} %s" in text
    assert "【私のことだと分かる理由】]]{why}" in text


def test_a_long_address_and_an_emoji_survive_whole() -> None:
    address = "https://example.com/" + "a" * 4_000
    text = made(target=replace(POST, address=address, account="🦊👩‍👩‍👧の部屋")).text
    assert address in text
    assert "🦊👩‍👩‍👧の部屋" in text


def test_half_a_character_does_not_stop_a_letter() -> None:
    composed = made(exact_words="a\ud83db", about_me="私です")
    assert "a\ufffdb" in composed.text
    everything(composed).encode()


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
@QUICK
def test_no_value_turns_the_words_around_it(value: str) -> None:
    composed = made(exact_words=value, about_me=f"\u202e{value}\u2066", target=replace(POST, account=value))
    for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200f\x00\x1b":
        assert char not in everything(composed)
    everything(composed).encode()


def test_a_value_from_right_to_left_does_not_draw_what_follows_it_to_its_other_side() -> None:
    archived = made("certified", to_name="שלום", to_home="架空町")
    assert archived.letters[0].to == ("架空町", "שלום\u200e 様")


# ---------------------------------------------------------------------------- nobody is given away: the catalog


def fitting() -> Iterator[tuple[Letter, Target]]:
    kinds = {"archive": Kind.ARCHIVE, "search": Kind.SEARCH, "matome": Kind.PAGE, "blog": Kind.PAGE}
    for platform in ours().platforms.values():
        target = replace(POST, platform=platform.id, kind=kinds.get(platform.category, Kind.POST), words="架空の言葉")
        for letter in ours().letters.values():
            if applies(letter, target=target, reason=reason_of(letter), platform=platform):
                yield letter, target


FITTING = tuple(fitting())


def test_every_service_has_letters_and_every_letter_a_service() -> None:
    assert len(ours().platforms) == 45
    assert {target.platform for _letter, target in FITTING} == set(ours().platforms)
    assert {letter.id for letter, _target in FITTING} == set(ours().letters)


def check(letter: Letter, target: Target, reason: Reason) -> None:
    for language in letter.languages:
        composed = made(letter.id, target=target, reason=reason, language=language)
        assert composed.text
        assert not any("{" in text or "[[" in text or "]]" in text for text in strings(composed.letters[0]))
        hidden = composed.letters if composed.public else composed.letters[1:]
        for own in ("架空", "花子", "はなこ", "架空町", "1205", "hanako", "100-0000"):
            assert not any(own in body(paper) for paper in hidden)
            assert not (composed.public and own in composed.text)


def test_every_letter_that_applies_is_composed_for_every_service() -> None:
    for letter, target in FITTING:
        check(letter, target, reason_of(letter))


@pytest.mark.e2e
def test_every_letter_is_composed_for_every_service_and_every_reason() -> None:
    for letter, target in FITTING:
        for reason in letter.reasons:
            check(letter, target, Reason(reason))


@pytest.mark.e2e
def test_every_letter_that_a_way_offers_has_words_for_the_reason() -> None:
    for platform, kind, reason in product(ours().platforms, (Kind.POST, Kind.PAGE, Kind.ARCHIVE, Kind.SEARCH), Reason):
        target = replace(POST, platform=platform, kind=kind, words="架空の言葉")
        found = offers(target, sender=Requester.SELF, reason=reason, signs=frozenset(), catalog=ours(), today=TODAY)
        for offer, letter in ((one, name) for one in found if one.open for name in one.letters):
            assert reason.value in ours().letters[letter].reasons, (offer.id, letter, reason)
            made(letter, target=target, reason=reason, route=offer.id)

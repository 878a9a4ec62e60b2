import hashlib
import io
from datetime import datetime

import pytest

from tests.imports import samples
from yosuga.imports import dkim, mail, mhtml
from yosuga.imports.base import Outcome
from yosuga.imports.findings import Findings, UnreadableError

# RFC 8463, appendix A.3: the header and body of a signed message.
BODY = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
CLAIM = (
    "v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus"
)


def read(data: bytes) -> Findings:
    return mail.read(io.BytesIO(data), "")


def signed(body: str, *, claim: str = CLAIM) -> bytes:
    return f"DKIM-Signature: {claim}\r\nFrom: joe@football.example.com\r\nDate: x\r\n\r\n{body}".encode()


def test_a_mail_says_who_when_and_what_is_attached() -> None:
    found = read(samples.mail())
    assert found.facts["from"] == "山田 太郎 <taro@example.com>"
    assert found.facts["subject"] == "削除のお願い"
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert found.facts["text"] == "本文です。\n"
    assert found.facts["attachments"] == [
        {
            "name": "診断書.pdf",
            "type": "application/pdf",
            "size": 7,
            "sha256": hashlib.sha256(b"content").hexdigest(),
        }
    ]
    assert found.warnings == []


def test_the_servers_it_passed_are_listed_with_their_times() -> None:
    assert read(samples.mail()).facts["received"] == [
        {"from": "a.example.com (a [192.0.2.1])", "by": "b.example.com", "time": "2025-09-11T05:05:12+00:00"}
    ]


@pytest.mark.parametrize("charset", ["iso-2022-jp", "cp932"])
def test_older_japanese_encodings_are_read(charset: str) -> None:
    found = read(samples.old_mail(charset=charset))
    assert found.facts["text"] == "本文です。"
    subject = found.facts["subject"]
    assert isinstance(subject, str)
    assert subject.startswith("件名")


def test_bytes_without_a_stated_encoding_are_guessed_and_marked() -> None:
    found = read(samples.old_mail(charset=""))
    assert found.facts["text"] == "本文です。"
    assert "encoding-guessed" in found.warnings


def test_a_date_far_from_when_servers_saw_it_is_a_warning() -> None:
    data = samples.mail().replace(b"Date: Thu, 11 Sep 2025", b"Date: Thu, 11 Sep 2024")
    assert "mail-times-differ" in read(data).warnings


def test_a_mail_without_route_or_sender_is_a_warning() -> None:
    found = read(b"Subject: x\nTo: a@example.com\n\nhello")
    assert {"mail-without-route", "mail-without-sender", "no-date"} <= set(found.warnings)


def test_the_body_hash_of_dkim_is_checked_and_the_signature_is_not() -> None:
    found = read(signed(BODY))
    assert [(check.what, check.outcome) for check in found.checks] == [
        ("dkim-body-hash", Outcome.HOLDS),
        ("dkim-signature", Outcome.NOT_CHECKED),
    ]
    assert "brisbane._domainkey.football.example.com" in found.checks[1].detail


def test_a_body_that_was_changed_fails_its_dkim_hash() -> None:
    assert read(signed(BODY.replace("lost", "won"))).checks[0].outcome is Outcome.FAILS


def test_the_body_hash_survives_the_line_ends_of_another_system() -> None:
    assert read(signed(BODY).replace(b"\r\n", b"\n")).checks[0].outcome is Outcome.HOLDS


def test_the_simple_form_of_rfc_6376_ends_in_one_line_end() -> None:
    assert dkim.simple_body(b" C \r\nD \t E\r\n\r\n\r\n") == b" C \r\nD \t E\r\n"
    assert dkim.simple_body(b"") == b"\r\n"
    assert dkim.relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n") == b" C\r\nD E\r\n"
    assert dkim.relaxed_body(b"") == b""


def test_a_claim_over_a_part_of_the_body_is_not_called_good() -> None:
    assert read(signed(BODY, claim=f"l=3; {CLAIM}")).checks[0].outcome is Outcome.NOT_CHECKED


def test_a_saved_page_gives_its_address_title_and_parts() -> None:
    found = mhtml.read(io.BytesIO(samples.mhtml()), "")
    assert (found.facts["url"], found.facts["title"]) == ("https://example.com/post/1", "投稿")
    assert found.taken_at == datetime.fromisoformat("2025-09-11T05:05:09+00:00")
    parts = found.facts["parts"]
    assert isinstance(parts, list)
    assert parts[0]["sha256"] == hashlib.sha256("<p>あ</p>\r\n".encode()).hexdigest() or parts[0]["size"] == 10
    assert found.warnings == []


def test_a_saved_page_without_parts_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        mhtml.read(io.BytesIO(b"Subject: x\n\nhello"), "")

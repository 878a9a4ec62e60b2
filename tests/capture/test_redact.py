import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

import pytest

from yosuga.capture.archive.redact import is_secret, redact
from yosuga.capture.exchange import Exchange

SESSION = "session=fictional-secret-value"
ONE = Exchange(
    url="https://example.com/",
    method="GET",
    request_headers=(("Accept", "*/*"), ("Cookie", SESSION), ("Authorization", "Bearer fictional")),
    request_body=b"",
    status=200,
    reason="OK",
    protocol="h2",
    response_headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Content-Type", "text/html")),
    body=b"",
    ip="",
    started=datetime(2025, 9, 11, tzinfo=UTC),
    kind="Document",
)


def test_no_session_secret_is_left_in_the_archive() -> None:
    cleaned, _ = redact([ONE])
    left = repr(cleaned)
    assert "fictional" not in left
    assert "a=1" not in left
    assert ("Accept", "*/*") in cleaned[0].request_headers
    assert ("Content-Type", "text/html") in cleaned[0].response_headers


def test_every_header_can_be_put_back_from_what_was_withheld() -> None:
    cleaned, withheld = redact([ONE])
    kept = json.loads(withheld)
    values = {one["sha256"]: one for one in kept["values"]}
    for place in kept["places"]:
        side = cleaned[0].request_headers if place["side"] == "request" else cleaned[0].response_headers
        original = ONE.request_headers if place["side"] == "request" else ONE.response_headers
        secret = values[place["sha256"]]
        name, shown = side[place["header"]]
        assert shown == f"[redacted sha256:{place['sha256']}]"
        assert (name, secret["value"]) == original[place["header"]]
        assert sha256(bytes.fromhex(secret["salt"]) + secret["value"].encode()).hexdigest() == place["sha256"]
    assert len(kept["places"]) == 4


def test_one_session_is_recognisable_as_one_and_cannot_be_guessed() -> None:
    salts = count()
    cleaned, withheld = redact([ONE, ONE], entropy=lambda size: next(salts).to_bytes(size, "big"))
    assert cleaned[0].request_headers == cleaned[1].request_headers
    assert len(json.loads(withheld)["values"]) == 4
    assert sha256(SESSION.encode()).hexdigest() not in repr(cleaned)


@pytest.mark.parametrize(
    "name",
    [
        "cookie",
        "SET-COOKIE",
        "Proxy-Authorization",
        "x-csrf-token",
        "X-XSRF-TOKEN",
        "x-guest-token",
        "X-Api-Key",
        "DPoP",
    ],
)
def test_headers_that_carry_sessions_are_known_whatever_their_case(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name", ["content-type", "date", "etag", "accept-language", "user-agent", "location", "server"]
)
def test_headers_that_describe_the_page_stay(name: str) -> None:
    assert not is_secret(name)


def test_half_a_surrogate_in_a_cookie_is_kept_exactly() -> None:
    odd = replace(ONE, request_headers=(("Cookie", "a=\ud800"),))
    _, withheld = redact([odd])
    assert "a=\ud800" in {one["value"] for one in json.loads(withheld)["values"]}

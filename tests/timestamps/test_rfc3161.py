import hashlib
import random
import socket
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.authority import LoopbackAuthority, Mood
from yosuga.errors import TimestampError, TimestampInvalid, TimestampRefused, TimestampUnreachable
from yosuga.timestamps import messages, openssl
from yosuga.timestamps.base import Authority
from yosuga.timestamps.rfc3161 import Rfc3161Stamper

DIGEST = hashlib.sha256(b"a head of the log").digest()


@pytest.fixture
def stamper() -> Rfc3161Stamper:
    return Rfc3161Stamper(timeout_s=20)


def test_an_honest_authority_gives_a_token_with_its_time(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    token = stamper.stamp(DIGEST, authority=authority.configured(name="first"))
    assert token.authority == "first"
    assert token.digest == DIGEST
    assert abs(datetime.now(UTC) - token.time) < timedelta(minutes=1)
    assert token.accuracy_s == pytest.approx(1.5)
    assert token.serial > 0


def test_the_request_holds_the_digest_and_asks_for_certificates(
    stamper: Rfc3161Stamper, authority: LoopbackAuthority, tmp_path: Path
) -> None:
    stamper.stamp(DIGEST, authority=authority.configured())
    (tmp_path / "q").write_bytes(authority.requests[0])
    text = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "q", "-text"], capture_output=True, check=True, text=True
    ).stdout
    assert "Hash Algorithm: sha256" in text
    assert "Certificate required: yes" in text
    assert "Nonce: 0x" in text
    assert DIGEST in authority.requests[0]
    assert len(authority.requests[0]) < 80


def test_the_token_is_kept_as_received_and_verifies_with_public_tools(
    stamper: Rfc3161Stamper, authority: LoopbackAuthority, tmp_path: Path
) -> None:
    authority.mood = Mood.UNSORTED
    token = stamper.stamp(DIGEST, authority=authority.configured())
    (tmp_path / "t.tsr").write_bytes(token.response)
    arguments = ["-digest", DIGEST.hex(), "-in", str(tmp_path / "t.tsr"), "-CAfile", str(authority.folder / "root.pem")]
    done = subprocess.run(["openssl", "ts", "-verify", *arguments], capture_output=True, check=False, text=True)
    assert done.stdout.strip() == "Verification: OK"


def test_a_stored_token_verifies_again_and_says_the_same(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    token = stamper.stamp(DIGEST, authority=authority.configured())
    assert stamper.verify(token.response, digest=DIGEST, authority=authority.configured()) == token


def test_a_stored_token_over_another_digest_is_refused(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    token = stamper.stamp(DIGEST, authority=authority.configured())
    with pytest.raises(TimestampInvalid, match="another digest"):
        stamper.verify(token.response, digest=bytes(32), authority=authority.configured())


def test_an_unsorted_certificate_set_is_accepted_and_its_bytes_are_untouched(
    stamper: Rfc3161Stamper, authority: LoopbackAuthority
) -> None:
    authority.mood = Mood.UNSORTED
    token = stamper.stamp(DIGEST, authority=authority.configured())
    tidy = messages.with_certificates_in_order(token.response)
    assert tidy != token.response
    assert sorted(tidy) == sorted(token.response)


def test_granted_with_modifications_is_a_token_too(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    authority.mood = Mood.WITH_MODIFICATIONS
    assert stamper.stamp(DIGEST, authority=authority.configured()).digest == DIGEST


@pytest.mark.parametrize(
    ("mood", "error", "words"),
    [
        (Mood.REFUSING, TimestampRefused, "rejection: .*badAlg"),
        (Mood.OTHER_NONCE, TimestampInvalid, "nonce"),
        (Mood.OTHER_IMPRINT, TimestampInvalid, "another digest"),
        (Mood.WRONG_PURPOSE, TimestampInvalid, "purpose"),
        (Mood.PURPOSE_NOT_CRITICAL, TimestampInvalid, "purpose"),
        (Mood.BACKDATED, TimestampInvalid, "not yet valid"),
        (Mood.GARBAGE, TimestampInvalid, "cut off"),
        (Mood.EMPTY, TimestampInvalid, "cut off"),
        (Mood.HUGE, TimestampInvalid, "65536"),
        (Mood.CUT, TimestampUnreachable, "cut off|Incomplete"),
        (Mood.REDIRECTING, TimestampRefused, "302"),
        (Mood.FORBIDDEN, TimestampRefused, "403"),
        (Mood.BUSY, TimestampUnreachable, "503"),
    ],
)
def test_an_authority_that_misbehaves_gives_no_token(
    stamper: Rfc3161Stamper,
    authority: LoopbackAuthority,
    mood: Mood,
    error: type[TimestampError],
    words: str,
) -> None:
    authority.mood = mood
    with pytest.raises(error, match=words):
        stamper.stamp(DIGEST, authority=authority.configured())


def test_an_authority_that_drips_is_left_in_time(authority: LoopbackAuthority) -> None:
    authority.mood = Mood.DRIPPING
    started = time.monotonic()
    with pytest.raises(TimestampUnreachable):
        Rfc3161Stamper(timeout_s=0.5).stamp(DIGEST, authority=authority.configured())
    assert time.monotonic() - started < 5


def test_an_authority_that_is_down_is_unreachable(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers
        url = f"http://127.0.0.1:{held.getsockname()[1]}/"
        with pytest.raises(TimestampUnreachable):
            stamper.stamp(DIGEST, authority=Authority(name="down", url=url, roots=(authority.root_pem,)))


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/", "http://", "http://u:p@127.0.0.1/", "x"])
def test_only_http_and_https_addresses_are_asked(stamper: Rfc3161Stamper, url: str) -> None:
    with pytest.raises(TimestampRefused):
        stamper.stamp(DIGEST, authority=Authority(name="odd", url=url, roots=()))


def test_proxies_of_the_environment_are_not_used(
    stamper: Rfc3161Stamper, authority: LoopbackAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.delenv("no_proxy", raising=False)
    assert stamper.stamp(DIGEST, authority=authority.configured()).digest == DIGEST


def test_a_forged_token_that_brings_its_own_root_is_refused(
    stamper: Rfc3161Stamper, authority: LoopbackAuthority, forger: LoopbackAuthority
) -> None:
    forged = forger.reply(messages.request(DIGEST, nonce=7))
    assert (forger.folder / "root.der").read_bytes() in forged
    assert stamper.verify(forged, digest=DIGEST, authority=forger.configured()).digest == DIGEST  # well made …
    with pytest.raises(TimestampInvalid):  # … and worthless against the pinned root
        stamper.verify(forged, digest=DIGEST, authority=authority.configured())


def test_the_second_opinion_refuses_the_forged_token_too(
    authority: LoopbackAuthority, forger: LoopbackAuthority
) -> None:
    forged = forger.reply(messages.request(DIGEST, nonce=7))
    stamp = messages.read(forged).stamp
    assert stamp is not None
    openssl.verify(forged, digest=DIGEST, roots=(forger.root_pem,), moment=stamp.time)
    with pytest.raises(TimestampInvalid):
        openssl.verify(forged, digest=DIGEST, roots=(authority.root_pem,), moment=stamp.time)


def test_a_token_without_a_pinned_root_is_never_believed(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    with pytest.raises(TimestampInvalid, match="no root"):
        stamper.stamp(DIGEST, authority=Authority(name="x", url=authority.url, roots=()))


def test_an_intermediate_alone_is_no_root(stamper: Rfc3161Stamper, authority: LoopbackAuthority) -> None:
    middle = (authority.folder / "middle.pem").read_bytes()
    with pytest.raises(TimestampInvalid):
        stamper.stamp(DIGEST, authority=Authority(name="x", url=authority.url, roots=(middle,)))


@pytest.mark.e2e
def test_a_flipped_bit_is_refused_or_at_least_says_nothing_else(
    stamper: Rfc3161Stamper, authority: LoopbackAuthority
) -> None:
    # A response has unsigned fields. What survives must say the same, and the token's own SHA-256 in the log shows it.
    token = stamper.stamp(DIGEST, authority=authority.configured())
    flips = random.Random(3161).sample(range(len(token.response) * 8), 800)
    survivors = 0
    for bit in flips:
        changed = bytearray(token.response)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            read = stamper.verify(bytes(changed), digest=DIGEST, authority=authority.configured())
        except TimestampInvalid:
            continue
        survivors += 1
        assert (read.time, read.serial, read.digest) == (token.time, token.serial, token.digest)
        assert hashlib.sha256(read.response).digest() != hashlib.sha256(token.response).digest()
    assert survivors < len(flips) * 0.02  # 10 of 2,561 were measured elsewhere

"""Attacks on time: hostile tokens and seals, seals obtained later, tokens exchanged."""

import os
import random
from collections.abc import Callable
from pathlib import Path

from tests.packages.attack import NO_SIGNATURE_OF_TOKENS, Act, Attack, changed, removed, resealed, written
from tests.packages.heads import mallory
from tests.packages.histories import both
from tests.packages.tampering import EVENTS, PAGE, SEAL, SECOND, flip
from tests.verifier import build
from tests.verifier.world import World

NO_SEAL = "seal.none.txt"


def sparse(size: int) -> Act:
    """A token of that many bytes; it takes no room on the disk."""

    def act(top: Path, _world: World) -> None:
        (top / SEAL).write_bytes(b"\x30\x84")
        os.truncate(top / SEAL, size)

    return act


def over_another_hash(algorithm: str, size: int) -> Act:
    """A true token over the right bytes, but as a hash of another kind."""

    def act(top: Path, world: World) -> None:
        digest = (build.digest_of(top / build.TAGMANIFEST) * 2)[:size]
        (top / SEAL).write_bytes(world.authority.stamp(digest, algorithm=algorithm))

    return act


def flipped_time(data: bytes) -> bytes:
    """Another minute in what the authority signed."""
    at = data.index(b"\x18\x0f20") + 13  # the minute's last digit: any other flip may make an hour that there is not
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def flipped_signature(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def seal_of_the_older(top: Path, world: World) -> None:
    """The true seal of another package of the same case."""
    (top / SEAL).write_bytes((world.older / SEAL).read_bytes())


def forged(top: Path, world: World) -> None:
    """A token whose own root lies in it: rfc3161-client up to 1.0.8 took it for good."""
    (top / SEAL).write_bytes(world.forger.stamp(build.digest_of(top / build.TAGMANIFEST)))


def second_seal(data: Callable[[Path, World], bytes]) -> Act:
    def act(top: Path, world: World) -> None:
        (top / "seal.tsa2.tsr").write_bytes(data(top, world))

    return act


def tokens_of(top: Path, suffix: str) -> list[Path]:
    return sorted((top / "proof/tokens").glob(f"*{suffix}"))


def exchanged(suffix: str) -> Act:
    """The contents of two tokens, or of what they stamp, exchanged."""

    def act(top: Path, _world: World) -> None:
        one, other = tokens_of(top, suffix)
        a, b = one.read_bytes(), other.read_bytes()
        one.write_bytes(b)
        other.write_bytes(a)

    return act


def first_token(change: Callable[[bytes], bytes]) -> Act:
    """A token changed under its name."""

    def act(top: Path, _world: World) -> None:
        path = tokens_of(top, ".tsr")[0]
        path.write_bytes(change(path.read_bytes()))

    return act


def flipped_under_its_own_name(top: Path, _world: World) -> None:
    """A token whose signature is spoilt, renamed to its new hash, so that only the signature is wrong."""
    path = tokens_of(top, ".tsr")[0]
    data = flipped_signature(path.read_bytes())
    path.with_suffix(".note").rename(path.parent / f"{build.hash_of(data)}.note")
    path.unlink()
    (path.parent / f"{build.hash_of(data)}.tsr").write_bytes(data)


def token_without_note(top: Path, _world: World) -> None:
    tokens_of(top, ".note")[0].unlink()


def tokens_left_out(top: Path, _world: World) -> None:
    for path in (top / "proof/tokens").iterdir():
        path.unlink()


def alter(top: Path, _world: World) -> None:
    flip(top / PAGE)


def drop(top: Path, _world: World) -> None:
    (top / SECOND).unlink()


def edit(top: Path, _world: World) -> None:
    (top / EVENTS).write_bytes((top / EVENTS).read_bytes().replace(b"sns.example", b"xns.example", 1))


RANDOM = random.Random(3161).randbytes(4000)
SEALS: list[tuple[str, str, Act]] = [
    ("an empty seal", "token-form", written(SEAL, b"")),
    ("a huge seal", "token-size", sparse(8_000_000)),
    ("a seal of random bytes", "token-form", written(SEAL, RANDOM)),
    ("a seal of random DER", "token-form", written(SEAL, b"\x30\x82\x0f\xa0" + RANDOM)),
    ("a seal of nested DER", "token-form", written(SEAL, b"\x30\x80" * 50_000)),
    ("a seal that says it is endless", "token-form", written(SEAL, b"\x30\x84\xff\xff\xff\xff\x30\x00")),
    ("a seal cut short", "token-form", changed(SEAL, lambda data: data[: len(data) // 2])),
    ("a seal with bytes after it", "token-form", changed(SEAL, lambda data: data + b"\0")),
    ("a seal that was refused", "token-form", written(SEAL, b"\x30\x05\x30\x03\x02\x01\x02")),
    ("a seal over SHA-512", "token-form", over_another_hash("sha512", 64)),
    ("a seal over SHA3-256", "token-form", over_another_hash("sha3-256", 32)),
    ("the seal of an older package", "seal-imprint", seal_of_the_older),
]

STAMPS = [
    *(Attack(name=name, act=act, code=code, subject=SEAL, base="full") for name, code, act in SEALS),
    Attack(
        name="a seal with another minute",
        act=changed(SEAL, flipped_time),
        code="seal-signature",
        base="full",
        browser=NO_SIGNATURE_OF_TOKENS,
    ),
    Attack(
        name="a seal with a spoilt signature",
        act=changed(SEAL, flipped_signature),
        code="seal-signature",
        base="full",
        browser=NO_SIGNATURE_OF_TOKENS,
    ),
    Attack(name="a seal by a forger's own root", act=forged, code="time-unknown", base="full", verdict="open"),
    Attack(name="the seal taken away", act=removed(SEAL), code="seal-missing", base="full"),
    Attack(
        name="the seal exchanged for an excuse",
        act=both(removed(SEAL), written(NO_SEAL, b"offline\n")),
        code="no-seal",
        base="full",
        verdict="open",
    ),
    Attack(
        name="a second seal over something else",
        act=second_seal(lambda _top, world: world.second.stamp(bytes(32))),
        code="seal-imprint",
        subject="seal.tsa2.tsr",
        base="full",
    ),
    Attack(name="a program that looks like a seal", act=written(f"{SEAL}.exe", b"MZ"), code="stray-seal", base="full"),
    Attack(name="altered and sealed later", act=resealed(alter), code="unvouched", item="E0001", base="full"),
    Attack(
        name="a file taken away and sealed later",
        act=resealed(drop),
        code="withheld-file",
        item="E0002",
        base="full",
        verdict="open",
    ),
    Attack(
        name="an event edited and sealed later", act=resealed(edit), code="event-altered", item="E0001", base="full"
    ),
    Attack(name="signed anew and sealed later", act=resealed(mallory), code="signature", base="full"),
    Attack(name="tokens exchanged", act=resealed(exchanged(".tsr")), code="token-name", base="full"),
    Attack(name="what tokens stamp exchanged", act=resealed(exchanged(".note")), code="token-imprint", base="full"),
    Attack(name="a token altered", act=resealed(first_token(flipped_signature)), code="token-name", base="full"),
    Attack(name="a token cut short", act=resealed(first_token(lambda data: data[:99])), code="token-form", base="full"),
    Attack(
        name="a token spoilt and named anew",
        act=resealed(flipped_under_its_own_name),
        code="token-signature",
        base="full",
        browser=NO_SIGNATURE_OF_TOKENS,
    ),
    Attack(name="a token without what it stamps", act=resealed(token_without_note), code="note-missing", base="full"),
    Attack(name="tokens left out", act=resealed(tokens_left_out), code="token-absent", base="full", verdict="open"),
]

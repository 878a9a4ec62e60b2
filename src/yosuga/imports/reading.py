"""Reads what a file the person already has says about itself; the bytes are stored before, and never changed here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from yosuga.imports import moments, sandbox
from yosuga.imports.base import Kind, Reading
from yosuga.imports.findings import Findings
from yosuga.imports.sandbox import Failure, Limits
from yosuga.imports.sniff import HEAD, Guess, sniff

# A certificate may come as a photo or a PDF, a call log as a screenshot: for these any content fits.
_ANY_CONTENT = frozenset({Kind.CALL_LOG, Kind.MEDICAL_CERTIFICATE, Kind.RECEIPT, Kind.OTHER})


def read(body: BinaryIO, *, name: str, kind: Kind | None = None, limits: Limits | None = None) -> Reading:
    """Return what a seekable `body` says. `kind` is the person's choice and stands; without it the content decides.

    Everything is taken apart in a child process with limits. Whatever the bytes do there, a Reading comes back: its
    warnings say what could not be read. Only a `body` that itself fails to read raises. Its position is kept.
    """
    at = body.tell()
    body.seek(0)
    head = _head(body)
    body.seek(at)
    guess = sniff(head, name=name)
    found, warnings = _findings(body, guess=guess, name=name, limits=limits)
    if kind and kind is not guess.kind and kind not in _ANY_CONTENT:
        warnings.append("kind-differs")
    taken_at, facts, more = _moment(found, name=name)
    return Reading(
        kind=kind or guess.kind,
        media_type=guess.media_type,
        taken_at=taken_at,
        facts=facts,
        checks=found.checks,
        warnings=tuple(dict.fromkeys([*found.warnings, *warnings, *more])),
    )


def _head(body: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD and (chunk := body.read(HEAD - len(head))):
        head += chunk
    return head


def _findings(body: BinaryIO, *, guess: Guess, name: str, limits: Limits | None) -> tuple[Findings, list[str]]:
    if not guess.reader:
        claims_more = guess.by_name and guess.kind is not Kind.OTHER
        return Findings(facts={}), ["not-what-it-says" if claims_more else "nothing-read"]
    answer = sandbox.run(body, reader=guess.reader, name=name, limits=limits)
    if isinstance(answer, Failure):
        facts = {"reading": {"code": answer.code, "detail": answer.detail}}
        return Findings(facts=facts), list(dict.fromkeys(["could-not-read", answer.code]))
    return answer, []


def _moment(found: Findings, *, name: str) -> tuple[datetime | None, Mapping[str, object], Sequence[str]]:
    in_name = moments.in_name(name)
    if in_name is None:
        return found.taken_at, found.facts, ()
    facts = {**found.facts, "time_in_name": in_name.isoformat()}
    if found.taken_at is not None:
        return found.taken_at, facts, ()
    return in_name, facts, ("time-from-name", "zone-assumed")

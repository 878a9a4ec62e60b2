"""Checking what a stranger sends in place of a sealed PDF: an answer each time, at once, and never a wrong yes."""

import random
import re
import tracemalloc
import zlib

import pytest

from tests.documents.sealed import NOW, Receiver, a_key, holes
from yosuga.documents.seals import Severity
from yosuga.documents.signing import sign

_HOSTILE = {
    "deep": b"1 0 obj\n" + b"[" * 100_000,
    "loop of fields": b"""1 0 obj
<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]/SigFlags 3>>>>
endobj
2 0 obj
<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>
endobj
3 0 obj
<</FT/Sig/T(a)/Kids[3 0 R]/Parent 3 0 R>>
endobj
""",
    "reference to itself": b"1 0 obj\n1 0 R\nendobj\n",
    "object stream": b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Length 9>>\nstream\n1 0 2 0 R\nendstream\nendobj\n",
}


@pytest.mark.parametrize("kind", _HOSTILE)
def test_a_hostile_file_is_answered_at_once(found: Receiver, kind: str) -> None:
    for previous in (None, 0):  # a table that names itself as the one before it
        assert found(with_a_table(_HOSTILE[kind], previous=previous)).verdict is Severity.BROKEN


def test_a_bomb_is_not_unpacked(found: Receiver) -> None:
    packed = zlib.compress(bytes(200 * 1024 * 1024), 9)
    stream = b"1 0 obj\n<</Type/Catalog/Length %d/Filter/FlateDecode>>\nstream\n" % len(packed)
    as_table = b"%PDF-1.7\n" + stream.replace(b"/Catalog", b"/XRef/Size 9/W[1 2 1]/Root 1 0 R") + packed
    tracemalloc.start()
    finding = found(as_table + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert finding.codes == {"seal-unreadable"}
    assert most < 20 * 1024 * 1024


def with_a_table(body: bytes, *, previous: int | None) -> bytes:
    """A PDF of these objects with a table over them; `previous` 0 makes the table its own predecessor."""
    pdf = b"%PDF-1.7\n" + body
    at = len(pdf)
    offsets = [found.start() for found in re.finditer(rb"^\d+ 0 obj", pdf, re.MULTILINE)]
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    before = b"" if previous is None else b"/Prev %d" % at
    size = len(offsets) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\n" % (size, rows, size, before)
    return pdf + table + b"startxref\n%d\n%%%%EOF\n" % at


@pytest.mark.e2e
def test_a_hundred_mutations_of_a_stamped_seal_are_answered_and_none_passes(found: Receiver, sealed: bytes) -> None:
    chance = random.Random(1)
    for _ in range(100):
        mutant = mutated(sealed, chance=chance)
        finding = found(mutant)
        # Damage behind the seal may take the archive stamp away and leave the rest: that is said, and is not fine.
        cut = finding.verdict is Severity.OPEN and {"seal-intact", "seal-archive-missing"} <= finding.codes
        assert finding.verdict is Severity.BROKEN or cut or is_beside(mutant, sealed), finding


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(2, 7))
def test_a_hundred_mutations_of_a_signature_are_answered_and_none_passes(
    found: Receiver, page: bytes, seed: int
) -> None:
    pdf = sign(page, key=a_key(), stamp=None, moment=NOW).pdf
    chance = random.Random(seed)
    for _ in range(100):
        mutant = mutated(pdf, chance=chance)
        finding = found(mutant)
        assert finding.verdict is Severity.BROKEN or is_beside(mutant, pdf), finding


def is_beside(mutant: bytes, pdf: bytes) -> bool:
    """Whether only the last signature differs: nothing signs what lies beside it in its CMS, or its hex's case."""
    start, end = holes(pdf)[-1]
    return len(mutant) == len(pdf) and mutant[:start] == pdf[:start] and mutant[end:] == pdf[end:]


def test_a_signature_of_an_unknown_kind_is_not_passed_over(found: Receiver, sealed: bytes) -> None:
    mutant = sealed.replace(b"/SubFilter /ETSI.RFC3161", b"/SubFilter /ETSI.RFC9999")
    assert mutant != sealed
    assert found(mutant).codes == {"seal-unreadable"}


def mutated(pdf: bytes, *, chance: random.Random) -> bytes:
    """One of six kinds of damage, at places that are not the zeros behind a signature."""
    out = bytearray(pdf)
    at = chance.choice(_PLACES.get(pdf) or _PLACES.setdefault(pdf, places(pdf)))
    match chance.randrange(6):
        case 0:
            out[at] ^= 1 << chance.randrange(8)
        case 1:
            del out[at : at + chance.randrange(1, 200)]
        case 2:
            out[at:at] = out[: chance.randrange(1, 200)]
        case 3:
            out[at : at + 8] = chance.randbytes(8)
        case 4:
            other = chance.choice(_PLACES[pdf])
            out[at : at + 20] = pdf[other : other + 20]
        case _:
            word = chance.choice(list(re.finditer(rb"/[A-Z][A-Za-z]+|\d+ 0 R|<<|>>|\]|\d+", pdf[-4000:])))
            new = chance.choice([b"0", b"-1", b"99999999999", b"[", b"<<", b"/V", b"1 0 R", b"null", b"/Sig"])
            out[len(pdf) - 4000 :] = pdf[-4000:][: word.start()] + new + pdf[-4000:][word.end() :]
    return bytes(out)


_PLACES: dict[bytes, list[int]] = {}


def places(pdf: bytes) -> list[int]:
    return [at for part in re.finditer(rb"(?:(?!0{40})[\s\S])+", pdf) for at in range(*part.span())]

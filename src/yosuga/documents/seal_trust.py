"""Whom a seal in a PDF is believed from: pinned roots alone, at the moment that a token states, without a network."""

import logging
import struct
import zlib
from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    RevokedError,
    ValidationError,
)

from yosuga.errors import TimestampInvalid

# What the PDF and ASN.1 readers raise over bytes of a stranger: their own errors, and Python's where they did not look.
FAULTS: tuple[type[Exception], ...] = (
    PdfError,
    PathError,
    ValidationError,
    CRLValidationError,
    OCSPValidationError,
    InvalidSignature,
    UnsupportedAlgorithm,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,  # a seek to before the start
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

# These libraries log what stands in a file; our logs carry ids and codes only.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def pinned(roots: Sequence[bytes]) -> list[x509.Certificate]:
    """Return the certificates of pinned PEM roots. Raises TimestampInvalid for anything else."""
    try:
        return [certificate for pem in roots for certificate in load_certs_from_pemder_data(pem)]
    except (ValueError, TypeError) as error:
        raise TimestampInvalid("a pinned root is not a PEM certificate") from error


def context(
    roots: Sequence[x509.Certificate],
    *,
    moment: datetime,
    beside: Sequence[x509.Certificate] = (),
    lists: Sequence[bytes] = (),
) -> ValidationContext:
    """Return what a chain is judged by: these roots and no others, at `moment`, with nothing fetched.

    With lists of revoked certificates, one is wanted for each certificate below a root.
    """
    return ValidationContext(
        trust_roots=list(roots),  # a list that is empty trusts nobody; None would trust the system's roots
        other_certs=list(beside),
        crls=list(lists),
        moment=moment,
        allow_fetching=False,
        revocation_mode="require" if lists else "soft-fail",
    )


class Revocation(Enum):
    """What lists of revoked certificates say about the chain of a token, at the token's time."""

    UNKNOWN = auto()  # there are none, or not for every certificate below the root
    GOOD = auto()
    REVOKED = auto()


async def revocation(token: cms.SignedData, *, roots: Sequence[x509.Certificate], lists: Sequence[bytes]) -> Revocation:
    """Return what these lists (DER) say about every certificate between the token's signer and a root."""
    held = certificates(token)
    signer = signer_of(token)
    if signer is None or not lists:
        return Revocation.UNKNOWN
    judge = context(roots, moment=time_of(token), beside=held, lists=lists)
    try:
        validator = CertificateValidator(signer, intermediate_certs=held, validation_context=judge)
        await validator.async_validate_usage(set(), {"time_stamping"})  # type: ignore[no-untyped-call]
    except RevokedError:
        return Revocation.REVOKED
    except (PathError, ValidationError, CRLValidationError):
        return Revocation.UNKNOWN
    return Revocation.GOOD


def certificates(token: cms.SignedData) -> list[x509.Certificate]:
    """Return the X.509 certificates beside a signature: a claim, never what to trust."""
    return [each.chosen for each in token["certificates"] if each.name == "certificate"]


def signer_of(token: cms.SignedData) -> x509.Certificate | None:
    """Return the certificate that the only SignerInfo names by issuer and serial number, or None."""
    sid = token["signer_infos"][0]["sid"].chosen
    for certificate in certificates(token):
        if isinstance(sid, cms.IssuerAndSerialNumber):
            same = certificate.issuer == sid["issuer"] and certificate.serial_number == sid["serial_number"].native
        else:
            same = certificate.key_identifier == sid.native
        if same:
            return certificate
    return None


def time_of(token: cms.SignedData) -> datetime:
    """Return genTime of a time-stamp token (RFC 3161, 2.4.2), aware. Raises one of FAULTS for anything else."""
    time: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return time

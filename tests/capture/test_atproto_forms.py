"""The forms that a proof is made of: one spelling for each value, two curves, one kind of document and address."""

import json
from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture import signed_tree
from tests.capture.signed_tree import author
from yosuga.capture.atproto import address, cbor, identity, keys, ledger
from yosuga.capture.atproto.links import Link, link_of
from yosuga.capture.atproto.refusing import ProofRefused
from yosuga.errors import BadUrl

LINK = Link(bytes.fromhex("01711220") + bytes(32))
_SIMPLE = (
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)
_VALUES = st.recursive(
    _SIMPLE | st.text() | st.binary() | st.binary(min_size=4, max_size=9).map(lambda raw: Link(b"\x01" + raw)),
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
@settings(max_examples=50)
def test_what_is_written_reads_as_the_same(value: cbor.Value) -> None:
    read = cbor.decode(cbor.encode(value))
    assert read == value
    assert cbor.encode(read) == cbor.encode(value)


@given(st.binary(max_size=40))
def test_there_is_no_second_spelling_of_anything(content: bytes) -> None:
    try:
        value = cbor.decode(content)
    except ProofRefused:
        return
    assert cbor.encode(value) == content


@pytest.mark.parametrize(
    "spelled",
    [
        *("", "1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff", "1c", "9f01ff", "7f6161ff"),
        *("bf616101ff", "f97e00", "f93c00", "fa3f800000", "fb7ff8000000000000", "fb7ff0000000000000", "f7", "f818"),
        *("ff", "e0", "a10101", "a2616201616101", "a2616101616102", "a262616101616202", "c100", "d82a00", "d82a4100"),
        *(
            "f93ff0000000000000",
            "f73ff0000000000000",
            "61ff",
            "0000",
            "81",
            "9bffffffffffffffff",
            "5bffffffffffffffff00",
            "bbffffffffffffffff",
            "62",
        ),
        "d82a582501711220" + "00" * 33,
        "d82a58230012200" + "0" * 63,  # a link of version 0
    ],
)
def test_anything_but_the_one_strict_spelling_is_refused(spelled: str) -> None:
    with pytest.raises(ProofRefused):
        cbor.decode(bytes.fromhex(spelled))


@pytest.mark.parametrize("content", [b"\x81" * 5_000 + b"\x00", b"\xa1\x60" * 5_000 + b"\x00", b"\x99\xff\xff" * 9])
def test_what_is_nested_too_deep_is_refused(content: bytes) -> None:
    with pytest.raises(ProofRefused):
        cbor.decode(content)


def test_more_values_than_a_block_may_have_are_refused() -> None:
    with pytest.raises(ProofRefused):
        cbor.decode(b"\x9a" + (cbor.MOST_VALUES + 1).to_bytes(4, "big") + b"\xa0" * (cbor.MOST_VALUES + 1))


def test_a_link_and_bytes_that_look_like_one_are_told_apart() -> None:
    assert cbor.decode(cbor.encode(LINK)) == LINK
    assert cbor.decode(cbor.encode(LINK.raw)) == LINK.raw
    assert str(link_of(b"\xa0")) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"


MESSAGE = b64decode("oWVoZWxsb2V3b3JsZA==")
K256 = "zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc"
P256 = "zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo"


@pytest.mark.parametrize(
    ("key", "old", "kind", "signature", "high"),
    [  # values of the protocol's published signature fixtures: a valid one and its higher twin, for each curve
        (
            K256,
            "z25z9DTpsiYYJKGsWmSPJK2NFN8PcJtZig12K59UgW7q5t",
            "EcdsaSecp256k1VerificationKey2019",
            "5WpdIuEUUfVUYaozsi8G0B3cWO09cgZbIIwg1t2YKdUn/FEznOndsz/qgiYb89zwxYCbB71f7yQK5Lr7NasfoA==",
            "5WpdIuEUUfVUYaozsi8G0B3cWO09cgZbIIwg1t2YKdXYA67MYxYiTMAVfdnkDCMN9S5B3vHosRe07aORmoshoQ==",
        ),
        (
            P256,
            "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh",
            "EcdsaSecp256r1VerificationKey2019",
            "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoJWExHptCfduPleDbG3rko3YZnn9Lw0IjpixVmexJDegg==",
            "2vZNsG3UKvvO/CDlrdvyZRISOFylinBh0Jupc6KcWoKp7O4VS9giSAah8k5IUbXIW00SuOrjfEqQ9HEkN9JGzw==",
        ),
    ],
)
def test_the_lower_signature_holds_and_the_higher_does_not(
    key: str, old: str, kind: str, signature: str, high: str
) -> None:
    for public in (keys.public_key(key), keys.public_key(old, kind=kind)):
        keys.check(b64decode(signature), over=MESSAGE, key=public)
        for bad in (b64decode(high), b64decode(signature)[:-1], b64decode(signature) + b"\0", b"", bytes(64)):
            with pytest.raises(ProofRefused):
                keys.check(bad, over=MESSAGE, key=public)
        with pytest.raises(ProofRefused):
            keys.check(b64decode(signature), over=MESSAGE + b".", key=public)


def test_a_signature_whose_leading_zero_was_left_out_is_refused() -> None:
    someone = author()
    short = next(signature for signature in (someone.sign(MESSAGE) for _ in range(20_000)) if signature[32] == 0)
    keys.check(short, over=MESSAGE, key=someone.key.public_key())
    with pytest.raises(ProofRefused):
        keys.check(short[:32] + short[33:], over=MESSAGE, key=someone.key.public_key())


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("", "Multikey"),
        ("z", "Multikey"),
        (K256[1:], "Multikey"),
        (K256 + "0", "Multikey"),
        (K256[:-1], "Multikey"),
        ("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "Multikey"),  # Ed25519
        (K256, "EcdsaSecp256k1VerificationKey2019"),
        (K256, "Ed25519VerificationKey2020"),
        ("z" + "1" * 300, "Multikey"),
    ],
)
def test_what_is_no_key_of_the_two_curves_is_refused(key: str, kind: str) -> None:
    with pytest.raises(ProofRefused):
        keys.public_key(key, kind=kind)


def test_an_identity_document_gives_key_server_and_handles() -> None:
    someone = author()
    who = someone.identity
    assert (who.did, who.key_text) == (someone.did, someone.multibase)
    assert who.key == someone.key.public_key()
    assert who.server == "https://pds.example.com"
    assert set(who.handles) == {"someone.example.com"}


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("id", "did:plc:" + "b" * 24),
        ("verificationMethod", []),
        ("verificationMethod", "x"),
        ("verificationMethod", [{"id": "#other", "type": "Multikey", "publicKeyMultibase": K256}]),
        ("verificationMethod", [{"id": "#atproto", "type": "Multikey", "publicKeyMultibase": K256, "controller": "x"}]),
        ("verificationMethod", [{"id": "#atproto", "type": "Multikey", "publicKeyMultibase": 5}]),
        ("service", None),
        ("service", [{"id": "#atproto_pds", "type": "Other", "serviceEndpoint": "https://pds.example.com"}]),
        ("service", [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "file:///etc"}]),
        (
            "service",
            [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://a@b.example.com"}],
        ),
        (
            "service",
            [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://example.com/x?y"}],
        ),
    ],
)
def test_a_document_of_another_or_without_what_is_needed_is_refused(part: str, value: object) -> None:
    someone = author()
    fields = json.loads(someone.document) | {part: value}
    with pytest.raises(ProofRefused):
        identity.read(json.dumps(fields).encode(), did=someone.did)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"[" * 50_000, b"9" * 5_000, b"\xff", b" " * 70_000])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(ProofRefused):
        identity.read(content, did=author().did)


def _named(did: str, entries: object) -> ledger.Named:
    return ledger.read(json.dumps(entries).encode(), did=did)


def test_a_ledger_names_the_key_of_its_last_entry() -> None:
    first, second = author(seed=1), author(seed=2, curve=ec.SECP256R1)
    did, entries = signed_tree.ledger(first, second)
    assert _named(did, entries) == ledger.Named(key=second.key.public_key(), server="https://pds.example.com")
    assert _named(did, entries[:1]).key == first.key.public_key()


def test_the_oldest_kind_of_entry_is_read() -> None:
    someone = author()
    entry = someone.entry(
        {
            "type": "create",
            "signingKey": "did:key:" + someone.multibase,
            "recoveryKey": "did:key:" + K256,
            "handle": "someone.example.com",
            "service": "https://pds.example.com",
            "prev": None,
        }
    )
    did = "did:plc:" + str(Link(link_of(cbor.encode(entry)).raw[4:]))[1:25]
    assert _named(did, [entry]).key == someone.key.public_key()


def test_an_account_that_its_owner_ended_has_no_key() -> None:
    someone = author()
    did, entries = signed_tree.ledger(someone)
    end = someone.entry({"type": "plc_tombstone", "prev": str(link_of(cbor.encode(entries[0])))})
    assert _named(did, [*entries, end]) == ledger.Named(key=None, server="")


def test_a_ledger_in_which_one_entry_does_not_follow_is_refused() -> None:
    first, second, stranger = author(seed=1), author(seed=2), author(seed=3)
    did, entries = signed_tree.ledger(first, second)
    unlinked = first.entry({**{k: v for k, v in entries[1].items() if k != "sig"}, "prev": str(link_of(b""))})
    other_did, others = signed_tree.ledger(stranger, second)
    foreign = {**entries[1], "sig": stranger.entry({k: v for k, v in entries[1].items() if k != "sig"})["sig"]}
    for bad in [
        [],
        {},
        [None],
        entries[1:],
        entries[::-1],
        [*entries, entries[1]],
        [entries[0], foreign],
        [entries[0], unlinked],
        [entries[0], others[1]],
        others,
        [entries[0], {**entries[1], "alsoKnownAs": ["at://other.example.com"]}],
        [{**entries[0], "sig": "!"}, entries[1]],
        [{**entries[0], "sig": 5}],
        [{**entries[0], "rotationKeys": 5}],
        entries * 300,
    ]:
        with pytest.raises(ProofRefused):
            _named(did, bad)
    assert other_did != did


@pytest.mark.parametrize(
    ("given_address", "account", "collection", "record"),
    [
        (
            "https://bsky.app/profile/someone.example.com/post/3mkdg6z7lvufe?ref=x#y",
            "someone.example.com",
            "app.bsky.feed.post",
            "3mkdg6z7lvufe",
        ),
        (
            " https://BSKY.app/profile/Someone.Example.com/post/3mkdg6z7lvufe/ ",
            "someone.example.com",
            "app.bsky.feed.post",
            "3mkdg6z7lvufe",
        ),
        (
            "https://bsky.app/profile/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/lists/self",
            "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
            "app.bsky.graph.list",
            "self",
        ),
        ("at://did:web:example.com/com.example.thing/~x:1.0_-", "did:web:example.com", "com.example.thing", "~x:1.0_-"),
    ],
)
def test_an_address_of_a_record_is_read(given_address: str, account: str, collection: str, record: str) -> None:
    read = address.read(given_address)
    assert (read.account, read.collection, read.record) == (account, collection, record)
    assert read.key == f"{collection}/{record}".encode()


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "at://",
        "at://someone.example.com",
        "at://someone.example.com/app.bsky.feed.post",
        "at://someone.example.com/app.bsky.feed.post/a/b",
        "at://someone.example.com/app.bsky.feed.post/.",
        "at://someone.example.com/app.bsky.feed.post/a?b",
        "at://someone.example.com/app.bsky.feed.post/" + "a" * 513,
        "at://someone.example.com/post/a",
        "at://localhost/app.bsky.feed.post/a",
        "at://did:key:zQ3sh/app.bsky.feed.post/a",
        "at://did:plc:AAAAAAAAAAAAAAAAAAAAAAAA/app.bsky.feed.post/a",
        "at://did:web:127.0.0.1/app.bsky.feed.post/a",
        "at://did:web:example.com:u:x/app.bsky.feed.post/a",
        "at://did:web:example.com%2Fx/app.bsky.feed.post/a",
        "at://did:web:example.com%3A81/app.bsky.feed.post/a",
        "https://bsky.app/profile/someone.example.com",
        "https://bsky.app/profile/someone.example.com/post/a%2Fb",
        "https://bsky.app/profile/😀/post/3mkdg6z7lvufe",
        "https://bsky.app.example.com/profile/someone.example.com/post/3mkdg6z7lvufe",
        "https://example.com/profile/someone.example.com/post/3mkdg6z7lvufe",
        "ftp://bsky.app/profile/someone.example.com/post/3mkdg6z7lvufe",
        "https://[bsky.app/profile/someone.example.com/post/3mkdg6z7lvufe",
        "https://bsky.app/profile/" + "a" * 3_000,
    ],
)
def test_what_is_no_record_of_the_protocol_is_said_to_be_none(bad: str) -> None:
    with pytest.raises(BadUrl):
        address.read(bad)

"""docs/formats/vault.md is enough: a vault is opened here by what that page says, with none of the product's code."""

import hmac
import json
from hashlib import sha256

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yosuga.keys import vault, wrap

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def derive(key: bytes, label: str) -> bytes:
    pseudo_random_key = hmac.digest(bytes(32), key, sha256)
    return hmac.digest(pseudo_random_key, b"yosuga/v1/" + label.encode() + b"\x01", sha256)


def opened(locked: bytes, *, under: bytes, word: str, parts: list[bytes]) -> bytes:
    assert locked[0] == 1
    written = [b"yosuga wrap v1", word.encode(), *parts]
    aad = b"".join(len(part).to_bytes(4, "big") + part for part in written)
    return AESGCM(derive(under, f"wrap/{word}")).decrypt(locked[1:13], locked[13:], aad)


def test_the_page_is_enough_to_open_a_vault() -> None:
    header, master, code = vault.create(passphrase="四つの言葉を並べる", random=lambda size: bytes(range(7, 7 + size)))
    file = json.loads(header.to_bytes())
    settings = file["argon2id"]
    stretched = hash_secret_raw(
        "四つの言葉を並べる".encode(),
        bytes.fromhex(settings["salt"]),
        time_cost=settings["passes"],
        memory_cost=settings["memory_kib"],
        parallelism=settings["lanes"],
        hash_len=32,
        type=Type.ID,
        version=0x13,
    )
    line = f"argon2id m={settings['memory_kib']} t={settings['passes']} p={settings['lanes']} s={settings['salt']}"
    by_passphrase = bytes.fromhex(file["by_passphrase"])
    way = [file["vault"].encode(), b"passphrase", line.encode()]
    assert opened(by_passphrase, under=stretched, word="master", parts=way) == master

    digits = "".join(group[:4] for group in code.split("-"))
    number = 0
    for digit in digits:
        number = number * 32 + CROCKFORD.index(digit)
    way = [file["vault"].encode(), b"recovery", b""]
    by_recovery = bytes.fromhex(file["by_recovery"])
    assert opened(by_recovery, under=number.to_bytes(20, "big"), word="master", parts=way) == master
    assert file["mark"] == derive(master, "mark")[:16].hex()
    checksum = file.pop("sha256")
    assert checksum == sha256(json.dumps(file, sort_keys=True, indent=1).encode() + b"\n").hexdigest()


def test_the_page_is_enough_to_open_wraps_texts_and_look_ups() -> None:
    key, secret = bytes(range(32)), bytes(range(32, 64))
    case = vault.wrap_case_key(secret, master=key, case="c1")
    assert opened(case, under=key, word="case", parts=[b"c1"]) == secret
    binding = wrap.BlobBinding(case="c1", item="E0001", revision=2, sha256=bytes(32), size=300)
    parts = [b"c1", b"E0001", (2).to_bytes(8, "big"), bytes(32), (300).to_bytes(8, "big")]
    assert opened(wrap.wrap(secret, under=key, binding=binding), under=key, word="blob", parts=parts) == secret
    seed = wrap.wrap(secret, under=key, binding=wrap.SecretBinding("c1", "signing"))
    assert opened(seed, under=key, word="secret", parts=[b"c1", b"signing"]) == secret
    text = wrap.seal(b"text", under=key, place=wrap.Place("event", "7", "body"))
    assert opened(text, under=key, word="place", parts=[b"event", b"7", b"body"]) == b"text"
    assert wrap.blind(key, "山田") == hmac.digest(derive(key, "blind"), "山田".encode(), sha256)

import pytest

from yosuga.custody import notes
from yosuga.custody.notes import Checkpoint, SigningKey, VerifierKey
from yosuga.errors import BadCheckpoint

# The example of c2sp.org/signed-note.
VKEY = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
NOTE = (
    "This is an example message.\n"
    "\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

# The example of c2sp.org/tlog-checkpoint; its key is not published with it.
PUBLISHED = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
).encode()

KEY = SigningKey.generate(bytes(range(32)), name="yosuga/C-ABCDEFGH")
HEAD = Checkpoint("yosuga/C-ABCDEFGH", 7, bytes(range(100, 132)))


def test_the_published_note_verifies() -> None:
    assert notes.verify_note(NOTE, vkey=VKEY) == "This is an example message.\n"


def test_every_flipped_bit_of_the_published_note_is_refused() -> None:
    for position in range(len(NOTE)):
        altered = bytearray(NOTE)
        altered[position] ^= 1 << position % 8
        with pytest.raises(BadCheckpoint):
            notes.verify_note(bytes(altered), vkey=VKEY)


def test_the_published_checkpoint_is_read() -> None:
    checkpoint = notes.parse_checkpoint(PUBLISHED)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"


def test_a_signed_checkpoint_verifies_with_the_public_key_as_it_is_handed_around() -> None:
    vkey = VerifierKey.parse(str(KEY.vkey))
    assert notes.verify_checkpoint(KEY.sign_checkpoint(HEAD), vkey=vkey) == HEAD


def test_the_public_key_is_that_of_the_ed25519_standard() -> None:
    # RFC 8032 7.1, test 1
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert SigningKey.generate(seed, name="a").vkey.public.hex() == public


def test_an_empty_log_has_a_checkpoint_too() -> None:
    empty = Checkpoint(KEY.name, 0, bytes(32))
    assert notes.verify_checkpoint(KEY.sign_checkpoint(empty), vkey=KEY.vkey) == empty


def test_another_key_of_the_same_name_does_not_verify() -> None:
    other = SigningKey.generate(bytes(32), name=KEY.name)
    with pytest.raises(BadCheckpoint):
        notes.verify_checkpoint(KEY.sign_checkpoint(HEAD), vkey=other.vkey)


def test_a_checkpoint_of_another_log_is_refused_though_its_signature_verifies() -> None:
    note = KEY.sign("yosuga/C-00000000\n7\n" + "A" * 43 + "=\n")
    with pytest.raises(BadCheckpoint, match="another log"):
        notes.verify_checkpoint(note, vkey=KEY.vkey)


def test_unknown_signatures_beside_ours_are_ignored() -> None:
    witness = SigningKey.generate(bytes(32), name="witness.example")
    signed = KEY.sign_checkpoint(HEAD)
    text, _ = notes.parse_note(signed)
    both = signed + witness.sign(text).partition(b"\n\n")[2]
    assert notes.verify_checkpoint(both, vkey=KEY.vkey) == HEAD


@pytest.mark.parametrize(
    "text",
    [
        "yosuga/C-ABCDEFGH\n07\n" + "A" * 43 + "=\n",
        "yosuga/C-ABCDEFGH\n-7\n" + "A" * 43 + "=\n",
        "yosuga/C-ABCDEFGH\n7\n" + "A" * 42 + "B=\n",  # base64 with bits that say nothing
        "yosuga/C-ABCDEFGH\n7\nAAAA\n",
        "yosuga/C-ABCDEFGH\n7\n" + "A" * 43 + "=\nextension\n",
        "yosuga/C-ABCDEFGH\n7\n",
        "\n7\n" + "A" * 43 + "=\n",
    ],
)
def test_a_malformed_checkpoint_is_refused_though_it_is_signed(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        notes.verify_checkpoint(KEY.sign(text), vkey=KEY.vkey)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        b"text\n\n- name AAAAAAAA\n",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace(b"example message", b"example\tmessage"),
        NOTE.replace(b"This", b"\xff"),
        NOTE + NOTE.partition(b"\n\n")[2] * 16,
        b"x" * 100_000,
    ],
)
def test_what_is_no_note_is_refused(note: bytes) -> None:
    with pytest.raises(BadCheckpoint):
        notes.verify_note(note, vkey=VKEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        VerifierKey.parse(text)


def test_the_private_key_does_not_show_when_it_is_printed() -> None:
    assert repr(KEY.seed) not in repr(KEY)
    assert KEY.seed.hex() not in repr(KEY)


def test_a_key_signs_checkpoints_of_its_own_log_only() -> None:
    with pytest.raises(ValueError, match="another log"):
        KEY.sign_checkpoint(Checkpoint("yosuga/C-00000000", 7, bytes(32)))


@pytest.mark.parametrize(
    ("random", "name"), [(bytes(31), "a"), (bytes(32), "a b"), (bytes(32), "a+b"), (bytes(32), "")]
)
def test_a_key_needs_32_bytes_and_a_name_of_one_word(random: bytes, name: str) -> None:
    with pytest.raises(ValueError, match=r"32 random bytes|one word"):
        SigningKey.generate(random, name=name)

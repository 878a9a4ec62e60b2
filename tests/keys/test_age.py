"""Sealed files are opened with the public `age` tool and with pyrage: neither is the code that wrote them.

`age` is Debian's package of that name; without it these tests fail, as they should.
"""

import errno
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from yosuga.errors import AlreadyExists, BadFile, BadInput, DiskFailed, NotFound
from yosuga.keys import age, age_passphrase, draft

PASSPHRASE = "spare-anvil-cosmos-teapot-linen"
CHUNK = 64 * 1024
CONTENT = b"PK\x03\x04 a package \xe8\xa8\xbc\xe6\x8b\xa0" * 9000
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "証拠一式_C-0123ABCD_20261122_第01回.zip"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def target(source: Path) -> Path:
    return source.with_name(age.sealed_name(source.name))


@pytest.fixture
def key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def age_tool(sealed: Path, *, identity: pyrage.x25519.Identity) -> subprocess.CompletedProcess[bytes]:
    """What a receiver types: `age -d -i key.txt FILE`."""
    place = sealed.with_name("key.txt")
    place.write_text(f"{identity}\n", encoding="ascii")
    return subprocess.run(["age", "-d", "-i", str(place), str(sealed)], capture_output=True, check=False, timeout=50)


def age_tool_asking(sealed: Path, *, passphrase: str) -> tuple[int, bytes]:
    """`age -d FILE` on a terminal: it asks for the passphrase there and nowhere else."""
    opened = sealed.with_name("opened")
    ours, theirs = pty.openpty()
    command = ["setsid", "--ctty", "age", "-d", "-o", str(opened), str(sealed)]
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        said = b""
        while b"passphrase" not in said:
            said += os.read(ours, 1024)
        os.write(ours, f"{passphrase}\n".encode())
        code = child.wait(timeout=50)
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    return code, opened.read_bytes() if opened.exists() else b""


def test_the_receiver_opens_the_file_with_the_age_tool(source: Path, target: Path, key: pyrage.x25519.Identity) -> None:
    age.seal_file(source, target, recipients=[str(key.to_public())])
    opened = age_tool(target, identity=key)
    assert opened.returncode == 0, opened.stderr
    assert opened.stdout == CONTENT
    assert source.read_bytes() == CONTENT
    assert CONTENT[:20] not in target.read_bytes()


def test_each_of_several_receivers_opens_it_alone(source: Path, target: Path) -> None:
    keys = [pyrage.x25519.Identity.generate() for _ in range(3)]
    age.seal_file(source, target, recipients=[f" {one.to_public()}\n" for one in keys])
    for one in keys:
        assert pyrage.decrypt(target.read_bytes(), [one]) == CONTENT


def test_another_key_opens_nothing(source: Path, target: Path, key: pyrage.x25519.Identity) -> None:
    age.seal_file(source, target, recipients=[str(key.to_public())])
    refused = age_tool(target, identity=pyrage.x25519.Identity.generate())
    assert refused.returncode != 0
    assert refused.stdout == b""


@pytest.mark.parametrize("cut", [1, 16, CHUNK + 16])
def test_a_truncated_file_is_refused_by_the_age_tool(
    source: Path, target: Path, key: pyrage.x25519.Identity, cut: int
) -> None:
    age.seal_file(source, target, recipients=[str(key.to_public())])
    os.truncate(target, target.stat().st_size - cut)
    assert age_tool(target, identity=key).returncode != 0


@pytest.mark.parametrize("size", SIZES)
def test_every_length_comes_back_with_a_key(source: Path, target: Path, key: pyrage.x25519.Identity, size: int) -> None:
    source.write_bytes(os.urandom(size))
    age.seal_file(source, target, recipients=[str(key.to_public())])
    assert pyrage.decrypt(target.read_bytes(), [key]) == source.read_bytes()


@pytest.mark.parametrize("size", SIZES)
def test_every_length_comes_back_with_a_passphrase(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(age_passphrase, "_LOG_COST", 10)
    source.write_bytes(os.urandom(size))
    age.seal_file_with_passphrase(source, target, passphrase=PASSPHRASE)
    assert pyrage.passphrase.decrypt(target.read_bytes(), PASSPHRASE) == source.read_bytes()


@pytest.mark.e2e
def test_the_age_tool_asks_for_the_passphrase_and_opens_the_file(source: Path, target: Path) -> None:
    age.seal_file_with_passphrase(source, target, passphrase=PASSPHRASE)
    assert target.read_bytes().splitlines()[1].endswith(b" 18")
    assert age_tool_asking(target, passphrase=PASSPHRASE) == (0, CONTENT)


def test_the_age_tool_refuses_another_passphrase(source: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_passphrase, "_LOG_COST", 10)
    age.seal_file_with_passphrase(source, target, passphrase=PASSPHRASE)
    code, opened = age_tool_asking(target, passphrase=PASSPHRASE + "x")
    assert code != 0
    assert opened == b""


@pytest.mark.parametrize("at", [30, 60, 110, 200, 70_000, -1])
def test_a_flipped_bit_anywhere_is_refused_with_a_passphrase(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(age_passphrase, "_LOG_COST", 10)
    age.seal_file_with_passphrase(source, target, passphrase=PASSPHRASE)
    data = bytearray(target.read_bytes())
    data[at] ^= 1
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(bytes(data), PASSPHRASE)


def test_chunks_that_are_cut_off_at_their_border_are_missed(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age_passphrase, "_LOG_COST", 10)
    source.write_bytes(bytes(2 * CHUNK))
    age.seal_file_with_passphrase(source, target, passphrase=PASSPHRASE)
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(target.read_bytes()[: -(CHUNK + 16)], PASSPHRASE)


def test_a_sealed_file_is_for_its_owner_alone_and_nothing_else_is_left(
    source: Path, target: Path, key: pyrage.x25519.Identity
) -> None:
    age.seal_file(source, target, recipients=[str(key.to_public())])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {path.name for path in source.parent.iterdir()} == {source.name, f"{source.name}.age"}


@pytest.mark.parametrize("given", ["", "age1", "age1qqqq", "ssh-ed25519 AAAA", "nobody@example.com", "age1\u0000"])
def test_what_is_no_public_key_is_refused_in_both_languages(source: Path, target: Path, given: str) -> None:
    with pytest.raises(age.BadRecipient) as refused:
        age.seal_file(source, target, recipients=[given])
    assert "age1" in refused.value.ja
    assert "age1" in refused.value.en
    assert not target.exists()


def test_no_recipient_at_all_is_refused(source: Path, target: Path) -> None:
    with pytest.raises(age.BadRecipient):
        age.seal_file(source, target, recipients=[])
    assert not target.exists()


@pytest.mark.parametrize("wrapped", ["{}", "  {}\n", "# my key\n{}", "age1 {}"])
def test_a_secret_key_is_refused_and_never_repeated(
    source: Path, target: Path, key: pyrage.x25519.Identity, wrapped: str
) -> None:
    for secret in (str(key), str(key).lower()):
        with pytest.raises(age.SecretKeyGiven) as refused:
            age.seal_file(source, target, recipients=[wrapped.format(secret)])
        assert secret[15:] not in refused.value.for_people() + repr(refused.value)
    assert not target.exists()


def test_an_existing_file_is_not_overwritten(source: Path, target: Path, key: pyrage.x25519.Identity) -> None:
    target.write_bytes(b"earlier")
    with pytest.raises(AlreadyExists):
        age.seal_file(source, target, recipients=[str(key.to_public())])
    assert target.read_bytes() == b"earlier"


def test_a_file_that_appears_meanwhile_is_not_overwritten(target: Path) -> None:
    with pytest.raises(AlreadyExists), draft.draft(target):
        target.write_bytes(b"theirs")
    assert target.read_bytes() == b"theirs"
    assert not list(target.parent.glob(f"*{draft.MARK}"))


def test_a_killed_try_leaves_only_the_marked_file_and_discard_removes_it(source: Path, target: Path) -> None:
    script = (
        "import os, pathlib, signal, sys\n"
        "from yosuga.keys.draft import draft\n"
        "with draft(pathlib.Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); file.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(target)], check=False, timeout=30, env=_environment())
    assert [path.name for path in target.parent.glob("*.age*")] == [f"{target.name}{draft.MARK}"]
    with pytest.raises(AlreadyExists):
        age.seal_file_with_passphrase(source, target, passphrase=PASSPHRASE)
    draft.discard(target)
    draft.discard(target)
    assert not list(target.parent.glob("*.age*"))


class _FailingDisk:
    """A file whose disk fails at the n-th write."""

    def __init__(self, *, at: int) -> None:
        self.left = at

    def write(self, chunk: bytes, /) -> int:
        self.left -= 1
        if self.left <= 0:
            raise OSError(errno.EIO, "the disk failed")
        return len(chunk)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_disk_that_fails_at_any_write_is_never_called_a_success(
    source: Path, key: pyrage.x25519.Identity, at: int
) -> None:
    """pyrage itself returns normally when the last write fails."""
    source.write_bytes(bytes(CHUNK + 10))
    with source.open("rb") as plain, pytest.raises(OSError, match="the disk failed"):
        age._seal(plain, _FailingDisk(at=at), recipients=[str(key.to_public())])  # type: ignore[arg-type]


def test_a_full_disk_leaves_no_file(source: Path, target: Path, key: pyrage.x25519.Identity) -> None:
    script = (
        "import pathlib, resource, sys\n"
        "from yosuga.errors import DiskFull\n"
        "from yosuga.keys import age\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    age.seal_file(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), recipients=[sys.argv[3]])\n"
        "except DiskFull:\n"
        "    sys.exit(7)\n"
    )
    command = [sys.executable, "-c", script, str(source), str(target), str(key.to_public())]
    done = subprocess.run(command, check=False, timeout=30, env=_environment(), capture_output=True)
    assert done.returncode == 7, done.stderr
    assert not list(target.parent.glob("*.age*"))


def test_an_interruption_stays_an_interruption_and_leaves_no_file(
    target: Path, key: pyrage.x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted:
        def read(self, size: int = -1, /) -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), draft.draft(target) as sealed:
        age._seal(Interrupted(), sealed, recipients=[str(key.to_public())])  # type: ignore[arg-type]
    assert not list(target.parent.glob("*.age*"))


def test_a_source_that_is_not_there_or_a_folder_is_refused(tmp_path: Path, target: Path) -> None:
    with pytest.raises(NotFound):
        age.seal_file_with_passphrase(tmp_path / "nothing", target, passphrase=PASSPHRASE)
    with pytest.raises(BadFile):
        age.seal_file_with_passphrase(tmp_path, target, passphrase=PASSPHRASE)
    assert not target.exists()


def test_a_folder_that_is_not_there_is_a_failed_disk(source: Path, tmp_path: Path) -> None:
    with pytest.raises(DiskFailed):
        age.seal_file_with_passphrase(source, tmp_path / "no" / "such.age", passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "short",
        "password",
        "20250911",
        "よすがのひみつのことば",
        " spaced-out-words-here",
        "\uff41\uff42\uff43-anvil-cosmos-teapot",  # full-width letters, as an input method gives them
    ],
)
def test_a_passphrase_that_is_guessed_or_not_typed_everywhere_is_refused(
    source: Path, target: Path, passphrase: str
) -> None:
    with pytest.raises(age_passphrase.PassphraseUnfit) as refused:
        age.seal_file_with_passphrase(source, target, passphrase=passphrase)
    assert not passphrase or passphrase not in repr(refused.value)
    assert not target.exists()


def test_a_made_passphrase_is_accepted_and_differs_with_its_secret() -> None:
    made = {age_passphrase.made_from(os.urandom(16)) for _ in range(50)}
    assert len(made) == 50
    for one in made:
        age_passphrase.check(one)
        assert [len(group) for group in one.split("-")] == [5] * 5
    with pytest.raises(ValueError, match="random bytes"):
        age_passphrase.made_from(b"too short")


def test_errors_of_this_room_are_input_a_person_can_correct() -> None:
    for error in (age.BadRecipient, age.SecretKeyGiven, age_passphrase.PassphraseUnfit):
        assert issubclass(error, BadInput)


@pytest.mark.e2e
@pytest.mark.parametrize(("way", "most"), [("key", 80), ("passphrase", 256 + 80)])
def test_300_megabytes_stream_in_bounded_memory(
    tmp_path: Path, key: pyrage.x25519.Identity, way: str, most: int
) -> None:
    """Peak memory in MiB of a process of its own; scrypt takes its 256 before the stream begins."""
    source, target = tmp_path / "large.zip", tmp_path / "large.zip.age"
    with source.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    script = (
        "import pathlib, sys\n"
        "from yosuga.keys import age\n"
        "way, source, target, secret = sys.argv[1:]\n"
        "source, target = pathlib.Path(source), pathlib.Path(target)\n"
        "if way == 'key':\n"
        "    age.seal_file(source, target, recipients=[secret])\n"
        "else:\n"
        "    age.seal_file_with_passphrase(source, target, passphrase=secret)\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)\n"  # ru_maxrss would count the parent's, too
    )
    secret = str(key.to_public()) if way == "key" else PASSPHRASE
    command = [sys.executable, "-c", script, way, str(source), str(target), secret]
    done = subprocess.run(command, check=True, timeout=50, env=_environment(), capture_output=True, text=True)
    assert int(done.stdout) < most
    assert target.stat().st_size > 300 * 1024 * 1024


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}

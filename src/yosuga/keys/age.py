"""Files sealed for one receiver in the age format (https://age-encryption.org/v1): to public keys, or a passphrase.

The one file that knows `pyrage`. It seals and cannot open: the receiver opens the file with the public `age` tool.
The source stays as it was; what becomes of a plain copy is the caller's choice.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar

from yosuga.errors import BadInput, PackageError
from yosuga.keys import age_passphrase
from yosuga.keys.draft import draft, reading


class BadRecipient(BadInput):
    """A recipient is not an age X25519 public key (`age1…`), or none was given."""

    code: ClassVar[str] = "bad-recipient"
    ja: ClassVar[str] = (
        "渡す相手の公開鍵を読み取れません。「age1」で始まる1行を、受け取る人からもらったまま貼り付けてください。"
        "何も書き出していません。"
    )
    en: ClassVar[str] = (
        "The receiver's public key cannot be read. Please paste the one line that begins with `age1`, just as the "
        "receiver gave it. Nothing was written."
    )


class SecretKeyGiven(BadInput):
    """A secret key (`AGE-SECRET-KEY-…`) was given where a public key belongs."""

    code: ClassVar[str] = "secret-key-given"
    ja: ClassVar[str] = (
        "これは公開鍵ではなく、秘密の鍵です。ここでは保存も記録もせず、何も書き出していません。"
        "秘密の鍵は、持ち主だけが持つものです。「age1」で始まる公開鍵を使ってください。"
        "秘密の鍵をほかの所にも貼り付けたり送ったりしたときは、持ち主が新しい鍵を作ると安心です。"
    )
    en: ClassVar[str] = (
        "This is a secret key, not a public one. It was neither stored nor logged, and nothing was written. "
        "A secret key stays with its owner alone. Please use the public key, which begins with `age1`. "
        "If the secret one was pasted or sent elsewhere too, it is safest for its owner to make a new key."
    )


def sealed_name(name: str) -> str:
    """Return the name of a sealed file: the package's own, so that nothing personal is added to it."""
    return f"{name}.age"


def check_recipient(recipient: str) -> str:
    """Return an age public key in its usual spelling. Raises BadRecipient, SecretKeyGiven; they do not repeat it."""
    import pyrage

    text = recipient.strip()
    if "age-secret-key-" in text.casefold():
        raise SecretKeyGiven
    try:
        return str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError:
        raise BadRecipient from None


def seal_file(source: Path, target: Path, *, recipients: Sequence[str]) -> None:
    """Encrypt `source` into the new file `target` (mode 0600), for the holder of any of the recipients' keys.

    Streams in constant memory; crash-safe as `draft` is. Raises BadRecipient and SecretKeyGiven before anything is
    written; NotFound, BadFile, AlreadyExists, DiskFull, DiskFailed, PackageError.
    """
    checked = [check_recipient(one) for one in recipients]
    if not checked:
        raise BadRecipient("none was given")
    with reading(source) as plain, draft(target) as sealed:
        _seal(plain, sealed, recipients=checked)


def seal_file_with_passphrase(source: Path, target: Path, *, passphrase: str) -> None:
    """Encrypt `source` into the new file `target` (mode 0600), for whoever knows the passphrase.

    Making the key takes about a second and 256 MiB; after that memory is small and constant. Raises PassphraseUnfit
    before anything is written; otherwise as `seal_file`.
    """
    age_passphrase.check(passphrase)
    with reading(source) as plain, draft(target) as sealed:
        age_passphrase.seal(plain, sealed, passphrase=passphrase)


def _seal(plain: BinaryIO, sealed: BinaryIO, *, recipients: Sequence[str]) -> None:
    import pyrage

    reader, writer = _Reader(plain), _Writer(sealed)
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    try:
        pyrage.encrypt_io(reader, writer, keys)
    except pyrage.EncryptError as error:
        raise reader.failure or writer.failure or PackageError("age") from error
    if writer.failure is not None:  # pyrage 1.4 returns as if all were well when the last writes fail
        raise writer.failure


class _Reader:
    """A file that pyrage reads. It keeps the first failure, of which pyrage would leave only a text, a Ctrl+C too."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._file.read(size)
        except BaseException as failure:
            self.failure = failure
            raise


class _Writer:
    """A file that pyrage writes. It keeps the first failure, and takes nothing more after it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: BaseException | None = None

    def write(self, chunk: bytes, /) -> int:
        if self.failure is not None:
            raise self.failure
        try:
            return self._file.write(chunk)
        except BaseException as failure:
            self.failure = failure
            raise

    def flush(self) -> None:
        """Nothing: the draft is flushed and synced when it is complete."""

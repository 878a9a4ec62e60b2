"""A third way into a vault: 32 random bytes kept by the operating system's keyring, when the person wants that.

The keyring never holds the passphrase, and is never the only way in. `keyring` is an optional extra.
"""

from typing import ClassVar

from yosuga.errors import BadInput

_SERVICE = "yosuga"


class KeyringAbsent(BadInput):
    """The system has no keyring that keeps a secret."""

    code: ClassVar[str] = "keyring-absent"
    ja: ClassVar[str] = (
        "この端末のキーリング（鍵の保管機能）を使えません。パスフレーズと回復コードは、これまでどおり使えます。"
    )
    en: ClassVar[str] = (
        "The keyring of this device cannot be used. The passphrase and the recovery code work as before."
    )


def remember(vault: str, *, key: bytes) -> None:
    """Keep the device key of a vault and read it back. Raises KeyringAbsent."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise KeyringAbsent("not installed") from None
    try:
        keyring.set_password(_SERVICE, vault, key.hex())
    except KeyringError as error:
        raise KeyringAbsent(type(error).__name__) from None
    if recall(vault) != key:
        raise KeyringAbsent("it did not keep the key")


def recall(vault: str) -> bytes | None:
    """Return the device key of a vault, or None when there is none or the keyring is locked or absent."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        kept = keyring.get_password(_SERVICE, vault)
        return bytes.fromhex(kept) if kept else None
    except (KeyringError, ValueError):
        return None


def forget(vault: str) -> None:
    """Remove the device key of a vault; that there is none is fine. Raises KeyringAbsent when it may still be there."""
    try:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError
    except ImportError:
        return
    try:
        keyring.delete_password(_SERVICE, vault)
    except PasswordDeleteError:  # also what a keyring says when there was none
        if recall(vault) is not None:
            raise KeyringAbsent("it did not let go of the key") from None
    except KeyringError as error:
        raise KeyringAbsent(type(error).__name__) from None

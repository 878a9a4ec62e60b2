"""What a stranger checks a package with: programs that know nothing of us. Each raises when the check does not hold."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class ToolRefusedError(AssertionError):
    """A public tool did not accept what we made; it holds what the tool said."""


def sha256sum(package: Path) -> None:
    """Check both manifests with coreutils."""
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        _accepts(["sha256sum", "--check", "--strict", "--quiet", manifest], where=package)


def bagit(package: Path) -> None:
    """Validate the bag with the Library of Congress's bagit.py."""
    # Its own warnings (it is from an older Python) are not ours to fail on.
    said = _accepts([sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(package)], where=package.parent)
    assert "is valid" in said, said[-2000:]


def openssl(package: Path, *, root: Path) -> None:
    """Verify each seal over the tagmanifest with OpenSSL and a root that came by another way. There must be one."""
    seals = sorted(package.glob("seal.*.tsr"))
    assert seals, sorted(one.name for one in package.iterdir())
    for seal in seals:
        words = ["openssl", "ts", "-verify", "-data", "tagmanifest-sha256.txt", "-in", seal.name, "-CAfile", str(root)]
        said = _accepts(words, where=package)
        assert "Verification: OK" in said, said


def wacz(archive: Path) -> None:
    """Validate a web archive with the format's own tool."""
    said = _accepts([sys.executable, "-m", "wacz", "validate", "-f", str(archive)], where=archive.parent)
    assert "Validation succeeded" in said, said


def unzip(archive: Path, *, into: Path) -> Path:
    """Unpack a package with Info-ZIP's unzip and return its one folder: the names must come out as they were."""
    _accepts(["unzip", "-q", str(archive), "-d", str(into)], where=archive.parent)
    (top,) = into.iterdir()
    return top


def age(sealed: Path, *, identity: Path, to: Path) -> Path:
    """Open a hand-over with the age program."""
    _accepts(["age", "--decrypt", "-i", str(identity), "-o", str(to), str(sealed)], where=sealed.parent)
    return to


def age_key(folder: Path) -> tuple[Path, str]:
    """Make a key with age-keygen; return the identity's file and the recipient."""
    identity = folder / "identity.txt"
    said = _accepts(["age-keygen", "-o", str(identity)], where=folder)
    return identity, said.split("Public key:")[1].strip()


def pdfsig(paper: Path) -> str:
    """Have poppler look at a signed PDF; it must find the signatures whole."""
    said = _accepts(["pdfsig", "-nocert", str(paper)], where=paper.parent)
    assert "Signature Validation: Signature is Valid." in said, said
    assert "Invalid" not in said, said
    return said


def enclosed_verifier(package: Path, *words: str, copy_to: Path) -> str:
    """Run the verifier that lies in the package, from a copy, with a Python that has none of our libraries."""
    shutil.copytree(package, copy_to)
    before = _listing(copy_to)
    said = _accepts([system_python(), "-I", str(copy_to / "verify" / "verify.py"), str(copy_to), *words], where=copy_to)
    assert _listing(copy_to) == before  # looking must leave no trace, or the second look finds extra files
    return said


def system_python() -> str:
    """Return the Python that came with the system, else the one that the environment was made from."""
    return shutil.which("python3", path=os.defpath) or str(Path(sys.base_prefix) / "bin" / "python3")


def _listing(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def _accepts(words: Sequence[str], *, where: Path) -> str:
    done = subprocess.run(
        words, cwd=where, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    said = done.stdout + done.stderr
    if done.returncode:
        raise ToolRefusedError(f"{words[0]} gave {done.returncode}: {said[-4000:]}")
    return said

"""The BagIt part of a package: declaration, bag-info and manifests (RFC 8493)."""

from collections.abc import Mapping

from yosuga.clock import JST
from yosuga.custody.package.contents import BagInfo
from yosuga.errors import PackageError

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag_info(info: BagInfo, *, files: int, size: int) -> bytes:
    """Return bag-info.txt for a payload of `files` files and `size` bytes."""
    fields = {
        "Bag-Software-Agent": info.software,
        "Bagging-Date": f"{info.moment.astimezone(JST):%Y-%m-%d}",
        "External-Identifier": info.case,
        "Payload-Oxum": f"{size}.{files}",
        "Yosuga-Format": "1",
    }
    if any(not value.isprintable() for value in fields.values()):
        raise PackageError("bag-info with a value that is not one line")
    return "".join(f"{label}: {value}\n" for label, value in fields.items()).encode()


def manifest(hashes: Mapping[str, str]) -> bytes:
    """Return a manifest of SHA-256 (hex) by path, in the order of the paths (which need no escapes: `PathBook`)."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(hashes.items())).encode()

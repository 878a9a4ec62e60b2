"""Which authorities may be asked: a JSON file the person or administrator writes; none ships enabled.

    {"authorities": [{"name": "example", "url": "https://tsa.example.com/", "roots": ["example-root.pem"],
                      "kind": "other", "least_interval_s": 1}]}

`roots` are PEM files beside the configuration (or anywhere, by full path) or the PEM text itself. They are the only
certificates ever trusted for that authority. That the person agreed to be seen by an authority is recorded elsewhere.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from yosuga.errors import BadInput
from yosuga.timestamps.address import is_address
from yosuga.timestamps.base import Authority, Kind

_LARGEST = 1024 * 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,30}", re.ASCII)
_KEYS = frozenset({"name", "url", "roots", "kind", "least_interval_s"})
_REQUIRED = frozenset({"name", "url", "roots"})
_BEGIN = "-----BEGIN CERTIFICATE-----"
_A_DAY_S = 86_400

_PROBLEMS = {
    "unreadable": ("ファイルを開けないか、大きすぎます。", "The file cannot be opened, or is too large."),
    "json": ("JSONとして読めません。", "It is not JSON."),
    "shape": ("形が違います。", "It does not have the right shape."),
    "unknown-key": (
        "知らない項目があります。つづりを確かめてください。",
        "There is an unknown key. Please check its spelling.",
    ),
    "missing-key": ("必要な項目がありません。", "A required key is missing."),
    "twice": ("同じ名前が2回あります。", "The same name is there twice."),
    "name": (
        "名前は小文字の英数字とハイフン、31文字までです。",
        "A name is lower-case letters, digits and hyphens, up to 31.",
    ),
    "url": ("URLは http または https で始まるものだけです。", "The URL must begin with http or https."),
    "kind": (
        "種類は accredited-jp、qualified-eu、other のどれかです。",
        "The kind is accredited-jp, qualified-eu or other.",
    ),
    "interval": ("間隔は0から86400までの秒数です。", "The interval is a number of seconds from 0 to 86400."),
    "root-unreadable": ("ルート証明書のファイルを開けません。", "A root certificate file cannot be opened."),
    "root": ("ルート証明書がPEM形式の証明書ではありません。", "A root is not a PEM certificate."),
    "no-root": (
        "自己署名のルート証明書が1枚も含まれていません。認証局の公式な場所から入手してください。",
        "There is no self-signed root among them. Please get it from the authority's own published place.",
    ),
}


class BadAuthorities(BadInput):
    """The list of authorities cannot be used; `where` points into the file. No authority is asked until it is right."""

    code = "bad-authorities"
    ja = "時刻認証局の設定を読み取れません。証拠の保全は続けられます。時刻認証は設定を直すまで行いません。"
    en = "The list of time-stamping authorities cannot be used. Evidence is still kept; stamping waits for it."

    def __init__(self, problem: str, *, where: str) -> None:
        super().__init__(f"{problem} at {where}")
        self.problem = problem
        self.where = where

    def for_people(self) -> str:
        """Return what is wrong, and where in the file, in Japanese and English."""
        ja, en = _PROBLEMS[self.problem]
        return f"{self.ja}{ja}\n{self.en} {en}\n[{self.code}: {self.where}]"


def load(path: Path) -> Sequence[Authority]:
    """Return the authorities of a configuration file, in its order. Raises BadAuthorities."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadAuthorities("unreadable", where=path.name) from error
    if len(content) > _LARGEST:
        raise BadAuthorities("unreadable", where=path.name)
    return parse(content, folder=path.parent)


def parse(content: bytes, *, folder: Path) -> Sequence[Authority]:
    """Return the authorities of a configuration; paths of roots are relative to `folder`. Raises BadAuthorities."""
    try:
        document: object = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BadAuthorities("json", where=f"line {getattr(error, 'lineno', '?')}") from error
    entries = _object(document, where="$", keys=frozenset({"authorities"}), required=frozenset({"authorities"}))
    listed = entries["authorities"]
    if not isinstance(listed, list):
        raise BadAuthorities("shape", where="authorities")
    found = [_authority(entry, where=f"authorities[{at}]", folder=folder) for at, entry in enumerate(listed)]
    names = [authority.name for authority in found]
    for at, name in enumerate(names):
        if name in names[:at]:
            raise BadAuthorities("twice", where=f"authorities[{at}].name")
    return tuple(found)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BadAuthorities("twice", where=key[:40])
        found[key] = value
    return found


def _object(value: object, *, where: str, keys: frozenset[str], required: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadAuthorities("shape", where=where)
    for key in value:
        if key not in keys:
            raise BadAuthorities("unknown-key", where=f"{where}.{str(key)[:40]}")
    for key in sorted(required):
        if key not in value:
            raise BadAuthorities("missing-key", where=f"{where}.{key}")
    return value


def _authority(entry: object, *, where: str, folder: Path) -> Authority:
    values = _object(entry, where=where, keys=_KEYS, required=_REQUIRED)
    name, url = values["name"], values["url"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise BadAuthorities("name", where=f"{where}.name")
    if not isinstance(url, str) or not is_address(url):
        raise BadAuthorities("url", where=f"{where}.url")
    return Authority(
        name=name,
        url=url,
        roots=_roots(values["roots"], where=f"{where}.roots", folder=folder),
        kind=_kind(values.get("kind", Kind.OTHER.value), where=f"{where}.kind"),
        least_interval_s=_interval(values.get("least_interval_s", 0), where=f"{where}.least_interval_s"),
    )


def _kind(value: object, *, where: str) -> Kind:
    for kind in Kind:
        if value == kind.value:
            return kind
    raise BadAuthorities("kind", where=where)


def _interval(value: object, *, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _A_DAY_S:
        raise BadAuthorities("interval", where=where)
    return float(value)


def _roots(value: object, *, where: str, folder: Path) -> Sequence[bytes]:
    from cryptography import x509

    if not isinstance(value, list) or not value:
        raise BadAuthorities("no-root", where=where)
    texts = [_pem(each, where=f"{where}[{at}]", folder=folder) for at, each in enumerate(value)]
    certificates: list[x509.Certificate] = []
    for at, text in enumerate(texts):
        try:
            certificates += x509.load_pem_x509_certificates(text)
        except ValueError as error:
            raise BadAuthorities("root", where=f"{where}[{at}]") from error
    if not any(_is_self_signed(certificate) for certificate in certificates):
        raise BadAuthorities("no-root", where=where)
    return tuple(texts)


def _pem(value: object, *, where: str, folder: Path) -> bytes:
    if not isinstance(value, str):
        raise BadAuthorities("root", where=where)
    if value.lstrip().startswith(_BEGIN):
        return value.encode()
    try:
        with (folder / value).open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError) as error:
        raise BadAuthorities("root-unreadable", where=where) from error


def _is_self_signed(certificate: object) -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    if not isinstance(certificate, x509.Certificate):
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True

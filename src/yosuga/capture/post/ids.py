"""What an id tells of the time: corroboration with a grade of trust, never proof, refused where it does not hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from yosuga.capture.post.place import Place
from yosuga.clock import JST, rfc3339


class Trust(StrEnum):
    """Who made the id, which is who could have made it say another time."""

    SERVER = "server"
    SERVER_ADMIN = "server-admin"
    THIRD_PARTY = "third-party"
    EDITABLE = "editable-by-author"
    CLIENT = "client-forgeable"


@dataclass(frozen=True, slots=True)
class IdTime:
    """The time an id carries, or why none is read from it.

    `what` says what happened then (`post`, `thread`, `upload-start`, `snapshot`); `precision` is `us`, `ms`, `s`,
    `min`, `h`, `day`, `month` or `year`; `refused` is empty or a code, and then `moment` is None.
    """

    id: str
    moment: datetime | None
    precision: str
    trust: Trust
    what: str
    method: str
    refused: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the finding as `metadata.json` prints it."""
        return {
            "id": self.id,
            "moment": None if self.moment is None else rfc3339(self.moment),
            "precision": self.precision,
            "trust": str(self.trust),
            "what": self.what,
            "method": self.method,
            "refused": self.refused,
        }


class RefusedError(ValueError):
    """An id that carries no time, or none that can be believed; the code is the only argument."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_X_EPOCH_MS = 1_288_834_974_657
_DISCORD_EPOCH_MS = 1_420_070_400_000
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
_AID_EPOCH_MS = 946_684_800_000
_MEID_OFFSET_MS = 0x800000000000
_FIRST_SNOWFLAKE = 29_700_859_247  # before November 2010 X counted ids one by one
_BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE32_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_YEAR_2100_MS = 4_102_444_800_000


def posted(place: Place) -> IdTime | None:
    """Return the time in the id of `place`, a refusal with its reason, or None when such ids carry no time."""
    decoder = _DECODERS.get((place.platform, place.kind)) or _DECODERS.get((place.platform, "*"))
    if decoder is None:
        return None
    carrier = decoder.carrier(place)
    if not carrier:
        return None
    trust, what, method = decoder.trust, decoder.what, decoder.method
    try:
        moment, precision = decoder.read(carrier)
    except RefusedError as refusal:
        return IdTime(carrier, None, "", trust, what, method, refused=str(refusal))
    return IdTime(carrier, moment, precision, trust, what, method)


def _moment(ms: int | float, *, since_ms: int) -> datetime:
    """Return Unix milliseconds as a moment. `since_ms` is when the service began; before it no id can be from."""
    if not since_ms <= ms < _YEAR_2100_MS:
        raise RefusedError("out-of-range")
    return _EPOCH + timedelta(milliseconds=ms)


def _number(digits: str) -> int:
    if not digits.isdecimal() or not digits.isascii() or int(digits) >= 2**63:
        raise RefusedError("not-an-id")
    return int(digits)


def _x(digits: str) -> tuple[datetime, str]:
    number = _number(digits)
    if number < _FIRST_SNOWFLAKE:
        raise RefusedError("sequential-id")
    return _moment((number >> 22) + _X_EPOCH_MS, since_ms=_X_EPOCH_MS), "ms"


def _discord(digits: str) -> tuple[datetime, str]:
    return _moment((_number(digits) >> 22) + _DISCORD_EPOCH_MS, since_ms=_DISCORD_EPOCH_MS), "ms"


def instagram_number(code: str) -> int:
    """Return the number behind an Instagram or Threads shortcode; only its first eleven characters are the id."""
    number = 0
    for letter in code[:11]:
        value = _BASE64URL.find(letter)
        if value < 0:
            raise RefusedError("not-an-id")
        number = number * 64 + value
    return number


def _instagram_code(code: str) -> tuple[datetime, str]:
    return _instagram(str(instagram_number(code)))


def _instagram(digits: str) -> tuple[datetime, str]:
    number = _number(digits)
    if number >> 23 == 0:
        raise RefusedError("sequential-id")
    return _moment((number >> 23) + _INSTAGRAM_EPOCH_MS, since_ms=_INSTAGRAM_EPOCH_MS), "ms"


def _tiktok(digits: str) -> tuple[datetime, str]:
    return _moment((_number(digits) >> 32) * 1000, since_ms=1_388_534_400_000), "s"  # musical.ly began in 2014


def _bluesky(tid: str) -> tuple[datetime, str]:
    if not re.fullmatch(r"[2-7a-j][2-7a-z]{12}", tid):  # atproto.com/specs/tid: the top bit is zero
        raise RefusedError("not-an-id")
    number = 0
    for letter in tid:
        number = number * 32 + _BASE32_SORTABLE.index(letter)
    microseconds = number >> 10
    if microseconds >= _YEAR_2100_MS * 1000:
        raise RefusedError("out-of-range")
    return _EPOCH + timedelta(microseconds=microseconds), "us"


def _mastodon(digits: str) -> tuple[datetime, str]:
    return _moment(_number(digits) >> 16, since_ms=1_451_606_400_000), "ms"  # Mastodon began in 2016


def _misskey(identity: str) -> tuple[datetime, str]:
    """Misskey ids by length: aid 10, aidx 16, meid / meidg / objectid 24, ulid 26 (packages/backend/src/misc/id)."""
    since = 1_388_534_400_000  # Misskey began in 2014
    lowered = identity.lower()
    if len(identity) in (10, 16) and re.fullmatch(r"[0-9a-z]+", lowered):
        return _moment(int(lowered[:8], 36) + _AID_EPOCH_MS, since_ms=since), "ms"
    if re.fullmatch(r"g[0-9a-f]{23}", lowered):
        return _moment(int(lowered[1:12], 16), since_ms=since), "ms"
    if re.fullmatch(r"[0-9a-f]{24}", lowered):
        if lowered[0] >= "8":  # an objectid would be from after 2038
            return _moment(int(lowered[:12], 16) - _MEID_OFFSET_MS, since_ms=since), "ms"
        return _moment(int(lowered[:8], 16) * 1000, since_ms=since), "s"
    if len(identity) == 26:
        return _moment(_crockford(identity[:10].upper()), since_ms=since), "ms"
    raise RefusedError("not-an-id")


def _crockford(text: str) -> int:
    number = 0
    for letter in text:
        value = _CROCKFORD.find(letter)
        if value < 0:
            raise RefusedError("not-an-id")
        number = number * 32 + value
    return number


def _thread_key(key: str) -> tuple[datetime, str]:
    """A thread key is the second of its creation; 924xxxxxxx and above are special threads without one."""
    number = _number(key)
    if key.startswith("924") or number >= 9_000_000_000:
        raise RefusedError("special-thread")
    return _moment(number * 1000, since_ms=927_936_000_000), "s"  # 2ch opened in May 1999


def _digits_of(zone: str) -> Callable[[str], tuple[datetime, str]]:
    """Return a reader of `YYYYMMDDhhmmss` (or its beginning) in `zone`, punctuation ignored."""

    def read(text: str) -> tuple[datetime, str]:
        digits = re.sub(r"\D", "", text)
        precision = {4: "year", 6: "month", 8: "day", 10: "h", 12: "min", 14: "s"}.get(len(digits))
        if precision is None:
            raise RefusedError("not-a-date")
        filled = digits + "00000101000000"[len(digits) :]
        try:
            local = datetime.strptime(filled, "%Y%m%d%H%M%S").replace(tzinfo=UTC if zone == "UTC" else JST)
        except ValueError as error:
            raise RefusedError("not-a-date") from error
        return local.astimezone(UTC), precision

    return read


@dataclass(frozen=True, slots=True)
class _Decoder:
    read: Callable[[str], tuple[datetime, str]]
    trust: Trust
    what: str
    method: str
    carrier: Callable[[Place], str] = lambda place: place.post_id


def _thread(place: Place) -> str:
    return place.thread_id


def _entry_date(place: Place) -> str:
    found = re.fullmatch(r"(\d{4}/\d{2}/\d{2}/\d{6})/?", place.parts.get("entry", ""))
    return found.group(1) if found else ""


_CODE = _Decoder(
    _instagram_code,
    Trust.SERVER,
    "upload-start",
    "first 11 characters of the shortcode as base64url >> 23 + 1314220021721 ms",
)
_KEY = _Decoder(_thread_key, Trust.SERVER, "thread", "thread key = Unix seconds of the thread's creation", _thread)

_DECODERS: Mapping[tuple[str, str], _Decoder] = {
    ("x", "post"): _Decoder(_x, Trust.SERVER, "post", "id >> 22 + 1288834974657 ms"),
    ("discord", "post"): _Decoder(_discord, Trust.SERVER, "post", "id >> 22 + 1420070400000 ms"),
    ("instagram", "post"): _CODE,
    ("instagram", "story"): _Decoder(_instagram, Trust.SERVER, "upload-start", "id >> 23 + 1314220021721 ms"),
    ("threads", "post"): _CODE,
    ("tiktok", "post"): _Decoder(_tiktok, Trust.SERVER, "upload-start", "id >> 32 = Unix seconds"),
    ("bluesky", "post"): _Decoder(_bluesky, Trust.CLIENT, "post", "TID >> 10 = Unix microseconds"),
    ("mastodon", "post"): _Decoder(_mastodon, Trust.SERVER_ADMIN, "post", "id >> 16 = Unix milliseconds"),
    ("misskey", "post"): _Decoder(
        _misskey, Trust.SERVER_ADMIN, "post", "aid, aidx, meid, meidg, objectid or ulid, by length"
    ),
    ("5ch", "*"): _KEY,
    ("2chsc", "*"): _KEY,
    ("talk", "*"): _KEY,
    ("shitaraba", "*"): _KEY,
    ("hostlove", "*"): _Decoder(
        _digits_of("JST"), Trust.SERVER, "thread", "14 digits of the thread = local time in Japan", _thread
    ),
    ("hatena", "anonymous"): _Decoder(_digits_of("JST"), Trust.SERVER, "post", "14 digits = local time in Japan"),
    ("hatena", "post"): _Decoder(
        _digits_of("JST"), Trust.EDITABLE, "post", "date in the entry's path = local time in Japan", _entry_date
    ),
    ("wayback", "snapshot"): _Decoder(_digits_of("UTC"), Trust.THIRD_PARTY, "snapshot", "digits of the path = UTC"),
    ("gyotaku", "snapshot"): _Decoder(
        _digits_of("JST"), Trust.THIRD_PARTY, "snapshot", "digits of the path = local time in Japan"
    ),
}

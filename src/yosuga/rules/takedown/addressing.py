"""From what a person pasted to one target: its canonical address, its service, its post, and what the address warns of.

Nothing is fetched: what an address does not say by itself is not known. The address as it was given is always kept.
"""

import re
from unicodedata import normalize
from urllib.parse import unquote_plus, urlsplit

from yosuga.capture import url as urls
from yosuga.capture.post import ids, pasted
from yosuga.capture.post.place import Place
from yosuga.capture.post.urls import recognise
from yosuga.capture.post.wrapped import unwrapped
from yosuga.catalog.addresses import LONGEST, platform_of
from yosuga.catalog.loader import Catalog
from yosuga.errors import BadUrl
from yosuga.rules.takedown.target import Kind, Origin, Target, Time
from yosuga.rules.takedown.unreadable import AddressTooLong, AddressUnfit, NoAddress, SeveralAddresses

MOST_CHARACTERS = 10_000  # of what is pasted; of an address `capture.url.MOST_CHARACTERS`
SPELLING = 1  # the number of the rule that `key` is

_KINDS = {
    "post": Kind.POST,
    "comment": Kind.POST,
    "anonymous": Kind.POST,
    "photo": Kind.POST,
    "review": Kind.POST,
    "highlight": Kind.POST,
    "account": Kind.ACCOUNT,
    "story": Kind.STORY,
    "media": Kind.MEDIA,
    "message": Kind.DIRECT_MESSAGE,
    "snapshot": Kind.ARCHIVE,
    "search": Kind.SEARCH,
    "cache": Kind.CACHE,
}
_BY_CATEGORY = {"archive": Kind.ARCHIVE, "matome": Kind.PAGE}
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|bmp|mp4|mov|m4v|webm|mp3|m4a)$", re.IGNORECASE)
# Services where a post's id is enough, whatever its account is called now.
_UNIQUE = frozenset({"x", "instagram", "threads", "tiktok", "note", "tumblr", "twitcasting", "reddit", "niconico"})
_HOST = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?")
_FLAGS = re.compile(r"^(/web/\d+)[a-z]{2}_/")  # how an archive shows a page, not which one
_ROUNDS = 4
_FINE = {"us", "ms", "s", "min"}


def read(given: str, *, catalog: Catalog) -> Target:
    """Return the target that `given`, an address or a text with one address in it, names.

    The platform is "" where the catalog does not know it. Raises NoAddress, SeveralAddresses, AddressUnfit,
    AddressTooLong; all leave everything as it was.
    """
    found = _only(given)
    place = _settled(found)
    platform, talk = _platform(place, catalog=catalog)
    category = catalog.platforms[platform].category if platform else ""
    return Target(
        kind=Kind.DIRECT_MESSAGE if talk else _kind(place, category=category),
        given=found,
        address=place.canonical,
        platform=platform,
        post=place.post_id,
        account=place.account,
        words=_words(place),
        times=_times(place),
    )


def key(target: Target) -> str:
    """Return what is the same for two spellings of one thing, and for nothing else that we can tell apart.

    Where there is no address, it is what was told of it. Scheme, `www.`, the order of parameters and a last slash tell
    nothing apart; on a board whose servers moved, the thread and the number are enough. A change in what it returns
    counts SPELLING up: targets are found by it, and those that were kept before are then spelled anew.
    """
    if not target.address:
        told = " ".join(normalize("NFKC", target.told).casefold().split())
        return f"{target.kind}:{target.platform}:{told}" if told else ""
    place = recognise(target.address)
    if place.platform in {"5ch", "2chsc"} and place.parts.get("board") and "bbspink" not in place.canonical:
        number = place.post_id or place.parts.get("res", "")
        return f"{place.platform}:{place.parts['board']}/{place.thread_id}/{number}"
    if place.platform == "bakusai" and place.post_id:
        counted = "rrid" if "/rrid=" in place.canonical else "rid"  # its number in the thread, or among all posts
        return f"bakusai:{place.thread_id}/{counted}={place.post_id}"
    if place.kind == "post" and place.platform in _UNIQUE:
        return f"{place.platform}:{place.thread_id}/{place.post_id}"
    parts = urlsplit(place.canonical)
    query = "&".join(sorted(part for part in parts.query.split("&") if part))
    host = parts.netloc.removeprefix("www.")
    path = _FLAGS.sub(r"\1/", parts.path) if place.platform == "wayback" else parts.path
    return f"//{host}{path.rstrip('/')}?{query}#{parts.fragment}"


def same(one: Target, other: Target) -> bool:
    """Say whether two targets are one thing. A search result is another with other words; a picture is not its post."""
    mine = key(one)
    searched = {Kind.SEARCH, Kind.CACHE}
    if one.kind in searched and other.kind in searched and _plain(one.words) != _plain(other.words):
        return False
    return bool(mine) and mine == key(other) and (one.kind is Kind.SEARCH) == (other.kind is Kind.SEARCH)


def copy_of(target: Target) -> str:
    """Return the address that an archived copy says it was taken from, "" where its own address does not say it."""
    place = recognise(target.address) if target.address else None
    original = place.parts.get("target", "") if place else ""
    if not original:
        return ""
    query = urlsplit(target.address).query
    return original + (f"?{query}" if query and "?" not in original else "")


def _only(given: str) -> str:
    text = given.strip()
    if len(text) > MOST_CHARACTERS:
        raise AddressTooLong(str(len(text)))
    text = re.sub(r"(?i)^view-source:\s*", "", text)
    scheme = pasted.other_scheme(text)
    if scheme:
        raise AddressUnfit(f"{scheme}:" if scheme.isascii() and len(scheme) <= len("javascript") else "scheme")
    found = pasted.addresses(text)
    if not found:
        raise NoAddress
    if len({recognise(unwrapped(pasted.whole(one))).canonical for one in found}) > 1:
        raise SeveralAddresses(found)
    return found[0]


def _settled(found: str) -> Place:
    """Return the place of an address in the one spelling that stays the same when it is read again."""
    place = recognise(_checked(unwrapped(_checked(pasted.whole(found)))))
    for _round in range(_ROUNDS):
        if not _HOST.fullmatch(urlsplit(place.canonical).netloc):
            raise AddressUnfit("host or port")
        again = recognise(unwrapped(pasted.whole(_only(place.canonical))))
        if again.canonical == place.canonical:
            return place
        place = again
    raise AddressUnfit("no single spelling")


def _checked(url: str) -> str:
    try:
        return urls.check(url)
    except BadUrl as error:
        if error.detail == "too long":
            raise AddressTooLong(str(len(url))) from error
        raise AddressUnfit(error.detail) from error


def _platform(place: Place, *, catalog: Catalog) -> tuple[str, bool]:
    """Return the id of the service, and whether this is known to be a talk of two."""
    parts = urlsplit(place.canonical)
    address = place.canonical if len(place.canonical) <= LONGEST else f"{parts.scheme}://{parts.netloc}/"
    found = platform_of(address, catalog_platforms=catalog.platforms)
    talk = found is not None and found.talk
    if place.platform in catalog.platforms:
        return place.platform, talk
    return (found.platform, talk) if found is not None else ("", False)


def _kind(place: Place, *, category: str) -> Kind:
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if place.kind == "page" and _MEDIA.search(urlsplit(place.canonical).path):
        return Kind.MEDIA
    if place.short and place.platform != "web":
        return Kind.POST
    return _KINDS.get(place.kind, Kind.PAGE)


def _words(place: Place) -> str:
    if place.kind != "search":
        return ""
    return " ".join(unquote_plus(place.parts.get("query", "")).split())


def _times(place: Place) -> tuple[Time, ...]:
    """Return the time that the id carries. That of a thread is not that of a post in it; a mere day is no moment."""
    time = ids.posted(place)
    if time is None or time.moment is None or time.precision not in _FINE:
        return ()
    if time.what == "thread" and place.kind != "thread":
        return ()
    return (Time(Origin.ID, time.moment, trust=str(time.trust)),)


def _plain(words: str) -> str:
    return " ".join(normalize("NFKC", words).casefold().split())

"""What is to be removed: one thing is one target, with or without an address; a copy is the child of what it copies."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing it is. The last three have no address, or one that nobody else can open."""

    POST = "post"
    ACCOUNT = "account"
    MEDIA = "media"  # a picture or film with an address of its own, which outlives its post
    QUOTE = "quote"  # a post of its own that shows another
    PAGE = "page"  # まとめ, an article, any other page
    ARCHIVE = "archive"
    CACHE = "cache"  # what a search engine still shows of a page that changed
    SEARCH = "search"  # one result of a search, with the words that were searched for
    STORY = "story"
    TALK = "talk"
    DIRECT_MESSAGE = "direct-message"

    @property
    def volatile(self) -> bool:
        """Whether it goes away by itself, so that its evidence comes first."""
        return self is Kind.STORY

    @property
    def private(self) -> bool:
        """Whether no public address leads to it: 送信防止措置 is not for it (the Act, art. 2(1))."""
        return self in {Kind.TALK, Kind.DIRECT_MESSAGE}


class Origin(StrEnum):
    """Who says when it was posted, the weakest last."""

    STAMP = "stamp"  # not after a trusted time-stamp
    CAPTURE = "capture"  # seen by our browser at that time of the device
    ID = "id"  # computed from the post's id; `Time.trust` says whose clock that was
    SHOWN = "shown"  # what the page shows
    TOLD = "told"  # what the person remembers


@dataclass(frozen=True, slots=True)
class Time:
    """When something was posted or there, by one source. `moment` is aware; `trust` is a word of `capture.post.ids`."""

    origin: Origin
    moment: datetime
    trust: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to be removed.

    `given` is the address exactly as the person had it, `address` the canonical one that tells whether two are the
    same; both are empty where there is none, and then `told` says how it is found (whose talk, which day).
    `platform` is an id of the catalog, "" for a site it does not know. `words` are the search words of a SEARCH.
    `copies` is the number of the target this one is a copy of, 0 for a root.
    """

    kind: Kind
    given: str = ""
    address: str = ""
    platform: str = ""
    post: str = ""
    account: str = ""
    told: str = ""
    words: str = ""
    times: tuple[Time, ...] = field(default=())
    copies: int = 0

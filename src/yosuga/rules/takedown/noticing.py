"""What the address of a target warns of by itself: a short link, a mirror, a thread for a post, a place nobody sees."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from yosuga.capture.addresses import host_refusal
from yosuga.capture.post import pasted
from yosuga.capture.post.place import Place
from yosuga.capture.post.urls import recognise
from yosuga.capture.post.wrapped import unwrapped
from yosuga.catalog.records import Text
from yosuga.rules.takedown.target import Kind, Target


class Remark(StrEnum):
    """What an address warns of by itself."""

    SHORT = "short-link"
    MIRROR = "mirror"
    LED_ON = "led-on"
    PRIVATE_NETWORK = "private-network"
    STRETCH = "stretch"
    SIGNED = "signed"
    PRIVATE = "private-talk"


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark on an address, for the person."""

    id: Remark
    says: Text


_SAYS = {
    Remark.SHORT: Text(
        ja="短縮URLです。開かないかぎり、どこへ行くかは分かりません。ページを開いて、そこに出ているURLを加えると確実です。",
        en="This is a short link: without opening it nobody knows where it leads. It is safer to open the page and add "
        "the address shown there.",
    ),
    Remark.MIRROR: Text(
        ja="別の場所に映した表示のURLでした。もとの投稿のURLとして扱います。もとが消えてもここに残るなら、別の件として加えます。",
        en="This address shows the post through another site. It is taken as the post itself. If it stays there after "
        "the post is gone, add it as one of its own.",
    ),
    Remark.LED_ON: Text(
        ja="ほかのページへ送るURLでした。その行き先のURLとして扱います。",
        en="This address only leads on to another. It is taken as the one it leads to.",
    ),
    Remark.PRIVATE_NETWORK: Text(
        ja="自分の機器や社内の中のURLです。ほかの人からは見えない場所なので、削除を求める相手がいないことがあります。",
        en="This address lies within a private network. Others cannot see it, so there may be nobody to ask.",
    ),
    Remark.STRETCH: Text(
        ja="スレッド全体か、その一部のURLです。1つの書き込みだけを求めるときは、そのレスのURLを加えます。",
        en="This is the address of a thread, or of a stretch of it. To ask for one post in it, add the address of that "
        "post.",
    ),
    Remark.SIGNED: Text(
        ja="期限つきのURLです。しばらくすると開けなくなりますが、消えたのではありません。もとの投稿のURLも加えてください。",
        en="This address expires. It stops opening after a while without anything having been removed. Please add the "
        "address of the post as well.",
    ),
    Remark.PRIVATE: Text(
        ja="本人どうしだけが見られる場所のURLです。公開の投稿のための手続きは使えないことがあります。",
        en="Only those who take part can see this. The procedures for public posts may not be open for it.",
    ),
}
_EXPIRING = {"oe", "x-amz-signature", "x-expires", "expires", "x-goog-signature", "token"}
_SERVICE_OWN = re.compile(r"(?:^|\.)(?:x|twitter|instagram|instagr)\.(?:com|am)$")


def notices(target: Target) -> tuple[Notice, ...]:
    """Return what the address of a target warns of, each once."""
    if not target.address:
        return ()
    given = recognise(unwrapped(pasted.whole(target.given)))
    place = recognise(target.address)
    host = urlsplit(target.address).hostname or ""
    holds = {
        Remark.SHORT: place.short,
        Remark.LED_ON: unwrapped(pasted.whole(target.given)) != pasted.whole(target.given),
        Remark.MIRROR: _is_mirror(given),
        Remark.PRIVATE_NETWORK: bool(host_refusal(host)),
        Remark.STRETCH: place.kind == "thread",
        Remark.SIGNED: target.kind is Kind.MEDIA and _expires(target.address),
        Remark.PRIVATE: target.kind.private,
    }
    return tuple(Notice(remark, _SAYS[remark]) for remark, holds_ in holds.items() if holds_)


def _is_mirror(given: Place) -> bool:
    """Whether the host shows posts of another service: an alias of the service itself is none."""
    own = given.via and urlsplit(given.canonical).hostname
    return bool(own) and given.platform in {"x", "instagram"} and not _SERVICE_OWN.search(given.via)


def _expires(address: str) -> bool:
    return any(name.lower() in _EXPIRING for name, _value in parse_qsl(urlsplit(address).query))

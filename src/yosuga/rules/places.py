"""Where it stands: each post of the answers with its service, and whether the public can see it there."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from yosuga.catalog.addresses import platform_of
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.rules.answers import UNSAID, Answers, BadAnswers, Post, listed_posts

_TALKS = frozenset({"messages", "direct", "dm"})  # where addresses of talk look like those of an account
_PUBLIC = frozenset({"public", "volatile", "search", "copies"})


@dataclass(frozen=True, slots=True)
class Found:
    """One post with what the catalog knows of its service. `place` is a word of the answers file."""

    post: Post
    number: int
    platform: Platform | None
    place: str

    @property
    def public(self) -> bool:
        """Say whether it is sent to be received by anybody, which the Act asks for (art. 2(1))."""
        return self.place in _PUBLIC

    @property
    def duty(self) -> bool:
        """Say whether the seven-day duty to answer applies: a designated service, and a public post."""
        return self.public and self.platform is not None and self.platform.designated.status == "yes"


def found(answers: Answers, *, catalog: Catalog) -> tuple[Found, ...]:
    """Return the posts with their services. Raises BadAnswers for a service that the catalog does not have."""
    return tuple(_found(answers, catalog=catalog))


def _found(answers: Answers, *, catalog: Catalog) -> Iterator[Found]:
    for number, post in enumerate(listed_posts(answers)):
        platform, talk = _service(post, number=number, catalog=catalog)
        yield Found(post=post, number=number, platform=platform, place=_place(post, platform=platform, talk=talk))


def _service(post: Post, *, number: int, catalog: Catalog) -> tuple[Platform | None, bool]:
    told = None if post.url in UNSAID else platform_of(post.url, catalog_platforms=catalog.platforms)
    talk = told is not None and (told.talk or told.parts.get("user") in _TALKS)
    if post.platform in UNSAID:
        return (catalog.platforms[told.platform] if told else None), talk
    if post.platform in catalog.platforms:
        return catalog.platforms[post.platform], talk
    near = _named(post.platform, catalog=catalog)
    raise BadAnswers(f"posts.{number}.platform", near=near)


def _named(word: str, *, catalog: Catalog) -> tuple[str, ...]:
    """Return ids of services that may be meant by `word`: an id misspelt, a name or an alias."""
    names = {name.lower(): one.id for one in catalog.platforms.values() for name in (one.id, one.name.ja, *one.aliases)}
    return tuple(dict.fromkeys(names[near] for near in get_close_matches(word.lower(), names, n=3, cutoff=0.6)))


def _place(post: Post, *, platform: Platform | None, talk: bool) -> str:
    """Return where it stands. Left unsaid, a service of public posts is public, and a messenger is not known."""
    if post.place not in UNSAID:
        return post.place
    if talk:
        return "dm"
    return "unknown" if platform is None or platform.category == "messenger" else "public"

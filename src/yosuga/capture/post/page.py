"""What a post page says of itself: every value beside the source it was read from, nothing merged, nothing decided."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from yosuga.capture.post import structured
from yosuga.capture.post.ids import IdTime, posted
from yosuga.capture.post.place import Place
from yosuga.capture.post.times import Shown, machine, of_board_post, scan, shown
from yosuga.clock import rfc3339
from yosuga.text import one_line

# Run in an isolated world of the page; returns a JSON text of at most 2 MB for `read`.
SCRIPT: str = files(__package__).joinpath("reader.js").read_text(encoding="utf-8")

_MOST_TEXT = 100_000
_MOST_VALUE = 2_000
_MOST_TIMES = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and where it was read: `json-ld:…`, `meta:…`, `microdata:…`, `dom:…`, `url`."""

    value: str
    source: str

    def as_json(self) -> dict[str, object]:
        """Return the fact as `metadata.json` prints it."""
        return {"value": self.value, "source": self.source}


@dataclass(frozen=True, slots=True)
class ShownTime:
    """A time as a reader of the page sees it, and where."""

    time: Shown
    source: str


@dataclass(frozen=True, slots=True)
class MachineTime:
    """A time written for machines. `moment` is None when it names no zone or is no time."""

    text: str
    moment: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class Times:
    """When the page says the post was made, three ways side by side. Differences are shown, never settled."""

    shown: Sequence[ShownTime]
    machine: Sequence[MachineTime]
    from_id: IdTime | None

    def as_json(self) -> dict[str, object]:
        """Return the times as `metadata.json` prints them."""
        return {
            "shown": [{**one.time.as_json(), "source": one.source} for one in self.shown],
            "machine": [
                {
                    "text": one.text,
                    "moment": None if one.moment is None else rfc3339(one.moment),
                    "source": one.source,
                }
                for one in self.machine
            ],
            "from_id": None if self.from_id is None else self.from_id.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Post:
    """What a page says about its post. Each field lists every claim with its source; empty means not said."""

    place: Place
    final_url: str
    author_name: Sequence[Fact]
    author_account: Sequence[Fact]
    author_number: Sequence[Fact]
    post_id: Sequence[Fact]
    text: Sequence[Fact]
    counters: Sequence[tuple[str, Fact]]
    reply_to: Sequence[Fact]
    quote_of: Sequence[Fact]
    title: Sequence[Fact]
    times: Times
    page_text: str
    language: str
    truncated: Sequence[str]

    def as_json(self) -> dict[str, object]:
        """Return everything but the page's whole text, as `metadata.json` prints it."""
        listed = ("author_name", "author_account", "author_number", "post_id", "text", "reply_to", "quote_of", "title")
        facts = {name: [fact.as_json() for fact in getattr(self, name)] for name in listed}
        return {
            "place": self.place.as_json(),
            "final_url": self.final_url,
            **facts,
            "counters": [{"name": name, **fact.as_json()} for name, fact in self.counters],
            "times": self.times.as_json(),
            "language": self.language,
            "truncated": list(self.truncated),
        }


def read(raw: str, *, place: Place, final_url: str) -> Post:
    """Return what the page says, from the JSON of `SCRIPT`.

    `raw` comes out of a hostile page: anything that is not of the expected shape counts as not said.
    """
    page = _Page.of(raw)
    node = structured.main_node(page.nodes, post_id=place.post_id, url=place.canonical) or {}
    author = structured.first_node(node.get("author"))
    return Post(
        place=place,
        final_url=final_url,
        author_name=_facts(
            [
                (structured.words(node.get("author")), "json-ld:author"),
                *page.properties("name", of="author"),
                *page.metas("author", "article:author", "twitter:title"),
            ]
        ),
        author_account=_facts(
            [
                (place.account, "url"),
                (structured.words(author.get("alternateName")), "json-ld:author.alternateName"),
                (structured.words(author.get("url")), "json-ld:author.url"),
                *page.properties("additionalName", of="author"),
                *page.properties("alternateName", of="author"),
                *page.metas("twitter:creator", "profile:username"),
            ]
        ),
        author_number=_facts(
            [
                (structured.words(author.get("identifier")), "json-ld:author.identifier"),
                *page.properties("identifier", of="author"),
                *page.metas("twitter:creator:id", "al:ios:url"),
            ]
        ),
        post_id=_facts(
            [
                (place.post_id, "url"),
                (structured.words(node.get("identifier")), "json-ld:identifier"),
                *page.properties("identifier", of=""),
            ]
        ),
        text=_facts(
            [
                *(
                    (structured.words(node.get(key)), f"json-ld:{key}")
                    for key in ("articleBody", "text", "description")
                ),
                *page.properties("articleBody", of=""),
                *page.metas("og:description", "description", "twitter:description"),
            ],
            most=_MOST_TEXT,
        ),
        counters=_counters(node),
        reply_to=_facts([(structured.words(node.get("parentItem")), "json-ld:parentItem")]),
        quote_of=_facts([(structured.words(node.get("sharedContent")), "json-ld:sharedContent")]),
        title=_facts(
            [
                (page.text_of("title"), "dom:title"),
                (structured.words(node.get("headline")), "json-ld:headline"),
                *page.metas("og:title"),
            ]
        ),
        times=Times(shown=_shown(page, place=place), machine=_machine(page, node=node), from_id=posted(place)),
        page_text=page.text_of("text"),
        language=one_line(page.text_of("lang"))[:40],
        truncated=page.texts("truncated"),
    )


class _Page:
    """The result of the script, with every shape checked on the way out."""

    def __init__(self, content: Mapping[str, object]) -> None:
        self._content = content
        self.nodes = structured.nodes(self._list("json_ld"))

    @classmethod
    def of(cls, raw: str) -> "_Page":
        try:
            content = json.loads(raw)
        except (ValueError, RecursionError):
            content = {}
        return cls(content if isinstance(content, dict) else {})

    def _list(self, name: str) -> list[object]:
        value = self._content.get(name)
        return value[:1000] if isinstance(value, list) else []

    def text_of(self, name: str) -> str:
        value = self._content.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        return [value[:100] for value in self._list(name) if isinstance(value, str)]

    def metas(self, *names: str) -> list[tuple[str, str]]:
        return [
            (pair[1], f"meta:{pair[0]}")
            for pair in self._list("meta")
            if isinstance(pair, list) and len(pair) == 2 and pair[0] in names and isinstance(pair[1], str)
        ]

    def properties(self, name: str, *, of: str) -> list[tuple[str, str]]:
        label = f"microdata:{of}.{name}" if of else f"microdata:{name}"
        return [
            (one.get("value", ""), label)
            for one in self.rows("properties")
            if one.get("name") == name and one.get("of", "") == of
        ]

    def rows(self, name: str) -> list[dict[str, str]]:
        return [
            {key: value for key, value in one.items() if isinstance(value, str)}
            for one in self._list(name)
            if isinstance(one, dict)
        ]


def _facts(found: Iterable[tuple[str, str]], *, most: int = _MOST_VALUE) -> list[Fact]:
    """Return the claims that say something, each pair of value and source once, at most twenty."""
    cleaned = [Fact(_sound(value, most=most), source) for value, source in found if value.strip()]
    return list(dict.fromkeys(cleaned))[:20]


def _sound(value: str, *, most: int) -> str:
    text = value[:most].encode("utf-8", "replace").decode()
    return text.strip() if most > _MOST_VALUE else one_line(text)


def _counters(node: structured.Node) -> list[tuple[str, Fact]]:
    return [
        (one_line(name)[:60], Fact(one_line(count)[:40], "json-ld:interactionStatistic"))
        for name, count in structured.counters(node)
    ]


def _shown(page: _Page, *, place: Place) -> list[ShownTime]:
    found: list[ShownTime] = []
    text = page.text_of("text")
    if place.thread_id and place.post_id:
        head = of_board_post(text, number=place.post_id)
        if head is not None:
            found.append(ShownTime(head, f"dom:head of post {place.post_id}"))
    for row in page.rows("times"):
        for key in ("shown", "label"):
            time = shown(row.get(key, ""))
            if time is not None:
                found.append(ShownTime(time, f"dom:time.{key}"))
    found += [ShownTime(time, "dom:text") for time in scan(text, most=_MOST_TIMES)]
    return list({(one.time.text, one.source): one for one in found}.values())[:_MOST_TIMES]


def _machine(page: _Page, *, node: structured.Node) -> list[MachineTime]:
    keys = ("datePublished", "dateCreated", "uploadDate", "dateModified")
    found = [(structured.words(node.get(key)), f"json-ld:{key}") for key in keys]
    for name in ("datePublished", "dateCreated", "uploadDate"):
        found += page.properties(name, of="")
    found += page.metas("article:published_time", "og:updated_time", "date", "pubdate", "datePublished")
    found += [(row.get("datetime", ""), "dom:time.datetime") for row in page.rows("times")]
    facts = _facts(found)
    return [MachineTime(fact.value, machine(fact.value), fact.source) for fact in facts]

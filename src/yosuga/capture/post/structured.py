"""Walks the JSON-LD of a page for the posts it describes; the page may be hostile, so every walk has an end."""

import json
from collections.abc import Iterator, Mapping, Sequence

_POST_TYPES = frozenset(
    {
        "SocialMediaPosting",
        "DiscussionForumPosting",
        "BlogPosting",
        "Comment",
        "Question",
        "Answer",
        "VideoObject",
        "ImageObject",
        "Article",
        "NewsArticle",
        "Review",
        "LiveBlogPosting",
        "BroadcastEvent",
    }
)
_MOST_NODES = 5_000
_MOST_DEPTH = 30
Node = Mapping[str, object]


def nodes(blocks: Sequence[object]) -> list[Node]:
    """Return the posts described in JSON-LD `blocks`, in page order; broken blocks are passed over."""
    found: list[Node] = []
    budget = [_MOST_NODES]
    for block in blocks:
        if not isinstance(block, str):
            continue
        try:
            parsed = json.loads(block)
        except (ValueError, RecursionError):
            continue
        found.extend(node for node in _walk(parsed, depth=0, budget=budget) if types(node) & _POST_TYPES)
    return found


def _walk(value: object, *, depth: int, budget: list[int]) -> Iterator[Node]:
    budget[0] -= 1
    if depth > _MOST_DEPTH or budget[0] < 0:
        return
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        if isinstance(one, dict | list):
            yield from _walk(one, depth=depth + 1, budget=budget)


def types(node: Node) -> frozenset[str]:
    """Return the schema.org types of a node, without the vocabulary's address."""
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return frozenset(one.rpartition("/")[2] for one in listed if isinstance(one, str))


def main_node(found: Sequence[Node], *, post_id: str, url: str) -> Node | None:
    """Return the node that is the post of the page: the one that names its id or URL, or else the first."""
    for node in found:
        named = [words(node.get(key)) for key in ("identifier", "@id", "url", "mainEntityOfPage")]
        if post_id and any(post_id in name for name in named):
            return node
    for node in found:
        if url and url in (words(node.get("url")), words(node.get("@id")), words(node.get("mainEntityOfPage"))):
            return node
    return next((node for node in found if "Comment" not in types(node)), found[0] if found else None)


def words(value: object, *, depth: int = 0) -> str:
    """Return a value that schema.org allows to be a text, a number, a node or a list as one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth > 4:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return next((text for one in value[:20] if (text := words(one, depth=depth + 1))), "")
    if isinstance(value, dict):
        for key in ("name", "value", "@id", "url", "@value", "text"):
            text = words(value.get(key), depth=depth + 1)
            if text:
                return text
    return ""


def first_node(value: object) -> Node:
    """Return the first node of a value that may be a node or a list of nodes, or an empty one."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, dict)), None)
    return value if isinstance(value, dict) else {}


def counters(node: Node) -> list[tuple[str, str]]:
    """Return the counters of a node: `LikeAction` 12, `CommentAction` 3 …"""
    given = node.get("interactionStatistic")
    listed = given if isinstance(given, list) else [given]
    found = []
    for one in listed[:30]:
        if not isinstance(one, dict):
            continue
        kind = one.get("interactionType")
        name = words(kind.get("@type") if isinstance(kind, dict) else kind).rpartition("/")[2]
        count = words(one.get("userInteractionCount"))
        if name and count:
            found.append((name, count))
    found += [(key, words(node.get(key))) for key in ("commentCount", "upvoteCount", "downvoteCount", "answerCount")]
    return [(name, count) for name, count in found if count]

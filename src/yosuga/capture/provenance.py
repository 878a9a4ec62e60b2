"""The page that says how a capture was made: Japanese first, printable, no script, nothing to click."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape

from yosuga.capture.provenance_words import FOOT, HEAD, VERDICTS, WORDS
from yosuga.clock import jst_words

_MOST_ROWS = 200
_MOST_WORDS = 4_000
_MOST_DEPTH = 6
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})", re.ASCII)
_BREAK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# Each section: the keys of `capture.json` it prints, its title in both languages.
_SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("結果の理由", "Why it is not complete", ("reasons",)),
    ("保全した投稿", "The post", ("post", "place")),
    ("通った経路", "The way there", ("redirects", "origins", "network", "refused")),
    ("見え方の条件", "How the page was looked at", ("view", "browser", "steps", "scroll")),
    ("上限とかかった時間（秒）", "Limits and time taken (seconds)", ("limits", "timings")),
    ("取得できなかったもの", "What could not be taken", ("failures",)),
    ("残したもの", "What was kept", ("artefacts",)),
)
_AS_SAID = frozenset({"text", "value", "raw"})
_SUMMARY = ("verdict", "url", "canonical_url", "final_url", "title", "platform", "started", "finished")


def page(facts: Mapping[str, object]) -> bytes:
    """Return the provenance page of one capture as UTF-8 HTML: self-contained, printable on A4, without script or link.

    `facts` is what `capture.json` says. Keys this page knows get their place and their words in both languages; every
    other key is printed at the end as it is, so nothing recorded is left out. Long lists are cut and say so.
    """
    known = {*_SUMMARY, *(key for _, _, keys in _SECTIONS for key in keys)}
    rest = {key: value for key, value in facts.items() if key not in known}
    parts = [_verdict(facts), _summary(facts)]
    parts += [_section(ja, en, {key: facts[key] for key in keys if key in facts}) for ja, en, keys in _SECTIONS]
    parts.append(_section("そのほかの記録", "Other facts", rest))
    return (HEAD + "".join(parts) + FOOT).encode("utf-8", "replace")


def _verdict(facts: Mapping[str, object]) -> str:
    verdict = str(facts.get("verdict", ""))
    ja, en = VERDICTS.get(verdict, ("結果は記録されていません", "No verdict was recorded"))
    kind = verdict if verdict in VERDICTS else "PARTIAL"
    return f'<div class="verdict {kind}"><b>{ja}</b> <small>{en}</small></div>'


def _summary(facts: Mapping[str, object]) -> str:
    rows = {key: facts[key] for key in _SUMMARY if key in facts and key != "verdict"}
    return _pairs(rows, depth=0)


def _section(ja: str, en: str, content: Mapping[str, object]) -> str:
    filled = {key: value for key, value in content.items() if not _empty(value)}
    if not filled:
        return ""
    title = f'<h2>{ja}<span class="en">{en}</span></h2>'
    only = next(iter(filled))
    if len(filled) == 1 and only in WORDS and isinstance(filled[only], Mapping | list | tuple):
        return title + _value(filled[only], depth=0)  # the section's title already names it
    return title + _pairs(filled, depth=0)


def _value(value: object, *, depth: int) -> str:
    if _empty(value):
        return '<span class="none">—</span>'
    if depth >= _MOST_DEPTH:
        return _words(str(value))
    if isinstance(value, Mapping):
        return _pairs(value, depth=depth)
    if isinstance(value, list | tuple):
        return _rows(value, depth=depth)
    return _plain_value(value)


def _plain_value(value: object) -> str:
    if isinstance(value, bool):
        return "はい <small>yes</small>" if value else "いいえ <small>no</small>"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return _words(str(value))


def _pairs(content: Mapping[str, object], *, depth: int) -> str:
    """Print a map as two columns; what is empty is left to `capture.json`."""
    filled = [(key, value) for key, value in content.items() if not _empty(value)]
    shown = filled[:_MOST_ROWS]
    rows = "".join(
        f"<tr><th>{_label(key)}</th><td>{_cell(key, value, depth=depth + 1)}</td></tr>" for key, value in shown
    )
    return f'<table class="tall"><tbody>{rows}</tbody></table>{_left_out(len(filled) - len(shown))}'


def _cell(key: object, value: object, *, depth: int) -> str:
    # What the page itself said stays as it said it, even where it looks like a moment.
    return _words_as_said(value) if key in _AS_SAID and isinstance(value, str) else _value(value, depth=depth)


def _rows(content: Sequence[object], *, depth: int) -> str:
    """Print a list: values beside their sources, maps with the same few keys as one table, else item by item."""
    shown = content[:_MOST_ROWS]
    left_out = _left_out(len(content) - len(shown))
    maps = [one for one in shown if isinstance(one, Mapping)]
    columns = list(dict.fromkeys(key for one in maps for key in one))
    if len(maps) == len(shown) and columns == ["value", "source"]:
        return "".join(_claim(one) for one in maps) + left_out
    if len(maps) == len(shown) and len(columns) <= 5 and all(_plain(one.values()) for one in maps):
        head = "".join(f"<th>{_label(column)}</th>" for column in columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{_cell(column, one.get(column), depth=depth + 1)}</td>" for column in columns)
            + "</tr>"
            for one in maps
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{left_out}"
    return "".join(f'<div class="item">{_value(one, depth=depth + 1)}</div>' for one in shown) + left_out


def _claim(fact: Mapping[str, object]) -> str:
    return f"<div>{_words_as_said(fact['value'])} <small>{_clean(str(fact['source'])[:200])}</small></div>"


def _words_as_said(value: object) -> str:
    text = str(value)
    return f"<span>{_clean(text[:_MOST_WORDS])}{'…' if len(text) > _MOST_WORDS else ''}</span>"


def _plain(values: Iterable[object]) -> bool:
    return not any(isinstance(value, Mapping | list | tuple) for value in values)


def _left_out(count: int) -> str:
    if count <= 0:
        return ""
    ja, en = f"ほか {count} 件（capture.json にすべてあります）", f"{count} more in capture.json"
    return f'<p class="none">{ja} <small>{en}</small></p>'


def _label(key: object) -> str:
    ja, en = WORDS.get(str(key), ("", ""))
    if not ja:
        return f'<span class="code">{_clean(str(key)[:200])}</span>'
    return ja if ja == en else f'{ja}<span class="en">{en}</span>'


def _words(text: str) -> str:
    if _MOMENT.fullmatch(text):
        return _moment(text)
    cut = "…" if len(text) > _MOST_WORDS else ""
    kind = ' class="code"' if re.match(r"https?:|[0-9a-f]{32,}$|sha256:", text) else ""
    return f"<span{kind}>{_clean(text[:_MOST_WORDS])}{cut}</span>"


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        return f'{jst_words(moment)}（日本時間）<span class="en">{escape(text)}</span>'
    except (ValueError, OverflowError):
        return escape(text)


def _clean(text: str) -> str:
    """Escape a value for HTML; control and direction marks, which could make it read differently, become visible."""
    return _BREAK.sub("\ufffd", escape(text))


def _empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, Mapping | list | tuple) and not value)

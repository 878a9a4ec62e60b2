"""Finds the web addresses in what a person pasted: a bare address, one within a sentence, one without its beginning."""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from yosuga.capture.post.urls import recognise

_SCHEME = r"(?:h?ttps?|hxxps?):/{1,3}"
_START = re.compile(rf"(?<![A-Za-z0-9]){_SCHEME}", re.IGNORECASE)
_OTHER_SCHEME = re.compile(
    r"(?:javascript|vbscript|data|blob|file|about|chrome|edge|intent|content|mailto|tel|sms):|(?!h?ttps?:|hxxps?:)"
    r"[a-z][a-z0-9+.-]{0,30}://",
    re.IGNORECASE,
)
# Blanks, quotation marks and brackets of both widths end an address; so does what Japanese puts between sentences.
_ENDS = re.compile("[\\s<>\"`{}|\u201c\u201d\u2018\u2019\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c"
                   "\uff1a\uff1b\uff1c\uff1e\uff1f\uff3b\uff3d\uff5b\uff5d\uff61-\uff64\u2026]")  # fmt: skip
_TRAILING = ".,;:!?'*~"  # `_` is the last letter of many an account
_PAIRS = {")": "(", "]": "["}
_BARE = re.compile(
    r"(?<![\w@.+/:-])(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?::\d{1,5})?(?=[/?#\s]|$)", re.IGNORECASE
)
# A particle right behind an address written without a blank: `https://example.com/1を見て`.
_PARTICLE = re.compile(r"(?<=[A-Za-z0-9/=])(?:を|に|で|が|は|の|と|も|から|へ|って|です|という|より|さん).*", re.DOTALL)
_HIDDEN = {"Cf", "Cc"}
_MOST = 20  # nobody can mean one of so many


def other_scheme(text: str) -> str:
    """Return the scheme that a text begins with when it is not one of the web (`javascript`, `file`, `line` …)."""
    found = _OTHER_SCHEME.match(text)
    return found[0].partition(":")[0].lower() if found else ""


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses in `text` as they stand there, in order, each once.

    Those with a scheme come first; only where there is none, an address without one is looked for.
    """
    return _distinct(_with_scheme(text)) or _distinct(_without_scheme(text))


def _distinct(found: Iterator[str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for one in found:
        kept[one] = None
        if len(kept) == _MOST:
            break
    return tuple(kept)


def whole(address: str) -> str:
    """Return an address with its scheme: `ttps://…` and `hxxps://…` as people blunt them, full-width, none."""
    plain = _halves(address)
    beginning = re.match(_SCHEME, plain, re.IGNORECASE)
    if beginning is None:
        return f"https://{plain}"
    scheme = "https" if beginning[0].lower().startswith(("https", "ttps", "hxxps")) else "http"
    return f"{scheme}://{plain[beginning.end() :]}"


def _halves(address: str) -> str:
    """Return an address whose scheme and host were typed in full width as it is meant; the rest stays as it is."""
    place = re.match(r"[^/\uff0f]*[:\uff1a][/\uff0f]{1,3}[^/?#\uff0f]*[/\uff0f]?", address)
    return address if place is None else normalize("NFKC", place[0]) + address[place.end() :]


def _with_scheme(text: str) -> Iterator[str]:
    position, seen = 0, set[str]()
    folded = _folded(text)
    while (start := _START.search(folded, position)) is not None:
        end = _end(text, start.end())
        taken = text[start.start() : end]
        taken = _whole_or_trimmed(taken) if taken == text else _trimmed(taken)
        if len(taken) > start.end() - start.start() and taken not in seen:
            seen.add(taken)
            yield _cut(taken)
        position = max(end, start.end())


def _folded(text: str) -> str:
    """Return the text letter for letter, full-width ASCII as plain ASCII, so that places stay the same."""
    return "".join(chr(ord(letter) - 0xFEE0) if "\uff01" <= letter <= "\uff5e" else letter for letter in text)


def _end(text: str, start: int) -> int:
    found = _ENDS.search(text, start)
    return found.start() if found else len(text)


def _without_scheme(text: str) -> Iterator[str]:
    for found in _BARE.finditer(text):
        taken = _cut(_trimmed(text[found.start() : _end(text, found.end())]))
        alone = taken == text.strip()
        known = recognise(f"https://{taken}").platform != "web"
        if known or alone or (taken.isascii() and "/" in taken):
            yield taken


def _trimmed(taken: str) -> str:
    """Return an address without the full stop, the bracket and the invisible marks that follow it in a sentence."""
    while taken:
        last = taken[-1]
        unpaired = last in _PAIRS and taken.count(last) > taken.count(_PAIRS[last])
        if last not in _TRAILING and not unpaired and category(last) not in _HIDDEN:
            break
        taken = taken[:-1]
    return taken


def _whole_or_trimmed(taken: str) -> str:
    """Return an address that was pasted alone as it is: its last full stop may be its own. Not so of a known post."""
    trimmed = _trimmed(taken)
    alone = taken.isascii() and taken.isprintable()
    known = recognise(whole(taken)).platform == "web" and recognise(whole(trimmed)).platform != "web"
    return taken if alone and not known else trimmed


def _cut(taken: str) -> str:
    """Return an address without the Japanese words that were written right behind it.

    A path may itself be Japanese. Words are cut where what stands before them is the address of a known post, or where
    they begin with a particle right behind a letter.
    """
    if taken.isascii():
        return taken
    plain = re.match(r"[!-~]*", _folded(taken))
    head = _trimmed(taken[: plain.end()]) if plain else ""
    if recognise(whole(taken)).platform == "web" and recognise(whole(head)).platform != "web":
        return head
    path = taken.find("/", taken.find("//") + 2)
    return taken if path < 0 else taken[:path] + _PARTICLE.sub("", taken[path:])

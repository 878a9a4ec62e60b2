"""Lets a style sheet find what was kept, and nothing else."""

import re
from collections.abc import Callable

# Each alternative takes time in proportion to what it takes in, also where a page leaves it open.
_TOKEN = re.compile(
    r"""
    (?P<comment>/\*(?:[^*]|\*(?!/))*+(?:\*/)?)
    |@import\s++(?P<whole>"[^"\\\n]*+"|'[^'\\\n]*+')
    |url\(\s*+(?:"(?P<double>[^"\\\n]*+)"|'(?P<single>[^'\\\n]*+)'|(?P<bare>[^"'()\\\s]*+))\s*+\)
    |"(?:[^"\\\n]|\\.)*+"?
    |'(?:[^'\\\n]|\\.)*+'?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

Address = Callable[[str, bool], str | None]  # (URL as it stands, whether it is a style sheet) -> where it lies here
NOWHERE = "data:,"


def restyled(css: str, *, address: Address) -> str:
    """Return the style sheet with every address led to its copy; what was not kept leads nowhere."""

    def put(found: re.Match[str]) -> str:
        text = found[0]
        if found["comment"] is not None:
            return ""
        if found["whole"] is not None:
            return f'@import "{_led(found["whole"][1:-1], address, style=True)}"'
        url = next((found[name] for name in ("double", "single", "bare") if found[name] is not None), None)
        if url is None:
            return text
        before = found.string[max(0, found.start() - 16) : found.start()].rstrip().lower()
        return f'url("{_led(url, address, style=before.endswith("@import"))}")'

    return _TOKEN.sub(put, css)


def _led(url: str, address: Address, *, style: bool) -> str:
    if url[:5].lower() == "data:":
        return url.replace('"', "%22")
    if not url or url.startswith("#"):
        return url
    return address(url, style) or NOWHERE

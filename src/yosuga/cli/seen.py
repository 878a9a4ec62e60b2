"""What a picture gives away, on the screen: what is written in it, what its file says of itself, codes and faces."""

from collections.abc import Iterator

from yosuga.cli import checked
from yosuga.cli.words import _
from yosuga.detect.base import Finding
from yosuga.detect.images.base import Found, Looked
from yosuga.detect.risk import Report, explain


def told(looked: Looked, *, now: checked.Now) -> Iterator[str]:
    """Yield what a picture gives away, with what helps `now`."""
    report, text = weighed(looked)
    yield from checked.told(report, text=text, now=now, spot=_nowhere)
    yield ""
    for where, name in (
        ("metadata", _("The file itself says this; cropping does not take it out:")),
        ("code", _("A code says this:")),
    ):
        found = [one for one in looked.findings if one.where == where]
        if found:
            yield f"■ {name}"
            yield from (f"・{checked.kind(one.kind)}: {one.text}" for one in found)
    if looked.faces:
        yield _("Faces in it: {n}. Whose they are is not looked for.").format(n=len(looked.faces))
    for warning in looked.warnings:
        yield _warning(warning)


def _nowhere(finding: Finding, text: str) -> str:  # noqa: ARG001 - a place in a picture is a box, and says nothing here
    return ""


def weighed(looked: Looked) -> tuple[Report, str]:
    """Return what the findings weigh together, and the text that the report's findings stand in: one a line."""
    text, findings = "", []
    for found in looked.findings:
        words = _one_line(found)
        if words:
            findings.append(Finding(len(text), len(text) + len(words), found.kind, found.score, found.cue))
            text += words + "\n"
    return explain(findings, text), text


def _one_line(found: Found) -> str:
    return " ".join(found.text.split())


def _warning(code: str) -> str:
    return {
        "picture-damaged": _("The picture is damaged; it was read as far as it goes."),
        "too-many-pixels": _("The picture is very large; only what its file says was read."),
        "made-smaller": _("The picture is large and was read in a smaller size; small writing may be missed."),
        "first-part-only": _("It is very long; only the first part was read."),
    }.get(code, code)

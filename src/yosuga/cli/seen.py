"""What a picture gives away, on the screen: what is written in it, what its file says of itself, codes and faces."""

from collections.abc import Iterator

from yosuga.cli import checked
from yosuga.cli.words import _
from yosuga.detect.base import Finding
from yosuga.detect.images.base import Found, Looked
from yosuga.detect.risk import Report, explain


def told(looked: Looked, *, now: checked.Now) -> Iterator[str]:
    """Yield what could not be looked at, what a picture gives away with what helps `now`, and what its file says."""
    yield from (f"! {doubt}" for doubt in _doubts(looked))
    report, text = weighed(looked)
    facts = list(_facts(looked))
    if report.level is not None or not (facts or "too-many-pixels" in looked.warnings):
        yield from checked.told(report, text=text, now=now, spot=_nowhere)
    if facts:
        yield ""
        yield f"■ {_('Besides')}"
        yield from (f"・{fact}" for fact in facts)
        if not _is_film(looked):
            yield _("A redacted copy has none of it: yosuga redact. Cropping does not take out what the file says.")
        if report.level is None:
            yield _("A machine can miss things, and can be wrong. You decide what to post.")


def _nowhere(finding: Finding, text: str) -> str:  # noqa: ARG001 - a place in a picture is a box, and says nothing here
    return ""


def weighed(looked: Looked) -> tuple[Report, str]:
    """Return what the findings and faces weigh together, and the text the report's findings stand in: one a line."""
    text, findings = "", []
    for found in looked.findings:
        words = _one_line(found)
        if words:
            findings.append(Finding(len(text), len(text) + len(words), found.kind, found.score, found.cue))
            text += words + "\n"
    return explain(findings, text, faces=len(looked.faces)), text


def _one_line(found: Found) -> str:
    return " ".join(found.text.split())


def _doubts(looked: Looked) -> Iterator[str]:
    """Yield what could not be looked at: it comes first, for "nothing was found" would otherwise be untrue."""
    said = {
        "picture-damaged": _("The picture is damaged; it was read as far as it goes."),
        "too-many-pixels": _(
            "The picture is very large. Its words, faces and codes were not looked at. Please make it smaller first."
        ),
        "first-part-only": _("It is very long; only the first part was read."),
        "see-through": _("Parts are transparent, and something is drawn under them that others can make visible."),
    }
    if _is_film(looked):
        said["first-part-only"] = _("The film is long; there is much between the moments that were looked at.")
        yield _("Of a film single moments are looked at. What lies between them and its sound were not.")
    if looked.metadata.get("format") == "PDF":
        said["first-part-only"] = _("Of a long PDF all words were read, but only the first pages were looked at.")
    yield from (said.get(code, code) for code in looked.warnings)


def _is_film(looked: Looked) -> bool:
    return "length_s" in looked.metadata


def _facts(looked: Looked) -> Iterator[str]:
    """Yield what else is seen, and what the file says of itself."""
    if looked.faces:
        yield _("Faces in it: {n}. Whose they are is not looked for.").format(n=len(looked.faces))
    if looked.codes:
        yield _("QR codes or barcodes that a camera reads: {n}.").format(n=len(looked.codes))
    for where, name in (("metadata", _("The file itself says")), ("code", _("A code says"))):
        found = [one for one in looked.findings if one.where == where]
        yield from (f"{name}: {checked.kind(one.kind)} 「{_one_line(one)}」" for one in found)
    said = {
        "location": _("The file itself says where the picture was taken."),
        "taken": _("The file itself says when the picture was taken."),
        "device": _("The file itself says with what it was made."),
        "serial": _("The file itself holds the number of a device."),
        "owner": _("The file itself names a person."),
        "text": _("The file itself holds words or notes."),
        "thumbnail": _("The file holds a small copy that may show more."),
    }
    if _is_film(looked):
        del said["text"]  # names of its parts
    yield from (words for key, words in said.items() if looked.metadata.get(key))

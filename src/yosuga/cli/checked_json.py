"""What a text gives away, as a script reads it (docs/detection.md): not the words, but where they stand."""

from collections.abc import Sequence

from yosuga.detect.base import Finding
from yosuga.detect.images.base import Looked
from yosuga.detect.provenance import provenance
from yosuga.detect.risk import Report
from yosuga.detect.risk_words import Advice, Words


def source(name: str, *, findings: Sequence[Finding], report: Report) -> dict[str, object]:
    """Return what one text gives away."""
    return {
        "file": name or None,
        "level": report.level.id if report.level else None,
        "findings": [_place(one) | {"score": round(one.score, 3), "cue": one.cue} for one in findings],
        "told": [
            {"kind": one.kind.value, "shade": one.shade.value, "at": [_place(place) for place in one.findings]}
            | _advice(one.advice)
            for one in report.told
        ],
        "together": _together(report),
    }


def picture(name: str, *, looked: Looked, report: Report) -> dict[str, object]:
    """Return what one picture gives away: how much of each kind and where, not what it says."""
    return {
        "file": name,
        "level": report.level.id if report.level else None,
        "findings": [
            {"type": one.kind.value, "where": one.where, "score": round(one.score, 3), "cue": one.cue}
            | {"boxes": [box.as_list() for box in one.boxes]}
            for one in looked.findings
        ],
        "faces": [{"box": face.box.as_list(), "score": face.score} for face in looked.faces],
        "warnings": list(looked.warnings),
        "told": [{"kind": one.kind.value, "shade": one.shade.value} | _advice(one.advice) for one in report.told],
        "together": _together(report),
    }


def _together(report: Report) -> list[dict[str, object]]:
    return [
        {"id": one.id, "shades": [shade.value for shade in one.shades]} | _advice(one.advice) for one in report.together
    ]


def rests_on() -> dict[str, object]:
    """Return the versions and hashes that the findings rest on."""
    ours = provenance()
    return {
        "yosuga": ours.yosuga,
        "unicode": ours.unicode,
        "packages": dict(ours.packages),
        "gazetteers": dict(ours.gazetteers),
    }


def _place(one: Finding) -> dict[str, object]:
    return {"start": one.start, "end": one.end, "type": one.kind.value}


def _advice(advice: Advice) -> dict[str, object]:
    return {
        "level": advice.level.id,
        "tells": _words(advice.tells),
        "before": _words(advice.before),
        "leaked": _words(advice.leaked),
    }


def _words(words: Words) -> dict[str, str]:
    return {"ja": words.ja, "en": words.en}

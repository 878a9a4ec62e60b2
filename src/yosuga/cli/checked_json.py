"""What a text gives away, as a script reads it (docs/detection.md): not the words, but where they stand."""

from collections.abc import Sequence

from yosuga.detect.base import Finding
from yosuga.detect.images.base import Looked
from yosuga.detect.provenance import of_pictures, provenance
from yosuga.detect.risk import Report
from yosuga.detect.risk_words import Advice, Words
from yosuga.errors import BadInput


def source(name: str, *, findings: Sequence[Finding], report: Report) -> dict[str, object]:
    """Return what one text gives away."""
    return {
        "file": name or None,
        "level": report.level.id if report.level else None,
        "findings": [_place(one) | {"score": round(one.score, 3), "cue": one.cue} for one in findings],
        "told": [
            {"kind": one.kind, "shade": one.shade.value, "at": [_place(place) for place in one.findings]}
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
        "codes": [{"form": code.form, "box": code.box.as_list()} for code in looked.codes],
        "file_says": sorted(word for word, said in looked.metadata.items() if said and word != "format"),
        "warnings": list(looked.warnings),
        "told": [{"kind": one.kind, "shade": one.shade.value} | _advice(one.advice) for one in report.told],
        "together": _together(report),
    }


def missed(name: str, *, error: BadInput) -> dict[str, object]:
    """Return why one of several was not looked at."""
    return {"file": name, "error": error.code, "detail": error.detail, "ja": error.ja, "en": error.en}


def _together(report: Report) -> list[dict[str, object]]:
    return [
        {"id": one.id, "shades": [shade.value for shade in one.shades]} | _advice(one.advice) for one in report.together
    ]


def rests_on(*, pictures: bool) -> dict[str, object]:
    """Return the versions and hashes that the findings rest on; those of the models too where pictures were seen."""
    ours = provenance()
    said: dict[str, object] = {
        "yosuga": ours.yosuga,
        "unicode": ours.unicode,
        "packages": dict(ours.packages),
        "gazetteers": dict(ours.gazetteers),
    }
    if not pictures:
        return said
    eyes = of_pictures()
    return {**said, "packages": dict(ours.packages + eyes.packages), "models": dict(eyes.models)}


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

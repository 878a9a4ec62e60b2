"""How a capture is shown: a few lines for a person, one object for a script."""

from collections.abc import Mapping

from yosuga.capture import reasons
from yosuga.capture.base import Shot, Verdict
from yosuga.cli import labels, show
from yosuga.cli.progress import Line
from yosuga.cli.words import in_language
from yosuga.evidence.results import KeptItem

EXIT = {Verdict.COMPLETE: 0, Verdict.PARTIAL: 2, Verdict.FAILED: 1}
_MARK = {Verdict.COMPLETE: "✓", Verdict.PARTIAL: "△", Verdict.FAILED: "✗"}


def tell(shot: Shot, item: KeptItem, *, place: int, of: int) -> None:
    """Show a capture to a person. `place` counts from 1."""
    count = f"  ({place}/{of})" if of > 1 else ""
    show.line(f"{_MARK[shot.verdict]} {item.eid}  {labels.verdict(shot.verdict.value)}{count}")
    show.line(f"    {shot.final_url or shot.url}")
    if shot.title:
        show.prose(f"    {shot.title}")
    for code in dict.fromkeys(reason.code for reason in shot.reasons):
        sentence = reasons.sentence(code)
        show.prose(f"    · {in_language(sentence.ja, en=sentence.en)}")
    show.line("    SHA-256")
    show.line(f"    {item.sha256}")


def as_json(shot: Shot, item: KeptItem) -> Mapping[str, object]:
    """Return a capture as a script reads it."""
    return {
        "item": item.eid,
        "verdict": shot.verdict.value,
        "url": shot.url,
        "final_url": shot.final_url,
        "title": shot.title,
        "platform": shot.platform,
        "sha256": item.sha256,
        "reasons": [{"code": reason.code, "detail": reason.detail} for reason in shot.reasons],
        "artefacts": [
            {"name": one.name, "role": one.role.value, "sha256": one.sha256, "size": one.size} for one in item.files
        ],
        "timings": dict(shot.timings),
    }


def refused_as_json(url: str, *, code: str, detail: str) -> Mapping[str, object]:
    """Return the same object for a URL that was not even opened: there is no item."""
    return {
        "item": None,
        "verdict": Verdict.FAILED.value,
        "url": url,
        "final_url": "",
        "title": "",
        "platform": "",
        "sha256": None,
        "reasons": [{"code": code, "detail": detail}],
        "artefacts": [],
        "timings": {},
    }


class Steps:
    """What the captures under way are doing."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._steps: dict[int, str] = {}
        self.line = Line()

    def tell(self, place: int, step: str) -> None:
        """Show a step of one capture. `place` counts from 0."""
        self._steps[place] = labels.step(step)
        self.line.tell("  ".join(f"[{n + 1}/{self._total}] {said}" for n, said in sorted(self._steps.items())[-2:]))

    def ended(self, place: int) -> None:
        """Make room for the result of one capture."""
        self._steps.pop(place, None)
        self.line.clear()

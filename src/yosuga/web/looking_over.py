"""What the words, pictures and pages of an item give away, counted: each different thing once, wherever it stands."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from yosuga.detect.base import Finding
from yosuga.detect.images.base import Looked
from yosuga.detect.risk_words import Shade

MOST_PAGES = 4  # whose pictures are looked at: a second or two for each


@dataclass
class Seen:
    """What was found so far. `whole` is false once something could not be looked over."""

    found: set[tuple[str, str]] = field(default_factory=set)
    faces: int = 0
    words: bool = False
    pictures: int = 0
    whole: bool = True

    def read(self, text: str) -> None:
        """Look words over."""
        from yosuga.detect.finding import find
        from yosuga.detect.risk import shade_of

        self.words = self.words or bool(text.strip())
        self.found |= {(shade_of(one, text).value, one.surface(text)) for one in find(text)}

    def look(self, content: bytes) -> None:
        """Look a picture over. Raises BadFile."""
        from yosuga.detect.images.looking import look

        self._add(look(content))

    def leaf_through(self, content: bytes) -> None:
        """Look a PDF over: its own text, and its first pages as pictures. Raises BadFile."""
        from yosuga.detect.redaction.leafing import leaf

        self.words = True
        self._add(leaf(content, most=MOST_PAGES))

    def _add(self, looked: Looked) -> None:
        from yosuga.detect.risk import shade_of

        self.pictures += 1
        self.whole = self.whole and not looked.warnings
        self.faces = max(self.faces, len(looked.faces))  # the same people may stand on each
        for one in looked.findings:
            at = Finding(0, len(one.text), one.kind, one.score, one.cue)
            self.found.add((shade_of(at, one.text).value, one.text))

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many different things of each shade were found: a number said three times is one."""
        counted = Counter(shade for shade, _ in self.found)
        return {**counted, **({Shade.FACE.value: self.faces} if self.faces else {})}

"""Names in kana that the dictionary reads as another word: きらり of きらり保育園, かすみ of かすみ病院."""

import re

from yosuga.detect.base import Document
from yosuga.detect.borders import words_between
from yosuga.detect.lexicon import words

_KANA = re.compile("[ぁ-ゖー]{3,6}")
# A verb as it stands in names (かすみ, みのり), not as it ends a sentence.
_STEM = re.compile("[いきしちにひみりぎじびえけせてねへめれげぜべ]$")
_BEFORE = re.compile("[はがのもにでをと]|[^ぁ-ゖァ-ヺー㐀-鿿A-Za-z0-9]")


def kana_start(document: Document, end: int) -> int:
    """Return where a name begins that is one word of kana and ends at `end` of the plain view; `end` if none does."""
    held = words_between(document, end - 1, end) if end else ()
    if not held or held[0].end != end or not _KANA.fullmatch(held[0].surface):
        return end
    word = held[0]
    before = document.plain.text[word.start - 1 : word.start]
    if (before and not _BEFORE.match(before)) or word.surface in words("names", "adverbs") or "っ" in word.surface:
        return end
    named = word.pos[0] == "副詞" or (word.pos[0] == "動詞" and _STEM.search(word.surface))
    return word.start if named else end

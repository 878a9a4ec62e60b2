"""One capture with everything a capture makes, stamped copy and A4 included, into a plain folder: no vault, no log.

Usage: engine.py URL FOLDER. Like for like with programs that encrypt nothing; what the vault adds is the difference to
`yosuga capture`.
"""

import atexit
import gc
import sys
from pathlib import Path

from yosuga.capture.base import Network, Order, Shot
from yosuga.evidence import browsers


def main(url: str, folder: Path) -> None:
    """Capture `url` and write every artefact."""
    capturer = browsers.capturer(ahead=True)
    shot = capturer.capture(Order(url=url, network=Network.OWN_MACHINES), progress=lambda _: None)
    for artefact in shot.artefacts:
        place = folder / artefact.name
        place.parent.mkdir(exist_ok=True)
        artefact.body.seek(0)
        place.write_bytes(artefact.body.read())
    copies(shot, folder)
    for artefact in shot.artefacts:
        artefact.body.close()
    print(shot.verdict.value, ",".join(reason.code for reason in shot.reasons))


def copies(shot: Shot, folder: Path) -> None:
    """Write the two copies that carry the item id."""
    from yosuga.documents import exhibit, stamp

    whole = next(artefact.body for artefact in shot.artefacts if artefact.name.endswith("_全体.png"))
    whole.seek(0)
    lines = [shot.final_url, shot.finished.isoformat(), "E0001"]
    (folder / "URL付き.png").write_bytes(stamp.stamped_picture(whole, lines=lines))
    whole.seek(0)
    paper = exhibit.a4(
        whole, url=shot.final_url, title=shot.title, taken=shot.finished, item="E0001", case="bench", facts=[]
    )
    (folder / "証拠用A4.pdf").write_bytes(paper)


if __name__ == "__main__":
    gc.set_threshold(20_000, 20, 20)  # both as the command line does
    atexit.register(gc.freeze)
    main(sys.argv[1], Path(sys.argv[2]))

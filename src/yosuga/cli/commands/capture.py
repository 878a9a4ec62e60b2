"""`yosuga capture`: take pages, keep them, say how each ended."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from yosuga.capture import reasons
from yosuga.capture.base import Network, Order, Shot, Verdict
from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _, language
from yosuga.errors import AddressRefused, BadFile, BadInput, BadUrl
from yosuga.evidence.results import KeptItem
from yosuga.tools import Tools

_EXIT = {Verdict.COMPLETE: 0, Verdict.PARTIAL: 2, Verdict.FAILED: 1}


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "capture",
        help=_("capture pages as evidence"),
        epilog=_("Exit code: 0 all complete, 2 some in part, 1 one failed."),
    )
    parser.add_argument("urls", nargs="*", metavar="URL", help=_("pages to capture, exactly as they were seen"))
    parser.add_argument("--from", dest="source", type=Path, metavar="FILE", help=_("a file with one URL a line"))
    parser.add_argument("--case", default="default", help=_("name of the case; made when it is new"))
    parser.add_argument("--resume", action="store_true", help=_("go on with what an interruption left undone"))
    parser.add_argument(
        "--my-browser", action="store_true", help=_("your own browser: log in, show the page, then press Enter here")
    )
    parser.add_argument(
        "--allow-private-network",
        action="store_true",
        help=_("also your own machines; written into the provenance (for tests)"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a capture"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    network = Network.OWN_MACHINES if arguments.allow_private_network else Network.PUBLIC
    urls = [*arguments.urls, *_listed(arguments.source)]
    if not urls and not arguments.resume:
        raise BadUrl("no URL was given")
    with door.open_vault(create=True) as tools:
        orders, worst = _admitted(urls, network=network, json=arguments.json)
        case = door.case_or_new(arguments.case, tools=tools)
        if arguments.my_browser:
            worst += _live(orders, case=case, json=arguments.json, tools=tools)
        else:
            worst += _unattended(orders, case=case, arguments=arguments, tools=tools)
    return 1 if 1 in worst else max(worst, default=0)


def _listed(source: Path | None) -> list[str]:
    if source is None:
        return []
    try:
        lines = source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(type(error).__name__) from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _admitted(urls: Sequence[str], *, network: Network, json: bool) -> tuple[list[Order], list[int]]:
    """Return the orders that may be carried out, and an exit code for each that may not."""
    from yosuga.evidence import capturing

    orders, codes = [], []
    for url in urls:
        try:
            orders.append(capturing.admit(url, network=network))
        except (BadUrl, AddressRefused) as error:
            codes.append(1)
            show.trouble(error)
            if json:
                code = "url-refused" if isinstance(error, BadInput) else "address-refused"
                reason = {"code": code, "detail": error.detail}
                show.data({"item": None, "verdict": Verdict.FAILED.value, "url": url, "reasons": [reason]})
    return orders, codes


def _unattended(orders: Sequence[Order], *, case: str, arguments: argparse.Namespace, tools: Tools) -> list[int]:
    from yosuga.evidence import capturing

    waiting = capturing.open_orders(case=case, actor=door.ACTOR, tools=tools)
    if waiting and not arguments.resume:
        show.aside(_("Captures from before still wait: {n}. `--resume` takes them.").format(n=len(waiting)))
    jobs = list(zip(capturing.order_captures(orders, case=case, actor=door.ACTOR, tools=tools), orders, strict=True))
    jobs = [*(waiting if arguments.resume else []), *jobs]
    progress = _Progress(len(jobs))
    codes = []
    for place, shot, item in capturing.carry_out(
        jobs, case=case, actor=door.ACTOR, tools=tools, progress=progress.tell
    ):
        progress.clear()
        _show(shot, item, json=arguments.json, place=place + 1, of=len(jobs))
        codes.append(_EXIT[shot.verdict])
    return codes


def _live(orders: Sequence[Order], *, case: str, json: bool, tools: Tools) -> list[int]:
    """Capture pages in the person's own browser, one after the other."""
    from yosuga.evidence import capturing

    codes = []
    for order in orders:
        (job,) = capturing.order_captures([order], case=case, actor=door.ACTOR, tools=tools)
        shot = door.live_capturer().capture(order, progress=lambda _step: None)
        item = capturing.keep_capture(shot, job=job, case=case, actor=door.ACTOR, tools=tools)
        _show(shot, item, json=json, place=1, of=1)
        codes.append(_EXIT[shot.verdict])
    return codes


def _show(shot: Shot, item: KeptItem, *, json: bool, place: int, of: int) -> None:
    if json:
        show.data(_as_json(shot, item))
        return
    mark = {Verdict.COMPLETE: "✓", Verdict.PARTIAL: "△", Verdict.FAILED: "✗"}[shot.verdict]
    show.line(f"{mark} {item.eid}  {_verdict_words(shot.verdict)}  ({place}/{of})")
    show.line(f"    {shot.final_url or shot.url}")
    if shot.title:
        show.line(f"    {shot.title}")
    for code in dict.fromkeys(reason.code for reason in shot.reasons):
        sentence = reasons.SENTENCES[code]
        show.line(f"    · {sentence.en if language() == 'en' else sentence.ja}")
    show.line(f"    SHA-256 {item.sha256}")


def _verdict_words(verdict: Verdict) -> str:
    return {
        Verdict.COMPLETE: _("kept whole"),
        Verdict.PARTIAL: _("kept in part"),
        Verdict.FAILED: _("could not be taken; the attempt is recorded"),
    }[verdict]


def _as_json(shot: Shot, item: KeptItem) -> dict[str, object]:
    return {
        "item": item.eid,
        "verdict": shot.verdict.value,
        "url": shot.url,
        "final_url": shot.final_url,
        "title": shot.title,
        "platform": shot.platform,
        "sha256": item.sha256,
        "reasons": [{"code": reason.code, "detail": reason.detail} for reason in shot.reasons],
        "artefacts": [
            {"name": one.name, "role": one.role.value, "sha256": one.sha256, "size": one.size} for one in item.files
        ],
        "timings": dict(shot.timings),
    }


class _Progress:
    """One line that tells what is under way; only where somebody watches."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._steps: dict[int, str] = {}
        self._watched = sys.stderr.isatty()

    def tell(self, place: int, step: str) -> None:
        """Show a step of one capture."""
        self._steps[place] = step
        if self._watched:
            now = "  ".join(f"[{n + 1}/{self._total}] {_step_words(step)}" for n, step in sorted(self._steps.items())[-2:])
            print(f"\r\x1b[K{now}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for a result."""
        if self._watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _step_words(step: str) -> str:
    return {
        "open": _("opening"),
        "load": _("loading"),
        "idle": _("waiting for the page to settle"),
        "scroll": _("scrolling through"),
        "take": _("taking pictures and files"),
    }.get(step, step)

"""`yosuga capture`: take pages, keep them, say how each ended."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from yosuga.capture.admission import admit
from yosuga.capture.base import ManyProgress, Network, Order, Shot
from yosuga.capture.underway import Begun
from yosuga.cli import door, shots, show, streams
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import AddressRefused, BadFile, BadInput, BadUrl, NotFound
from yosuga.evidence.results import KeptItem
from yosuga.tools import Tools

Ended = tuple[int, Shot, KeptItem]
Take = Callable[..., Iterator[Ended]]

_LONGEST_LIST = 8 << 20  # characters


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = _("Exit code: 0 all complete, 2 some in part, 1 one failed.")
    parser.add_argument("urls", nargs="*", metavar="URL", help=_("pages to capture, exactly as they were seen"))
    parser.add_argument("--case", default="", metavar="NAME", help=_("name of the case; made when it is new"))
    parser.add_argument(
        "--from", dest="source", metavar="FILE", help=_("a file with one URL a line; - reads the input")
    )
    parser.add_argument("--resume", action="store_true", help=_("go on with what an interruption left undone"))
    parser.add_argument(
        "--my-browser", action="store_true", help=_("your own browser: log in, show the page, then press Enter here")
    )
    parser.add_argument(
        "--allow-private-network",
        action="store_true",
        help=_("also your own machines (for tests); it is written into the provenance"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a capture"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    network = Network.OWN_MACHINES if arguments.allow_private_network else Network.PUBLIC
    urls = [*arguments.urls, *_listed(arguments.source)]
    if not urls and not arguments.resume:
        raise WrongUse(_("No URL was given."), command="yosuga capture")
    orders, codes = _admitted(urls, network=network, json=arguments.json)
    if codes and not orders and not arguments.resume:
        return max(codes)
    with _begun([] if arguments.resume or arguments.my_browser else orders) as capturer:
        codes += _kept(orders, capturer, arguments=arguments)
    return 1 if 1 in codes else max(codes, default=0)


@contextmanager
def _begun(orders: Sequence[Order]) -> Iterator[Begun | None]:
    """Begin to take the pages while the vault is still being opened; what nobody keeps is dropped again."""
    from yosuga.evidence import browsers

    begun = Begun(browsers.capturer(ahead=True), orders) if orders else None
    try:
        yield begun
    finally:
        if begun is not None:
            begun.dismiss()


def _kept(orders: Sequence[Order], capturer: Begun | None, *, arguments: argparse.Namespace) -> list[int]:
    """Open the vault, write the orders down, keep what was taken; return an exit code for each."""
    with door.open_vault(create=bool(orders)) as opened:
        tools = opened if capturer is None else replace(opened, capturer=lambda: capturer)
        take = _in_own_window if arguments.my_browser else _unattended
        codes = []
        for case in _cases(arguments.case, new=bool(orders), tools=tools):
            jobs = _jobs(orders, case=case, resume=arguments.resume, tools=tools)
            codes += _carried_out(jobs, take=take, case=case, json=arguments.json, tools=tools)
        return codes


def _cases(name: str, *, new: bool, tools: Tools) -> list[str]:
    """Return the case that is named; where what waits is asked for and none is named, every case in which some waits.

    So the hint that something waits works as it is typed, whatever the case is called.
    """
    if new:
        return [door.case_or_new(name or "default", tools=tools)]
    if name:
        return [door.the_case(name, tools=tools)]
    from yosuga.cases import access
    from yosuga.evidence import capturing

    found = [one.id for one in access.cases_for(actor=door.ACTOR, tools=tools)]
    waiting = [case for case in found if capturing.open_orders(case=case, actor=door.ACTOR, tools=tools)]
    if not waiting:
        show.aside(_("Nothing waits to be captured."))
    return waiting


def _listed(source: str | None) -> list[str]:
    if source is None:
        return []
    try:
        text = sys.stdin.read(_LONGEST_LIST) if source == "-" else _start(Path(source))
    except FileNotFoundError as error:
        raise NotFound("--from") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(type(error).__name__) from error
    if len(text) >= _LONGEST_LIST:
        raise BadFile(f"--from: > {_LONGEST_LIST >> 20} MiB")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _start(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        return file.read(_LONGEST_LIST)


def _admitted(urls: Sequence[str], *, network: Network, json: bool) -> tuple[list[Order], list[int]]:
    """Return the orders that may be carried out, and an exit code for each that may not."""
    orders, codes = [], []
    for url in urls:
        try:
            orders.append(admit(url, network=network))
        except (BadUrl, AddressRefused) as error:
            codes.append(1)
            show.aside(url)
            show.trouble(error)
            if json:
                code = "url-refused" if isinstance(error, BadInput) else "address-refused"
                with streams.outlived():
                    show.data(shots.refused_as_json(url, code=code, detail=error.detail))
    return orders, codes


def _jobs(orders: Sequence[Order], *, case: str, resume: bool, tools: Tools) -> list[tuple[int, Order]]:
    """Write the orders down, and return them behind those that wait from before, if these are asked for."""
    from yosuga.evidence import capturing

    waiting = capturing.open_orders(case=case, actor=door.ACTOR, tools=tools)
    if waiting and not resume:
        show.aside(_("Captures from before still wait: {n}. `--resume` takes them.").format(n=len(waiting)))
    if not waiting and not orders and resume:
        show.aside(_("Nothing waits to be captured."))
    numbers = capturing.order_captures(orders, case=case, actor=door.ACTOR, tools=tools)
    return [*(waiting if resume else []), *zip(numbers, orders, strict=True)]


def _carried_out(jobs: Sequence[tuple[int, Order]], *, take: Take, case: str, json: bool, tools: Tools) -> list[int]:
    """Take the pages and show how each ended; whatever ends this early, say what waits."""
    steps, codes = shots.Steps(len(jobs)), []
    try:
        for place, shot, item in take(jobs, case=case, progress=steps.tell, tools=tools):
            steps.ended(place)
            codes.append(shots.EXIT[shot.verdict])
            with streams.outlived():
                if json:
                    show.data(shots.as_json(shot, item))
                else:
                    shots.tell(shot, item, place=len(codes), of=len(jobs))
    finally:
        steps.line.clear()
        if left := len(jobs) - len(codes):
            show.aside(_("Not captured yet: {n}. `yosuga capture --resume` goes on from here.").format(n=left))
    return codes


def _unattended(
    jobs: Sequence[tuple[int, Order]], *, case: str, progress: ManyProgress, tools: Tools
) -> Iterator[Ended]:
    """Take pages that nobody watches, two side by side."""
    from yosuga.evidence import capturing

    return capturing.carry_out(jobs, case=case, actor=door.ACTOR, tools=tools, progress=progress)


def _in_own_window(
    jobs: Sequence[tuple[int, Order]], *, case: str, progress: ManyProgress, tools: Tools
) -> Iterator[Ended]:
    """Take pages in the person's own browser, one after the other, each when they say so."""
    from yosuga.capture.live import LiveCapturer
    from yosuga.evidence import browsers, capturing

    profile = tools.home / "browser-profile"  # kept, so that a login is there the next time
    capturer = LiveCapturer(
        browser=browsers.chosen(), profile=profile, ready=_wait_for_enter, sandbox=browsers.sandbox()
    )
    for place, (job, order) in enumerate(jobs):
        show.aside(order.url)
        shot = capturer.capture(order, progress=partial(progress, place))
        yield place, shot, capturing.keep_capture(shot, job=job, case=case, actor=door.ACTOR, tools=tools)


def _wait_for_enter() -> None:
    """Wait until the person says that the page is in front of them."""
    show.aside(_("A browser window opens. Log in there if you need to, and bring up the page you want to keep."))
    show.aside(_("Nothing is recorded until then. When the page is in front, press Enter here."))
    if not sys.stdin.readline():
        raise WrongUse(_("Nobody pressed Enter, so nothing was captured."), command="yosuga capture")

"""Which browser takes a page, for every door, and whether it can lock itself in."""

import os
from pathlib import Path

from yosuga import settings
from yosuga.capture.browser import spawn
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.underway import Starter


def capturer(*, ahead: bool = False) -> Starter:
    """Return the browser that takes pages nobody watches; `ahead` starts it at once, before its engine is loaded."""
    spawned = spawn.ahead(chosen(), sandbox=sandbox()) if ahead else None
    from yosuga.capture.chromium import ChromiumCapturer

    return ChromiumCapturer(browser=chosen(), sandbox=sandbox(), ahead=spawned, meanwhile=_load_typesetter)


def _load_typesetter() -> None:
    """Load what makes the copies for people."""
    from yosuga.documents import exhibit, stamp

    exhibit.prepare()
    _ = stamp


def chosen() -> Path | None:
    """Return the browser that `YOSUGA_BROWSER` names, or None to look for one."""
    return Path(settings.BROWSER) if settings.BROWSER else None


def sandbox() -> Sandbox:
    """Return whether the browser can lock itself in: root cannot, which a local vault allows and provenance names."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return Sandbox.OFF if root and settings.MODE == "local" else Sandbox.ON

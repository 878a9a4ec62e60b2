"""Which browser takes a page, and whether it can lock itself in."""

import os
from collections.abc import Callable
from pathlib import Path

from yosuga import settings
from yosuga.capture.browser.launch import Sandbox
from yosuga.capture.chromium import ChromiumCapturer
from yosuga.capture.live import LiveCapturer


def capturer() -> ChromiumCapturer:
    """Return the browser that takes pages nobody watches."""
    return ChromiumCapturer(browser=chosen(), sandbox=sandbox())


def own_window(home: Path, *, ready: Callable[[], None]) -> LiveCapturer:
    """Return the person's own browser with a profile kept in the data folder; `ready` waits for the person."""
    return LiveCapturer(browser=chosen(), profile=home / "browser-profile", ready=ready, sandbox=sandbox())


def chosen() -> Path | None:
    """Return the browser that `YOSUGA_BROWSER` names, or None to look for one."""
    return Path(settings.BROWSER) if settings.BROWSER else None


def sandbox() -> Sandbox:
    """Return whether the browser can lock itself in: root cannot, which a local vault allows and provenance names."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return Sandbox.OFF if root and settings.MODE == "local" else Sandbox.ON

"""Which browser takes a page for the web door, and whether it can lock itself in."""

import os
from pathlib import Path

from yosuga import settings
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.underway import Starter


def capturer() -> Starter:
    """Return the browser that takes pages nobody watches."""
    from yosuga.capture.chromium import ChromiumCapturer

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ChromiumCapturer(
        browser=Path(settings.BROWSER) if settings.BROWSER else None,
        sandbox=Sandbox.OFF if root and settings.MODE == "local" else Sandbox.ON,
    )

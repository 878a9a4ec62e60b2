"""The app as a process of its own, as a person starts it, for tests with a real browser."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread

from playwright.sync_api import BrowserContext

from tests.driver import driven
from yosuga.capture.browser.find import with_window

ROOT = Path(__file__).resolve().parents[2]
_WAIT_S = 30


@dataclass(slots=True)
class Served:
    """The running app. `addresses` are the one-time addresses it printed, the oldest first."""

    process: subprocess.Popen[str]
    addresses: Queue[str] = field(default_factory=Queue)

    def address(self) -> str:
        """Return the next address that lets a browser in; after one was used there is another."""
        return self.addresses.get(timeout=_WAIT_S)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.addresses.put(line.strip())


@contextmanager
def served(home: Path, *options: str) -> Iterator[Served]:
    """Start the app on a data folder and stop it as a person's system does."""
    environment = {**os.environ, "YOSUGA_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "YOSUGA_LANG": "ja"}
    for name in ("YOSUGA_PORT", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [sys.executable, "-P", "-m", "yosuga", "serve", "--no-open", *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    app = Served(process)
    listening = Thread(target=app.listen, daemon=True)
    listening.start()
    try:
        yield app
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=_WAIT_S)
        listening.join()
        process.stdout.close()  # type: ignore[union-attr]  # it is a pipe


@contextmanager
def browsing(profile: Path, *, scripts: bool = True, dark: bool = False) -> Iterator[BrowserContext]:
    """Open a browser with a profile on the disk, as people have it: its history can be read afterwards."""
    with driven() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=str(with_window().path),
            args=["--no-sandbox", "--headless=new"],
            ignore_default_args=["--disable-back-forward-cache"],
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            viewport={"width": 360, "height": 740},
        )
        context.set_default_timeout(15_000)
        try:
            yield context
        finally:
            context.close()

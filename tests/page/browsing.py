"""Opens the page as its receiver does, in a real browser and from a disk, and gives it a package."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.driver import driven
from yosuga.capture.browser.find import unattended

Report = dict[str, object]
_TIMEOUT_MS = 120_000


@dataclass(frozen=True)
class Opened:
    """The page, open: `asked` is every address it or the browser tried to reach, `errors` what went wrong in it."""

    page: Page
    asked: list[str]
    errors: list[str]

    def check(self, path: Path, *, key: str = "", since: Path | None = None) -> Report:
        """Choose a folder or a ZIP as a person does, wait for the end, and return what the page made of it."""
        self.page.evaluate("() => { window.yosugaResult = null; document.querySelector('details').open = true; }")
        self.page.fill("#key", key)
        self.page.set_input_files("#since-file", [] if since is None else since)
        self.page.set_input_files("#folder" if path.is_dir() else "#zip", path)
        return self._report()

    def drop(self, path: Path) -> Report:
        """Drag a folder or a ZIP onto the page, wait for the end, and return what the page made of it."""
        self.page.evaluate("() => { window.yosugaResult = null; }")
        self.let_fall(path)
        return self._report()

    def let_fall(self, path: Path) -> None:
        """The drag itself, as the browser passes on what a file manager gives it."""
        self.page.locator("#drop").scroll_into_view_if_needed()
        box = self.page.locator("#drop").bounding_box()
        assert box is not None
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            place = {"x": int(box["x"]) + 20, "y": int(box["y"]) + 20}
            session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
        session.detach()

    def _report(self) -> Report:
        self.page.wait_for_function("() => window.yosugaResult || document.querySelector('#result .failure')")
        report: Report | None = self.page.evaluate("() => window.yosugaResult")
        assert report is not None, self.page.inner_text("#result")
        return report


@contextmanager
def opened(file: Path) -> Iterator[Opened]:
    """Open a page's file. An error in its scripts fails the test."""
    with driven() as playwright:
        browser = playwright.chromium.launch(executable_path=str(unattended().path), args=["--no-sandbox"])
        context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
        context.set_default_timeout(_TIMEOUT_MS)
        page = context.new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(file.as_uri())
        try:
            yield Opened(page, asked, errors)
        finally:
            browser.close()
        assert not errors, errors

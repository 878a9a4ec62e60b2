"""A person before a real browser: reads what stands there, presses what has words on it, and leaves traces we count."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Playwright, Response

from tests.driver import driven
from tests.vaults import PASSPHRASE
from tests.web.browser.server import Server
from yosuga.capture.browser.find import unattended
from yosuga.web import words

Size = tuple[int, int]
PHONE: Size = (360, 740)
DESK: Size = (1280, 800)
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
_TIMEOUT_MS = 60_000  # nobody is that slow: it ends what hangs, and judges no speed
# Playwright turns off what real browsers have on: pages kept in memory for the Back button.
_AS_PEOPLE_HAVE_IT = ["--disable-back-forward-cache"]


@contextmanager
def browsers() -> Iterator[Browser]:
    """Start the system's Chromium."""
    with driven() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


def launched(playwright: Playwright) -> Browser:
    """Return a running browser."""
    return playwright.chromium.launch(
        executable_path=str(unattended().path),
        args=["--no-sandbox", "--lang=ja"],
        ignore_default_args=_AS_PEOPLE_HAVE_IT,
    )


@dataclass  # without slots: the browser driver hangs its own notes on the methods it calls
class Visitor:
    """One person with one window. `asked` is every request the browser made, `seen` the heading of every page.

    `broken` are answers that say the server failed, `errors` what scripts and the browser complained of.
    """

    page: Page
    server: Server
    language: str = "ja"
    asked: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    weights: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    last: str = ""
    errors: list[str] = field(default_factory=list)

    @classmethod
    def at(
        cls,
        browser: Browser,
        server: Server,
        *,
        size: Size = PHONE,
        language: str = "ja",
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
    ) -> "Visitor":
        """Sit somebody down before a fresh window."""
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=LOCALES[language],
            timezone_id="Asia/Tokyo",
            color_scheme=scheme,
            java_script_enabled=scripts,
            has_touch=size[0] < 600,
            is_mobile=size[0] < 600,
        )
        return cls.watching(context, server, language=language)

    @classmethod
    def watching(cls, context: BrowserContext, server: Server, *, language: str = "ja") -> "Visitor":
        """Look over the shoulder of a window."""
        context.set_default_timeout(_TIMEOUT_MS)
        page = context.pages[0] if context.pages else context.new_page()
        visitor = cls(page, server, language)
        context.on("request", lambda request: visitor.asked.append(request.url))
        visitor._watches(page)
        return visitor

    def _watches(self, page: Page) -> None:
        page.on("response", self._noted)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self._complained(line.type, line.text))

    def takes_a_new_tab(self) -> None:
        """Turn away from a page that still reloads itself: its last attempt would break off the next way in."""
        before, self.page = self.page, self.page.context.new_page()
        before.close()
        self._watches(self.page)

    def _noted(self, response: Response) -> None:
        if response.request.resource_type in {"document", "stylesheet", "script", "font"}:
            self.weights[response.url] = int(response.headers.get("content-length", "0"))
        # A page may say calmly that something is gone (404); what belongs to a page may not be missing.
        if response.status >= (500 if response.request.resource_type == "document" else 400):
            self.broken.append(f"{response.status} {response.url} after {self.last}")

    def _complained(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):  # those are in `broken`, with address
            self.errors.append(text)

    # ------------------------------------------------------------------------------------------------- coming in

    def enters(self) -> "Visitor":
        """Open the address that the server printed."""
        self.page.goto(self.server.address())
        assert self.page.url == f"{self.server.origin}/m"
        self._settled()
        return self

    def reads_easily(self) -> None:
        """Ask for やさしい日本語 with furigana, at the foot of the page."""
        self.presses_value("go", "easy")

    def unlocks(self, passphrase: str = PASSPHRASE) -> None:
        """Open the vault with the passphrase, from any screen."""
        self.goes("unlock")
        self.fills("passphrase", passphrase)
        self.presses("Unlock")

    def makes_vault(self, passphrase: str = PASSPHRASE) -> None:
        """Make a vault on the page that offers it, and confirm the recovery code as its sheet has it."""
        self.fills("passphrase", passphrase)
        self.fills("passphrase-again", passphrase)
        self.presses("Make the vault")
        groups = self.page.locator("main .number").all_inner_texts()
        self.presses("I wrote it down")
        self.fills("group", groups[2].strip())
        self.presses("Confirm")

    def leaves(self) -> None:
        """Close the window."""
        self.page.context.close()

    # --------------------------------------------------------------------------------------------------- reading

    def says(self, text: str, **fields: object) -> str:
        """Return an interface text in this person's language."""
        with words.speaking(self.language):
            return words.say(text, **fields)

    @property
    def heading(self) -> str:
        """Return the page's heading."""
        return self.page.locator("h1").first.inner_text().strip()

    @property
    def text(self) -> str:
        """Return what can be read on the page, in one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def sees(self, text: str, **fields: object) -> bool:
        """Say whether a text of the interface stands on the page; a field that was not given may be anything."""
        pattern = re.escape(" ".join(self.says(text).split()))
        for name in re.findall(r"\\\{(\w+)\\\}", pattern):
            pattern = pattern.replace(rf"\{{{name}\}}", re.escape(str(fields[name])) if name in fields else ".+?")
        return re.search(pattern, self.text) is not None

    # -------------------------------------------------------------------------------------------------- pressing

    def button(self, label: str) -> Locator:
        """Return the button with these words, in main first."""
        words_ = self.says(label)
        for place in ("main", "aside", "body"):
            found = self.page.locator(place).get_by_role("button", name=words_, exact=True)
            if found.count():
                return found.first
        raise AssertionError(f"no button 「{words_}」 on 「{self.heading}」: {self.buttons()}")

    def buttons(self) -> list[str]:
        """Return the words on every button."""
        return [one.inner_text() for one in self.page.get_by_role("button").all()]

    def presses(self, label: str) -> None:
        """Press the button with these words and wait for the next page."""
        self._clicked(self.button(label))

    def presses_value(self, name: str, value: str) -> None:
        """Press the button that sends this value."""
        self._clicked(self.page.locator(f"button[name='{name}'][value='{value}']").first)

    def _clicked(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()
        self._settled()

    def _settled(self) -> None:
        self.page.wait_for_load_state("load")
        self.titles.add(self.page.title())
        self.seen.append(self.heading)

    def types_key_to(self, label: str) -> None:
        """Press Tab until the button with these words has the focus, then Enter."""
        words_ = self.says(label)
        for _press in range(80):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("() => document.activeElement?.innerText?.trim() ?? ''") == words_:
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                self._settled()
                return
        raise AssertionError(f"Tab does not lead to 「{words_}」 on 「{self.heading}」")

    def fills(self, name: str, text: str) -> None:
        """Type into the field of this name."""
        self.page.locator(f"[name='{name}']").first.fill(text)

    def gives(self, name: str, *paths: Path) -> None:
        """Choose files."""
        self.page.locator(f"input[type='file'][name='{name}']").set_input_files(list(paths))

    def goes(self, screen: str, **arguments: str) -> None:
        """Go straight to a screen, as a button that leads there does. For tests of many screens, not for journeys."""
        self.last = screen
        given = {f"arg-{name}": value for name, value in arguments.items()}
        self.page.context.request.post(
            f"{self.server.origin}/m", form={**self.hidden(), "go": screen, **given}, max_redirects=0
        )
        self.looks()

    def looks(self) -> None:
        """Ask for the page once more."""
        self.page.goto(f"{self.server.origin}/m")
        self._settled()

    def hidden(self) -> dict[str, str]:
        """Return what every form of this page carries."""
        form = self.page.locator("form:has(input[name='v'])").first
        assert form.count(), f"a page without a form after {self.last}: {self.text}"
        return {name: form.locator(f"input[name='{name}']").get_attribute("value") or "" for name in ("k", "v")}

    # ----------------------------------------------------------------------------------------- answering questions

    @property
    def question(self) -> str:
        """Return which question of the intake is open; empty where none is."""
        found = self.page.locator("main input[name='page']")
        return found.first.get_attribute("value") or "" if found.count() else ""

    def still_open(self) -> list[str]:
        """Return which questions the page of all answers calls unanswered."""
        found: list[str] = self.page.evaluate(
            "(words) => [...document.querySelectorAll('main h2')].filter((one) => one.innerText === words)"
            ".flatMap((one) => [...one.nextElementSibling.querySelectorAll('input[name=arg-page]')])"
            ".map((one) => one.value)",
            self.says("Not answered yet"),
        )
        return found

    def answers(self, given: str | Sequence[str]) -> None:
        """Answer the question that is open: one word, several, none of them, or a day."""
        if isinstance(given, str):
            button = self.page.locator(f"main button[value='{given}']")
            if button.count():
                self._clicked(button.first)
                return
            if self.page.locator("main select[name='chosen']").count():
                self.page.locator("main select[name='chosen']").select_option(given)
            else:
                self.page.locator("main [name='text']:not(button)").fill(given)
        elif not given:
            self.presses_value("leave", "none-of-these")
            return
        for word in given if not isinstance(given, str) else ():
            self.page.locator(f"main input[value='{word}']").check()
        self.presses("Next")

    def answers_all(self, said: Mapping[str, str | Sequence[str]], *, otherwise: str = "unknown") -> list[str]:
        """Answer page after page until there is no question any more, and return which were asked."""
        asked: list[str] = []
        while (question := self.question) and len(asked) < 60:
            asked.append(question)
            self.answers(said.get(question, otherwise))
            if self.sees("Go on from here"):  # the page for danger came in between
                self.presses("Go on from here")
        return asked

    def waits_for(self, text: str, *, seconds: float = 60) -> None:
        """Wait until a text of the interface stands on the page, which asks again by itself meanwhile."""
        self.page.get_by_text(self.says(text)).first.wait_for(timeout=seconds * 1000)
        self._settled()

    # --------------------------------------------------------------------------------------------------- leaving

    def exits(self) -> None:
        """Press the way out."""
        with self.page.expect_navigation(url="**/w"):
            self.page.locator("a.exit").click()

    def goes_back(self) -> str:
        """Press Back and return all that can be read then; an error page of the browser reads as nothing."""
        try:
            self.page.go_back(wait_until="load")
        except Error:
            return ""
        return self.page.locator("body").inner_text()

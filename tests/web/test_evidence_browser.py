"""Keeping proof in a real browser: the hash on the screen is the hash in the log, and nothing needs a script."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.vaults import PASSPHRASE, Vault
from tests.web.served import browsing, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


def lets_in(page: Page, address: str) -> None:
    """Come in, open the vault and go to the screen for keeping."""
    page.goto(address)
    page.locator("button[name=danger][value=no]").click()
    page.locator("button[name=go][value=keep]").first.click()
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.locator("main form button").first.click()
    page.wait_for_selector("textarea[name=urls]")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_hash_that_is_shown_before_sending_is_the_one_in_the_log(
    vault: Vault, tmp_path: Path, *, scripts: bool
) -> None:
    file = tmp_path / "画面.bin"
    file.write_bytes(b"what was seen\n" * 100_000)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with served(vault.home) as app, browsing(tmp_path / "profile", scripts=scripts) as context:
        page = context.new_page()
        lets_in(page, app.address())
        page.locator("input[name=files]").set_input_files(str(file))
        if scripts:
            page.wait_for_selector(f"#seen >> text={digest}")
            assert page.locator("input[name=seen]").input_value() == digest
        page.locator("main form button.big").click()
        page.wait_for_selector(f"main >> text={digest}")
        assert page.title() == "メモ"
        assert page.url.endswith("/m")

"""Why there is no verdict: the exit codes that say so, of which none can be read as one, and a call that went wrong."""

from __future__ import annotations

USAGE = 64  # EX_USAGE of sysexits.h: argparse's own 2 would read as 要確認
BROKE_DOWN = 70  # EX_SOFTWARE: Python's own 1 would read as 不一致
OUT_OF_MEMORY = 71  # EX_OSERR
NOT_WRITTEN = 74  # EX_IOERR
INTERRUPTED = 130


class NoVerdictError(Exception):
    """The package was not judged; why, in both languages.

    `error` is a stable word, `detail` a technical fact, and `about` what was typed, which only the screen repeats.
    """

    def __init__(
        self, error: str = "not-understood", *, ja: str, en: str, detail: str = "", about: str = "", code: int = USAGE
    ) -> None:
        super().__init__(f"{ja} / {en}" + (f": {about or detail}" if about or detail else ""))
        self.error = error
        self.code = code
        self.said = {"detail": detail, "ja": ja, "en": en}

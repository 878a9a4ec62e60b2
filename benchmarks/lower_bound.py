"""The least that a capture can cost: start the headless shell, load one page, take PNG, MHTML and PDF, end it.

Usage: lower_bound.py BROWSER URL FOLDER. Raw protocol over a pipe; nothing is intercepted, recorded or judged.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

Message = dict[str, object]


@dataclass(slots=True)
class Pipe:
    """The browser's protocol as it is: messages end with a zero byte."""

    sender: int
    receiver: int
    number: int = 0
    held: bytes = b""
    events: list[Message] = field(default_factory=list)

    def call(self, method: str, session: str = "", **params: object) -> Message:
        """Send a command and return its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params, **({"sessionId": session} if session else {})}
        os.write(self.sender, json.dumps(message).encode() + b"\0")
        while (answer := self.next()).get("id") != self.number:
            self.events.append(answer)
        result = answer["result"]
        if not isinstance(result, dict):
            raise TypeError(method)
        return result

    def next(self) -> Message:
        """Return the next message."""
        while b"\0" not in self.held:
            data = os.read(self.receiver, 2**20)
            if not data:
                raise EOFError
            self.held += data
        first, _, self.held = self.held.partition(b"\0")
        message = json.loads(first)
        if not isinstance(message, dict):
            raise TypeError(message)
        return message

    def wait_for(self, method: str) -> None:
        """Return when the event `method` has come."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.next())


def start(browser: str, profile: str) -> tuple[subprocess.Popen[bytes], Pipe]:
    """Start the browser with its protocol on file descriptors 3 and 4."""
    in_read, in_write = os.pipe()
    out_read, out_write = os.pipe()
    flags = [
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
        "--no-first-run",
        "--disable-gpu",
        "--hide-scrollbars",
    ]
    if os.geteuid() == 0:
        flags += ["--no-sandbox", "--no-zygote"]

    def wire() -> None:
        spare = os.dup(out_write)  # either end may have the number of the other's place
        os.dup2(in_read, 5)
        os.dup2(spare, 4)
        os.dup2(5, 3)

    process = subprocess.Popen(
        [browser, *flags],
        preexec_fn=wire,  # noqa: PLW1509  (one thread only)
        close_fds=False,
        stderr=subprocess.DEVNULL,
    )
    os.close(in_read)
    os.close(out_write)
    return process, Pipe(sender=in_write, receiver=out_read)


def take(pipe: Pipe, url: str, folder: Path) -> None:
    """Load the page and write the three files."""
    target = pipe.call("Target.createTarget", url="about:blank", width=1280, height=1600)["targetId"]
    session = str(pipe.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
    pipe.call("Page.enable", session)
    pipe.call("Page.navigate", session, url=url)
    pipe.wait_for("Page.loadEventFired")
    picture = pipe.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True)["data"]
    (folder / "page.png").write_bytes(base64.b64decode(str(picture)))
    (folder / "page.mhtml").write_text(str(pipe.call("Page.captureSnapshot", session, format="mhtml")["data"]))
    paper = pipe.call("Page.printToPDF", session, printBackground=True)["data"]
    (folder / "page.pdf").write_bytes(base64.b64decode(str(paper)))


def main(browser: str, url: str, folder: str) -> None:
    """Take one page."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:  # the browser's children may still write
        process, pipe = start(browser, profile)
        try:
            take(pipe, url, Path(folder))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""The product's own server as a process: started, met at its one-time address, killed in the middle, started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread

ROOT = Path(__file__).resolve().parents[3]
_STARTS_WITHIN_S = 60


@dataclass(slots=True)
class Server:
    """`yosuga serve` with a data folder `folder/vault` of its own. `addresses` are those it printed, unused."""

    folder: Path
    port: int = 0
    addresses: "Queue[str]" = field(default_factory=Queue)
    settings: Mapping[str, str] = field(default_factory=dict)
    _process: "subprocess.Popen[str] | None" = None

    @property
    def origin(self) -> str:
        """Return the address in front of every path."""
        return f"http://localhost:{self.port}"

    @property
    def told(self) -> str:
        """Return what it said beside its addresses."""
        return (self.folder / "told.txt").read_text("utf-8")

    def start(self) -> "Server":
        """Start it and wait until it answers."""
        with (self.folder / "told.txt").open("ab") as told:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", "-m", "yosuga", "serve", "--no-open"],
                env=self._environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=told,
                encoding="utf-8",
            )
        Thread(target=self._listen, args=(self._process,), daemon=True).start()
        first = self.addresses.get(timeout=_STARTS_WITHIN_S)
        assert first, self.told
        self.port = int(first.split(":")[2].partition("/")[0])
        self.addresses.put(first)
        return self

    def address(self) -> str:
        """Return an address that lets a browser in once."""
        found = self.addresses.get(timeout=10)
        assert found, self.told
        return found

    def kill(self) -> None:
        """End it as a power cut or the system does: SIGKILL, in the middle of whatever it is at."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End it as a session that closes does, and return its exit code."""
        return self._end(signal.SIGTERM)  # a job in the background is started deaf to SIGINT

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        code = process.wait(timeout=60)
        self.addresses = Queue()
        return code

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        """Keep the addresses that it prints; an empty one when it ended."""
        into = self.addresses
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                into.put(line.strip())
        into.put("")

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT / "src"),
            "YOSUGA_HOME": str(self.folder / "vault"),
            "YOSUGA_LANG": "ja",
            **self.settings,
        }

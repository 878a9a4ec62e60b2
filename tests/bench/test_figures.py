"""The figures of the README hold on this machine (`make bench`); each script prints its table."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.bench
@pytest.mark.parametrize("work", ["ingest", "item", "log", "postgres", "verify"])
def test_the_vault_keeps_to_its_limit(work: str) -> None:
    assert subprocess.run([sys.executable, "benchmarks/vault.py", work], cwd=ROOT, check=False).returncode == 0


@pytest.mark.bench
def test_a_capture_keeps_to_its_limits() -> None:
    assert subprocess.run([sys.executable, "benchmarks/capture.py"], cwd=ROOT, check=False).returncode == 0


@pytest.mark.bench
@pytest.mark.parametrize("bench", ["removal", "takedown", "letters"])
def test_takedown_keeps_to_its_limits(bench: str) -> None:
    assert subprocess.run([sys.executable, "-m", f"benchmarks.{bench}"], cwd=ROOT, check=False).returncode == 0

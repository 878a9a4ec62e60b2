"""The lock files: exact, hashed, from nowhere in particular, and never against each other."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["build.txt", "run.txt", "server.txt", "dev.txt"]
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)(\[[a-z0-9,-]+\])?==(?P<version>[^ ;\\]+)(?P<marker> ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def requirements(name: str) -> list[str]:
    """The logical lines of a lock: a requirement with all its hashes is one."""
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def pins(name: str) -> set[str]:
    """`name==version ; marker`, without hashes."""
    return {re.sub(r"\s+", " ", line.split("--hash")[0]).strip() for line in requirements(name)}


def names(name: str) -> set[str]:
    return {pin.split("==")[0].partition("[")[0] for pin in pins(name)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_exact_and_carries_hashes(lock: str) -> None:
    lines = requirements(lock)
    assert lines
    for line in lines:
        pin, _, hashes = line.partition("--hash")
        assert PIN.fullmatch(pin.strip()), pin
        assert all(HASH.fullmatch(part) for part in ("--hash" + hashes).split()), line


@pytest.mark.parametrize("lock", ["constraints.txt", *LOCKS])
def test_no_lock_names_a_host_or_a_place(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    for trace in ("://", "index-url", "find-links", "trusted-host", "file:", " @ ", "/", "-e "):
        assert trace not in text.replace("pyproject.toml", ""), trace


def by_pin(name: str) -> dict[str, tuple[str, set[str]]]:
    """`name==version` to its marker and its hashes."""
    found = {}
    for line in requirements(name):
        pin, _, hashes = line.partition("--hash")
        exact, _, marker = pin.strip().partition(" ; ")
        found[exact] = (marker.strip(), set(("--hash" + hashes).split()))
    return found


@pytest.mark.parametrize(
    ("smaller", "larger"), [("run.txt", "server.txt"), ("server.txt", "dev.txt"), ("build.txt", "dev.txt")]
)
def test_a_larger_lock_holds_all_of_the_smaller_in_the_same_versions(smaller: str, larger: str) -> None:
    whole = by_pin(larger)
    for pin, (marker, hashes) in by_pin(smaller).items():
        assert pin in whole
        assert whole[pin][1] == hashes, pin
        assert whole[pin][0] in {marker, ""}, f"{pin} is installed in fewer places by {larger}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_was_chosen_from_the_one_shared_resolution(lock: str) -> None:
    shared = {pin.partition(" ; ")[0] for pin in pins("constraints.txt")}
    assert {pin.partition(" ; ")[0] for pin in pins(lock)} <= shared


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["keyring"]
    assert {re.split(r"[^A-Za-z0-9-]", entry)[0] for entry in wanted} <= names("run.txt")
    assert {re.split(r"[^A-Za-z0-9-]", entry)[0] for entry in project["dependency-groups"]["dev"]} <= names("dev.txt")


def test_tools_for_tests_stay_out_of_what_people_run() -> None:
    assert not names("run.txt") & {
        "playwright",
        "pytest",
        "mypy",
        "ruff",
        "hypothesis",
        "wacz",
        "bagit",
        "setuptools",
        "pywb",
        "surt",
        "warcio",
    }


def test_a_resolver_s_own_lock_is_not_kept() -> None:
    assert not (ROOT / "uv.lock").exists()
    assert "uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()

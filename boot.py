"""Makes a checkout ready to work: Python parts from the lock files, a browser, Japanese fonts; then hands over.

Standard library only. `./run ARGS` and `./test ARGS` call it; on Windows type `py boot.py run ARGS`.
The second start only compares two small files, so nothing here is imported before it is needed.
"""

from __future__ import annotations  # this file must reach its own "your Python is too old" on an old Python

import os
import sys

OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11")
ROOT = os.path.dirname(os.path.realpath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(ENVIRONMENT, "Scripts", "python.exe") if WINDOWS else os.path.join(ENVIRONMENT, "bin", "python")

# What each command needs: its lock file. dev.txt holds all of run.txt in the same versions (a test says so).
LOCKS = {"run": "run.txt", "test": "dev.txt"}
# -P: a file called django.py in the folder where a person works must not be run as code.
HAND_OVER = {"run": ["-P", "-m", "yosuga"], "test": ["-P", os.path.join(ROOT, "tests", "suite.py")]}
# What is done when nothing is asked for: a person who types ./run alone wants the app.
OTHERWISE = {"run": ["serve"], "test": []}

# Programs that tests ask as a stranger would; Debian's packages have the same names.
# Programs of others that tests check us with, and the Debian packages they come in.
TEST_PROGRAMS = {
    "age": "age",
    "g++": "g++",
    "git": "git",
    "make": "make",
    "pdfsig": "poppler-utils",
    "redis-server": "redis-server",
    "shellcheck": "shellcheck",
    "strace": "strace",
    "unzip": "unzip",
}

FRESH: set[str] = set()  # what this process has already brought up to date

EX_UNAVAILABLE = 69  # sysexits.h: something that is needed is not there


class SetUpError(Exception):
    """The set-up cannot go on; the message says in both languages what to do."""


def say(japanese: str, english: str) -> None:
    """Progress goes to stderr: stdout belongs to the command (`--json`)."""
    for line in (japanese, english):
        # A console that cannot show Japanese must not stop the set-up.
        encoding = sys.stderr.encoding or "utf-8"
        print("yosuga: " + line.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """`run ARGS` or `test ARGS`: set up what is missing, then become that command. Gives the exit code."""
    if not arguments or arguments[0] not in LOCKS:
        say("使い方: ./run … または ./test …", "usage: ./run … or ./test …")
        return 64  # sysexits.h: EX_USAGE
    try:
        if sys.version_info < OLDEST:
            return with_newer_python(arguments)
        if not is_ready(arguments[0]):
            set_up_alone(arguments[0])
    except SetUpError as problem:
        say(*problem.args)
        return EX_UNAVAILABLE
    except OSError as problem:
        say(f"準備ができませんでした: {problem}", f"The set-up failed: {problem}")
        return EX_UNAVAILABLE
    except KeyboardInterrupt:
        say("準備を中断しました。次に実行すると、最初からやり直します。", "Stopped. The next start begins afresh.")
        return 130
    if arguments[0] == "run":
        os.environ["PYTHONSAFEPATH"] = "1"  # the same for the Python processes that the command starts
        os.environ["YOSUGA_CALLED"] = "py boot.py run" if WINDOWS else "./run"  # what help and hints tell to type
    return hand_over([PYTHON, "-X", "utf8", *HAND_OVER[arguments[0]], *(arguments[1:] or OTHERWISE[arguments[0]])])


def hand_over(command: list[str]) -> int:
    """Become the command; Windows cannot, so there we wait for it."""
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 - becoming the command is the point; no shell
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the console sent it to the child too, which knows what to finish
            continue


def with_newer_python(arguments: list[str]) -> int:
    """`python3` is too old: look for another one, let apt bring one, or say what to type."""
    from shutil import which

    found = next(filter(None, map(which, NEWER_PYTHONS)), None)
    if found is None and may_use_apt():
        apt_install([NEWER_PYTHONS[-1], NEWER_PYTHONS[-1] + "-venv"])
        found = which(NEWER_PYTHONS[-1])
    if found is None:
        raise SetUpError(
            "Python 3.11 以上が必要です。Debian / Ubuntu: sudo apt-get install python3.11 python3.11-venv",
            "Python 3.11 or newer is needed. Debian / Ubuntu: sudo apt-get install python3.11 python3.11-venv",
        )
    return hand_over([found, "-I", "-S", os.path.realpath(__file__), *arguments])


# ------------------------------------------------------------------------------------------------ the stamp


def is_ready(kind: str) -> bool:
    """Whether the environment was finished for exactly these locks, in this place, with this Python."""
    found = read(stamp_path(kind))
    return found is not None and found == stamp(kind)


def stamp_path(kind: str) -> str:
    """Where the environment says that it is finished."""
    return os.path.join(ENVIRONMENT, "ready-" + kind)


def stamp(kind: str) -> bytes | None:
    """The lock itself, not its hash: comparing needs no import. A moved checkout or a new Python makes it differ."""
    lock = read(lock_path(kind))
    if lock is None or not os.path.exists(PYTHON):
        return None
    return (ROOT + "\n" + os.path.realpath(PYTHON) + "\n").encode() + lock


def lock_path(kind: str) -> str:
    """The lock file that a command needs."""
    return os.path.join(ROOT, "requirements", LOCKS[kind])


def read(path: str) -> bytes | None:
    """A small file, or None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def write_stamp(kind: str) -> None:
    """Written last, in one step: an interrupted set-up leaves no stamp."""
    content = stamp(kind)
    if content is None:
        raise SetUpError(
            "準備した環境が見つかりません。もう一度実行してください。", "The environment vanished. Please run again."
        )
    with open(stamp_path(kind) + ".new", "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(stamp_path(kind) + ".new", stamp_path(kind))


# ----------------------------------------------------------------------------------------------- the set-up


def set_up_alone(kind: str) -> None:
    """One set-up at a time: a second start waits for the first and then finds the work done."""
    with open(os.path.join(ROOT, ".setup.lock"), "ab") as file:
        hold(file.fileno())
        if not is_ready(kind):
            set_up(kind)


def hold(descriptor: int) -> None:
    """Wait for the lock; the system lets it go when this process ends, however it ends."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("ほかの準備が終わるのを待っています…", "Waiting for another set-up to finish …")
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def set_up(kind: str) -> None:
    """Python parts and system parts side by side; the stamp comes last."""
    from threading import Thread

    say(
        "初回の準備をしています。1 分ほどかかります…",
        "Preparing, this once. It takes about a minute …",
    )
    need_venv(kind)
    system = Thread(target=provide_system_parts, args=(kind,))
    system.start()
    try:
        if not is_ready("run"):
            make_environment()
        install(kind)
    finally:
        system.join()
    write_stamp(kind)
    if kind != "run":
        write_stamp("run")  # dev.txt holds all of run.txt
    say("準備ができました。", "Ready.")


def need_venv(kind: str) -> None:
    """Debian's python3 comes without venv and ensurepip; they are in a package of their own."""
    if has_venv():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if may_use_apt():
        apt_install([package])
    if not has_venv():
        line = install_line([package, *missing_parts(kind)])
        raise SetUpError(
            f"Python の venv がありません。次を打ってから、もう一度実行してください: {line}",
            f"Python has no venv. Type this and run again: {line}",
        )


def has_venv() -> bool:
    """Both halves: Debian has the folder `venv` without the pip that fills it."""
    import importlib
    from importlib.util import find_spec

    importlib.invalidate_caches()
    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def make_environment() -> None:
    """An empty environment, with a pip of its own."""
    # Resolved, because ./run starts this file with the environment's own Python when there is one.
    call([os.path.realpath(sys.executable), "-I", "-m", "venv", "--clear", ENVIRONMENT])
    point_at_sources()


def point_at_sources() -> None:
    """The environment finds `src` without building it. The path is relative, so a Japanese folder name does no harm."""
    where = call([PYTHON, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    with open(os.path.join(where, "yosuga.pth"), "w", encoding="ascii") as file:
        file.write(os.path.relpath(os.path.join(ROOT, "src"), os.path.realpath(where)) + "\n")


def install(kind: str) -> None:
    """Exactly what the lock lists. People run wheels only: nothing is built, so nothing unlisted runs.

    Two parts of the tests have no wheel; they are built with the tools of build.txt, not with downloaded ones.
    """
    if kind == "test":
        pip_install("build.txt", "--only-binary", ":all:")
        pip_install(LOCKS[kind], "--only-binary", ":all:", "--no-binary", "bagit,surt", "--no-build-isolation")
    else:
        pip_install(LOCKS[kind], "--only-binary", ":all:")


def pip_install(lock: str, *options: str) -> None:
    """Quiet, exact, and deaf to settings that would change what is installed or where."""
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--no-user"]
    exact = ["--require-hashes", "--no-deps", *options, "-r", os.path.join(ROOT, "requirements", lock)]
    call([PYTHON, "-I", "-m", "pip", "install", *quiet, *exact], without_pip_surprises())


def without_pip_surprises() -> dict[str, str]:
    """Where parts come from is the person's choice (mirror, proxy, certificate); what and where to is not."""
    kept = {"CACHE_DIR", "CERT", "CLIENT_CERT", "CONFIG_FILE", "DEFAULT_TIMEOUT", "EXTRA_INDEX_URL", "FIND_LINKS"}
    kept |= {"INDEX_URL", "KEYRING_PROVIDER", "NO_INDEX", "PROXY", "RETRIES", "TIMEOUT", "TRUSTED_HOST"}
    return {name: value for name, value in os.environ.items() if not name.startswith("PIP_") or name[4:] in kept}


def call(command: list[str], environment: dict[str, str] | None = None) -> str:
    """Run a step and give what it printed; a step that fails shows its own words first."""
    import subprocess

    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode == 0:
        return done.stdout
    sys.stderr.write(done.stdout + done.stderr)
    raise SetUpError(
        "準備の途中で失敗しました(上の表示をご覧ください)。保存済みのものは変わっていません。"
        "ネットワークと空き容量を確かめて、もう一度実行してください。",
        "A step of the set-up failed (see above). Nothing you saved was changed. "
        "Check the network and the free disk space, then run again.",
    )


# -------------------------------------------------------------------------- the browser, the fonts, openssl


def provide_system_parts(kind: str) -> None:
    """Install what the system lacks, or say what to type. Never blocks: verify and import need none of it."""
    missing = missing_parts(kind)
    if missing and may_use_apt():
        say(
            "次のものを入れています: " + "、".join(missing),
            "Installing: " + ", ".join(missing),
        )
        try:
            apt_install(missing)
        except SetUpError as problem:
            say(*problem.args)
        missing = missing_parts(kind)
    if missing:
        tell_what_to_type(missing)


def missing_parts(kind: str) -> list[str]:
    """The system's parts that were not found, by their Debian names."""
    parts = {
        "chromium": find_browser,
        "chromium-headless-shell": find_headless_shell,
        "fonts-noto-cjk": find_japanese_font,
        "fonts-noto-color-emoji": find_emoji_font,
        "openssl": find_openssl,
    }
    if kind == "test":
        parts["postgresql"] = find_postgresql
        parts["debian-reference-ja"] = find_japanese_site
    missing = [name for name, find in parts.items() if not find()]
    return missing + [package for name, package in TEST_PROGRAMS.items() if kind == "test" and not find_program(name)]


def find_program(*names: str) -> str | None:
    """The first of these programs on the PATH."""
    from shutil import which

    return next(filter(None, map(which, names)), None)


def find_browser() -> str | None:
    """The person's own choice first, then any browser of the Chromium family."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
    return first_file([os.environ.get("YOSUGA_BROWSER", "")]) or find_program(*names) or first_file(browser_files())


def browser_files() -> list[str]:
    """Where macOS and Windows keep browsers, which are not on their PATH."""
    if sys.platform == "darwin":
        names = ("Google Chrome", "Chromium", "Microsoft Edge")
        return [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in names]
    folders = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    tails = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
    return [os.path.join(folder, tail) for folder in folders if folder for tail in tails]


def find_headless_shell() -> str | None:
    """Debian alone packages it; elsewhere the browser's own headless mode does the work."""
    if not os.path.exists("/etc/debian_version"):
        return find_browser()
    return find_program("chromium-headless-shell", "chrome-headless-shell", "headless_shell")


def find_japanese_font() -> str | None:
    """Noto, because other Japanese fonts lack characters that names need (𠮷)."""
    return find_font("NotoSansCJK", "NotoSansJP", "SourceHanSans")


def find_emoji_font() -> str | None:
    """Posts are full of emoji; without the font a picture of a page shows boxes."""
    return find_font("NotoColorEmoji", "NotoEmoji")


def find_font(*prefixes: str) -> str | None:
    """A font file whose name begins so; the folders are looked at without starting fc-list."""
    if sys.platform in ("darwin", "win32"):
        return "the system's own"  # both come with Japanese and emoji fonts
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"):
        for path, _, files in os.walk(os.path.expanduser(folder)):
            for name in files:
                if name.startswith(prefixes):
                    return os.path.join(path, name)
    return None


def find_openssl() -> str | None:
    """The verifier checks timestamp tokens with it."""
    return find_program("openssl")


def find_postgresql() -> str | None:
    """The server's own programs, which Debian keeps off the PATH."""
    from glob import glob

    return first_file(sorted(glob("/usr/lib/postgresql/*/bin/initdb"))) or find_program("initdb")


def find_japanese_site() -> str | None:
    """Tests capture a Japanese site that nobody here wrote; Debian and Ubuntu package one."""
    return first_file(["/usr/share/debian-reference/ch12.ja.html"])


def first_file(paths: list[str]) -> str | None:
    """The first of these files that is there."""
    return next(filter(os.path.isfile, paths), None)


def tell_what_to_type(missing: list[str]) -> None:
    """Said once, when the environment is made; the commands that need a part say so themselves later."""
    say("見つからないもの: " + "、".join(missing), "Not found: " + ", ".join(missing))
    line = install_line(missing)
    say("入れるには、次を打ってください(あとでも構いません):", "To install, type this (it can wait):")
    print("\n    " + line + "\n", file=sys.stderr, flush=True)
    say(
        "verify(検証)と import(取り込み)は、このままで使えます。",
        "verify and import work without them.",
    )


def install_line(missing: list[str]) -> str:
    """The one line to type on this system."""
    if sys.platform == "win32":
        return "winget install Google.Chrome ShiningLight.OpenSSL.Light"
    if sys.platform == "darwin":
        return "brew install --cask google-chrome && brew install openssl"
    if find_program("apt-get"):
        return "sudo apt-get update && sudo apt-get install -y " + " ".join(missing)
    if find_program("dnf"):
        return "sudo dnf install chromium google-noto-sans-cjk-fonts google-noto-color-emoji-fonts openssl"
    return "chromium, Noto Sans CJK, Noto Color Emoji, openssl"


def may_use_apt() -> bool:
    """Only as root: nothing here asks for a password."""
    return sys.platform == "linux" and os.geteuid() == 0 and find_program("apt-get") is not None


def apt_install(packages: list[str]) -> None:
    """Bring Debian packages. A fresh machine has no lists yet; Ubuntu lacks some names, so ask first."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if "lists" not in FRESH:
        call(["apt-get", "update", "-qq"], environment)
        FRESH.add("lists")
    known = [package for package in packages if is_known_to_apt(package)]
    options = ["-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
    if known:
        call(["apt-get", "install", *options, *known], environment)


def is_known_to_apt(package: str) -> bool:
    """Whether this system's lists hold the package."""
    import subprocess

    quiet = subprocess.DEVNULL
    return subprocess.call(["apt-cache", "show", package], stdin=quiet, stdout=quiet, stderr=quiet) == 0  # noqa: S607


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

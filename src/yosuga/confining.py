"""The limits of a child process that takes strangers' bytes apart: no files, no network, little memory, little time."""

import contextlib
import sys

# Doors that no reader needs. Python's own audit events close them for Python code; the limits below hold for all code.
_CLOSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "shutil.", "ftplib.", "http.client.", "urllib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
)  # fmt: skip


def confine(*, memory: int, cpu_s: int | None = None, open_files: int = 32) -> None:
    """Give up what is not needed, for good. Everything that will be used must be imported before.

    `memory` is bytes of address space; `cpu_s` seconds of processor time, None for a child that is kept. Windows knows
    no such limits: there time and answer are bounded from outside alone.
    """
    sys.addaudithook(_refuse)
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: open_files,
        **({} if cpu_s is None else {resource.RLIMIT_CPU: cpu_s}),
    }
    for which, most in limits.items():
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS does not know every limit; the others still hold
            resource.setrlimit(which, (allowed, allowed))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_CLOSED):
        raise PermissionError(event)
    if event == "open" and len(arguments) > 1 and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError(event)

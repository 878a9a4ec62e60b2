"""The limits of the child process that opens strangers' pictures: no files, no network, little memory, little time."""

import contextlib
import sys

MEMORY = 1_300 * 2**20

# Doors that opening a picture does not need. Python's own audit events close them; the limits below hold for all code.
_CLOSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "shutil.", "ftplib.", "http.client.", "urllib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
)  # fmt: skip


def confine(*, cpu_s: int) -> None:
    """Give up what is not needed, for good. Everything that will be used must be imported before."""
    sys.addaudithook(_refuse)
    if sys.platform == "win32":
        return  # no such limits there: time and answer are still bounded from outside
    import resource

    limits = {
        resource.RLIMIT_CPU: cpu_s,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
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

"""What is typed, shown below the help of each command: short enough for a narrow window, and proven by the tests."""

from collections.abc import Sequence

_EXAMPLES = {
    "serve": ("",),
    "plan": ("", "--save answers.yaml"),
    "guide": ("", "danger-now"),
    "desks": ("", "--for leak-address"),
    "deadline": ("", "pfa-25-7d"),
    "takedown": ("add URL", "routes T0001"),
    "takedown add": ("URL",),
    "takedown evidence": ("T0001 --evidence E0002",),
    "takedown repost": ("T0001 URL",),
    "takedown drop": ("T0001",),
    "takedown routes": ("T0001",),
    "takedown letter": ("T0001 --fill",),
    "takedown sender": ("--fill",),
    "takedown sent": ("T0001",),
    "takedown received": ("T0001",),
    "takedown answered": ("T0001 refused",),
    "takedown undo": ("T0001",),
    "takedown list": ("--due",),
    "takedown show": ("T0001",),
    "takedown recheck": ("T0001", "--due"),
    "takedown calendar": ("-o days.ics",),
    "check": ("draft.txt", "--leaked photo.jpg"),
    "detect": ("--jsonl texts.jsonl",),
    "redact": ("post.txt -o copy.txt",),
    "capture": ("URL", "--case CASE1 URL", "--resume"),
    "import": ("--case CASE1 photo.png",),
    "items": ("", "CASE1 --search post"),
    "history": ("", "E0001 --case CASE1"),
    "note": ('E0001 "…" --case CASE1',),
    "case": ("new CASE1", "list"),
    "case new": ("CASE1",),
    "case list": ("",),
    "exhibits": ("CASE1", "--draft plan.json"),
    "export": ("CASE1 -o OUT", "CASE1 -o OUT --zip"),
    "receipt": ("CASE1 -o list.pdf",),
    "seal": ("PACKAGE",),
    "timestamp": ("enable FILE", "now"),
    "timestamp enable": ("FILE",),
    "timestamp disable": ("",),
    "timestamp list": ("",),
    "timestamp now": ("",),
    "vault": ("status", "copy /media/usb/yosuga"),
    "vault status": ("",),
    "vault create": ("",),
    "vault copy": ("/media/usb/yosuga",),
    "vault check": ("", "/media/usb/yosuga"),
    "vault restore": ("/media/usb/yosuga",),
    "vault passphrase": ("",),
    "vault recovery": ("",),
    "vault remember": ("",),
    "vault forget": ("",),
    "erase": ("E0001 --case CASE1",),
    "catalog": ("check", "review"),
    "catalog check": ("",),
    "catalog review": ("--limit 20",),
    "catalog schema": ("answers",),
}


def of(command: str) -> Sequence[str]:
    """Return what may be typed after the program's name for a command such as `vault copy`, if it is one of ours."""
    return [f"{command} {rest}".rstrip() for rest in _EXAMPLES.get(command, ())]


def commands() -> Sequence[str]:
    """Return every command that has examples."""
    return list(_EXAMPLES)

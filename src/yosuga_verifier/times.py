"""Step 9: time runs forward in what the events claim, and each event names a token that came before it."""

from __future__ import annotations

from datetime import datetime, timedelta

from yosuga_verifier.canonical import INDEX
from yosuga_verifier.findings import Findings

_ANCHOR, _AT, _BOOT, _EID, _MONO = (INDEX[key] for key in ("anchor", "at_device", "boot", "eid", "mono_us"))
_SHA256, _TYPE = INDEX["sha256"], INDEX["type"]
_SLACK = timedelta(seconds=2)
_EVENTS = "proof/events.jsonl"


class Watch:
    """Looks at the disclosed events in order; one instance a package."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._mono: dict[bytes, int] = {}
        self._at = b""
        self._days: set[bytes] = set()
        self._tokens: set[bytes] = set()
        self._unknown: list[tuple[int, bytes, str]] = []

    def see(self, seq: int, values: tuple[bytes | None, ...], *, whole: bool) -> None:
        """Take in an event; `whole` says that no event before it is withheld."""
        at, boot, mono = values[_AT] or b"", values[_BOOT] or b"", int(values[_MONO] or 0)
        kind = values[_TYPE]
        if mono < self._mono.get(boot, 0):
            self._backwards(seq, values)
        self._mono[boot] = mono
        if at < self._at and kind != b"clock_jump":
            self._jumped(seq, values, before=self._at)
        self._at = at
        if at[:10] not in self._days:
            self._day(seq, at[:10])
        anchor = values[_ANCHOR] or b""
        if anchor != b"none" and anchor not in self._tokens:
            self._unproven(seq, values, anchor=anchor, whole=whole)
        if kind == b"anchor":
            self._tokens.add(values[_SHA256] or b"")

    def close(self) -> None:
        """Judge the tokens named before any event introduced them, now that all events are known."""
        for seq, anchor, item in self._unknown:
            if anchor in self._tokens:
                self._too_early(seq, item)
        if not self._findings.any_broken(9):
            self._findings.fine(9, "time", ja="記録の時間は前に進んでいます。", en="Time runs forward in the log.")

    def _unproven(self, seq: int, values: tuple[bytes | None, ...], *, anchor: bytes, whole: bool) -> None:
        item = (values[_EID] or b"").decode()
        if whole:
            self._too_early(seq, item)
        elif len(self._unknown) < 10_000:  # bounded: a log has far fewer events between two tokens
            self._unknown.append((seq, anchor, item))

    def _too_early(self, seq: int, item: str) -> None:
        self._findings.broken(
            9,
            "anchor-order",
            subject=_EVENTS,
            item=item,
            ja=f"記録{seq}が、それより前の記録にない時刻認証を示しています。",
            en=f"Event {seq} names a time-stamp token that no earlier event introduced.",
        )

    def _backwards(self, seq: int, values: tuple[bytes | None, ...]) -> None:
        self._findings.broken(
            9,
            "mono",
            subject=_EVENTS,
            item=(values[_EID] or b"").decode(),
            ja=f"記録{seq}で、戻るはずのない経過時間が戻っています。順序か時刻が作られた疑いがあります。",
            en=f"At event {seq} the elapsed time, which cannot run back, does. Order or time may be made up.",
        )

    def _day(self, seq: int, day: bytes) -> None:
        self._days.add(day)
        try:
            datetime.strptime(day.decode(), "%Y-%m-%d")  # noqa: DTZ007 - only whether the calendar has such a day
        except ValueError:
            self._findings.broken(
                9,
                "calendar",
                subject=_EVENTS,
                ja=f"記録{seq}の日付が暦にありません。",
                en=f"Event {seq} has a date that is in no calendar.",
            )

    def _jumped(self, seq: int, values: tuple[bytes | None, ...], *, before: bytes) -> None:
        try:
            then, now = (datetime.fromisoformat(one[:26].decode()) for one in (before, values[_AT] or b""))
        except ValueError:
            return  # a day that is in no calendar was reported
        if then - now > _SLACK:
            self._findings.open(
                9,
                "clock",
                subject=_EVENTS,
                item=(values[_EID] or b"").decode(),
                ja=f"記録{seq}で、端末の時計が説明なく{(then - now).total_seconds():.0f}秒戻っています。",
                en=f"At event {seq} the device's clock runs back by {(then - now).total_seconds():.0f} s, unexplained.",
            )

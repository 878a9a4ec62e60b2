"""Step 13: says what holds, in Japanese and English, for a person and as JSON; never more than was proven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from yosuga_verifier.findings import BROKEN, EXIT_CODES, FINE, OPEN, Finding, shown, worst
from yosuga_verifier.tokens import Proven
from yosuga_verifier.verification import Result

WORDS = {FINE: ("一致", "matches"), OPEN: ("要確認", "needs review"), BROKEN: ("不一致", "does not match")}
_JST = timezone(timedelta(hours=9))
_CAVEAT_JA = "この結果は「記録がその時点から変わらずに存在した」ことを示します。投稿の内容が事実かどうかは示しません。"
_CAVEAT_EN = (
    "This says that the record existed unchanged at the times given. It never says that what a post claims is true."
)


def exit_code(result: Result) -> int:
    """0 一致, 2 要確認, 1 不一致."""
    return EXIT_CODES[result.findings.verdict()]


def as_json(result: Result) -> str:
    """The report as one JSON object; keys and codes are English and stable."""
    verdict = result.findings.verdict()
    return json.dumps(
        {
            "report": 1,
            "verdict": verdict,
            "verdict_ja": WORDS[verdict][0],
            "exit": exit_code(result),
            "name": result.name,
            "case": result.case,
            "files": result.files,
            "events": result.log_size,
            "findings": [vars(one) for one in _sorted(result)],
            "unlisted": result.findings.unlisted(),
            "items": [
                {
                    "id": eid,
                    "verdict": _item_verdict(result, eid),
                    "after": _token_json(_after(result, eid)),
                    "before": _token_json(_before(result, eid)),
                    "files": sorted(result.items[eid].here.values()) if eid in result.items else [],
                }
                for eid in _items(result)
            ],
            "proven": [{"ja": ja, "en": en} for ja, en in _proven(result)],
            "caveat": {"ja": _CAVEAT_JA, "en": _CAVEAT_EN},
        },
        ensure_ascii=True,
        indent=1,
    )


def as_text(result: Result) -> str:
    """The report as a person reads it."""
    return "\n".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    ja, en = WORDS[result.findings.verdict()]
    yield f"判定 / Verdict: {ja} / {en}"
    yield f"{shown(result.name)}  {shown(result.case)}"
    yield ""
    yield "確かめたこと / Findings"
    for one in _sorted(result):
        about = f" {shown(one.subject)}" if one.subject else ""
        item = f" [{one.item}]" if one.item else ""
        yield f"  {WORDS[one.severity][0]}（{one.step}）{item}{about}: {one.ja}"
        yield f"      {WORDS[one.severity][1]} (step {one.step}): {one.en}"
    for code, count in sorted(result.findings.unlisted().items()):
        yield f"  同じ種類（{code}）がほかに{count}件 / {count} more of this kind ({code})"
    yield ""
    yield "項目ごと / Items"
    for eid in _items(result):
        yield from _item_lines(result, eid)
    proven = list(_proven(result))
    if proven and result.findings.verdict() != FINE:
        yield ""
        yield "それでも言えること / Still proven"
        for ja, en in proven:
            yield f"  {ja}"
            yield f"      {en}"
    yield ""
    yield _CAVEAT_JA
    yield _CAVEAT_EN


def _sorted(result: Result) -> list[Finding]:
    order = (BROKEN, OPEN, FINE)
    return sorted(result.findings.listed, key=lambda one: (order.index(one.severity), one.step))


def _items(result: Result) -> list[str]:
    """Every item that is disclosed or that a finding is about."""
    return sorted(result.items.keys() | result.findings.items.keys(), key=lambda eid: int(eid[1:]))


def _log_holds(result: Result) -> bool:
    return result.log_size is not None and not result.findings.any_broken(4, 5)


def _item_verdict(result: Result, eid: str) -> str:
    """An item stands on its own findings; without a log that holds, nothing vouches for it."""
    own = result.findings.items.get(eid, FINE)
    return own if _log_holds(result) else worst(own, OPEN)


def _after(result: Result, eid: str) -> Proven | None:
    """The token the item's event names: the event came after it."""
    if eid not in result.items or not _log_holds(result):
        return None
    named = result.story.items[eid].takings[0].anchor
    return next((token for token in result.tokens if token.sha256 == named), None)


def _before(result: Result, eid: str) -> Proven | None:
    """The earliest token over a head that has the item's event; a trusted one outranks any other."""
    if eid not in result.items or not _log_holds(result):
        return None
    seq = result.story.items[eid].takings[0].seq
    covering = [token for token in [*result.tokens, *result.seals] if token.size > seq]
    return min(covering, key=lambda token: (not token.trusted, token.time), default=None)


def _token_json(token: Proven | None) -> dict[str, object] | None:
    if token is None:
        return None
    return {
        "path": token.path,
        "authority": token.authority,
        "time": token.time.isoformat().replace("+00:00", "Z"),
        "trusted": token.trusted,
    }


def _item_lines(result: Result, eid: str) -> Iterator[str]:
    ja, en = WORDS[_item_verdict(result, eid)]
    yield f"  {eid} {ja} / {en}"
    if eid in result.items and _log_holds(result):
        after, before = _after(result, eid), _before(result, eid)
        yield f"      {_when(after, 'より後')}、{_when(before, 'より前')}"
        yield f"      {_when_en('after', after)}, {_when_en('before', before)}"


def _when(token: Proven | None, word: str) -> str:
    if token is None:
        return f"{word}: 時刻認証なし"
    doubt = "" if token.trusted else "（認証局は未確認）"
    return f"{_jst(token.time)} JST{doubt}{word}"


def _when_en(word: str, token: Proven | None) -> str:
    if token is None:
        return f"{word}: no token"
    doubt = "" if token.trusted else ", authority not verified"
    return f"{word} {token.time:%Y-%m-%d %H:%M:%S} UTC ({shown(token.authority) or 'token'}{doubt})"


def _jst(time: datetime) -> str:
    return time.astimezone(_JST).strftime("%Y-%m-%d %H:%M:%S")


def _proven(result: Result) -> Iterator[tuple[str, str]]:
    """What stands in spite of every finding that is not fine."""
    good = [eid for eid in result.items if _item_verdict(result, eid) == FINE]
    if good:
        listed = ", ".join(good[:40]) + (" …" if len(good) > 40 else "")
        yield (
            f"次の項目は、ファイル・記録票・記録が互いに一致しています: {listed}。",
            f"Files, record and events of these items agree with each other and with the log: {listed}.",
        )
    if _log_holds(result) and not result.findings.any_broken(6):
        yield (
            f"記録{result.log_size}件の一覧は、署名された先頭値と一致しています。",
            f"The list of {result.log_size} events fits its signed head.",
        )
    for token in result.seals:
        if token.trusted:
            yield (
                (
                    f"目録は {_jst(token.time)} JST の時点と同じです。"
                    "目録と一致するファイルは、その時から変わっていません。"
                ),
                (
                    f"The manifests are those of {token.time:%Y-%m-%d %H:%M:%S} UTC: "
                    "a file that fits them has not changed since."
                ),
            )
    trusted = [token for token in result.tokens if token.trusted]
    if trusted and _log_holds(result):
        last = max(trusted, key=lambda token: token.size)
        yield (
            f"最初の{last.size}件の記録は {_jst(last.time)} JST に、今と同じ内容で存在していました。",
            f"The first {last.size} events existed unchanged at {last.time:%Y-%m-%d %H:%M:%S} UTC.",
        )

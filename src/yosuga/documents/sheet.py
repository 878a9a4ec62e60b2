"""The words of an exhibit's first page and of the foot of every page, out of a Sheet."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain

from yosuga.clock import jst_words
from yosuga.documents.court import Mark, Posted, Sheet
from yosuga.documents.wrapping import cut_line, lines_of
from yosuga.text import one_line

NO_URL = "URLなし（ご本人が持っていたファイル）"
VALUE_MM = 138.0
FOOT_MM = 168.0
CODE_PT = 8.0
TEXT_PT = 9.5
FOOT_PT = 6.5
_UNKNOWN = "不明"
_MOST_URL = 8_000
_MOST_TEXT = 1_000
_MOST_FOOT_LINES = 7
_VERDICTS = {"COMPLETE": "ページの全体を取得", "PARTIAL": "一部を取得できなかったページ", "FAILED": "取得に失敗"}

# A line of a row: its text, and its kind: text, code or note.
_Line = dict[str, str]


def court_words(mark: Mark) -> str:
    """Return the number as it stands on an exhibit: `甲第1号証の2`."""
    return f"{mark.party}第{mark.number}号証" + (f"の{mark.branch}" if mark.branch else "")


def title_of(sheet: Sheet) -> str:
    """Return the title in one line; that of a file opened from a disk is none."""
    title = one_line(sheet.title)[:_MOST_TEXT]
    return "（題名なし）" if not title or title.lower().startswith("file:") else title


def url_of(sheet: Sheet) -> str:
    """Return the URL, or the words that there is none: where a file lay on somebody's disk is no address."""
    url = one_line(sheet.url)
    return NO_URL if not url or url.lower().startswith("file:") else url


def foot_of(sheet: Sheet) -> dict[str, object]:
    """Return what stands at the foot of every page; a URL of more than seven lines is whole on the sheet only."""
    url = url_of(sheet)
    lines = list(lines_of(url[:_MOST_URL], point=FOOT_PT, room_mm=FOOT_MM - 9))
    if len(lines) > _MOST_FOOT_LINES:
        lines = [*lines[: _MOST_FOOT_LINES - 1], f"… 全{len(url)}文字。全文は「取得の記録」"]
    return {
        "mark": court_words(sheet.mark),
        "item": one_line(sheet.item)[:40],
        "jst": jst_words(sheet.captured),
        "utc": _utc(sheet.captured),
        "url_lines": lines,
    }


def rows_of(sheet: Sheet) -> Sequence[dict[str, object]]:
    """Return the rows of the sheet: a name and its lines."""
    return [{"name": name, "lines": list(lines)} for name, lines in _rows(sheet)]


def _rows(sheet: Sheet) -> Iterator[tuple[str, Iterator[_Line]]]:
    yield "題名", _text(title_of(sheet))
    yield "URL", _address(sheet)
    yield "アカウント", _account(sheet)
    yield "投稿日時", _posted(sheet.posted)
    yield "取得日時", chain([_note("取得した端末の時計による申告")], _moment(sheet.captured))
    yield "時刻認証", _bracket(sheet)
    yield "取得の方法", _text("。".join(filter(None, [one_line(sheet.method), _verdict(sheet)])) or _UNKNOWN)
    yield "原本のファイル", _code(sheet.original)
    yield "原本のSHA-256", _code(sheet.sha256)
    yield "証拠番号", _text(f"{one_line(sheet.item)[:40]}　　事件 {cut_line(one_line(sheet.case))}")


def _address(sheet: Sheet) -> Iterator[_Line]:
    url = url_of(sheet)
    yield from _text(url) if url == NO_URL else _code(url[:_MOST_URL])
    if len(url) > _MOST_URL:
        yield from _text(f"（全{len(url)}文字のうち、はじめの{_MOST_URL}文字。全文は取得の記録にあります）")


def _account(sheet: Sheet) -> Iterator[_Line]:
    yield _note("表示名")
    yield from _text(one_line(sheet.account_name)[:_MOST_TEXT] or _UNKNOWN)
    yield _note("ID")
    yield from _text(one_line(sheet.account_id)[:_MOST_TEXT] or _UNKNOWN)


def _posted(posted: Posted) -> Iterator[_Line]:
    yield _note("画面の表示のまま")
    yield from _text(one_line(posted.shown)[:_MOST_TEXT] or _UNKNOWN)
    source = one_line(posted.machine_source)[:100]
    yield from _claimed("ページのデータ" + (f"（{source}）" if source else ""), moment=posted.machine)
    yield from _claimed("投稿IDから計算", moment=posted.from_id)


def _claimed(name: str, *, moment: datetime | None) -> Iterator[_Line]:
    yield _note(name)
    yield from _text(_UNKNOWN) if moment is None else _moment(moment)


def _bracket(sheet: Sheet) -> Iterator[_Line]:
    if sheet.not_before is None and sheet.not_after is None:
        yield from _text("まだありません（時刻認証局による証明なし）")
        return
    if sheet.not_before is not None:
        yield _note("この時刻より後に記録されました")
        yield from _moment(sheet.not_before)
    if sheet.not_after is not None:
        yield _note("この時刻には、記録がすでにありました")
        yield from _moment(sheet.not_after)
    if sheet.authority:
        yield _note("時刻認証局")
        yield from _text(one_line(sheet.authority)[:200])


def _verdict(sheet: Sheet) -> str:
    return _VERDICTS.get(sheet.verdict, one_line(sheet.verdict)[:200])


def _moment(moment: datetime) -> Iterator[_Line]:
    yield {"text": f"{jst_words(moment)}（日本時間）　{_utc(moment)}（UTC）", "kind": "text"}


def _note(text: str) -> _Line:
    return {"text": text, "kind": "note"}


def _text(text: str) -> Iterator[_Line]:
    for line in lines_of(text[: 2 * _MOST_TEXT], point=TEXT_PT, room_mm=VALUE_MM):
        yield {"text": line, "kind": "text"}


def _code(text: str) -> Iterator[_Line]:
    for line in lines_of(one_line(text), point=CODE_PT, room_mm=VALUE_MM):
        yield {"text": line, "kind": "code"}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""What a page of today says beside what was kept of it: seen, changed, away, or hidden behind something."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from yosuga.rules.relook import Answer, Kept, look
from yosuga.rules.removal import Barrier, Look, Shown, Sight, Sign, Way, sight

_URL = "https://board.example/post/12345"
_KEPT = Kept(("架空町の家の前で撮った写真です", "この人を見かけたら教えてください"))
_FRAME = ("ホーム", "検索", "おすすめの話題", "利用規約", "お問い合わせ")
_MISSING = Answer(_URL, _URL, 200, "board.example", "\n".join([*_FRAME, "今日はどんな日でしたか"]))


def _page(*lines: str, status: int = 200) -> Answer:
    return Answer(_URL, _URL, status, "board.example", "\n".join([*_FRAME, *lines, "返信する", "いいね 12"]))


_OTHER = Kept(("となりの喫茶店が新しくなりました", "来週も行こうと思います"))
_LIVE = (_page(*_OTHER.lines), _OTHER)


def _look(answer: Answer, *, never: Answer | None = _MISSING, control: tuple[Answer, Kept] | None = _LIVE) -> Look:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return look(answer, kept=_KEPT, never=never, control=control, way=Way.PLAIN, moment=moment)


def test_a_post_with_other_counters_around_it_is_live() -> None:
    assert sight(_look(_page(*_KEPT.lines, "表示 1,234 件"))) is Sight.LIVE


def test_a_post_whose_words_were_partly_taken_out_is_edited() -> None:
    assert sight(_look(_page(_KEPT.lines[0]))) is Sight.EDITED


def test_other_words_where_the_host_shows_something_of_nothing_are_an_edit_not_an_absence() -> None:
    seen = _look(_page("書き直しました", "前の内容は忘れてください", "新しい写真はこちら", "よろしくお願いします"))
    assert seen.shown is Shown.CHANGED
    assert sight(seen) is Sight.EDITED


@pytest.mark.parametrize(
    ("answer", "sign"),
    [
        (replace(_MISSING, status=404), Sign.STATUS),
        (replace(_MISSING, status=410), Sign.STATUS),
        (replace(_MISSING, text="この投稿は削除されました"), Sign.WORDS),
        (replace(_MISSING, text=_MISSING.text.replace("日でしたか", "日でしたか 3")), Sign.LIKE_NOTHING),
    ],
    ids=["404", "410", "words", "like nothing"],
)
def test_what_a_host_says_of_a_post_that_is_gone_is_a_sign(answer: Answer, sign: Sign) -> None:
    seen = _look(answer)
    assert sign in seen.signs
    assert sight(seen) is Sight.ABSENT


def test_a_host_that_shows_everybody_the_same_page_says_nothing_by_it() -> None:
    seen = _look(_MISSING, control=(_MISSING, _OTHER))
    assert not seen.signs
    assert sight(seen) is not Sight.ABSENT


def test_a_404_of_a_host_that_is_down_altogether_is_unknown() -> None:
    down = replace(_MISSING, status=404)
    assert sight(_look(down, control=(down, _OTHER))) is Sight.UNKNOWN


@pytest.mark.parametrize(
    ("answer", "barrier"),
    [
        (replace(_MISSING, status=503), Barrier.FAILED),
        (replace(_MISSING, status=0, text=""), Barrier.FAILED),
        (replace(_MISSING, text="ただいまメンテナンス中です"), Barrier.FAILED),
        (replace(_MISSING, status=429), Barrier.REFUSED),
        (replace(_MISSING, status=451), Barrier.REGION),
        (replace(_MISSING, text="お住まいの地域ではご利用いただけません"), Barrier.REGION),
        (replace(_MISSING, text="18歳以上ですか"), Barrier.AGE),
        (replace(_MISSING, text="このスレッドは過去ログ倉庫に格納されています"), Barrier.ARCHIVED),
        (replace(_MISSING, text="JavaScriptを有効にしてください"), Barrier.SHELL),
        (replace(_MISSING, status=401), Barrier.LOGIN),
        (replace(_MISSING, text="Checking your browser before accessing", mitigated=True), Barrier.CAPTCHA),
    ],
)
def test_what_stands_before_a_page_is_named_and_is_no_absence(answer: Answer, barrier: Barrier) -> None:
    seen = _look(answer)
    assert seen.barrier is barrier
    assert sight(seen) in {Sight.BLOCKED, Sight.UNKNOWN}


def test_a_bare_page_is_an_empty_shell_unless_a_live_page_of_the_host_was_seen_the_same_way() -> None:
    bare = replace(_MISSING, text="")
    assert _look(bare, control=None).barrier is Barrier.SHELL
    assert _look(bare).barrier is None


def test_without_anything_kept_no_page_is_ever_live() -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    seen = look(_page(*_KEPT.lines), kept=Kept(()), never=None, control=None, way=Way.PLAIN, moment=moment)
    assert seen.shown is Shown.NOTHING
    assert sight(seen) is Sight.UNKNOWN

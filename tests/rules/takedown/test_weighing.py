"""From what three addresses answered to one look: what is compared with what, and what does not count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.relook.base import Answered
from yosuga.rules.relook import Kept
from yosuga.rules.removal import Barrier, Look, Shown, Sight, Sign, Way, sight
from yosuga.rules.takedown.target import Kind
from yosuga.rules.takedown.weighing import Control, Sought, enough, weigh

_NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
_ROOT = "https://board.example"
_FRAME = ("ホーム", "検索はこちらから", "利用規約とプライバシーについて")
_LINES = ("架空町の家の前で撮った写真です", "この人を見かけたら教えてください")
_POST = Sought(Kind.POST, Kept(_LINES), exact=True)
_FRONT = (
    "ようこそ話題のひろばへ",
    "新しい投稿を読んで感想を書きましょう",
    "登録はだれでもできます",
    "今日の天気は晴れです",
)


def page(*lines: str, path: str = "/post/12345", status: int = 200) -> Answered:
    return Answered(f"{_ROOT}{path}", f"{_ROOT}{path}", _NOW, status, "話題のひろば", "\n".join([*_FRAME, *lines]))


_MISSING = page("お探しのページは見つかりません", status=404)
_NEVER = page("お探しのページは見つかりません", path="/post/2099999999", status=404)
_CONTROL = Control(page(*_FRONT, path="/"))


def look(
    post: Answered, *, never: Answered | None = _NEVER, control: Control | None = _CONTROL, sought: Sought = _POST
) -> Look:
    return weigh(post, never=never, control=control, sought=sought, way=Way.PLAIN)


def test_a_post_that_is_missing_beside_a_page_that_is_there_is_absent() -> None:
    assert sight(look(_MISSING)) is Sight.ABSENT


@pytest.mark.parametrize(
    "control",
    [
        pytest.param(None, id="none"),
        pytest.param(Control(replace(_CONTROL.answered, status=500)), id="failed"),
        pytest.param(Control(page("お探しのページは見つかりません", path="/", status=404)), id="missing"),
        pytest.param(Control(page("続きを見るにはログインが必要です", path="/")), id="wall"),
        pytest.param(Control(replace(_CONTROL.answered, url=f"{_ROOT}/login")), id="led to a login"),
        pytest.param(Control(replace(_CONTROL.answered, url="https://elsewhere.example/")), id="another host"),
        pytest.param(Control(page("メンテナンス中です", path="/")), id="maintenance"),
        pytest.param(Control(replace(_CONTROL.answered, text="")), id="empty"),
        pytest.param(Control(replace(_CONTROL.answered, moment=_NOW + timedelta(seconds=61))), id="a minute later"),
        pytest.param(Control(_CONTROL.answered, Kept(("となりの喫茶店が新しくなりました",))), id="not what was kept"),
    ],
)
def test_without_a_page_of_the_host_that_is_really_there_nothing_is_known(control: Control | None) -> None:
    assert sight(look(_MISSING, control=control)) is Sight.UNKNOWN


def test_a_page_that_shows_everybody_the_same_is_no_control() -> None:
    same = page(*_FRONT)
    assert sight(look(same, never=replace(same, asked=f"{_ROOT}/post/9"), control=_CONTROL)) is not Sight.ABSENT


def test_what_was_kept_with_its_frame_is_looked_for_without_it() -> None:
    whole = Sought(Kind.POST, Kept((*_FRAME, *_LINES)))
    assert sight(look(_MISSING, sought=whole)) is Sight.ABSENT
    assert sight(look(page(*_LINES), sought=whole)) is Sight.LIVE
    assert not enough(page(*_LINES), sought=whole, way=Way.PLAIN)


def test_a_host_that_shows_its_posts_at_any_address_is_not_compared_with_nothing() -> None:
    assert sight(look(page(*_LINES), never=page(*_LINES, path="/post/9"))) is Sight.LIVE


@pytest.mark.parametrize(
    ("answer", "settled"),
    [
        (page(*_LINES), True),
        (replace(_MISSING, status=503), True),
        (replace(_MISSING, status=429), True),
        (replace(_MISSING, status=0, text=""), True),
        (_MISSING, False),
        (page("続きを見るにはログインが必要です"), False),
    ],
)
def test_a_host_is_asked_for_more_only_where_it_can_tell_more(answer: Answered, settled: bool) -> None:
    assert enough(answer, sought=_POST, way=Way.PLAIN) is settled


def test_a_wall_that_the_engine_met_counts_though_the_words_do_not_tell() -> None:
    seen = look(replace(page("ようこそ"), walled=True))
    assert seen.barrier is Barrier.LOGIN


_THREAD = "https://egg.5ch.net/test/read.cgi/board/1700000000"


def thread(second: str) -> Answered:
    first, third = "1 名無しさん 2023/11/15 07:13 ID:a\nはじめます", "3 名無しさん 2023/11/15 07:15 ID:c\nとなりの話"
    text = f"話題\n{first}\n{second}\n{third}"
    return Answered(f"{_THREAD}/2", f"{_THREAD}/2", _NOW, 200, "話題", text)


def test_of_a_thread_only_the_one_post_counts() -> None:
    sought = Sought(Kind.POST, Kept(("はじめます", "とかいた")), exact=True)
    there = thread("2 名無しさん 2023/11/15 07:14 ID:b\nはじめます\nとかいた")
    away = thread("2 あぼーん あぼーん\nあぼーん")
    control = Control(replace(_CONTROL.answered, asked="https://egg.5ch.net/", url="https://egg.5ch.net/"))
    assert sight(look(there, sought=sought, never=None, control=control)) is Sight.LIVE
    gone = look(away, sought=sought, never=None, control=control)
    assert gone.shown is Shown.NOTHING
    assert gone.signs == {Sign.WORDS}
    assert sight(gone) is Sight.ABSENT


def test_a_picture_is_compared_by_its_bytes() -> None:
    kept = "ab12" * 16
    picture = Answered(f"{_ROOT}/1.png", f"{_ROOT}/1.png", _NOW, 200, media_type="image/png", digest=kept)
    sought = Sought(Kind.MEDIA, digest=kept)
    assert sight(look(picture, sought=sought)) is Sight.LIVE
    other = replace(picture, digest="cd34" * 16)
    assert sight(look(other, sought=sought)) is Sight.EDITED
    assert look(other, sought=sought, never=replace(other, asked=f"{_ROOT}/9.png")).signs == {Sign.LIKE_NOTHING}


def test_a_cached_copy_is_there_while_its_words_are() -> None:
    links = tuple(f"https://other{n}.example/" for n in range(4))
    results = replace(page(_LINES[0], path="/search?q=x"), links=links)
    sought = Sought(Kind.CACHE, Kept(_LINES))
    assert sight(look(results, sought=sought, never=None)) is Sight.LIVE
    assert sight(look(replace(results, text="ほかの結果だけが並びます"), sought=sought, never=None)) is Sight.ABSENT


_texts = st.sampled_from(
    [
        "",
        *_LINES,
        *_FRONT,
        "この投稿は削除されました",
        "続きを見るにはログインが必要です",
        "JavaScriptを有効にしてください",
    ]
)


def _possible(one: Answered) -> Answered:
    """Return what can come: where nothing answered, and in a picture, there are no words."""
    return one if one.status and one.media_type != "image/png" else replace(one, text="", links=())


_answers = st.builds(
    Answered,
    asked=st.sampled_from([f"{_ROOT}/post/1", f"{_ROOT}/", "x"]),
    url=st.sampled_from([f"{_ROOT}/post/1", f"{_ROOT}/login", "https://elsewhere.example/", ""]),
    moment=st.sampled_from([_NOW, _NOW + timedelta(minutes=2)]),
    status=st.sampled_from([0, 200, 301, 403, 404, 410, 429, 503]),
    text=st.lists(_texts, max_size=4).map("\n".join),
    media_type=st.sampled_from(["text/html", "image/png", ""]),
    digest=st.sampled_from(["", "ab" * 32]),
    links=st.lists(st.sampled_from(["https://a.example/", "https://b.example/x", "http://["]), max_size=4).map(tuple),
    walled=st.booleans(),
).map(_possible)


@given(
    post=_answers,
    never=st.none() | _answers,
    control=st.none() | st.builds(Control, _answers, st.none() | st.just(Kept(_LINES))),
    kind=st.sampled_from(Kind),
)
def test_whatever_a_host_answers_absence_needs_a_sign_and_a_page_that_is_there(
    post: Answered, never: Answered | None, control: Control | None, kind: Kind
) -> None:
    seen = look(post, never=never, control=control, sought=Sought(kind, Kept(_LINES), result=f"{_ROOT}/post/1"))
    if sight(seen) is Sight.ABSENT:
        assert seen.signs
        assert seen.control is True
        assert post.status not in {0, 403, 429, 503}
        assert not post.walled
    if kind not in {Kind.SEARCH, Kind.CACHE, Kind.MEDIA} and all(line in post.text for line in _LINES):
        assert sight(seen) in {Sight.LIVE, Sight.MOVED}

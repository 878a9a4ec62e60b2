"""What is kept of a post is the post: not the page around it, and on a board not the posts beside it."""

from collections.abc import Mapping

from yosuga.rules.takedown.kept import kept_of, part_of

_POST = ("架空町の家の前で撮った写真です", "この人を見かけたら教えてください")
_PAGE = "\n".join(["ホーム", "検索", *_POST, "いいね 12", "おすすめの投稿がここに並びます", "利用規約"])
_THREAD = "https://egg.5ch.net/test/read.cgi/board/1700000000/2"
_BOARD = """架空町の話題
1 名無しさん 2023/11/15(水) 07:13:20.00 ID:abc
はじめます
2: 名無しさん 2023/11/15(水) 07:14:00.00 ID:def
架空町の家の人は
12 回も来た
3 : 名無しさん 2023/11/15(水) 07:15:00.00 ID:ghi
となりの話
12 名無しさん 2023/11/15(水) 07:20:00.00 ID:jkl
あとの話"""


def facts(source: str, value: str) -> Mapping[str, object]:
    return {"text": [{"value": value, "source": source}]}


def test_what_the_page_tells_machines_of_its_post_is_kept_and_nothing_else() -> None:
    kept, exact = kept_of(_PAGE, facts=facts("json-ld:articleBody", "\n".join(_POST)), address="https://x.example/1")
    assert (kept.lines, exact) == (_POST, True)


def test_what_it_tells_of_itself_may_be_shortened_and_may_be_of_the_site() -> None:
    kept, exact = kept_of(
        _PAGE, facts=facts("meta:og:description", f"“{_POST[0]} この人を…"), address="https://x.example/1"
    )
    assert kept.lines == (f"{_POST[0]} この人を",)
    assert not exact


def test_what_it_tells_and_does_not_show_is_not_believed() -> None:
    kept, exact = kept_of(_PAGE, facts=facts("json-ld:text", "どこにもない言葉です"), address="https://x.example/1")
    assert _POST[0] in kept.lines
    assert not exact


def test_of_a_thread_the_one_post_is_kept() -> None:
    kept, exact = kept_of(_BOARD, facts={}, address=_THREAD)
    assert (kept.lines, exact) == (("架空町の家の人は", "12 回も来た"), True)
    assert part_of(_BOARD, address=_THREAD).startswith("2: 名無しさん")
    assert part_of(_BOARD, address="https://egg.5ch.net/test/read.cgi/board/1700000000/") == ""


def test_a_post_that_the_board_took_out_stands_there_by_its_mark_alone() -> None:
    taken = _BOARD.replace(
        "2: 名無しさん 2023/11/15(水) 07:14:00.00 ID:def\n架空町の家の人は\n12 回も来た",
        "2 あぼーん あぼーん\nあぼーん",
    )
    assert part_of(taken, address=_THREAD).splitlines() == ["2 あぼーん あぼーん", "あぼーん"]


def test_whatever_a_stranger_wrote_into_the_facts_is_read() -> None:
    for text in (None, 1, "x", [None, 3, {"value": 1, "source": 2}, {"value": "x"}], {"value": "x"}):
        assert kept_of(_PAGE, facts={"text": text}, address="")[0].lines
    assert kept_of("", facts={}, address="")[0].lines == ()

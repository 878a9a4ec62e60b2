from datetime import UTC, datetime

from yosuga.timestamps.base import Token
from yosuga.timestamps.bracket import bracket, words


def token(second: int, *, accuracy_s: float | None = 1.0) -> Token:
    moment = datetime(2025, 9, 11, 5, 5, second, tzinfo=UTC)
    return Token(authority="a", response=b"", digest=bytes(32), time=moment, accuracy_s=accuracy_s, serial=1)


def test_the_bracket_is_the_narrowest_one_with_the_accuracy_added() -> None:
    found = bracket(named=[token(2), token(5)], covering=[token(20), token(40)])
    assert found.after == datetime(2025, 9, 11, 5, 5, 4, tzinfo=UTC)
    assert found.before == datetime(2025, 9, 11, 5, 5, 21, tzinfo=UTC)


def test_the_sentences_give_both_moments() -> None:
    ja, en = words(bracket(named=[token(2, accuracy_s=None)], covering=[token(20, accuracy_s=None)]))
    assert "2025年9月11日(木) 14時05分02秒より後" in ja
    assert "14時05分20秒には存在" in ja
    assert "after 2025-09-11T05:05:02" in en


def test_without_tokens_nothing_is_claimed() -> None:
    assert words(bracket(named=[], covering=[])) == ("時刻認証はまだありません。", "There is no timestamp yet.")


def test_a_covering_token_alone_says_existed_by() -> None:
    ja, en = words(bracket(named=[], covering=[token(20)]))
    assert "より後" not in ja
    assert en.startswith("This record existed by")


def test_a_named_token_alone_says_that_existence_is_not_proven() -> None:
    ja, _ = words(bracket(named=[token(2)], covering=[]))
    assert "まだありません" in ja

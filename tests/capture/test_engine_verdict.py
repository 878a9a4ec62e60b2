"""What stands between the reader and the post, and what a capture is worth then."""

import pytest

from yosuga.capture.base import Reason, Verdict
from yosuga.capture.reasons import SENTENCES, sentence
from yosuga.capture.verdict import Seen, end, has_changed, network_reason, walls

POST = "今日、例山花子の住所がここに書き込まれました。東京都千代田区一番町0番地。"


def seen(text: str = POST, **changes: object) -> Seen:
    fields: dict[str, object] = {
        "asked": "https://sns.example/p/1",
        "url": "https://sns.example/p/1",
        "status": 200,
        "title": "SNS",
        "text": text,
        "password": False,
    }
    return Seen(**{**fields, **changes})  # type: ignore[arg-type]


def codes(one: Seen) -> list[str]:
    return [reason.code for reason in walls(one)]


def test_a_post_has_nothing_in_its_way() -> None:
    assert codes(seen()) == []


@pytest.mark.parametrize(
    "notice",
    [
        "このポストは、ポストの作成者により削除されました。",
        "お探しのページは見つかりません",
        "このアカウントは凍結されています",
        "This Post was deleted by the Post author.",
        "Sorry, this page isn't available.",
        "Video unavailable",
    ],
)
def test_a_notice_of_removal_says_deleted_whatever_the_status(notice: str) -> None:
    assert codes(seen(f"ホーム\n検索\n{notice}")) == ["deleted"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_status_of_removal_says_deleted_whatever_the_words(status: int) -> None:
    assert codes(seen("", status=status)) == ["deleted"]


@pytest.mark.parametrize(
    "text",
    [
        "投稿はまだありません",
        "この商品に問題はありません",
        f"昨日の投稿は削除されました、と本人から連絡がありました。{POST * 10}",
    ],
)
def test_a_page_that_only_speaks_of_such_things_is_not_a_notice(text: str) -> None:
    assert codes(seen(text)) == []


def test_a_login_form_alone_is_a_wall_and_one_in_the_corner_of_an_article_is_not() -> None:
    form = "ログイン\nユーザー名\nパスワード"
    assert codes(seen(form, password=True)) == ["login-wall"]
    assert codes(seen(f"{form}\n{POST * 20}", password=True)) == []


def test_a_box_laid_over_the_page_that_asks_for_a_login_is_a_wall() -> None:
    assert codes(seen(POST * 20, dialog="ログインして続きを見る")) == ["login-wall"]


def test_being_sent_to_a_login_page_is_a_wall_and_asking_for_one_is_not() -> None:
    login = "https://sns.example/i/flow/login?next=1"
    assert codes(seen("ようこそ", url=login)) == ["login-wall"]
    assert codes(seen("ようこそ", url=login, asked="https://sns.example/login")) == []


def test_a_check_for_robots_is_told_by_title_words_or_header() -> None:
    assert codes(seen("", title="Just a moment...")) == ["challenge"]
    assert codes(seen("あなたがロボットではないことを確認してください")) == ["challenge"]
    assert codes(seen("", status=403, mitigated=True)) == ["challenge"]


@pytest.mark.parametrize(("status", "code"), [(401, "auth-required"), (500, "http-error"), (403, "http-error")])
def test_other_errors_keep_their_status(status: int, code: str) -> None:
    assert codes(seen("エラー", status=status)) == [code]


def test_a_line_that_vanishes_is_a_change_and_a_moving_counter_is_not() -> None:
    assert has_changed(f"ホーム\n{POST}\nいいね 12", "ホーム\nいいね 13")
    assert not has_changed(f"{POST}\n12分前 いいね 12件 返信 3件", f"{POST}\n13分前 いいね 15件 返信 4件\n新しい返信")
    assert not has_changed(f"読み込み中です。しばらくお待ちください。\n{POST}", POST)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("net::ERR_CERT_DATE_INVALID", "tls-error"),
        ("net::ERR_SSL_PROTOCOL_ERROR", "tls-error"),
        ("net::ERR_TOO_MANY_REDIRECTS", "redirect-loop"),
        ("net::ERR_EMPTY_RESPONSE", "connection-broken"),
        ("net::ERR_CONNECTION_REFUSED", "unreachable"),
        ("net::ERR_UNSAFE_PORT", "port-refused"),
    ],
)
def test_a_network_error_has_a_reason_a_person_can_read(error: str, code: str) -> None:
    assert network_reason(error) == code
    assert code in SENTENCES


def test_only_a_capture_without_any_reason_is_complete_and_without_a_document_it_failed() -> None:
    reason = [Reason(code="deleted")]
    assert end([], holds_document=True) is Verdict.COMPLETE
    assert end(reason, holds_document=True) is Verdict.PARTIAL
    assert end(reason, holds_document=False) is Verdict.FAILED
    assert end([], holds_document=False) is Verdict.FAILED


def test_every_reason_speaks_both_languages() -> None:
    for one in (*SENTENCES.values(), sentence("something new")):
        assert any(ord(character) > 0x3000 for character in one.ja)
        assert one.en.isascii()

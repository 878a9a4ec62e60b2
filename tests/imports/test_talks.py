import io
from datetime import datetime

import pytest

from tests.imports import samples
from yosuga.imports import talk
from yosuga.imports.findings import UnreadableError


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


def test_a_japanese_history_is_read_message_by_message() -> None:
    found = talk.parse(samples.TALK)
    assert (found.title, found.saved) == ("花子", moment("2025-09-11T14:05"))
    assert [(message.at, message.sender, message.text, message.kind) for message in found.messages] == [
        (moment("2025-09-10T09:05"), "花子", "おはよう", "text"),
        (moment("2025-09-10T21:06"), "花子", "1行目\n2行目", "text"),
        (moment("2025-09-10T21:07"), "太郎", "[スタンプ]", "sticker"),
        (moment("2025-09-10T21:08"), "花子", "[写真]", "photo"),
        (moment("2025-09-10T21:09"), "太郎", "☎ 通話時間 1:23", "call"),
        (moment("2025-09-10T21:10"), "", "花子がメッセージの送信を取り消しました", "unsent"),
        (moment("2025-09-11T00:01"), "太郎", "了解", "text"),
    ]
    assert found.warnings == set()


def test_twelve_hour_clocks_are_read() -> None:
    found = talk.parse(samples.TALK_12H)
    assert found.title == "クラス会"
    assert found.saved == moment("2025-09-11T14:05")
    assert [message.at for message in found.messages] == [
        moment("2025-09-10T00:05"),
        moment("2025-09-10T12:30"),
        moment("2025-09-10T21:06"),
    ]
    assert found.messages[2].kind == "unsent"


def test_an_english_history_is_read() -> None:
    found = talk.parse(samples.TALK_EN)
    assert (found.title, found.saved) == ("Hanako", moment("2025-09-11T14:05"))
    assert [(message.at, message.sender, message.kind) for message in found.messages] == [
        (moment("2025-09-10T09:05"), "Hanako", "text"),
        (moment("2025-09-10T21:06"), "Taro", "sticker"),
        (moment("2025-09-10T21:07"), "", "unsent"),
    ]


def test_the_weekday_tells_which_order_an_english_date_has() -> None:
    found = talk.parse("[LINE] Chat history with Hanako\nSaved on: 2025/09/11 14:05\n\nWed, 10/9/2025\n9:05\tA\thi\n")
    assert found.messages[0].at == moment("2025-09-10T09:05")


def test_a_history_from_a_pc_is_read_with_the_title_from_its_name() -> None:
    found = talk.parse(samples.TALK_PC, name="[LINE]花子 本田.txt")
    assert found.title == "花子 本田"
    assert [(message.sender, message.text, message.kind) for message in found.messages] == [
        ("花子 本田", "おはよう\n2行目です", "text"),
        ("太郎", "スタンプ", "sticker"),
        ("", "花子 本田がメッセージの送信を取り消しました", "unsent"),
        ("太郎", "了解", "text"),
    ]
    assert "senders-uncertain" in found.warnings


def test_a_message_cannot_pretend_to_be_others() -> None:
    text = samples.TALK.replace("2行目", "2025/09/11(木)\n09:00\t太郎\tごめんなさい")
    found = talk.parse(text)
    assert not any(message.text == "ごめんなさい" for message in found.messages)
    assert "messages-within-a-message" in found.warnings


def test_a_date_with_the_wrong_weekday_is_a_warning() -> None:
    assert "weekday-differs" in talk.parse(samples.TALK.replace("(水)", "(金)")).warnings


def test_days_out_of_order_are_a_warning() -> None:
    assert "days-out-of-order" in talk.parse(samples.TALK + "\n2025/09/09(火)\n9:00\t花子\tあ\n").warnings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    text = samples.TALK.replace("☎", "")
    found = talk.read(io.BytesIO(text.replace("\n", "\r\n").encode(encoding)), "")
    assert found.facts["title"] == "花子"
    assert found.facts["count"] == 7
    assert found.facts["senders"] == {"花子": 3, "太郎": 3}
    assert ("encoding-guessed" in found.warnings) == (encoding == "cp932")
    assert "zone-assumed" in found.warnings


def test_the_facts_count_kinds_and_days() -> None:
    found = talk.read(io.BytesIO(samples.TALK.encode()), "")
    assert found.facts["kinds"] == {"text": 3, "sticker": 1, "photo": 1, "call": 1, "unsent": 1}
    assert found.facts["days"] == 2
    assert (found.facts["first"], found.facts["last"]) == ("2025-09-10T09:05:00+09:00", "2025-09-11T00:01:00+09:00")
    assert found.taken_at == moment("2025-09-11T14:05")


def test_a_very_long_history_is_listed_in_part_and_counted_in_full() -> None:
    text = "[LINE] 花子とのトーク履歴\n2025/09/10(水)\n" + "9:05\t花子\tあ\n" * 20_001
    found = talk.read(io.BytesIO(text.encode()), "")
    assert found.facts["count"] == 20_001
    listed = found.facts["messages"]
    assert isinstance(listed, list)
    assert len(listed) == 20_000
    assert "messages-left-out" in found.warnings


def test_any_other_text_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        talk.read(io.BytesIO("日記\n2025年\n".encode()), "")

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.rules.takedown.letters_made import HANAKO, POST, body, everything, made, reason_of, typed
from tests.rules.takedown.spellings import spelt
from yosuga.catalog.loader import ours
from yosuga.documents import letter_docx, letter_paper, letter_text
from yosuga.rules.takedown import ways
from yosuga.rules.takedown.identifying import find_own
from yosuga.rules.takedown.leaking import covered, difference
from yosuga.rules.takedown.owning import Own
from yosuga.rules.takedown.request import Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Target

COPIED = tuple(name for name, letter in ours().letters.items() if len(letter.copies) > 1)
PUBLIC = tuple(name for name, letter in ours().letters.items() if letter.public)
PUBLIC_WAYS = tuple(name for name, way in ways.ways(ours()).items() if way.public)
FRAMES = ("{}", "私は{}です。", "{}に電話が来ます。困っています", "(連絡先:{})", "家は{}のとなりです")
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
OWN = Own.of(HANAKO)


def pieces(text: str) -> set[str]:
    """Every row of three letters or digits, whatever stands between them."""
    bare = "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())
    return {bare[at : at + 3] for at in range(len(bare) - 2)}


def left_of(word: str, text: str, *, blank: str) -> set[str]:
    """What is left of a value in a text, besides what would stand there anyway."""
    bare = re.sub(r"^(?:tel|mailto):|さん$", "", word)
    return (pieces(bare) & pieces(text)) - pieces(blank)


def about(word: str, *, address: str = POST.address) -> tuple[Target, ...]:
    """A post, and one whose account, and perhaps address, hold the word."""
    return POST, replace(POST, platform="", account=word, address=address)


def nobody(sender: Sender) -> Sender:
    """The same hands without a person, so that the words of the paper itself are told apart from theirs."""
    return Sender(acting=sender.acting, office="■", for_name="■", tie="■")


def refuse_or_cover(name: str, route: str, sender: Sender, words: str, word: str) -> None:
    letter = ours().letters[name]
    reason = reason_of(letter)
    for target in about(word):
        bare = replace(target, account="", address=POST.address)
        blank = everything(made(name, reason=reason, sender=nobody(sender), route=route, target=bare))
        composed = made(name, reason=reason, sender=sender, route=route, target=target, typed_in=typed(letter, words))
        assert composed.public
        assert left_of(word, everything(composed), blank=blank + words.replace(word, "■")) == set()
        writable = {one.id for one in composed.fields if one.about == "reason" and not one.known and not one.choices}
        assert writable <= {leak.field for leak in composed.leaks}


def in_public(data: st.DataObject) -> None:
    sender, word = data.draw(spelt())
    words = data.draw(st.sampled_from(FRAMES)).format(word)
    refuse_or_cover(data.draw(st.sampled_from(PUBLIC)), "", sender, words, word)
    refuse_or_cover("report", data.draw(st.sampled_from(PUBLIC_WAYS)), sender, words, word)


def in_the_copy(data: st.DataObject) -> None:
    sender, word = data.draw(spelt())
    letter = ours().letters[data.draw(st.sampled_from(COPIED))]
    reason, words = reason_of(letter), data.draw(st.sampled_from(FRAMES)).format(word)
    for target in about(word, address=f"https://example.com/{quote(word)}"):
        bare = replace(target, account="", address=POST.address)
        blank = body(made(letter.id, reason=reason, sender=nobody(sender), target=bare).letters[1])
        composed = made(letter.id, reason=reason, sender=sender, target=target, typed_in=typed(letter, words))
        masked = composed.letters[1]
        assert left_of(word, body(masked), blank=blank + words.replace(word, "■")) == set()
        for value in (sender.name, sender.phone, sender.email, sender.address, sender.kana):
            assert value not in body(masked)
        assert all(row.masked and not row.value for row in masked.sender)


@given(st.data())
@QUICK
def test_what_a_person_types_of_themselves_never_stands_in_public_and_the_field_is_named(data: st.DataObject) -> None:
    in_public(data)


@given(st.data())
@QUICK
def test_what_is_masked_never_stands_in_the_copy_for_the_poster(data: st.DataObject) -> None:
    in_the_copy(data)


@pytest.mark.e2e
@pytest.mark.timeout(600)
@given(st.data())
@MANY
def test_nothing_that_is_typed_stands_in_public_in_any_spelling(data: st.DataObject) -> None:
    in_public(data)


@pytest.mark.e2e
@pytest.mark.timeout(600)
@given(st.data())
@MANY
def test_nothing_that_is_masked_stands_in_the_copy_in_any_spelling(data: st.DataObject) -> None:
    in_the_copy(data)


PLAIN = (
    "私人の電話番号と住所が書かれています。知らない人から電話が来て困っています。",
    "ガイドライン3条「個人情報の掲載」に当たります。",
    "レス番号 123 と 145 です。12月3日の午後に書かれました。",
    "一般人の顔写真が、許可なく載せられています。削除をお願いします。",
    "この書き込みのあと、家に知らない人が来ました。とても怖いです。",
    "第三者が見て、だれのことか分かります。",
)


@pytest.mark.parametrize("text", PLAIN)
def test_words_that_tell_nothing_of_anybody_stay(text: str) -> None:
    assert covered(text, own=OWN, everything=True) == (text, ())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("花子です", "■■■■です"),
        ("Ka-ku Hanako の件", "■■■■ の件"),
        ("〇九〇-0000-一二〇五", "■■■■"),
        ("090の0000の1205", "■■■■"),
        ("下は0000-1205です", "下は■■■■です"),
        ("千代田区架空町に住む", "■■■■に住む"),
        ("架空町の人", "■■■■の人"),
        ("Hanako です", "■■■■ です"),
        ("https://example.com/a?q=%E6%9E%B6%E7%A9%BA%E8%8A%B1%E5%AD%90", "https://example.com■■■■"),
        (
            "https://example.com/a?q=%25E6%259E%25B6%25E7%25A9%25BA%25E8%258A%25B1%25E5%25AD%2590",
            "https://example.com■■■■",
        ),
        ("&#26550;&#31354;&#33457;&#23376; さん", "■■■■ さん"),
        ("架空\n花子", "■■■■"),
    ],
)
def test_what_is_ones_own_is_covered_by_a_bar_of_one_length(text: str, shown: str) -> None:
    assert covered(text, own=OWN, everything=False)[0] == shown


def test_a_name_written_in_one_piece_is_known_in_its_parts() -> None:
    own = Own.of(Sender(name="白瀬悠斗", kana="しらせ ゆうと"))
    assert covered("白瀬くんと悠斗さん、白●悠斗", own=own, everything=False)[0] == "■■■■くんと■■■■さん、■■■■"


def test_somebody_elses_data_is_covered_where_everybody_reads() -> None:
    composed = made("board-request", why="犯人は090-0000-7788の人です")
    assert "7788" not in everything(composed)
    assert [(leak.field, leak.kind) for leak in composed.leaks] == [("why", "phone")]


def test_a_leak_names_field_and_place_and_never_the_value() -> None:
    (leak,) = made("administrator", why="本名は架空花子です").leaks
    assert (leak.field, leak.kind, leak.start, leak.end) == ("why", "name", 3, 7)
    assert "花子" not in repr(leak)


@pytest.mark.parametrize("address", ["https://example.com/@hanako.kaku", "https://hanako-kaku.example.com/1"])
def test_the_address_of_a_post_stands_in_public_as_it_is_and_is_told(address: str) -> None:
    """A request without it cannot be acted on, it is public already, and nobody could write it otherwise."""
    target = replace(POST, platform="", address=address)
    composed = made("administrator", target=target)
    assert address in composed.text
    assert composed.leaks == ()
    assert "address" in {one.field for one in composed.tells}
    assert "hanako" not in body(made("sendstop", target=target).letters[1])


def test_an_account_named_after_the_person_is_covered_in_public_and_blocks_nothing() -> None:
    composed = made("report", route=PUBLIC_WAYS[0], target=replace(POST, account="@hanako.kaku"), exact_words="x")
    assert "hanako" not in everything(composed)
    assert composed.leaks == ()
    assert [one.field for one in composed.tells] == ["account"]


def test_two_copies_are_shown_side_by_side_with_what_is_covered() -> None:
    lines = difference(*made("sendstop", exact_words="架空花子の番号", why="電話が来ます").letters)
    hidden = {line.label for line in lines if line.covered}
    assert hidden >= {"住所", "氏名", "電話番号", "メール", "2 掲載されている情報"}
    same = next(line for line in lines if "理由" in line.label)
    assert (same.left, same.covered) == (same.right, False)
    assert [line.left for line in lines if not line.covered and line.left != line.right] == ["プロバイダ用"]


def test_a_person_of_whom_nothing_is_known_hides_nothing() -> None:
    assert find_own("架空花子 090-0000-1205", own=Own.of(Sender())) == ()


def test_a_very_long_text_is_examined_whole() -> None:
    text = "あ" * 8_000 + "090-0000-1205"
    assert covered(text, own=OWN, everything=True)[0].endswith("あ■■■■")


def test_what_the_poster_may_come_to_read_is_told_and_left_to_the_person() -> None:
    composed = made("sendstop", exact_words="架空花子の番号", why="090-0000-1205 に電話が来ます", about_me="x")
    assert [(one.field, one.kind) for one in composed.tells] == [("why", "phone")]
    assert composed.leaks == ()
    assert "090-0000-1205 に電話" in composed.text
    assert made("report", route="fc2/privacy", about_me="架空花子です").tells != ()
    assert made("report", route="x/privacy", about_me="架空花子です").tells == ()


def test_who_acts_for_somebody_is_left_out_in_public_and_not_asked_for() -> None:
    mother = replace(HANAKO, acting=Requester.GUARDIAN, for_name="架空 美月", tie="")
    composed = made("report", route=PUBLIC_WAYS[0], sender=mother, exact_words="x", about_me="x", true_statement="yes")
    assert composed.missing == ()
    assert "本人との関係" not in composed.text


WORDS = st.text(st.characters(codec=None, exclude_categories=()), max_size=130) | st.sampled_from(
    ("架空町1-2-3", "x😀", "(", ".", "[a-z]+", "*", "1", "花", "a" * 200, "東京都", "●●●", "@", "株式会社", "-" * 90)
)
ANYBODY = st.builds(
    Sender,
    name=WORDS,
    kana=WORDS,
    postal_code=WORDS,
    address=WORDS,
    phone=WORDS,
    email=WORDS,
    pen_name=WORDS,
    for_name=WORDS,
    office=WORDS,
    registered=WORDS,
)


@given(ANYBODY, WORDS)
@QUICK
def test_whatever_a_sender_is_called_a_letter_is_composed(sender: Sender, words: str) -> None:
    for name in ("board-request", "sendstop"):
        everything(made(name, sender=sender, typed_in=typed(ours().letters[name], words))).encode()


@pytest.mark.e2e
@pytest.mark.timeout(600)
@given(ANYBODY, WORDS)
@MANY
def test_no_sender_stops_a_letter(sender: Sender, words: str) -> None:
    everything(made("sendstop", sender=sender, typed_in=typed(ours().letters["sendstop"], words))).encode()


def test_a_house_is_known_by_its_numbers_alone_and_a_pen_name_in_latin_letters() -> None:
    own = Own.of(replace(HANAKO, address="東京都千代田区架空町1丁目2番3号 405号室", pen_name="はなまる_87"))
    assert covered("1-2-3-405 と hanamaru87 です", own=own, everything=False)[0] == "■■■■ と ■■■■ です"
    assert covered("1-2 と 405 と 11-2-3-4051", own=own, everything=False)[1] == ()


def test_a_house_is_known_by_its_name_without_the_room() -> None:
    own = Own.of(replace(HANAKO, address="神奈川県藤沢市架空台3-99-9 コーポ霧ヶ峰203号室"))
    assert covered("コーポ霧ヶ峰の前に、知らない人がいました", own=own, everything=False)[0].startswith("■■■■の前に")


@pytest.mark.parametrize("home", ["架空町1-2-3", "架空町一丁目2番3号", "x😀"])
def test_an_address_without_a_town_is_covered_as_it_was_given(home: str) -> None:
    assert home not in everything(made("board-request", sender=replace(HANAKO, address=home), why=f"家は{home}です"))


@pytest.mark.e2e
@pytest.mark.parametrize("name", COPIED)
def test_no_paper_of_the_masked_copy_holds_what_is_masked(name: str) -> None:
    values = typed(ours().letters[name], "架空花子(090-0000-1205)の家は東京都千代田区架空町1-2-3です")
    masked = made(name, reason=reason_of(ours().letters[name]), typed_in=values).letters[1]
    set_as_pdf = "".join(page.extract_text() for page in PdfReader(BytesIO(letter_paper.pdf(masked))).pages)
    with ZipFile(BytesIO(letter_docx.docx(masked))) as parts:
        set_as_docx = "".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())
    for file in (set_as_pdf, set_as_docx, letter_text.text(masked)):
        plain = re.sub(r"\s", "", file)
        assert "意見照会用" in plain
        for own in ("花子", "1205", "架空町", "hanako", "100-0000"):
            assert own not in plain

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detect.marked import wanted
from yosuga.detect.base import Kind
from yosuga.detect.document import read
from yosuga.detect.finding import find
from yosuga.detect.names import recognise
from yosuga.detect.naming import lists, manifest
from yosuga.detect.naming.latin import key_of_kana, key_of_latin
from yosuga.detect.naming.register import formality

# What is somebody's name stands between the brackets; nothing else in these texts is one.
TALK = (
    "犯人は⟦鴨下 琢磨⟧(⟦かもした たくま⟧)です",
    "迷子の猫さがしてます。見かけた方は090-0000-5511(⟦大森⟧)まで",
    "いたずら電話は⟦深●塚⟧本人が出るまで続いた",
    "氏名:⟦佐久間翔太⟧\n住所は秘密",
    "【速報】本名 ⟦堀川 菜々子⟧、南高の2年らしい",
    "長男⟦悠真⟧、今日で10歳になりました🎂",
    "⟦さくら⟧ちゃんと⟦こうた⟧くんと公園。子どもは元気すぎる",
    "⟦朝見沢まりん⟧の家これ。ストビューで見た",
    "「こいつ⟦Y・N⟧な」って書かれて、毎日駅に来てる",
    "同級生⟦難波さき⟧の写真が裏アカに投稿されていた",
    "高2です。⟦はるの⟧といいます。親に見られたくないので返事はメールで",
    "振り込め詐欺の口座、瀬戸あおば銀行の本店らしい",
    "とうとう家がわかった。表札は「⟦霜夜⟧」の二階建て",
    "番号変わったから登録しなおしてね まえの番号はもう出ないから消して",
    "お世話になっております。株式会社みどり企画の⟦大河原⟧と申します。",
    "店長⟦三木⟧さんに怒られた…",
    "不倫してたのは経理の⟦野沢美穂⟧。旦那は気づいてない",
    "この動画の女、⟦イシダ マナミ⟧だよね?中学一緒だった",
    "名義 ⟦ｾﾄ ﾐﾂﾙ⟧ でお願い",
    "犯人は⟦山●花●⟧、世田谷区のアパートだって",
    "⟦ほ○だ ゆ○か⟧、源氏名は⟦りりか⟧",
    "⟦K・T⟧、東高の教師。生徒に手を出した",
    "⟦Yuka Tanabe⟧ | 28 | photographer",
    "宛名は⟦SAITO KENTARO⟧でお願いします!",
    "⟦髙橋 陽菜⟧って子、3組にいるじゃん",
    "⟦山 田 太 郎⟧でググるなよ、本人が消して回ってる",
    "検索よけ。⟦坂.口.大.輝⟧と⟦ヤ/マ/ダ/ア/イ⟧",
    "犯人は⟦○村 ○理⟧、住所と名前(⟦田村〇〇⟧)まで出てる",
    "⟦江●ひ●●⟧さんに殴られた",
    "昨日の⟦いわせ まなみ⟧の発言まとめといた",
    "出席:⟦今泉⟧、⟦柴田⟧、⟦ワタナベ⟧ 欠席:⟦本多⟧",
    "どうも⟦悠斗⟧です、⟦結月⟧誕生日おめでとう!",
    "結婚して⟦遠藤⟧から⟦五十嵐⟧に変わりました!",
    "明日⟦吉岡⟧と飯行くけど来る?",
    "⟦まさと⟧が風邪ひいたから今日は行けない、ごめん",
    "18:05 ⟦三輪 大和⟧: 住所送るわ",
    "⟦李 明哲⟧(⟦り・めいてつ⟧)と申します!",
    "Mr. ⟦Suzuki⟧ から折り返しの電話あり",
    "パスポート TK0000001 ⟦MORISHITA / KANA⟧ JPN",
    "⟦さとうゆき⟧です!昨日はありがとう",
    "夫⟦慎也⟧と結婚5周年",
    "次女の⟦心春⟧、歩いた!!",
    "同期の⟦篠田⟧と⟦宮下⟧が今月で退職。さみしい",
    "担当が⟦高梨⟧から⟦笹川⟧に代わりました。よろしくお願いします!",
    "⟦みお⟧🎀高1🎀吹奏楽部🎷",
    "9:00 ⟦蓮⟧ 保育園送り",
    "緊急連絡先(⟦グエン・ティ・ホア⟧)に電話して",
    "his real name is ⟦Takeru Yanagihora⟧, he lives near the river",
    "⟦Sayo Hinokuma⟧ works at the bakery next door, everyone go say hi",
    "カード番号まで流れてる 5555-5555-5555-4444 NAME ⟦RIKO KASHIWADE⟧",
    "出禁になった客、本名が⟦くさなぎ しゅういち⟧で、家は川沿いらしいぞ",
    "三男の⟦だいすけ⟧が運動会でアンカーやりました📣 動画はあとで送る",
    "検索よけ ⟦真 鍋 野 々 花⟧ 親は知らない",
    "名前:⟦りんのすけ⟧ ◇ 昼は楽器屋のスタッフ ◇ 夜は配信",
    "相談者の氏名⟦名倉 佐和子⟧を名乗る者が、勤務先の前で待ち伏せをしていた。写真二枚を預かった。",
    "みどりの銀行 三番町支店 普通 0001234 ⟦ヤマノベサトミ⟧ です。入れたら一言ください",
    "honya no tonari no ⟦Tanabe Mikio⟧ tte yatsu, kane kaesanai",
    "管理会社が動かないから自分でやる。表札は⟦灰塚⟧",
    "⟦みう⟧と⟦ここな⟧の共同垢です",
)
HARMLESS = (
    "坂本龍馬は天保6年11月15日生まれで、慶応3年に亡くなったという",
    "渋沢栄一は1840年の今日、深谷に生まれた。煮ぼうとうを食べながら説明板を読んでます",
    "定期券の名前はカタカナで印字されます。申込書にご記入ください",
    "織田信長の大河また見たい。渋沢栄一の一万円札、まだ慣れない",
    "古田選手のサヨナラホームラン、何回見ても鳥肌",
    "高橋留美子先生の原画展、当日券1,800円で入れた!",
    "村上春樹の新刊もう買った人いる?",
    "佐藤錦が届いた🍒 伊藤園のお茶と合う",
    "小林製薬と森永と松屋と山田うどん、全部好き",
    "長崎ちゃんぽん食べて、福島の桃も買った!",
    "店員さんが親切で助かった。お客さんも多いしみなさんお疲れさま",
    "マジで許さん。たくさん待たされた",
    "名前が思い出せない曲ってあるよね",
    "名前:名無しさん@お腹いっぱい。",
    "川崎から立川まで南武線で一本",
    "青木さんという苗字、クラスに3人いたことある",
    "春日部から大宮まで東武線",
    "さくらの開花予想、来週だって",
    "藤井聡太の対局みた?大谷翔平も打ったし最高の日",
    "松本から来る特急が遅れてる。川崎に行く人いる?",
    "松・竹・梅の3コース、小・中・高一貫校",
    "★★★★☆ 最高でした",
    "支店:千葉、石川、山口、宮崎、福島",
    "BLACK FRIDAY 2025/11/28 スタート!",
    "YouTube Music と Apple Music どっちがいい?",
    "クーポンは HARU-2605-SAKURA、31日まで",
    "プロジェクターはHDMIのみ対応です",
    "日本で多い名字は佐藤、鈴木、高橋の順らしい",
    "自作キャラです 名前:霧島 宵 職業:学生 年齢:16",
    "迷子のインコ探しています。水色で、名前はソラといいます",
    "谷山・志村予想の本を読んでいる",
    "一人で住んでることもあるし、年金のことは窓口で聞いた",
    "現在帝北理科大学の三年生です。",
    "■住み 愛知県豊橋市\n■謝罪 なし",
    "家はここらへん 35.00310 / 139.00067",
)
ARTICLE = (
    "⟦徳川家康⟧は江戸幕府を開いた初代の征夷大将軍である。",
    "監督は⟦黒澤明⟧が務め、主演は⟦三船敏郎⟧である。",
    "⟦アルベルト・アインシュタイン⟧はドイツ生まれの理論物理学者である。",
    "{}市長の⟦鈴木⟧は会見で辞任を表明した。".format("横浜"),
)


def found(text: str) -> list[tuple[Kind, int, int]]:
    return [(one.kind, one.start, one.end) for one in recognise(read(text)) if one.score >= 0.5]


@pytest.mark.parametrize("marked", TALK)
def test_a_private_name_is_found_in_talk_however_it_is_written(marked: str) -> None:
    text, names = wanted(marked, kind=Kind.PERSON)
    assert found(text) == names


@pytest.mark.parametrize("text", HARMLESS)
def test_people_in_public_life_shops_and_places_are_nobodys_private_name_in_talk(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("marked", ARTICLE)
def test_an_article_names_whom_it_names(marked: str) -> None:
    text, names = wanted(marked, kind=Kind.PERSON)
    assert found(text) == names


# Posts in many voices; of the second half only counts were looked at (own/README.md).
POSTS = [json.loads(line) for line in (Path(__file__).parent / "own/fourth.jsonl").read_text("utf-8").splitlines()]


# Posts of other hands that nothing was learnt from (own/README.md).
BLIND = [json.loads(line) for line in (Path(__file__).parent / "own/blind.jsonl").read_text("utf-8").splitlines()]


def people(post: dict[str, str]) -> set[tuple[int, int]]:
    return {(one.start, one.end) for one in find(post["text"], kinds={Kind.PERSON})}


@pytest.mark.parametrize(
    ("posts", "exact", "overlap"),
    [
        pytest.param([one for one in POSTS if one["doc_id"].startswith("a")], 0.90, 0.91, id="first half"),
        pytest.param([one for one in POSTS if one["doc_id"].startswith("b")], 0.83, 0.89, id="second half"),
        pytest.param(BLIND, 0.88, 0.91, id="blind"),
    ],
)
def test_names_in_posts_of_many_voices_are_found_as_often_as_promised(
    posts: list[dict[str, Any]], exact: float, overlap: float
) -> None:
    given = wanted_in_all = same = touched = 0
    for post in posts:
        names = {(one["start"], one["end"]) for one in post["entities"] if one["type"] == "PERSON"}
        mine = people(post)
        given, wanted_in_all, same = given + len(mine), wanted_in_all + len(names), same + len(names & mine)
        touched += sum(any(start < last and first < end for first, last in mine) for start, end in names)
    assert 2 * same / (given + wanted_in_all) >= exact
    assert 2 * touched / (given + wanted_in_all) >= overlap


def test_of_thirty_harmless_look_alikes_one_at_most_is_taken_for_a_name() -> None:
    harmless = [post for post in POSTS if not post["entities"]]
    assert len(harmless) == 30
    assert sum(bool(people(post)) for post in harmless) <= 1


def test_who_is_named_in_full_once_is_found_again_by_either_name() -> None:
    text, names = wanted("本名⟦鷲尾海斗⟧で確定。⟦鷲尾⟧の親は市議、⟦海斗⟧は無職。鷲尾ふとん店は別の店", kind=Kind.PERSON)
    assert found(text) == names


def test_findings_count_the_code_points_of_the_text_as_it_was_given() -> None:
    text = "1️⃣👨‍👩‍👧 氏名:\u200b佐久\u200b間翔太"
    assert [text[start:end].replace("\u200b", "") for _, start, end in found(text)] == ["佐久間翔太"]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("山田太郎さんちゃん●◯ ()A.B・はの\n😀\u200b\ud800"), max_size=40))
def test_any_text_gives_findings_inside_it_in_order(text: str) -> None:
    ends = [0]
    for one in recognise(read(text)):
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)


def test_the_manner_of_a_text_tells_an_article_from_talk() -> None:
    assert formality("1960年に設立され、本社は東京に置かれた。") > 0
    assert formality("やばい、めっちゃ笑ったw") < 0


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("りょうた", "RYOTA"),
        ("しんじ", "Sinzi"),
        ("おおの", "Ohno"),
        ("なんば", "Namba"),
        ("じゅんいち", "Jun'ichi"),
        ("ゆうこ", "Yūko"),
    ],
)
def test_every_romanisation_of_a_reading_has_its_key(kana: str, latin: str) -> None:
    assert key_of_kana(kana) == key_of_latin(latin)


def test_lists_know_common_and_rare_names_and_no_plain_word() -> None:
    assert all(map(lists.is_surname, ("佐藤", "髙橋", "根津谷")))
    assert all(map(lists.is_given, ("陽葵", "健太郎")))
    assert lists.kana_given("ヒマリ") > 10
    assert not lists.is_surname("新幹線")
    assert lists.is_public("夏目漱石")


def test_the_lists_and_the_model_are_those_the_manifest_names() -> None:
    facts = json.loads(manifest.MANIFEST.read_text(encoding="utf-8"))
    folder = manifest.MANIFEST.parent
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del digests[manifest.MANIFEST.name]
    assert facts["files"] == digests

"""The sentences behind the codes of warnings and checks, in Japanese and English."""

from dataclasses import dataclass

from yosuga.imports.base import Outcome


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    ja: str
    en: str


# Stands beside everything that was imported.
ORIGIN = Words(
    "このファイルはYosugaが取得したものではなく、お持ちのものを受け取ったときから変わらないように保存しています。",
    "This file was not captured by Yosuga; it has been kept unchanged since it was received from you.",
)

WARNINGS = {
    "could-not-read": Words(
        "中身を読み取れませんでした。ファイルはそのまま保存してあります。",
        "The content could not be read. The file itself is kept as it is.",
    ),
    "took-too-long": Words(
        "読み取りに時間がかかりすぎたため、途中でやめました。", "Reading took too long and was stopped."
    ),
    "too-large-to-read": Words(
        "大きすぎるため、中身は読み取っていません。", "It is too large, so its content was not read."
    ),
    "not-what-it-says": Words(
        "名前や先頭の印が示す種類のファイルとしては読めませんでした。",
        "It could not be read as the kind of file that its name or first bytes promise.",
    ),
    "nothing-read": Words("この種類のファイルからは何も読み取りません。", "Nothing is read from a file of this kind."),
    "partly-read": Words("長いため、一部だけを読み取りました。", "It is long, so only a part was read."),
    "kind-differs": Words(
        "選ばれた種類と、ファイルの中身の種類が違います。", "The chosen kind differs from what the content is."
    ),
    "zone-assumed": Words(
        "時刻に時差の記載がないため、日本時間とみなしました。",
        "The time states no zone; it was taken as Japan's.",
    ),
    "time-from-name": Words("時刻はファイル名から読み取りました。", "The time was read from the file's name."),
    "no-date": Words("日時の記載がないか、読み取れません。", "There is no date, or it cannot be read."),
    "no-address": Words("ページのURLの記載がありません。", "The page's address is not stated."),
    "encoding-guessed": Words(
        "文字コードの記載がないか合わないため、推定して読みました。",
        "The character encoding is missing or wrong, so it was guessed.",
    ),
    "no-exif": Words("撮影情報（Exif）はありません。", "There is no shooting information (Exif)."),
    "exif-damaged": Words(
        "撮影情報（Exif）の一部が壊れています。", "Part of the shooting information (Exif) is damaged."
    ),
    "location-inside": Words(
        "位置情報が入っています。人に渡す前に確かめてください。",
        "It contains a location. Please check before handing it to anyone.",
    ),
    "picture-damaged": Words("画像が途中で切れているか、壊れています。", "The picture is cut off or damaged."),
    "too-many-pixels": Words(
        "画素が多すぎるため、画像全体は確かめていません。", "It has too many pixels to be checked as a whole."
    ),
    "pixels-not-checked": Words("画像の中身までは確かめていません。", "The pixels themselves were not checked."),
    "recording-damaged": Words(
        "録音・録画の中身が見つかりません。途中で切れているか、壊れている可能性があります。",
        "No sound or picture was found in it. It may be cut off or damaged.",
    ),
    "length-unknown": Words("長さの記載がありません。", "Its length is not stated."),
    "pdf-encrypted": Words("パスワードなどで保護されています。", "It is protected by encryption."),
    "pdf-javascript": Words(
        "動くしかけ（JavaScript）が入っています。開くときは注意してください。",
        "It contains JavaScript. Take care when opening it.",
    ),
    "pdf-embedded-files": Words("別のファイルが埋め込まれています。", "Other files are embedded in it."),
    "pdf-launches": Words(
        "別のプログラムを起動するしかけがあります。開かないでください。",
        "It can launch other programs. Please do not open it.",
    ),
    "pdf-opens-action": Words("開いたときに動くしかけがあります。", "Something happens when it is opened."),
    "pdf-form": Words("入力欄があります。", "It has form fields."),
    "pdf-rich-media": Words("動画や音声などが埋め込まれています。", "Sound or video is embedded in it."),
    "pdf-cut-off": Words(
        "PDFの終わりがありません。途中で切れている可能性があります。",
        "The end of the PDF is missing; it may be cut off.",
    ),
    "mail-times-differ": Words(
        "メールに書かれた日時と、サーバーが受け取った日時が1日以上違います。",
        "The date in the mail differs from when servers received it by more than a day.",
    ),
    "mail-without-route": Words(
        "通ったサーバーの記録（Received）がありません。下書きや送信済みの控えか、あとから作られたものの可能性があります。",
        "There is no record of servers (Received). It may be a draft, a sent copy, or made later.",
    ),
    "mail-without-sender": Words("差出人の記載がありません。", "The sender is not stated."),
    "messages-left-out": Words(
        "件数が多いため、一覧には初めの20,000件だけを載せています。", "Only the first 20,000 messages are listed."
    ),
    "messages-within-a-message": Words(
        "1つの発言の中に、別の発言のように見える行があります。原本で確かめてください。",
        "Inside one message there are lines that look like other messages. Please check the original.",
    ),
    "senders-uncertain": Words(
        "PC版の形式では、名前と本文の境目がはっきりしません。原本で確かめてください。",
        "In the PC format the end of a name is not clear. Please check the original.",
    ),
    "lines-not-understood": Words("読み取れない行があります。", "Some lines were not understood."),
    "weekday-differs": Words(
        "日付と曜日が合わない行があります。あとから書き換えられた可能性があります。",
        "A date and its weekday do not agree. It may have been edited.",
    ),
    "days-out-of-order": Words("日付の順番が前後しています。", "The days are not in order."),
    "rows-left-out": Words(
        "件数が多いため、一覧には初めの20,000件だけを載せています。", "Only the first 20,000 rows are listed."
    ),
    "rows-without-time": Words("日時を読み取れない行があります。", "Some rows have no time that can be read."),
    "xml-unsafe": Words(
        "安全でない書き方のXMLのため、読み取りませんでした。", "The XML is written in an unsafe way and was not read."
    ),
    "zip-unsafe": Words(
        "圧縮ファイルの作りが安全でないため、中身は読み取りませんでした。",
        "The zip is not built safely, so its content was not read.",
    ),
    "archive-cut-off": Words("アーカイブが途中で切れています。", "The archive is cut off."),
    "archive-broken": Words(
        "アーカイブに規格に合わない記録があり、そこまでを読みました。",
        "A record breaks the format; what came before was read.",
    ),
    "archive-too-large": Words(
        "展開後の大きさが上限を超えたため、途中でやめました。", "It unpacks to more than the limit, so reading stopped."
    ),
}

CHECKS = {
    "c2pa": Words("来歴情報（C2PA）", "Content credentials (C2PA)"),
    "pdf-signature": Words("PDFの電子署名", "Signature in the PDF"),
    "dkim-signature": Words("送信元ドメインの署名（DKIM）", "Signature of the sending domain (DKIM)"),
    "dkim-body-hash": Words("DKIMに書かれた本文のハッシュ値", "Hash of the body stated by DKIM"),
    "zip-structure": Words("圧縮ファイルの作り", "Structure of the zip"),
    "warc-block-digest": Words("記録ごとのハッシュ値", "Hashes of the records"),
    "warc-payload-digest": Words("記録の中身のハッシュ値", "Hashes of the records' payloads"),
    "wacz-resource-hash": Words("アーカイブ内の各ファイルのハッシュ値", "Hashes of the files in the archive"),
    "wacz-unlisted-files": Words("一覧にないファイル", "Files that are not listed"),
    "wacz-package-digest": Words("一覧そのもののハッシュ値", "Hash of the list itself"),
    "wacz-signature": Words("アーカイブの署名", "Signature of the archive"),
    "wacz-signer": Words("署名した人", "Who signed"),
    "wacz-time-signature": Words("アーカイブの時刻署名", "Time signature of the archive"),
}

OUTCOMES = {
    Outcome.HOLDS: Words("合っています", "holds"),
    Outcome.FAILS: Words("合いません", "does not hold"),
    Outcome.NOT_CHECKED: Words("確かめていません", "not checked"),
}

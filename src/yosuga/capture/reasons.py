"""Why a capture is not complete, in one code and one sentence each; the sentence says what is there and what is not.

A code says what happened, not how bad it is: whether a capture is PARTIAL or FAILED is decided by what it holds.
Without a document there is no evidence of the page (FAILED). With one, every reason makes it PARTIAL: a "not found"
page taken whole proves that the post was gone at that moment, and does not prove the post.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads for a code."""

    ja: str
    en: str


SENTENCES: dict[str, Sentence] = {
    "url-refused": Sentence(
        "このURLは開けない形です。http または https で始まるURLをそのまま貼り付けてください。",
        "This is not a URL that can be opened. Please paste one that begins with http or https.",
    ),
    "address-refused": Sentence(
        "公開のインターネットの外（社内や自宅の機器など）を指すアドレスは開きませんでした。",
        "An address outside the public internet (a home or office device, say) was not opened.",
    ),
    "port-refused": Sentence(
        "このURLのポート番号（「:」のあとの数字）は、ウェブページ以外の通信のための番号です。ブラウザーは安全のため開きません。"
        "番号の写しまちがいがないか、元のURLをお確かめください。",
        "The port of this URL (the number after the colon) belongs to other services than web pages, so browsers do"
        " not open it. Please check the number against the original URL.",
    ),
    "name-not-found": Sentence(
        "このサイトの名前（ドメイン）が見つかりませんでした。",
        "The name of this site was not found.",
    ),
    "unreachable": Sentence("サイトに接続できませんでした。", "The site could not be reached."),
    "connection-broken": Sentence("サイトとの接続が途中で切れました。", "The connection to the site broke off."),
    "tls-error": Sentence(
        "通信の暗号化（証明書）を確かめられなかったため、開きませんでした。",
        "The site's certificate could not be verified, so the page was not opened.",
    ),
    "redirect-loop": Sentence(
        "転送がくり返され、ページにたどり着けませんでした。",
        "Redirects went round in circles and never reached a page.",
    ),
    "http-error": Sentence(
        "サイトがエラーを返しました。その画面を保全しています。",
        "The site answered with an error. What it showed was kept.",
    ),
    "no-content": Sentence(
        "サイトは内容のない応答を返しました。写せる画面はありません。",
        "The site answered without any content, so there is nothing to show.",
    ),
    "deleted": Sentence(
        "投稿は削除されたか、見つからないと表示されています。その表示を保全しています（投稿そのものではありません）。",
        "The page says the post is deleted or not found. That notice was kept; it is not the post itself.",
    ),
    "login-wall": Sentence(
        "ログインを求める画面です。ログインが必要なページは、ご自分のブラウザーでの保全（--my-browser）をお使いください。",
        "The page asks for a login. For such pages use your own browser (--my-browser).",
    ),
    "challenge": Sentence(
        "「人間かどうか」の確認画面が表示されました。ご自分のブラウザーでの保全（--my-browser）をお使いください。",
        "A check for robots was shown. Please use your own browser (--my-browser).",
    ),
    "auth-required": Sentence(
        "ユーザー名とパスワードを求められたため、先へは進みませんでした。",
        "The site asked for a user name and password, so it was left there.",
    ),
    "load-timeout": Sentence(
        "時間内に読み込みが終わりませんでした。表示された分を保全しています。",
        "The page did not finish loading in time. What had appeared was kept.",
    ),
    "time-budget": Sentence(
        "保全全体の時間の上限に達しました。そこまでの分を保全しています。",
        "The time for the whole capture was used up. What was taken until then was kept.",
    ),
    "size-budget": Sentence(
        "大きさの上限を超えたデータは保存していません。", "Data above the size limit was not kept."
    ),
    "memory-budget": Sentence(
        "ページまたはその一部がメモリーの上限を超えたため、その時点で止めました。それまでに取得した分を残しています。",
        "The page or a part of it passed the memory limit and was stopped. What was taken until then was kept.",
    ),
    "too-many-resources": Sentence(
        "読み込むファイルの数が上限を超えました。超えた分は保存していません。",
        "The page asked for more files than the limit. Those beyond it were not kept.",
    ),
    "scroll-limit": Sentence(
        "ページが下へ続いているため、上限までで区切りました。続きは写っていません。",
        "The page goes on; it was followed to the limit. What lies beyond is not shown.",
    ),
    "too-tall": Sentence(
        "ページが長いため、画像は上限の高さまでです。", "The page is very long; the picture ends at the limit."
    ),
    "resource-failed": Sentence(
        "画像などの一部を読み込めませんでした。", "Some parts of the page, such as pictures, could not be loaded."
    ),
    "media-missing": Sentence("動画や音声の一部を保存できませんでした。", "Some video or sound could not be kept."),
    "page-changed": Sentence(
        "保全している間に、ページの内容が変わりました。はじめの表示と最後の表示の両方を残しています。",
        "The page changed while it was taken. Both what it showed first and what it showed last were kept.",
    ),
    "page-unresponsive": Sentence(
        "ページのプログラムが応答しなくなったため、止めてから保全しました。",
        "The page's own program stopped answering; it was halted, then the page was taken.",
    ),
    "page-crashed": Sentence(
        "ページの表示が途中で異常終了しました。それまでに取得した分を残しています。",
        "The page crashed. What was taken until then was kept.",
    ),
    "browser-failed": Sentence(
        "ブラウザーが途中で止まりました。それまでに取得した分を残しています。",
        "The browser stopped. What was taken until then was kept.",
    ),
    "download": Sentence(
        "このURLはページではなくファイルです。ファイルそのものを保全しています（画面はありません）。",
        "This URL is a file, not a page. The file itself was kept; there is no picture.",
    ),
    "text-truncated": Sentence(
        "文章が長いため、読み取りは上限までです。", "The text is very long; it was read up to the limit."
    ),
    "step-failed": Sentence(
        "一部の形式（PDFなど）を作れませんでした。ほかの形式は保存しています。",
        "One of the forms (PDF, say) could not be made. The others were kept.",
    ),
    "step-timeout": Sentence(
        "一部の形式（PDFなど）が時間内に作れませんでした。ほかの形式は保存しています。",
        "One of the forms (PDF, say) was not ready in time. The others were kept.",
    ),
    "many-popups": Sentence(
        "別の窓が次々に開かれました。開かずに閉じ、記録しています。",
        "The page kept opening windows. They were closed unseen and noted.",
    ),
}

_UNKNOWN = Sentence("理由は技術情報のとおりです。", "See the technical detail.")


def sentence(code: str) -> Sentence:
    """Return the sentence of a code; one that is not known here says so."""
    return SENTENCES.get(code, _UNKNOWN)

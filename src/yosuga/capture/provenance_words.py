"""The words, looks and frame of the provenance page, in Japanese and English side by side."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "account": ("アカウント", "account"),
    "artefacts": ("ファイル", "files"),
    "assumed_zone": ("仮定した時間帯", "assumed zone"),
    "author_account": ("投稿者の@ID", "author's account"),
    "author_name": ("投稿者の表示名", "author's name"),
    "author_number": ("投稿者の数値ID", "author's number"),
    "body_bytes": ("1件の上限（バイト）", "bytes a body"),
    "browser": ("ブラウザー", "browser"),
    "canonical": ("整理したURL", "canonical URL"),
    "canonical_url": ("整理したURL", "canonical URL"),
    "code": ("種類", "code"),
    "counters": ("反応の数", "counters"),
    "detail": ("詳細", "detail"),
    "dns": ("名前解決", "DNS"),
    "engine": ("エンジン", "engine"),
    "failures": ("失敗", "failures"),
    "final_url": ("最後に表示されたURL", "final URL"),
    "finished": ("取得の終わり", "finished"),
    "flags": ("起動時の指定", "flags"),
    "from_id": ("IDから計算した時刻", "time from the id"),
    "height": ("高さ", "height"),
    "host": ("ホスト", "host"),
    "id": ("ID", "id"),
    "ip": ("接続先IP", "IP address"),
    "issuer": ("発行者", "issuer"),
    "kind": ("種別", "kind"),
    "language": ("言語", "language"),
    "languages": ("言語の順", "languages"),
    "limits": ("上限", "limits"),
    "locale": ("ロケール", "locale"),
    "machine": ("機械用に書かれた時刻", "machine-readable time"),
    "media_type": ("形式", "type"),
    "method": ("計算方法", "method"),
    "moment": ("時刻", "moment"),
    "name": ("名前", "name"),
    "network": ("通信の範囲", "network policy"),
    "origins": ("接続先", "origins"),
    "page_text": ("本文", "text"),
    "place": ("URLが示す場所", "what the URL names"),
    "platform": ("サービス", "service"),
    "post": ("投稿", "post"),
    "post_id": ("投稿ID", "post id"),
    "precision": ("細かさ", "precision"),
    "protocol": ("プロトコル", "protocol"),
    "quote_of": ("引用元", "quote of"),
    "raw": ("入力のまま", "as given"),
    "reasons": ("理由", "reasons"),
    "redirects": ("転送", "redirects"),
    "refused": ("接続を断ったもの", "refused"),
    "reply_to": ("返信先", "reply to"),
    "role": ("役割", "role"),
    "scale": ("倍率", "scale"),
    "sha256": ("SHA-256", "SHA-256"),
    "shown": ("画面に表示された時刻", "time shown"),
    "short": ("短縮URL", "short link"),
    "size": ("大きさ（バイト）", "bytes"),
    "source": ("出どころ", "source"),
    "started": ("取得の始まり", "started"),
    "status": ("応答", "status"),
    "steps": ("手順", "steps"),
    "subject": ("名義", "subject"),
    "text": ("文字", "text"),
    "thread_id": ("スレッド", "thread"),
    "times": ("投稿の時刻（3通り）", "times of the post, three ways"),
    "timings": ("かかった時間", "timings"),
    "title": ("題名", "title"),
    "tls": ("TLS証明書", "TLS"),
    "trust": ("信頼の度合い", "trust"),
    "truncated": ("途中までのもの", "truncated"),
    "url": ("入力されたURL", "URL as given"),
    "user_agent": ("名乗り（User-Agent）", "user agent"),
    "value": ("値", "value"),
    "verdict": ("結果", "verdict"),
    "version": ("版", "version"),
    "via": ("経由した別名", "via"),
    "view": ("表示", "view"),
    "weekday_fits": ("曜日の一致", "weekday fits"),
    "what": ("何の時刻か", "of what"),
    "width": ("幅", "width"),
    "why": ("理由", "why"),
    "zone": ("時間帯", "time zone"),
}
VERDICTS = {
    "COMPLETE": ("取得できました", "Complete"),
    "PARTIAL": ("一部を取得できました", "Partial"),
    "FAILED": ("取得できませんでした", "Failed"),
}
_STYLE = """
@page { size: A4; margin: 16mm 15mm }
* { box-sizing: border-box }
html { color: #1a1a1c; background: #fff; font: 10.5pt/1.7 "BIZ UDPGothic", "Noto Sans CJK JP", "Noto Sans JP",
  "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif; line-break: strict }
body { max-width: 180mm; margin: 0 auto; padding: 8mm 4mm }
h1 { font-size: 17pt; line-height: 1.4; margin: 0 0 1mm }
h2 { font-size: 12pt; margin: 9mm 0 2mm; padding-bottom: 1mm; border-bottom: .4mm solid #1a3b6e; break-after: avoid }
small, .en { font-size: 8.5pt; color: #595959; font-weight: normal }
p { margin: 0 0 2mm }
.en { display: block; line-height: 1.4 }
h2 .en { display: inline; margin-left: 2mm }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm }
th, td { text-align: left; vertical-align: top; padding: 1.2mm 2mm; border-bottom: .2mm solid #d0d0d4;
  overflow-wrap: anywhere }
th { width: 42mm; font-weight: 600 }
thead th { width: auto; background: #f4f5f7; line-height: 1.4 }
td table { margin: 0 } td table th { width: 34mm; font-weight: normal; color: #414143 }
td table tr:last-child > * { border-bottom: 0 }
tr { break-inside: avoid }
table.tall > tbody > tr { break-inside: auto }
.verdict { border: .4mm solid; border-left-width: 2.4mm; padding: 3mm 4mm; margin: 5mm 0 }
.COMPLETE { border-color: #197a4b } .PARTIAL { border-color: #927200 } .FAILED { border-color: #b32d2d }
.verdict b { font-size: 13pt }
.item + .item { border-top: .2mm dashed #d0d0d4; margin-top: 1mm; padding-top: 1mm }
.none { color: #767676 }
.code { font: 9pt/1.5 "Noto Sans Mono CJK JP", ui-monospace, Consolas, monospace; word-break: break-all }
/* What lies deep, and everything on a phone, stands below its heading instead of beside it. */
.tall .tall .tall tr, .tall .tall .tall th, .tall .tall .tall > tbody > tr > td { display: block; width: auto }
.tall .tall .tall th { border-bottom: 0; padding-bottom: 0 }
@media screen and (max-width: 640px) {
  .tall, .tall > tbody, .tall > tbody > tr, .tall > tbody > tr > th, .tall > tbody > tr > td {
    display: block; width: auto }
  .tall > tbody > tr > th { border-bottom: 0; padding-bottom: 0 }
  .tall .tall { border-left: .6mm solid #d0d0d4; padding-left: 1mm }
}
footer { margin-top: 9mm; padding-top: 3mm; border-top: .2mm solid #d0d0d4 }
"""

HEAD = f"""<!doctype html>
<html lang="ja"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>取得の記録</title><style>{_STYLE}</style></head><body>
<h1>取得の記録</h1><p class="en">Record of the capture</p>
"""
FOOT = """<footer><p>この記録は、上の時刻に、このURLで、この内容が表示されたことを示すものです。
書かれている内容が事実であることや、投稿者が誰であるかを示すものではありません。</p>
<p class="en">This record says that this was shown at this URL at this time.
It does not say that what was shown is true, nor who wrote it.</p>
<p>時刻は取得した機器の時計によります。
第三者による時刻の証明は、封印（タイムスタンプ）をご覧ください。</p>
<p class="en">Times are those of the capturing device's clock.
Trusted time is proven by the seal (RFC 3161 time-stamp).</p>
</footer></body></html>
"""

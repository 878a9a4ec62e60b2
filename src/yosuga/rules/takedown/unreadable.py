"""Why what was pasted names no one thing to be removed: each says what is safe and what to do."""

from yosuga.errors import BadInput


class NoAddress(BadInput):
    """There is no web address in what was given."""

    code = "no-address"
    ja = (
        "ウェブのページのURL(アドレス)が見つかりませんでした。まだ何も加えていません。投稿の「共有」や「リンクをコピー」で"
        "取ったURLを貼り付けてください。LINEのトークやDMのようにURLがないものは、URLなしで加えられます。"
    )
    en = (
        "No address of a web page was found. Nothing was added yet. Please paste the address that the post's “share” "
        "or “copy link” gives. What has no address, such as a LINE talk or a direct message, can be added without one."
    )


class SeveralAddresses(BadInput):
    """There are several addresses; each thing to be removed is asked for on its own. `found` are they, as given."""

    code = "several-addresses"
    ja = "URLがいくつかあります。まだ何も加えていません。削除を求める投稿は1件ずつ扱います。1つずつ加えてください。"
    en = (
        "There are several addresses. Nothing was added yet. Each post to be removed is followed on its own: please "
        "add them one by one."
    )

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(str(len(found)))
        self.found = found


class AddressUnfit(BadInput):
    """The address is not one of the web, or reads other than it is."""

    code = "address-unfit"
    ja = (
        "このURLはそのままでは使えません。まだ何も加えていません。別の行き先に見せかけたURLか、書き間違いかもしれません。"
        "ページを開いて、ブラウザーの上に出ているURLを貼り付けてください。"
    )
    en = (
        "This address cannot be used as it is. Nothing was added yet. It may be made to look like another one, or be "
        "mistyped. Please open the page and paste the address that the browser shows above it."
    )


class AddressTooLong(BadInput):
    """What was pasted is longer than any address."""

    code = "address-too-long"
    ja = "貼り付けられた文字が長すぎます。まだ何も加えていません。投稿のURLだけを貼り付けてください。"
    en = "What was pasted is too long. Nothing was added yet. Please paste the address of the post alone."

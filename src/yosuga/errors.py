"""Every error Yosuga raises on purpose: what happened, what is safe, what to do, in Japanese and English.

YosugaError
├── BadInput                    the person can correct it
│   ├── BadUrl · BadFile · NotFound · AlreadyExists · NeedsConfirmation
├── VaultError                  the vault as a whole
│   ├── NoVault · WrongPassphrase · VaultDamaged · VaultReadOnly · VaultRolledBack
│   ├── DiskFull · DiskFailed
├── StoreError                  one blob of ciphertext
│   ├── BlobMissing · BlobDamaged · BlobExists
├── KeyErased                   the key was destroyed on purpose
├── CustodyError
│   ├── LogDamaged · BadEvent · BadCheckpoint
├── CaptureError
│   ├── BrowserMissing · BrowserFailed · AddressRefused
├── TimestampError
│   ├── TimestampUnreachable · TimestampRefused · TimestampInvalid
└── PackageError

Some live beside the one thing they are about: PassphraseTooShort, PassphrasesDiffer, NoHiddenPrompt, CodeMistyped,
KeyringAbsent, BadRecipient, SecretKeyGiven and PassphraseUnfit (keys), BadAuthorities (timestamps), BadPlan
(proceedings), BadAnswers, NumberInside, ImpossibleDate, DateTooFar, NoPeriod, UnknownSign and SignsContradict (rules),
NoAddress, SeveralAddresses, AddressUnfit and AddressTooLong (rules.takedown), Unclear (intake), NearlyTheSameName
(cases), LetterTooLong and NaiyoRefused (documents), what `takedown.troubles` and `takedown.relook_troubles` hold, and
BadPort (web), all BadInput; ProofRefused (capture.atproto), a CaptureError; UnknownFact (rules), a NotFound; HomeUnfit
(cli), a VaultError; FontMissing and TypesettingFailed (documents); CatalogBroken (catalog); NotWritten (cli);
NoFreePort (web).
"""

from typing import ClassVar


class YosugaError(Exception):
    """The root of all errors raised on purpose.

    `detail` is a short technical fact (a size, a file's own title, a code of the system); it never carries a
    person's data, because it may reach a log. `permanent` says whether trying again without a change is useless.
    """

    code: ClassVar[str] = "internal"
    ja: ClassVar[str] = "予期しない問題が起きました。保存済みの証拠は変わっていません。"
    en: ClassVar[str] = "Something unexpected happened. Evidence already kept has not changed."
    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500
    permanent: ClassVar[bool] = True

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code

    def for_people(self) -> str:
        """Return the message a person reads: Japanese, then English, then the technical detail if there is one."""
        lines = [self.ja, self.en]
        if self.detail:
            lines.append(f"[{self.code}: {self.detail}]")
        return "\n".join(lines)


class BadInput(YosugaError):
    """What was given cannot be used as it is."""

    code = "bad-input"
    ja = "入力をそのままでは使えません。何も変更していません。内容を確かめて、もう一度お試しください。"
    en = "What was given cannot be used as it is. Nothing was changed. Please check it and try again."
    status = 400


class BadUrl(BadInput):
    """The URL is not one that can be captured."""

    code = "bad-url"
    ja = "このURLは保全できません。http または https で始まるURLを、そのまま貼り付けてください。"
    en = "This URL cannot be captured. Please paste a URL that begins with http or https."


class BadFile(BadInput):
    """The file cannot be read, or is not what it says it is."""

    code = "bad-file"
    ja = "このファイルを読み取れません。元のファイルはそのままです。"
    en = "This file cannot be read. The original file is untouched."


class NotFound(BadInput):
    """The case, item or file that was named does not exist here."""

    code = "not-found"
    ja = "指定されたものが見つかりません。何も変更していません。名前を確かめてください。"
    en = "What was named was not found. Nothing was changed. Please check the name."
    status = 404


class AlreadyExists(BadInput):
    """Something of that name is already there and will not be overwritten."""

    code = "already-exists"
    ja = "同じ名前のものがすでにあります。上書きはしません。別の場所か名前を指定してください。"
    en = "Something of that name is already there. It is not overwritten. Please give another place or name."
    status = 409


class NeedsConfirmation(BadInput):
    """The act cannot be undone and was not confirmed."""

    code = "needs-confirmation"
    ja = "この操作は取り消せません。確認がなかったため、何もしませんでした。"
    en = "This cannot be undone. It was not confirmed, so nothing was done."
    status = 409


class VaultError(YosugaError):
    """The vault as a whole cannot be used."""

    code = "vault"
    ja = "保管庫を使えません。保存済みの証拠には触れていません。"
    en = "The vault cannot be used. Evidence already kept was not touched."
    status = 503


class NoVault(VaultError):
    """There is no vault in this folder."""

    code = "no-vault"
    ja = "ここにはまだ保管庫がありません。`yosuga vault create` で作れます。"
    en = "There is no vault here yet. `yosuga vault create` makes one."
    status = 404


class WrongPassphrase(VaultError):
    """The passphrase or recovery code does not open this vault."""

    code = "wrong-passphrase"
    ja = "パスフレーズか回復コードが合いません。保管庫はそのまま安全です。もう一度入力してください。"
    en = "The passphrase or recovery code does not match. The vault is safe as it is. Please try again."
    status = 403


class VaultDamaged(VaultError):
    """Stored data does not match its own hashes or cannot be opened."""

    code = "vault-damaged"
    ja = (
        "保管庫の一部が壊れているか、書き換えられています。これ以上の変更を避けるため、書き込みを止めました。"
        "フォルダーをそのまま複製し、控え（第2の保管場所）と `yosuga vault check` で照合してください。"
    )
    en = (
        "Part of the vault is damaged or was altered. Writing has stopped so that nothing gets worse. "
        "Copy the folder as it is, then compare it with the second copy by `yosuga vault check`."
    )


class VaultReadOnly(VaultError):
    """Another process writes to this vault; this one may only read."""

    code = "vault-read-only"
    ja = (
        "別のウィンドウがこの保管庫に書き込んでいます。こちらは閲覧だけできます。"
        "もう一方を閉じてから、もう一度お試しください。"
    )
    en = "Another window is writing to this vault. This one can only read. Close the other one, then try again."
    status = 409
    permanent = False


class VaultRolledBack(VaultError):
    """The log is shorter than, or differs from, a head that was seen before."""

    code = "vault-rolled-back"
    ja = (
        "記録が、以前に確認した時点より短いか、異なっています。古い控えに戻された可能性があるため、追記を止めました。"
        "控えを確かめてください。分かったうえで続けるには `yosuga vault restore --accept` を使います。"
        "そのことも記録に残ります。"
    )
    en = (
        "The log is shorter than, or differs from, what was seen before. An older copy may have been put back, "
        "so nothing more is appended. Please look at the second copy. To go on knowingly, use "
        "`yosuga vault restore --accept`; the log will say so."
    )


class DiskFull(VaultError):
    """The disk or the quota is full."""

    code = "disk-full"
    ja = (
        "保存先の空きがありません。途中の分は保存していませんが、これまでの証拠は無事です。"
        "空きを作って、もう一度お試しください。"
    )
    en = (
        "The disk is full. What was under way was not kept; evidence already kept is safe. "
        "Free some space and try again."
    )
    status = 507
    permanent = False


class DiskFailed(VaultError):
    """The operating system reported that it could not write or read."""

    code = "disk-failed"
    ja = (
        "保存先の機器が読み書きの失敗を報告しました。続けずに止めました。これまでの証拠を別の機器に複製し、"
        "`yosuga vault check` で確かめてください。"
    )
    en = (
        "The storage device reported a failure, so the work was stopped. Copy the evidence to another device and "
        "check it with `yosuga vault check`."
    )


class StoreError(YosugaError):
    """One blob of ciphertext cannot be used."""

    code = "store"


class BlobMissing(StoreError):
    """A blob that the vault names is not in the store."""

    code = "blob-missing"
    ja = "保存されているはずのデータが見つかりません。控え（第2の保管場所）から戻せるか確かめてください。"
    en = "Stored data is missing. Please check whether the second copy still has it."


class BlobDamaged(StoreError):
    """A blob does not decrypt: it was altered, cut or extended, or the key is another one."""

    code = "blob-damaged"
    ja = "保存データが壊れているか、書き換えられています。控え（第2の保管場所）と照合してください。"
    en = "Stored data is damaged or was altered. Please compare it with the second copy."


class BlobExists(StoreError):
    """A blob of that name is already stored; blobs are never overwritten."""

    code = "blob-exists"


class KeyErased(YosugaError):
    """The key was destroyed on purpose, so the content cannot be read by anyone."""

    code = "erased"
    ja = "この内容は、持ち主の希望で消去されています。読み出すことはできません。"
    en = "This content was erased as its owner wished. Nobody can read it."
    status = 410


class CustodyError(YosugaError):
    """The custody log does not hold together."""

    code = "custody"


class LogDamaged(CustodyError):
    """A log entry does not match its leaf, its predecessor or the signed head."""

    code = "log-damaged"
    ja = "証拠の記録（ログ）が合いません。書き込みを止めました。控えと照合してください。"
    en = "The custody log does not hold together. Writing has stopped. Please compare it with the second copy."


class BadEvent(CustodyError):
    """An event is not in the canonical form of the format document."""

    code = "bad-event"


class BadCheckpoint(CustodyError):
    """A checkpoint is malformed, or its signature is not by the expected key."""

    code = "bad-checkpoint"


class CaptureError(YosugaError):
    """A page could not be taken."""

    code = "capture"
    status = 502


class BrowserMissing(CaptureError):
    """No browser that can take a page was found."""

    code = "browser-missing"
    ja = (
        "ページを保全するためのブラウザー（Chromium、Chrome、Edge）が見つかりません。保存済みの証拠は無事です。"
        "Debian / Ubuntu では `sudo apt-get install chromium chromium-headless-shell` で入ります。"
    )
    en = (
        "No browser (Chromium, Chrome or Edge) was found to take the page with. Evidence already kept is safe. "
        "On Debian or Ubuntu: `sudo apt-get install chromium chromium-headless-shell`."
    )


class BrowserFailed(CaptureError):
    """The browser did not start, died, or stopped answering."""

    code = "browser-failed"
    ja = "ブラウザーが途中で止まりました。それまでに取得した分は残します。もう一度お試しください。"
    en = "The browser stopped. What was taken until then is kept. Please try again."
    permanent = False


class AddressRefused(CaptureError):
    """The address is inside a private network, or is otherwise not reachable by policy."""

    code = "address-refused"
    ja = "このURLは公開のインターネットの外（社内や自宅の機器など）を指しているため、開きませんでした。"
    en = "This URL points outside the public internet (a home or office device, say), so it was not opened."


class TimestampError(YosugaError):
    """A time-stamping authority did not give a usable token."""

    code = "timestamp"
    status = 502


class TimestampUnreachable(TimestampError):
    """The authority could not be reached; the request stays queued."""

    code = "timestamp-unreachable"
    ja = "時刻認証局に接続できませんでした。証拠は保存済みです。時刻認証は、次につながったときに行います。"
    en = "The time-stamping authority could not be reached. The evidence is kept; the stamp follows when it answers."
    permanent = False


class TimestampRefused(TimestampError):
    """The authority answered, and refused."""

    code = "timestamp-refused"
    ja = "時刻認証局が要求を受け付けませんでした。証拠は保存済みです。"
    en = "The time-stamping authority refused the request. The evidence is kept."


class TimestampInvalid(TimestampError):
    """A token does not verify against the pinned authority."""

    code = "timestamp-invalid"
    ja = "受け取った時刻認証が、指定した認証局のものと確認できません。時刻の証明には使いません。証拠は保存済みです。"
    en = (
        "The token could not be verified against the chosen authority, so it is not used as proof of time. "
        "The evidence is kept."
    )


class PackageError(YosugaError):
    """A package could not be written or is not one."""

    code = "package"
    ja = "証拠一式を作成できませんでした。途中のフォルダーには「作成中」と付いています。保管庫の証拠は無事です。"
    en = "The package could not be written. An unfinished folder is marked as such. The evidence in the vault is safe."

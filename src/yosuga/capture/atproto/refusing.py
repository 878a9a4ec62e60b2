"""Why something that claims to prove a record's presence or absence is not believed."""

from yosuga.errors import CaptureError


class ProofRefused(CaptureError):
    """The proof is incomplete, forged, too large, too old or not in the one form that the protocol allows.

    `detail` is a short fixed phrase such as "block hash"; nothing of what was received is repeated.
    """

    code = "proof-refused"
    ja = (
        "サーバーから届いた署名付きの証明を確認できませんでした。削除の証明としては扱いません。"
        "保存済みの証拠は変わっていません。時間をおいて、もう一度確認してください。"
    )
    en = (
        "The signed proof that the server gave could not be verified, so it counts as no proof of removal. "
        "Evidence already kept has not changed. Please look again later."
    )
    permanent = False

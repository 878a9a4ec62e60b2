"""Why a file is not looked at, in words for the person who gave it.

BadFile
└── PictureRefused      NoPicture · PaperGiven · DrawingGiven · PictureDamaged · PictureTookTooLong
"""

from yosuga.errors import BadFile


class PictureRefused(BadFile):
    """The file is not looked at."""


class NoPicture(PictureRefused):
    """Neither a picture nor a film, whatever its name says."""

    code = "no-picture"
    ja = "このファイルは、調べられる画像や動画ではありません（中身で判断しています）。元のファイルはそのままです。"
    en = "This file is no picture or film that can be examined (judged by its content, not its name). It is untouched."


class PaperGiven(PictureRefused):
    """A PDF."""

    code = "a-pdf"
    ja = "これは PDF です。画像としては調べません。調べたいページを画像にして、もう一度お試しください。"
    en = "This is a PDF and is not examined as a picture. Please save the page you want to examine as a picture."


class DrawingGiven(PictureRefused):
    """An SVG: a program that draws, and may do other things."""

    code = "an-svg"
    ja = "これは SVG です。スクリプトが入っていることがあるため、開きません。PNG などの画像にしてから、お試しください。"
    en = "This is an SVG. It may carry scripts, so it is not opened. Please save it as a PNG or the like first."


class PictureDamaged(PictureRefused):
    """Too broken to read anything from."""

    code = "damaged"
    ja = "この画像は壊れていて、読み取れるところがありませんでした。元のファイルはそのままです。"
    en = "This picture is damaged and nothing could be read from it. The original file is untouched."


class PictureTookTooLong(PictureRefused):
    """Opening it took more time or memory than it may."""

    code = "took-too-long"
    ja = "この画像は開くのに時間がかかりすぎるため、途中でやめました。元のファイルはそのままです。"
    en = "Opening this picture takes too long, so it was stopped. The original file is untouched."


_BY_CODE: dict[str, type[PictureRefused]] = {
    one.code: one for one in (NoPicture, PaperGiven, DrawingGiven, PictureDamaged, PictureTookTooLong)
}


def refusal(code: str) -> PictureRefused:
    """Return the error for a code of the child process; an unknown one means that it broke off."""
    return _BY_CODE.get(code, PictureDamaged)()

"""Why a copy is not handed out: something is left in it, or the original cannot be read as a whole."""

from typing import ClassVar

from yosuga.errors import BadFile, YosugaError


class StillThere(YosugaError):
    """A copy was examined again, and something was found in it after every round of covering."""

    code: ClassVar[str] = "still-there"
    ja: ClassVar[str] = (
        "作った写しをもう一度調べたところ、個人情報らしい部分がまだ残っていました。この写しは渡さず、捨てました。"
        "元のファイルはそのままです。ほかの人に渡す前に、その部分を手で塗りつぶす方法があります。"
    )
    en: ClassVar[str] = (
        "The copy was examined again, and something that may be personal data is still in it. It was not handed out "
        "and is gone. The original is untouched. That part can be blacked out by hand before it is given to others."
    )
    status: ClassVar[int] = 422


class Locked(BadFile):
    """A paper is encrypted, or may not be copied from without its password."""

    code: ClassVar[str] = "locked-file"
    ja: ClassVar[str] = (
        "このPDFにはパスワードがかかっているため、開けません。元のファイルはそのままです。"
        "パスワードを外したPDFか、画面の画像を使ってください。"
    )
    en: ClassVar[str] = (
        "This PDF has a password, so it was not opened. The original is untouched. "
        "Please use the PDF without its password, or pictures of its pages."
    )


class TooLarge(BadFile):
    """A picture or paper has more pixels or pages than are examined at once."""

    code: ClassVar[str] = "too-large"
    ja: ClassVar[str] = (
        "画像やページが大きすぎるか多すぎるため、写しを作れません。元のファイルはそのままです。"
        "分けるか小さくして、もう一度お試しください。"
    )
    en: ClassVar[str] = (
        "The picture or paper is too large to be examined at once, so no copy was made. The original is untouched. "
        "Please split it or make it smaller, and try again."
    )


class Empty(BadFile):
    """A file holds nothing to look at."""

    code: ClassVar[str] = "empty-file"
    ja: ClassVar[str] = (
        "このファイルは空なので、何も調べていません。元のファイルはそのままです。"
        "保存やダウンロードが途中で止まっていないか、確かめてください。"
    )
    en: ClassVar[str] = (
        "This file is empty, so nothing was looked at. It is untouched. "
        "Please see whether saving or downloading it broke off."
    )


class FilmGiven(BadFile):
    """A film: no copy of it is made."""

    code: ClassVar[str] = "a-film"
    ja: ClassVar[str] = (
        "これは動画です。動画の写しは作れません。元のファイルはそのままです。"
        "見せたい場面で止めて、画面の画像にしてから、お試しください。"
    )
    en: ClassVar[str] = (
        "This is a film, and no copy of a film is made. It is untouched. "
        "Please stop it at the scene you want to show, save that as a picture, and use the picture."
    )


class Unreadable(BadFile):
    """Neither words in a known encoding, nor a picture, nor a paper."""

    code: ClassVar[str] = "unknown-file"
    ja: ClassVar[str] = (
        "このファイルは、文章としても画像としても読めません（中身で判断しています）。元のファイルはそのままです。"
        "Word や Excel などのファイルは、テキストか画像にしてから、お試しください。"
    )
    en: ClassVar[str] = (
        "This file can be read neither as a text nor as a picture (judged by its content, not its name). It is "
        "untouched. Please save a file of Word, Excel or the like as a text or as pictures first."
    )

"""Why a look is not made: said so that a person knows what they can do instead. Nothing was asked of the host.

TooSoon · RobotsForbid · NothingToLookAt · NothingYet · OtherAddress · OtherSite, all BadInput.
"""

from datetime import datetime

from yosuga.clock import JST
from yosuga.errors import BadInput
from yosuga.rules.takedown.schedule import Why


class TooSoon(BadInput):
    """A look now would be impolite. `at` (aware) is from when on it is not."""

    code = "too-soon"
    ja = "相手のサイトへの配慮から、今は確認しません。何も送っていません。書かれた日時(日本時間)から確認できます。"
    en = "Out of courtesy to the site it is not looked at now. Nothing was sent. It can be from the moment given (JST)."
    status = 429
    permanent = False

    def __init__(self, at: datetime, why: Why) -> None:
        super().__init__(f"{at.astimezone(JST):%Y-%m-%d %H:%M:%S}")
        self.at = at
        self.why = why


class RobotsForbid(BadInput):
    """The host asks automatic visitors to stay away from this address (robots.txt)."""

    code = "robots-forbid"
    ja = (
        "このサイトは自動での閲覧をことわっている(robots.txt)ので、確認しませんでした。"
        "ご自分のブラウザーでは確認できます。"
    )
    en = (
        "This site asks automatic visitors to stay away (robots.txt), so it was not looked at. "
        "You can look in your own browser."
    )
    status = 409


class NothingToLookAt(BadInput):
    """There is no public address to look at."""

    code = "nothing-to-look-at"
    ja = "公開のアドレスがないので、ここからは確認できません。ご自分で見て、分かったことを記録してください。"
    en = "There is no public address to look at. Please look yourself and write down what you see."


class OtherAddress(BadInput):
    """A capture is of another address than that of the target."""

    code = "other-address"
    ja = "この保全は、別のアドレスのものです。何も変更していません。同じアドレスを保全した番号を選んでください。"
    en = "This capture is of another address. Nothing was changed. Please choose one of the same address."


class OtherSite(BadInput):
    """The page that is to show that the host is well is of another host."""

    code = "other-site"
    ja = "並べて確かめるページは、同じサイトのものにしてください。何も送っていません。"
    en = "Please name a page of the same site to compare with. Nothing was sent."


class NothingYet(BadInput):
    """A look was dated to the future, or to before the last one."""

    code = "look-out-of-order"
    ja = "この日時では記録できません。前の確認より後で、今より前の日時にしてください。何も変更していません。"
    en = (
        "It cannot be kept with this moment: it must be after the last look and not in the future. Nothing was changed."
    )

"""Who signs a letter: the values that a person gives once and that are placed only where a letter asks for them."""

from dataclasses import dataclass

from yosuga.rules.takedown.request import Requester


@dataclass(frozen=True, slots=True)
class Sender:
    """The one whose rights are concerned, and who acts for them. What is empty is a blank on paper.

    `acting` is who sends. Where that is not the person, `for_name` is the person's name and `tie` says how they are
    tied (母, 代理人弁護士). `pen_name` is what the person is known by online, if that is what was harmed.
    """

    name: str = ""
    kana: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    pen_name: str = ""
    acting: Requester = Requester.SELF
    for_name: str = ""
    tie: str = ""
    office: str = ""
    registered: str = ""  # 登録番号 of a lawyer or scrivener

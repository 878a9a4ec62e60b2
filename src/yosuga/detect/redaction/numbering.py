"""What stands in place of what was covered: its kind in words and a number that is the same for the same thing."""

from collections.abc import Mapping

from yosuga.detect.base import Kind
from yosuga.detect.redaction.covering import identity

LABELS: Mapping[Kind, str] = {
    Kind.PERSON: "氏名",
    Kind.ADDRESS: "住所",
    Kind.POSTAL_CODE: "郵便番号",
    Kind.PHONE: "電話",
    Kind.EMAIL: "メール",
    Kind.SNS_ID: "ID",
    Kind.BIRTHDATE: "生年月日",
    Kind.MY_NUMBER: "マイナンバー",
    Kind.CREDIT_CARD: "カード",
    Kind.BANK_ACCOUNT: "口座",
    Kind.LICENSE_PLATE: "車",
    Kind.GEO: "位置",
    Kind.SCHOOL: "学校",
    Kind.WORKPLACE: "勤め先",
    Kind.STATION_HINT: "駅",
    Kind.GOV_ID: "番号",
}


class Numbering:
    """Gives each different thing its mark, 【電話1】, in the order of their coming; one for a document or for a batch.

    `entries` says which words each mark stands for. It is the secret that the copy leaves out: whoever keeps it, keeps
    it sealed.
    """

    def __init__(self) -> None:
        self._marks: dict[tuple[Kind, str], str] = {}
        self._counts: dict[Kind, int] = {}
        self._surfaces: dict[str, list[str]] = {}

    def mark(self, surface: str, *, kind: Kind) -> str:
        """Return the mark of a surface: the same for every spelling of one number, or width of one word."""
        key = (kind, identity(surface, kind))
        if key not in self._marks:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._marks[key] = f"【{LABELS[kind]}{self._counts[kind]}】"
        mark = self._marks[key]
        spellings = self._surfaces.setdefault(mark, [])
        if surface not in spellings:
            spellings.append(surface)
        return mark

    @property
    def entries(self) -> Mapping[str, tuple[str, ...]]:
        """Each mark with every spelling it stands for."""
        return {mark: tuple(spellings) for mark, spellings in self._surfaces.items()}

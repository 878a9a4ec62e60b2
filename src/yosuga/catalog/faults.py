"""What can be wrong with a catalog, and how it is told to a person who can put it right."""

from dataclasses import dataclass
from enum import StrEnum

from yosuga.catalog.records import Text


class Fault(StrEnum):
    """What is wrong with a record."""

    BROKEN = "broken"
    SOURCE = "no-source"
    SIGN = "unknown-sign"
    TRANSLATION = "no-translation"
    TWICE = "twice"
    ORDER = "order"
    STRAY = "stray-file"
    KEY = "doubled-key"
    DEAD = "dead-reference"
    GROUND = "no-ground"
    HIDDEN_DESK = "hidden-desk"
    LINK = "unsourced-link"
    NUMBER = "unverified-number"
    SILENT_DESK = "no-way"
    PERIOD = "no-period"
    SERVICE = "service-and-sign"
    LANGUAGE = "wrong-language"
    BLAME = "blame"
    PROMISE = "promise"
    NOTE = "wrong-note"
    EMPTY = "empty-invariant"
    EVENT = "unknown-event"
    INVARIANT = "invariant"


_SAYS = {
    Fault.BROKEN: ("この記録は読み込めません。", "This record does not load."),
    Fault.SOURCE: ("出典がありません。", "There is no source."),
    Fault.SIGN: ("条件に、ない名前のしるしがあります。", "The condition asks about a sign that there is not."),
    Fault.TRANSLATION: ("日本語か英語の文がありません。", "The Japanese or the English text is missing."),
    Fault.TWICE: ("同じ id の記録が2つあります。", "Two records have the same id."),
    Fault.ORDER: (
        "順番が、すべての段階を1回ずつ並べていません。",
        "An order does not list every phase exactly once, or does not fit everybody.",
    ),
    Fault.STRAY: ("このファイルは、どの種類の記録としても読まれません。", "This file is read as no kind of record."),
    Fault.KEY: ("同じ項目が2回あります。", "A key stands twice in one place."),
    Fault.DEAD: ("ない記録の名前があります。", "It names a record that there is not."),
    Fault.GROUND: ("確かめられていない事実だけが根拠です。", "It rests only on facts that are not verified."),
    Fault.HIDDEN_DESK: ("出典を確かめられていない窓口を案内しています。", "It names a desk that may not be shown."),
    Fault.LINK: ("出典のないリンクがあります。", "It has a link without a source."),
    Fault.NUMBER: (
        "確かめられていない電話番号や連絡先があります。",
        "It has a number or address to turn to that is not verified.",
    ),
    Fault.SILENT_DESK: ("連絡の方法が1つもない窓口です。", "No way to reach this desk may be shown."),
    Fault.PERIOD: ("期間のない事実を数えようとしています。", "It counts from a fact that has no period."),
    Fault.SERVICE: ("サービスとしるし(on-…)が、そろっていません。", "Services and their signs (on-…) do not match."),
    Fault.LANGUAGE: ("ほかの言語の文が入っています。", "A text stands in the other language's place."),
    Fault.BLAME: ("責める言葉か、避ける呼び名があります。", "It says a word of blame, or a label to avoid."),
    Fault.PROMISE: ("約束できないことを約束しています。", "It promises what nobody can promise."),
    Fault.NOTE: (
        "注意と、してはいけないことが、入れかわっています。",
        "A warning stands where a must-not belongs, or the reverse.",
    ),
    Fault.EMPTY: ("この決まりは、何も確かめません。", "This rule compares nothing."),
    Fault.EVENT: (
        "期間の始まりが、答えのファイルにない言葉です。",
        "No question of the answers file asks for this event.",
    ),
    Fault.INVARIANT: (
        "守るべき決まりが、成り立たない場合があります。",
        "A rule that must always hold does not hold for these signs.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, with its place. `detail` is what was found there, in no language or in English."""

    fault: Fault
    file: str
    record: str
    field: str = ""
    detail: str = ""

    @property
    def says(self) -> Text:
        """Return what is wrong, for people."""
        ja, en = _SAYS[self.fault]
        return Text(ja=ja, en=en)

"""Says whether a landline is the desk of an office or a service: whoever passes it on gives nobody away."""

import re

from yosuga.detect import context

_OFFICE = (
    r"役所|役場|[都道府県]庁|警察|交番|派出所|消防|保健所|税務署|法務局|入管|裁判所|検察庁|年金事務所|労基署?|"
    r"労働基準監督署|ハローワーク[一-龥]{0,4}|職安|児相|大使館|領事館|図書館|公民館|児童館|水道局|教育委員会|選挙管理委員会|"
    r"社会福祉協議会|社協|弁護士会|司法書士会|行政書士会|法テラス[一-龥]{0,4}|診療所"
)
_DESK = (
    r"[一-龥]課|(?<!関)係|窓口|相談(?:[室所会]|電話|ダイヤル|(?=[\s:(は]))|センター|デスク|承り所|取扱所|ホットライン|"
    r"(?:落とし|忘れ|遺失)物|紛失|お客(?:様|さま)相談|カスタマー"
)
# A desk, and what may still stand between its name and its number.
_AHEAD = re.compile(rf"(?s:.*)(?:{_OFFICE}|{_DESK})(?P<between>[^0-9]{{0,24}})$")
_BEHIND = re.compile(rf"[\s(←はがの:・/]{{0,3}}[一-龥]{{0,4}}?(?:{_OFFICE}|[一-龥]課|(?<!関)係(?!長)|窓口|センター)")
# A word between them that may well be a name: 「会計係 小林 03-…」.
_NAME_LIKE = re.compile(
    r"[\s(:・]{0,2}の?[\s:・]?(?!代表|直通|電話|番号|窓口|受付|内線|総合|夜間|休日|平日|本庁|本館|予約|連絡|固定|案内|事務)"
    r"[一-龥]{2,4}[\s(:]*"
)
# What ties the number to one person after all: a job, a family, a name with its honorific.
_SOMEBODYS = re.compile(
    r"勤務|勤め|職場|働|バイト|社員|同僚|上司|部下|所属|担当者?[:は]|自宅|実家|携帯|本人|(?:^|[ぁ-ん、\s])会社|私|俺|僕|"
    r"うちの(?![市区町村])|[父母妻兄姉弟妹娘息]|旦那|嫁|彼[氏女]|元カ|さん|くん|ちゃん|先生|氏名|名前|住所|"
    r"って[人奴男女]|の[男女人]"
)


def owns(text: str, start: int, end: int) -> bool:
    """Say whether the words around the landline at `start`..`end` make it a desk's, and nobody's own."""
    said = re.split("[。!?]", context.before(text, start, most=36))[-1]
    behind = context.after(text, end, most=16)
    if _SOMEBODYS.search(said) or _SOMEBODYS.search(behind[:6]):
        return False
    desk = _AHEAD.match(said)
    if desk:
        return not _NAME_LIKE.fullmatch(desk["between"])
    return bool(_BEHIND.match(behind))

"""Says whether a landline is the desk of an office or a service: whoever passes it on gives nobody away."""

import re

from yosuga.detect import context

_OFFICE = (
    r"役所|役場|[都道府県]庁|警察|警視庁|気象台|公証役場|交番|派出所|消防|保健所|税務署|法務局|入管|裁判所|検察庁|年金事務所|労基署?|"
    r"労働基準監督署|ハローワーク[一-龥]{0,4}|職安|児相|大使館|領事館|図書館|公民館|児童館|水道局|教育委員会|選挙管理委員会|選管|管理事務所|"
    r"社会(?:福祉協議会|保険事務所)|社協|弁護士会|司法書士会|行政書士会|法テラス[一-龥]{0,4}|診療所|年金機構|郵便局|"
    r"(?:ごみ|ゴミ|清掃|環境|水道|収集)[一-龥]{0,2}(?:事務所|事業所)|(?<![一-龥])[市区町村県]の(?=代表)"
)
_DESK = (
    r"[一-龥ァ-ヶー]課|(?<!関)係|窓口|相談(?:[室所会]|電話|ダイヤル|(?=[\s:(は]))|センター|デスク|承り所|取扱所|ホットライン|"
    r"(?:落とし|忘れ|遺失)物|紛失|お客(?:様|さま)相談|カスタマー|"
    r"粗大(?:ごみ|ゴミ)|(?:不用品|不燃[ごゴ][みミ])[^0-9。]{0,4}(?:受付|申し?込み?|予約|回収)|(?:ごみ|ゴミ)[^0-9。]{0,6}案内|水道の(?:[開閉]栓|使用|契約)|(?:病院|医院|クリニック|歯科|外来)の?(?:代表|予約|受付|案内)|"
    r"(?:夜間|休日|救急|当番医?|ワクチン|接種|健診|検診|停電|断水|漏水)[^0-9。]{0,6}(?:受付|予約|案内|当番医?|救急|診療|連絡先)|"
    r"(?:スポーツクラブ|ジム|ホテル|旅館|ホール|体育館|プール|キャンプ場|映画館|劇場)の(?:受付|予約|フロント)"
)
# A desk, and what may still stand between its name and its number.
_AHEAD = re.compile(rf"(?s:.*)(?:{_OFFICE}|{_DESK})(?P<between>[^0-9]{{0,24}})$")
_BEHIND = re.compile(
    rf"[\s(←はがのへ:・/]{{0,3}}(?:お客(?:様|さま)|[一-龥ァ-ヶー]{{0,6}}?)(?:{_OFFICE}|[一-龥]課|(?<!関)係(?!長)|窓口|センター)"
)
# Whom to call, the number in a sentence of its own: 「受付センターに電話してね。03-…」.
_CALL = re.compile(r"(?:電話|連絡|問い?合わ?せ|申し?込)[^0-9]{0,8}$")
# The department of a firm, as a business card gives it: what is behind it is somebody's own line.
_ON_A_CARD = re.compile(
    r"(?:株式会社|有限会社|合同会社|[(（][株有][)）]|[一-龥ぁ-んァ-ヶーA-Za-z](?:商会|商店|商事|製作所|工業|産業|電機|建設|工務店))"
    r"[^0-9。]{0,16}?[一-龥](?:課|係)(?![の窓相])[^0-9。]*$"
)
_ROLE = r"(?:(?:[課係室部所次]|支店|店)長|主任|主査|主事|担当|代理|補佐|リーダー|チーフ)"
_LINE_OF = re.compile(
    rf"{_ROLE}?[\s:・]*(?!.*(?:窓口|代表|受付))[一-龥]{{1,4}}[\s・]?[一-龥ぁ-んァ-ヶ]{{1,4}}[\s(]*(?:直通|ダイヤルイン|TEL|Tel|tel|電話|☎|📞)[^0-9]{{0,4}}"
)
# A word between them that may well be a name: 「会計係 小林 03-…」.
_NAME_LIKE = re.compile(
    r"[\s(:・]{0,2}の?[\s:・]?(?!\S*[室局部班]|代表|直通|電話|番号|窓口|受付|内線|総合|夜間|休日|平日|本庁|本館|予約|連絡|固定|案内|事務)"
    r"[一-龥]{2,4}[\s(:]*"
)
# What ties the number to one person after all: a job, a family, a name with its honorific.
_SOMEBODYS = re.compile(
    r"勤務|勤め|職場|働|バイト|社員|同僚|上司|部下|所属|担当者?[:は]|自宅|実家|携帯|本人|(?:^|[ぁ-ん、\s])会社|(?:私|俺|僕)(?![がも])|"
    rf"うちの(?![市区町村]|地域|自治体|管轄|{_OFFICE})|入院|当(?:店|院|サロン|教室|社)|[父母妻兄姉弟妹娘息]|(?<![丈工農])夫(?!婦)|旦那|嫁|彼[氏女]|元カ|さん|くん|ちゃん|先生|氏名|名前|住所|"
    r"って[人奴男女]|の[男女人]"
)


def owns(text: str, start: int, end: int) -> bool:
    """Say whether the words around the landline at `start`..`end` make it a desk's, and nobody's own."""
    *earlier, said = re.split("[。!?]", context.before(text, start, most=36))
    if not said and earlier and _CALL.search(earlier[-1]):
        said = earlier[-1]
    behind = context.after(text, end, most=16)
    if _SOMEBODYS.search(said) or _SOMEBODYS.search(behind[:6]):
        return False
    desk = _AHEAD.match(said)
    if desk:
        named = _NAME_LIKE.fullmatch(desk["between"]) or _LINE_OF.fullmatch(desk["between"])
        return not (named or _ON_A_CARD.search(said))
    return bool(_BEHIND.match(behind))

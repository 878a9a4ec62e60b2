"""Tells writing for the record (articles, encyclopaedias, reports) from talk, by how its sentences end and sound.

Why: in talk, the names of people in public life are nobody's private matter and are not found; in an article every
name is one. Only the manner of the text decides, not who is named.
"""

import re

# Ends of an article's sentence.
_ENDS, _CLOSES = re.compile(r"。[」』)\]]?\s*$"), re.compile(r"[」』)\]]\s*$")
_TALK = re.compile(
    "[!?\U0001f000-\U0001faff\u2600-\u27bf\u2b50♡♥♪☆★→←…]{1}|[wW]{2,}|[^a-zA-Z]w+(?![a-zA-Z.])|笑(?![いっうわえ顔])|草(?=[。\\s]|$)|"
    "〜|~|っけ|じゃん|だよ|だね|だな(?=[。、!?\\s]|$)|よね|かな(?=[。、!?\\s]|$)|かも(?=[。、!?\\s]|$)|なあ|なぁ|わあ|"
    "ちゃった|ちゃう|じゃない?[?]|てる(?=[。、!?\\s]|$)|てた(?=[。、!?\\s]|$)|めっちゃ|めちゃ|まじ|マジ|やば|ヤバ|エグ|すご[いっく]|"
    "やっぱ(?!り)|でかい|うま[いっ]|なう|わろ|ワロ|神|尊い|推し|最高|(?:欲し|ほし|見た|みた|行きた|食べた)い(?=[。、!?\\s]|$)|"
    "(?<![たてで])よ(?=[。!?\\s]|$)|ね(?=[。!?\\s]|$)|ぞ(?=[。!?\\s]|$)|[だた]わ(?=[。!?\\s]|$)|俺|オレ|僕|うち(?=[はのもが])|あたし|"
    "みんな|って(?=[言思いるさ、。])|らしい(?=[。!?\\s]|$)|だろ|もん(?=[。!?\\s]|$)|けど(?=[。!?\\s]|$)|ので(?=[。!?\\s]|$)"
)
_RECORD = re.compile(
    "である|であった|とされ|された|されている|となった|となり|において|により|によって|に対し|および|ならびに|"
    "後に|のちに|当時|[0-9]{3,4}年|生まれ|出身|卒業|就任|創業|設立|所属|[一-龠]の(?:一人|一種|ひとつ)|(?:とは|は)、"
)
_POLITE = re.compile("(?:です|ます|でした|ました|ません|ください|でしょう)[。!?、\\s]")


def is_record(text: str) -> bool:
    """Say whether `text` (plain view) reads like an article rather than like a post, a chat or a letter."""
    return formality(text) > 0


def formality(text: str) -> float:
    """Return how far `text` reads like an article: above 0 it does."""
    shown = text[:2000]
    ends = 2.0 if _ENDS.search(shown) else 0.5 if _CLOSES.search(shown) else -2.5
    talk = len(_TALK.findall(shown))
    record = len(set(_RECORD.findall(shown)))
    lines = shown.strip().count("\n")
    return ends + min(record, 4) - 1.2 * talk - 0.7 * len(_POLITE.findall(shown)) - 0.5 * lines - (len(shown) < 12)

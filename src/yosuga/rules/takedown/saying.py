"""What may be said of the looks at a target, in words that promise nothing: 「N回・M経路で表示されないことを確認」.

「削除確認」is said of GONE and of nothing else; a wall, an outage and dat落ち are said as what they are.
"""

from collections.abc import Sequence
from datetime import datetime

from yosuga.catalog.records import Text
from yosuga.clock import JST
from yosuga.rules import signed
from yosuga.rules.removal import Barrier, Look, Sight, Sign, State, Way, sight
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.schedule import When, Why

WAYS = {
    Way.PLAIN: Text(ja="ブラウザーを使わない確認", en="without a browser"),
    Way.HEADLESS: Text(ja="自動のブラウザー", en="by an automatic browser"),
    Way.OWN_BROWSER: Text(ja="ご自分のブラウザー", en="in your own browser"),
    Way.PROTOCOL: Text(ja="署名つきの記録", en="by the signed record"),
}
SIGNS = {
    Sign.STATUS: Text(ja="サイトの応答(404・410)", en="the site's answer (404, 410)"),
    Sign.WORDS: Text(ja="サイト自身の言葉", en="the site's own words"),
    Sign.LIKE_NOTHING: Text(ja="存在しないページと同じ表示", en="the same page as for an address that never was"),
    Sign.SIGNED: Text(ja="署名で確かめた不在", en="absence verified by signature"),
}
BARRIERS = {
    Barrier.LOGIN: Text(ja="ログインを求められました", en="the site asked to log in"),
    Barrier.AGE: Text(ja="年齢の確認を求められました", en="the site asked for an age"),
    Barrier.CAPTCHA: Text(ja="人間かどうかの確認を求められました", en="the site checked for robots"),
    Barrier.SHELL: Text(ja="中身が読み込まれませんでした", en="the page's content did not load"),
    Barrier.REGION: Text(ja="この地域では表示されませんでした", en="the page is not shown in this region"),
    Barrier.ARCHIVED: Text(
        ja="スレッドが過去ログに移っています(dat落ち)。削除ではありません",
        en="the thread has moved to the board's archive (dat落ち), which is no deletion",
    ),
    Barrier.REFUSED: Text(ja="サイトが表示をことわりました", en="the site refused to show it"),
    Barrier.FAILED: Text(
        ja="サイトが応答しなかったか、調子が悪いようです", en="the site did not answer, or had trouble"
    ),
}

_SIGNED = {means.value: says for means, says in signed.SAYS.items()}  # a look keeps its word, not the sentence


def standing(followed: Followed) -> Text:
    """Return where a target stands after all its looks."""
    stands = followed.stands
    if not followed.looks:
        return Text(ja="まだ確認していません", en="Not looked at yet", easy="まだ 見て いません。")
    if stands.state is State.GONE:
        return _gone(stands.absences)
    if stands.state is State.REAPPEARED:
        return _reappeared(followed.looks)
    if stands.absences and sight(followed.looks[-1]) is not Sight.ABSENT:
        return _held(stands.absences, last=followed.looks[-1])
    return _not_shown(stands.absences) if stands.absences else look(followed.looks[-1])


def look(one: Look) -> Text:
    """Return what one look saw, with its moment; of a signed one what it means, for it tells more apart than a page."""
    says, plain, at = _SIGNED.get(one.said), _seen(one), _at(one.moment)
    return plain if says is None else Text(ja=f"{at.ja}: {says.ja}", en=f"{at.en}: {says.en}", easy=plain.easy)


def _seen(one: Look) -> Text:
    seen, at = sight(one), _at(one.moment)
    if seen is Sight.BLOCKED or (seen is Sight.UNKNOWN and one.barrier is not None):
        return _barred(one, at=at)
    if seen is Sight.EDITED:
        return _edited(one, at=at)
    if seen is Sight.UNKNOWN and one.signs:
        return _alone(at)
    said = {
        Sight.LIVE: ("表示されています", "It is shown", "まだ 見えます。"),
        Sight.MOVED: ("別のアドレスで表示されています", "It is shown at another address", "別の 場所で 見えます。"),
        Sight.ABSENT: ("表示されませんでした", "It was not shown", "見えませんでした。"),
        Sight.UNKNOWN: (
            "表示されませんでしたが、消えたとは言えません",
            "It was not shown, which does not tell that it is gone",
            "見えませんでした。消えたか どうかは、まだ わかりません。",
        ),
    }[seen]
    return Text(ja=f"{said[0]}({at.ja})", en=f"{said[1]} ({at.en})", easy=said[2])


def _alone(at: Text) -> Text:
    """Return what is said where the host speaks of absence, and nothing shows that the host itself is well."""
    return Text(
        ja=f"表示されませんでしたが、消えたとは言えません({at.ja})。"
        "同じサイトの、今も表示されている投稿のアドレスを指定すると、並べて確かめられます",
        en=f"It was not shown, which does not tell that it is gone ({at.en}). "
        "Name a post of the same site that is shown now, and the two are compared",
        easy="見えませんでした。消えたか どうかは、まだ わかりません。",
    )


def when(due: When) -> Text:
    """Return when the next look is, or why there is none."""
    why = {
        Why.RETRY_AFTER: ("(サイトが間をあけるよう求めています)", " (the site asks for a pause)", ""),
        Why.RESTING: ("(続けてことわられたため、間をあけます)", " (after several refusals we keep away)", ""),
        Why.ROBOTS: (
            "。このサイトは自動の確認をことわっているので、ご自分のブラウザーで確かめてください",
            ". This site wants no automatic looks: please look in your own browser",
            "自分の ブラウザーで 見て ください。",
        ),
        Why.BLOCKED: (
            "。自動の確認では中が見えないので、ご自分のブラウザーで確かめてください",
            ". An automatic look does not get through: please look in your own browser",
            "自分の ブラウザーで 見て ください。",
        ),
    }
    if due.at is None:
        return _never(due.why)
    at, (ja, en, easy) = _at(due.at), why.get(due.why, ("", "", ""))
    return Text(ja=f"次の確認 {at.ja}{ja}", en=f"Next look {at.en}{en}", easy=f"次に 見る 日: {at.ja}。{easy}")


def _never(why: Why) -> Text:
    said = {
        Why.NO_ADDRESS: (
            "アドレスがないので、自動では確認できません",
            "There is no address to look at",
            "アドレスが ないので、自分で 見て ください。",
        ),
        Why.NOT_SENT: (
            "依頼を送ったあとに、確認の予定ができます",
            "Looks are planned once a request was sent",
            "お願いを 送ったあとに、見る 日が 決まります。",
        ),
    }.get(why, ("予定された確認は終わりました", "The planned looks are over", "見る 予定は 終わりました。"))
    return Text(ja=said[0], en=said[1], easy=said[2])


def _not_shown(absences: Sequence[Look]) -> Text:
    at = _at(absences[-1].moment)
    looks, ways = len(absences), len({one.way for one in absences})
    return Text(
        ja=f"{looks}回・{ways}経路で表示されないことを確認({at.ja})",
        en=f"Not shown in {looks} looks by {ways} ways ({at.en})",
        easy=f"{looks}回 見ました。見えませんでした。消えたか どうかは、まだ わかりません。",
    )


def _held(absences: Sequence[Look], *, last: Look) -> Text:
    before, then = _not_shown(absences), look(last)
    return Text(
        ja=f"{before.ja}。最後の確認: {then.ja}",
        en=f"{before.en}. Last look: {then.en}",
        easy=f"{before.easy}{then.easy}",
    )


def _gone(absences: Sequence[Look]) -> Text:
    first, last = _at(absences[0].moment), _at(absences[-1].moment)
    looks, ways = len(absences), len({one.way for one in absences})
    return Text(
        ja=f"削除確認: {looks}回・{ways}経路で表示されないことを確認({first.ja} から {last.ja})",
        en=f"Confirmed gone: not shown in {looks} looks by {ways} ways ({first.en} to {last.en})",
        easy=f"消えました。{looks}回 見て、たしかめました。",
    )


def _reappeared(looks: Sequence[Look]) -> Text:
    seen = next(one for one in reversed(looks) if sight(one) in {Sight.LIVE, Sight.EDITED, Sight.MOVED})
    at = _at(seen.moment)
    return Text(
        ja=f"再び表示されているのを確認({at.ja})", en=f"Seen again ({at.en})", easy="また 見えるように なりました。"
    )


def _barred(one: Look, *, at: Text) -> Text:
    barrier = BARRIERS[one.barrier or Barrier.FAILED]
    return Text(
        ja=f"確認できませんでした({at.ja})。{barrier.ja}",
        en=f"It could not be looked at ({at.en}): {barrier.en}",
        easy="見ることが できませんでした。消えたか どうかは、わかりません。",
    )


def _edited(one: Look, *, at: Text) -> Text:
    harm = {
        True: ("。印をつけた言葉は残っています", ". The words you marked are still there", "言葉は 残って います。"),
        False: ("。印をつけた言葉は見当たりません", ". The words you marked are not there", "言葉は 見えません。"),
        None: ("", "", ""),
    }[one.harm]
    return Text(
        ja=f"内容が変わっています({at.ja}){harm[0]}",
        en=f"It was changed ({at.en}){harm[1]}",
        easy=f"内容が 変わりました。{harm[2]}",
    )


def _at(moment: datetime) -> Text:
    local = moment.astimezone(JST)
    ja = f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return Text(ja=ja, en=f"{local:%Y-%m-%d %H:%M} JST")

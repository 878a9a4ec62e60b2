"""Handing over, one question a page: for whom, which items, closed how, where to; looked over, then made."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from yosuga.cases.access import case_for
from yosuga.custody.package import profiles
from yosuga.errors import BadInput, NotFound
from yosuga.evidence import looking, paging
from yosuga.evidence.overview import ItemLine
from yosuga.keys import age, age_passphrase
from yosuga.proceedings.actions import kept_plan
from yosuga.proceedings.papers import masked_items
from yosuga.web import evidence_words, folders, hand_overs, pausing
from yosuga.web.brake import no_pictures
from yosuga.web.hand_overs import Made, Wish
from yosuga.web.pausing import Onward
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.words import language, moment_words, pick, say
from yosuga.web.work import Job, Stage, worker

_WISH = "hand-over"
_MOST = 40
_LONGEST = 200
_EVERY_S = 2
_SECRET = 32  # bytes
_OF_PUBLISHING = (
    "拡散|晒|さら(す|し|そ)",
    "ツイート|世間",
    "公開(する|し|用|の場)",
    "(SNS|X|ブログ|掲示板|YouTube)に(載|のせ|あげ|上げ|投稿|書|公開)",
    "投稿(する|したい|用)",
    r"\b(publish|expose|go public|post (it|this|them)\b)",
)
_PUBLISHING = re.compile("|".join(_OF_PUBLISHING), re.IGNORECASE)


def _wish(asked: Asked) -> Wish:
    return asked.session.get(_WISH, Wish) or Wish()


def _whom(asked: Asked) -> Shown:
    found = [(one, language() == "en") for one in profiles.all_profiles()]
    rows = [(one.id, one.name_en if en else one.name_ja, one.note_en if en else one.note_ja) for one, en in found]
    return Shown("evidence/hand_whom.html", {"profiles": rows, "wish": _wish(asked), "longest": _LONGEST})


def _take_whom(asked: Asked, form: Form) -> Go:
    profile = form.text("profile") or "default"
    profiles.load(profile)
    asked.session.put(
        _WISH,
        replace(
            _wish(asked),
            profile=profile,
            recipient=form.text("recipient")[:_LONGEST],
            purpose=form.text("purpose")[:_LONGEST],
            public=form.has("public") or _tells_of_publishing(form.text("recipient"), form.text("purpose")),
        ),
    )
    return Go.to("hand-items")


def _tells_of_publishing(*said: str) -> bool:
    """Say whether somebody wrote that they want to make it public. "Ask the service to delete the post" does not."""
    return any(_PUBLISHING.search(one) for one in said)


def _items(asked: Asked) -> Shown:
    text = asked.args.get("first", "")
    first = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    page = paging.page(asked.case, first=first, most=_MOST, search="", actor=asked.actor, tools=asked.tools)
    wish, closed = _wish(asked), no_pictures(asked)
    may_go = _may_go(asked) if closed else None
    return Shown(
        "evidence/hand_items.html",
        {
            "rows": [(one, one.eid in wish.eids, _about(one)) for one in page.lines if _goes(one, may_go)],
            "note": closed,
            "some": wish.some,
            "chosen": len(wish.eids),
            "total": page.total,
            "newer": str(max(0, first - _MOST)) if first else "",
            "older": str(first + _MOST) if first + _MOST < page.found else "",
        },
    )


def _may_go(asked: Asked) -> frozenset[str]:
    """Return the items that may be handed over while pictures may not be copied: those of words alone."""
    return frozenset(looking.of_words_alone(case=asked.case, actor=asked.actor, tools=asked.tools))


def _goes(one: ItemLine, may_go: frozenset[str] | None) -> bool:
    return not one.erased and (may_go is None or one.eid in may_go)


def _about(one: ItemLine) -> str:
    moment = moment_words(one.moment) if one.moment else ""
    return " · ".join(part for part in (evidence_words.kind(one.kind), moment, paging.host(one.url)) if part)


def _take_items(asked: Asked, form: Form) -> Go:
    """Keep what is ticked on this page of the list beside what was ticked on others."""
    wish, here = _wish(asked), set(form.all("here"))
    eids = {*(one for one in wish.eids if one not in here), *(one for one in form.all("item") if one in here)}
    some = form.text("which") == "some"
    if no_pictures(asked) is not None:
        eids, some = eids & _may_go(asked), True
    asked.session.put(_WISH, replace(wish, eids=tuple(sorted(eids)), some=some))
    if form.has("turn"):
        return Go.instead("hand-items", first=form.text("turn"))
    if some and not eids:
        return Go.stay(error=say("Please choose at least one item."), wrong="which")
    return Go.to("hand-how")


def _how(asked: Asked) -> Shown:
    places = [(number, name, str(path)) for number, name, path in folders.offered()]
    context = {"wish": _wish(asked), "folders": places, "example": folders.example(), "covers": _covers(asked)}
    return Shown("evidence/hand_how.html", context)


def _covers(asked: Asked) -> bool:
    """Say whether the person chose parts of pictures to be covered: only then is it asked whether to."""
    kept = kept_plan(case_for(asked.case, actor=asked.actor, tools=asked.tools))
    return kept is not None and bool(masked_items(kept))


def _take_how(asked: Asked, form: Form) -> Go:
    seal = form.text("seal") if form.text("seal") in {"none", "passphrase", "key"} else "none"
    try:
        key = age.check_recipient(form.text("age_key")) if seal == "key" else ""
    except BadInput as error:
        return Go.stay(error=pick(error), wrong="seal", typed=_typed(form))
    try:
        folder = folders.chosen(form.text("folder"), typed=form.text("path"))
    except NotFound:
        return Go.stay(error=say("There is no such folder on this device."), wrong="folder", typed=_typed(form))
    asked.session.put(
        _WISH,
        replace(
            _wish(asked),
            seal=seal,
            key=key,
            passphrase=age_passphrase.made_from(asked.tools.random(_SECRET)) if seal == "passphrase" else "",
            masked=form.has("masked"),
            zipped=form.has("zipped") or seal != "none",
            folder=str(folder),
        ),
    )
    return Go.to("hand-check")


def _typed(form: Form) -> dict[str, str]:
    return {name: text for name, text in form.texts().items() if name in {"path", "age_key"}}


def _check(asked: Asked) -> Shown:
    wish = _wish(asked)
    if wish.public and not pausing.passed(asked):
        return pausing.before(asked, "publish", onward=Onward("hand-check"))
    profile = profiles.load(wish.profile)
    whom = profile.name_en if language() == "en" else profile.name_ja
    return Shown("evidence/hand_check.html", {"wish": wish, "whom": whom, "ready": bool(wish.folder)})


def _make(asked: Asked, form: Form) -> Go:
    wish = _wish(asked)
    if not form.has("make") or not wish.folder or (wish.public and not pausing.passed(asked)):
        return Go.stay()
    closed = no_pictures(asked) is not None
    if closed and not (wish.some and wish.eids and _may_go(asked).issuperset(wish.eids)):
        return Go.instead("hand-items")
    asked.tools.must_write()
    job = hand_overs.hand_over(wish, case=asked.case, actor=asked.actor, tools=asked.tools)
    job.facts["words-alone"] = "yes" if closed else ""
    asked.session.put(_WISH, None)
    asked.session.put(f"{_WISH}-{job.number}", wish.passphrase or None)  # shown once more beside the file
    return Go.instead("handing", job=str(job.number))


def _handing(asked: Asked) -> Shown:
    job = _job(asked.args.get("job", ""), case=asked.case, kind=hand_overs.HAND_OVER)
    context: dict[str, object] = {"running": not job.over, "error": job.error, "stopped": job.stage is Stage.STOPPED}
    if job.stage is Stage.DONE:
        context |= _result(hand_overs.made(job), job=job, asked=asked)
    return Shown("evidence/handing.html", context, refresh=0 if job.over else _EVERY_S)


def _job(number: str, *, case: str, kind: str) -> Job:
    job = worker.job(int(number)) if number.isascii() and number.isdigit() else None
    if job is None or job.case != case or job.kind != kind:
        raise NotFound("work")
    return job


def _result(made: Made, *, job: Job, asked: Asked) -> dict[str, object]:
    en = language() == "en"
    return {
        "made": made,
        "passphrase": asked.session.get(f"{_WISH}-{job.number}") or "",
        "sealed_file": made.path.suffix == ".age",
        "download": asked.file("package", job=str(job.number), case=job.case) if made.path.is_file() else "",
        "problems": [f"{name}: {words_en if en else words_ja}" for name, words_ja, words_en in made.problems],
    }


def package(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out the package that a piece of work made, under a neutral name. Raises NotFound once it was moved."""
    job = _job(args["job"], case=args["case"], kind=hand_overs.HAND_OVER)
    path = Path(job.facts.get("path", ""))
    if not path.is_file() or (not job.facts.get("words-alone") and no_pictures(asked) is not None):
        raise NotFound("package")
    title = f"memo{''.join(path.suffixes[-2:])}"
    return Handed(path.open("rb"), media_type="application/octet-stream", title=title)


SCREENS = (
    Screen("hand-over", Needs.CASE, _whom, _take_whom),
    Screen("hand-items", Needs.CASE, _items, _take_items),
    Screen("hand-how", Needs.CASE, _how, _take_how),
    Screen("hand-check", Needs.CASE, _check, _make),
    Screen("handing", Needs.CASE, _handing),
)
FILES = (FileKind("package", Needs.CASE, package),)

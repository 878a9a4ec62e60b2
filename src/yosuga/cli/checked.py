"""What a text gives away, on the screen: what stands together, then each kind with what it tells and what helps."""

from collections.abc import Callable, Iterator

from yosuga.cli.words import _, in_language
from yosuga.detect.base import Finding, Kind
from yosuga.detect.risk import Combined, Report, Told
from yosuga.detect.risk_words import Advice, Level, Shade, Words, ours

_MOST_SHOWN = 5
_LONGEST_SHOWN = 60

# Where in a text a finding stands, in words; and which part of the advice is for now.
Spot = Callable[[Finding, str], str]
Now = Callable[[Advice], Words]


def line_of(finding: Finding, text: str) -> str:
    """Return in words which line a finding begins in."""
    return _("line {n}").format(n=text.count("\n", 0, finding.start) + 1)


def told(report: Report, *, text: str, now: Now, spot: Spot = line_of) -> Iterator[str]:
    """Yield what was found in `text`, heaviest first, with what helps `now`; `spot` says where in it that stands."""
    if report.level is None:
        yield _(
            "Nothing was found that points to a person. A machine can miss things: please read it once more yourself."
        )
        return
    yield _("How much it weighs: {level}").format(level=_scale(report.level))
    if now is leaked:
        yield _proof_first()
    yield ""
    if report.together:
        yield f"■ {_('Together')}"
        for combined in report.together:
            yield f"・{_kinds(combined)} — {_say(combined.level.words)}"
            yield from _advice(combined.advice, now=now)
        yield ""
    yield f"■ {_('One by one')}"
    for one in report.told:
        yield f"・{shade(one.shade)}{_faces(one)} — {_say(one.level.words)}"
        yield from _places(one, text=text, spot=spot)
        yield from _advice(one.advice, now=now)
    yield ""
    yield _("A machine can miss things, and can be wrong. You decide what to post.")


def _proof_first() -> str:
    """Return what comes before asking for removal or deleting anything: what is gone can be proven no more."""
    return _(
        "Before you ask for removal or delete anything, you can keep proof: yosuga capture URL, yosuga import FILE."
    )


def _scale(level: Level) -> str:
    """Return a level with its place among all, so that its words need no list beside them."""
    return _("{level} ({n} of {most}; {most} is the heaviest)").format(
        level=_say(level.words), n=level.order + 1, most=len(ours().levels)
    )


def _places(one: Told, *, text: str, spot: Spot) -> Iterator[str]:
    for finding in one.findings[:_MOST_SHOWN]:
        yield f"  「{_shown(finding, text)}」 {spot(finding, text)}".rstrip()
    if len(one.findings) > _MOST_SHOWN:
        yield "  " + _("and {n} more").format(n=len(one.findings) - _MOST_SHOWN)


def before(advice: Advice) -> Words:
    """Return what helps before it is posted."""
    return advice.before


def leaked(advice: Advice) -> Words:
    """Return what helps when others can read it already."""
    return advice.leaked


def _faces(one: Told) -> str:
    """Return how many faces there are; what stands in a text is shown itself."""
    return f" ×{one.surfaces}" if one.shade is Shade.FACE and one.surfaces > 1 else ""


def _advice(advice: Advice, *, now: Now) -> Iterator[str]:
    yield f"  {_say(advice.tells)}"
    yield f"  → {_say(now(advice))}"


def _shown(finding: Finding, text: str) -> str:
    words = " ".join(finding.surface(text).split())
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN] + "…"


def _kinds(combined: Combined) -> str:
    return " + ".join(shade(one) for one in combined.shades)


def _say(words: Words) -> str:
    return in_language(words.ja, en=words.en)


def shade(one: Shade) -> str:
    """Return what a kind of personal data, or the half of one, is called."""
    return {
        Shade.PERSON: _("name of a person"),
        Shade.ADDRESS: _("address"),
        Shade.AREA: _("area"),
        Shade.POSTAL_CODE: _("postal code"),
        Shade.PHONE: _("telephone number"),
        Shade.EMAIL: _("e-mail address"),
        Shade.SNS_ID: _("account name"),
        Shade.BIRTHDATE: _("date of birth"),
        Shade.BIRTHDAY: _("birthday"),
        Shade.MY_NUMBER: _("My Number"),
        Shade.CREDIT_CARD: _("card number"),
        Shade.BANK_ACCOUNT: _("bank account"),
        Shade.LICENSE_PLATE: _("licence plate"),
        Shade.GEO: _("place on a map"),
        Shade.SCHOOL: _("school"),
        Shade.WORKPLACE: _("workplace"),
        Shade.STATION_HINT: _("station"),
        Shade.GOV_ID: _("number of a paper or card"),
        Shade.FACE: _("face"),
    }[one]


def kind(one: Kind) -> str:
    """Return what a kind of personal data is called."""
    return shade(Shade(one.value))

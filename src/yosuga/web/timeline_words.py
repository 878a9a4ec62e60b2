"""What the parts of the timeline are called on a page."""

from datetime import datetime

from yosuga.documents import timeline_axis
from yosuga.documents.timeline import Certainty, Event, Part, View, What, Zoom
from yosuga.documents.timeline_drawing import Words
from yosuga.web.words import day_words, language, moment_words, say


def what(code: What) -> str:
    """Return what kind of event it is."""
    return {
        What.POSTED: say("It was posted"),
        What.SEEN: say("It was noticed"),
        What.CAPTURED: say("Proof was kept"),
        What.SENT: say("Sent or handed over"),
        What.ANSWERED: say("An answer came"),
        What.POLICE: say("Police and desks"),
        What.OTHER: say("Something else"),
    }[code]


def certainty(code: Certainty) -> str:
    """Return from where the time is known."""
    return {
        Certainty.STAMP: say("confirmed by an authority"),
        Certainty.ID: say("from the post's id"),
        Certainty.CAPTURE: say("this device's clock"),
        Certainty.SHOWN: say("as the page says"),
        Certainty.FILE: say("as the file itself says"),
        Certainty.TOLD: say("told by a person"),
    }[code]


def zoom(code: Zoom) -> str:
    """Return how much is looked at."""
    return {
        Zoom.WHOLE: say("Everything"),
        Zoom.YEAR: say("Year"),
        Zoom.MONTH: say("Month"),
        Zoom.WEEK: say("Week"),
        Zoom.DAY: say("One day"),
    }[code]


def span(view: View) -> str:
    """Return which days are looked at."""
    first = view.start
    if view.zoom is Zoom.WHOLE:
        return zoom(view.zoom)
    if view.zoom is Zoom.DAY:
        return day_words(first)
    if view.zoom is Zoom.WEEK:
        return say("The week from {day}", day=day_words(first))
    return part_words(view)


def part(found: Part) -> str:
    """Return the words of a button that leads into a part."""
    return say("{span}: {n}", span=part_words(found.view), n=found.count)


def part_words(view: View) -> str:
    """Return a year, a month or a day."""
    axis, first = _axis(), view.start
    form = {Zoom.YEAR: axis.year, Zoom.MONTH: axis.year_month}.get(view.zoom)
    return form.format(y=first.year, m=first.month) if form else day_words(first)


def when(event: Event) -> str:
    """Return when it was."""
    if event.when is None or event.begins is None:
        return say("time not known")
    return moment_words(event.when) if isinstance(event.when, datetime) else day_words(event.when)


def between(event: Event) -> str:
    """Return between which times of authorities it was, as far as they say so."""
    if event.not_before and event.not_after:
        return say(
            "after {before}, before {after}", before=moment_words(event.not_before), after=moment_words(event.not_after)
        )
    return say("before {after}", after=moment_words(event.not_after)) if event.not_after else ""


def drawn(count: int) -> Words:
    """Return what the drawing says of itself."""
    return Words(
        title=say("The course of events"),
        summary=say("A drawing of {n} events by time. The table below says the same in words.", n=count),
        lanes={one: what(one) for one in What},
        certainties={one: certainty(one) for one in Certainty},
        today=say("Now"),
        axis=_axis(),
    )


def _axis() -> timeline_axis.AxisWords:
    return timeline_axis.ENGLISH if language() == "en" else timeline_axis.JAPANESE

"""How an exhibit plan is shown: short lines that a phone's window takes as well."""

from yosuga.cli import show
from yosuga.cli.words import _
from yosuga.proceedings.actions import Planned
from yosuga.proceedings.plan import Exhibit, Plan, without_exhibit

_UNKNOWN = "不明"  # as the papers print it, in any language


def tell(found: Planned) -> None:
    """Show a plan and what is missing in it."""
    plan = found.plan
    for one in plan.in_order():
        _tell_exhibit(one, plan=plan)
    if not plan.exhibits:
        show.prose(_("There is no item yet that could be an exhibit."))
    _tell_lines(plan)
    left = without_exhibit(plan, found.items)
    if left:
        show.prose(_("In no exhibit: {items}").format(items=", ".join(left)))
    if not found.kept:
        show.aside(_("The items suggest this; nobody has decided it yet. `yosuga exhibits --help` tells how to."))


def _tell_exhibit(one: Exhibit, *, plan: Plan) -> None:
    kind = {"原本": _("original"), "写し": _("copy")}[one.original]
    show.line(f"{plan.mark(one).words}  {' '.join(one.items)}  {kind}")
    for text in (one.title, *_about(one)):
        for row in text.splitlines():
            show.prose(f"    {row}")


def _about(one: Exhibit) -> list[str]:
    said = [
        f"{_('made on')}: {one.made_on or _UNKNOWN}",
        f"{_('by')}: {one.author or _UNKNOWN}",
        f"{_('to prove')}: {one.purpose or _('(not written yet)')}",
    ]
    if one.remarks:
        said.append(f"{_('remark')}: {one.remarks}")
    if one.masks:
        said.append(_("parts to cover: {n}").format(n=len(one.masks)))
    return said


def _tell_lines(plan: Plan) -> None:
    """Say how much else the papers will have; it is read in the file."""
    counts = [
        (_("lines of the chronology"), len(plan.chronology)),
        (_("expenses"), len(plan.damages.expenses)),
        (_("other harm"), len(plan.damages.harms)),
        (_("senders' connections"), len(plan.senders)),
    ]
    for name, count in counts:
        if count:
            show.prose(f"{name}: {count}")

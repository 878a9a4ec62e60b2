"""What a page is held against: axe, its width, the size of what is pressed, where the keyboard leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tests.web.browser.server import ROOT

AXE = ROOT / "tests/vendor/axe-core-4.14.1/axe.min.js"
# WCAG 2.0 to 2.2, A and AA, and axe's own good practices. target-size is off unless asked for.
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
_LEAST_TARGET = 44  # WCAG 2.2, 2.5.5: what a finger needs, at night too; 2.5.8 asks for 24

_PRESSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary"

# A link inside a sentence is spared by 2.5.8; a box inside its label is pressed by pressing the label.
_TARGETS = """(pressable) => [...document.querySelectorAll(pressable)]
  .filter((one) => one.checkVisibility() && !one.classList.contains('skip'))
  .filter((one) => !(one.tagName === 'A' && one.closest('p, li, dd') && getComputedStyle(one).display === 'inline'))
  .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
  .filter(([, box]) => box.width < LEAST || box.height < LEAST)
  .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""

_WIDTH = """() => {
  const root = document.scrollingElement, wide = [];
  if (root.scrollWidth <= root.clientWidth) return wide;
  for (const one of document.querySelectorAll('main *, header *, footer *'))
    if (one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.scroll'))
      wide.push(`${one.outerHTML.slice(0, 100)} to ${Math.round(one.getBoundingClientRect().right)}`);
  return [`${root.scrollWidth} in ${root.clientWidth}`, ...wide.slice(-3)];
}"""

# Every stop of the keyboard there should be: of a group of radio buttons only the chosen or first one.
_STOPS = """(pressable) => {
  const groups = new Set(), stops = [];
  for (const one of document.querySelectorAll(pressable)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled || one.tabIndex < 0) continue;
    if (one.type === 'radio') {
      const all = [...document.getElementsByName(one.name)].filter((other) => other.form === one.form);
      const stop = all.find((other) => other.checked) ?? all[0];
      if (stop !== one) continue;
    }
    one.dataset.stop = String(stops.length);
    stops.push(one.outerHTML.slice(0, 120));
  }
  return stops;
}"""

_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const hits = [box.top + 1, box.top + box.height / 2, box.bottom - 1]
    .filter((y) => y >= 0 && y < innerHeight)
    .map((y) => document.elementFromPoint(x, y));
  return {
    stop: one.dataset.stop ?? '', html: one.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: hits.some((hit) => hit && (one.contains(hit) || hit.contains(one))),
  };
}"""


_TO_THE_TOP = "() => { document.activeElement?.blur(); window.scrollTo(0, 0); }"


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk with Tab through a whole page met: stops never reached, without a ring, out of sight, in a trap."""

    missed: Sequence[str]
    without_ring: Sequence[str]
    unseen: Sequence[str]
    trapped: bool

    @property
    def troubles(self) -> Sequence[str]:
        """Return everything that is wrong, in words."""
        found = [f"not reached: {one}" for one in self.missed]
        found += [f"no ring: {one}" for one in self.without_ring]
        found += [f"out of sight: {one}" for one in self.unseen]
        return [*found, "trapped"] if self.trapped else found


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def violations(page: Page) -> Sequence[str]:
    """Return what axe finds, one line each."""
    if not page.evaluate("() => 'axe' in window"):  # half a megabyte, which a page needs once
        page.evaluate(_axe())
    found: Mapping[str, Sequence[Mapping[str, object]]] = page.evaluate("(rules) => axe.run(document, rules)", _RULES)
    return [
        f"{one['id']}: {node['html']} — {str(node['failureSummary'])[:300]}"
        for one in found["violations"]
        for node in one["nodes"]  # type: ignore[attr-defined]
    ]


def small_targets(page: Page) -> Sequence[str]:
    """Return what is smaller than a finger needs."""
    found: Sequence[str] = page.evaluate(_TARGETS.replace("LEAST", str(_LEAST_TARGET)), _PRESSABLE)
    return found


def too_wide(page: Page) -> Sequence[str]:
    """Return what makes the page scroll sideways; nothing when it does not."""
    found: Sequence[str] = page.evaluate(_WIDTH)
    return found


def walk(page: Page) -> Walk:
    """Press Tab from the top of the page until it leads out of it."""
    stops: Sequence[str] = page.evaluate(_STOPS, _PRESSABLE)
    page.evaluate(_TO_THE_TOP)
    reached: set[str] = set()
    ringed: dict[str, bool] = {}  # a stop may have stops inside; the browser draws the ring of those itself
    html: dict[str, str] = {}
    unseen, last = [], None
    for _press in range(len(stops) + 12):  # a day has stops inside: year, month, day, calendar
        page.keyboard.press("Tab")
        focus: Mapping[str, object] | None = page.evaluate(_FOCUS)
        if focus is None or (focus["stop"] in reached and focus["stop"] != last):
            break
        last = str(focus["stop"])
        reached.add(last)
        html[last] = str(focus["html"])
        ringed[last] = bool(focus["ring"]) or ringed.get(last, False)
        unseen += [] if focus["seen"] else [str(focus["html"])]
    page.evaluate(_TO_THE_TOP)
    missed = [one for number, one in enumerate(stops) if str(number) not in reached]
    without_ring = [html[stop] for stop, ring in ringed.items() if not ring]
    return Walk(missed, without_ring, unseen, trapped=bool(missed) and len(reached) <= 1)

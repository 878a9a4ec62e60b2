"""Finds every screen the way people do: by pressing the buttons that lead to screens, each kind once."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.web.browser.visitor import Visitor
from yosuga.intake.pages import pages
from yosuga.web import site

# Buttons that leave, lock or change the language lead to no screen of their own.
_ACTS = frozenset({"back", "exit", "lock", "language", "easy"})
_BUTTONS = """() => [...document.querySelectorAll("button[name='go']")].map((one) => [one.value, Object.fromEntries(
  [...one.form.querySelectorAll("input[name^='arg-']")].map((field) => [field.name.slice(4), field.value]))])"""


@dataclass(frozen=True, slots=True)
class Way:
    """A screen with the arguments that a button gave it. `by_button` says that a button led there."""

    screen: str
    args: Mapping[str, str] = field(default_factory=dict)
    by_button: bool = False

    @property
    def name(self) -> str:
        """Return a name for a file or a message: the screen, which arguments it had, and which question it asked."""
        question = [self.args["page"]] if self.screen == "intake" and "page" in self.args else []
        return "-".join([self.screen, *sorted(self.args), *question])


def everything() -> Iterator[Way]:
    """Yield every screen there is without arguments, every question of the intake, and what a choice leads to."""
    yield from (Way(name) for name in sorted(site.screens()))
    yield from (Way("intake", {"page": name}) for name in pages())
    yield from (Way("removal-ways", {"number": "1", "reason": reason}) for reason in ("privacy", "copyright"))


def ways(visitor: Visitor, *, first: str = "ways", also: Iterable[Way] = ()) -> Iterator[Way]:
    """Yield each kind of screen (a screen with certain arguments) once, while it is open before the visitor.

    First what buttons lead to, from `first` on; then `also`, as far as it was not met, and what leads on from there.
    """
    seen: set[str] = {Way(first).name}
    for start in [Way(first), *also]:
        if start.name in seen and start.screen != first:
            continue
        seen.add(start.name)
        queue = deque([start])
        while queue:
            way = queue.popleft()
            visitor.goes(way.screen, **way.args)
            for found in _on(visitor):
                if found.name not in seen:
                    seen.add(found.name)
                    queue.append(found)
            yield way


def _on(visitor: Visitor) -> Iterator[Way]:
    for screen, args in visitor.page.evaluate(_BUTTONS):
        if screen not in _ACTS:
            yield Way(screen, args, by_button=True)

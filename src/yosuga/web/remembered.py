"""What a case told of itself, remembered while the vault is open: reading it again would take a second."""

import weakref

from yosuga.proceedings.course import Memory
from yosuga.tools import Tools


class _Memories:
    """Holds by case what was read with the present tools, and lets go of it when they are gone."""

    def __init__(self) -> None:
        self.of: weakref.ref[Tools] | None = None
        self.cases: dict[str, Memory] = {}

    def take(self, case: str, *, tools: Tools) -> Memory:
        """Return what is known of a case, to be read from and added to."""
        if self.of is None or self.of() is not tools:
            cases: dict[str, Memory] = {}
            self.cases, self.of = cases, weakref.ref(tools, lambda _gone: cases.clear())
        return self.cases.setdefault(case, Memory())


_memories = _Memories()


def known(case: str, *, tools: Tools) -> Memory:
    """Return what is known of a case."""
    return _memories.take(case, tools=tools)

"""One text to examine, with its views and words, each made when it is first asked for."""

from functools import cached_property

from yosuga.detect import digits, views
from yosuga.detect.base import Compound, Concern, View, Word
from yosuga.detect.concern import concern
from yosuga.detect.words import Cut, cut


class Read:
    """A text as it was given. Make it with `read`."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def plain(self) -> View:
        """The text in one width, without what nobody sees."""
        return views.plain(self.text)

    @cached_property
    def digits(self) -> View:
        """The plain view with every spelling of a digit as 0-9."""
        return digits.view(self.plain)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the plain view."""
        return self.cut.words

    @cached_property
    def compounds(self) -> tuple[Compound, ...]:
        """The long units of the plain view that are made of several words."""
        return self.cut.compounds

    @cached_property
    def cut(self) -> Cut:
        """Both of them; the dictionary is loaded when a document is first asked for its words."""
        return cut(self.plain.text)

    @cached_property
    def concern(self) -> Concern:
        """How likely the text tells of somebody private, by its words."""
        return concern(self.words)


def read(text: str) -> Read:
    """Return the document of `text`."""
    return Read(text)

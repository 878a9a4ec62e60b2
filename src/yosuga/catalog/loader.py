"""Reads the catalog's data files, each kind when it is first asked for: a plan does not wait for the handbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import yaml
from pydantic import ValidationError

from yosuga.catalog.advice import Advice, Care, Guard, Pitfall, Prevention
from yosuga.catalog.asking import Asking
from yosuga.catalog.conditions import ConditionUnclear
from yosuga.catalog.desks import Desk
from yosuga.catalog.facts import Fact
from yosuga.catalog.handbook import Guide, Question
from yosuga.catalog.invariants import Invariant
from yosuga.catalog.letters import Letter, Reach, ReasonName
from yosuga.catalog.ordering import gaps
from yosuga.catalog.platforms import Platform, WideRoute, WideRule
from yosuga.catalog.records import Record
from yosuga.catalog.routes import Checklist, Cost, MeansLimits, Route
from yosuga.catalog.steps import Clock, Document, Note, Order, Step
from yosuga.catalog.takedown import BrakeQuestion, GateText, RequestWay, RouteHazards, SenderReason
from yosuga.catalog.vocabulary import Vocabulary, vocabulary
from yosuga.errors import YosugaError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
R = TypeVar("R", bound=Record)


class CatalogBroken(YosugaError):
    """A data file of the catalog cannot be read, or says something its schema does not allow."""

    code = "catalog-broken"
    ja = "案内のもとになるデータに誤りがあります。証拠は変わっていません。`yosuga catalog check` で場所が分かります。"
    en = "The data behind the guidance is faulty. Evidence has not changed. `yosuga catalog check` shows the place."

    def __init__(self, why: str, *, file: str, record: str = "", field: str = "") -> None:
        super().__init__(": ".join(part for part in (file, record, field, why) if part))
        self.why, self.file, self.record, self.field = why, file, record, field


def _refuse(broken: CatalogBroken) -> None:
    raise broken


class Catalog:
    """All records, by kind and id, in the order of the files. A kind that was read once is kept.

    Raises CatalogBroken, naming file, record and field, when a kind is asked for that does not load; `broken` may
    take it instead, and then what is broken is left out.
    """

    def __init__(self, folder: Traversable, *, broken: Callable[[CatalogBroken], None] = _refuse) -> None:
        self._folder = folder
        self._broken = broken
        self._places: dict[tuple[str, str], str] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the closed vocabulary of signs."""
        try:
            return vocabulary(_read(self._folder / "signs.yaml"))
        except (ConditionUnclear, KeyError, TypeError, AttributeError) as error:
            raise CatalogBroken(str(error), file="signs.yaml") from error

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Return the facts of law and practice."""
        return self._all("facts", Fact)

    @cached_property
    def desks(self) -> Mapping[str, Desk]:
        """Return the desks."""
        return self._all("desks", Desk)

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """Return the services."""
        return self._all("platforms", Platform)

    @cached_property
    def wide_routes(self) -> Mapping[str, WideRoute]:
        """Return the ways that are not one service's own."""
        return self._all("wide_routes", WideRoute)

    @cached_property
    def wide_rules(self) -> Mapping[str, WideRule]:
        """Return what holds for requests to every service."""
        return self._all("wide_rules", WideRule)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Return the steps."""
        return self._all("steps", Step)

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """Return warnings and what must not be done."""
        return self._all("notes", Note)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Return the papers a person needs."""
        return self._all("documents", Document)

    @cached_property
    def orders(self) -> Mapping[str, Order]:
        """Return the orders of phases; the first that fits is the plan's, and the last fits everybody."""
        found = self._all("orders", Order)
        for order, field, why in gaps(found):
            self._broken(CatalogBroken(why, file=self.place("orders", order), record=order, field=field))
        return found

    @cached_property
    def clocks(self) -> Mapping[str, Clock]:
        """Return the periods that a plan counts."""
        return self._all("clocks", Clock)

    @cached_property
    def invariants(self) -> Mapping[str, Invariant]:
        """Return the rules that must hold for every combination of signs."""
        return self._all("invariants", Invariant)

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """Return the routes to a remedy."""
        return self._all("routes", Route)

    @cached_property
    def costs(self) -> Mapping[str, Cost]:
        """Return the ranges of cost."""
        return self._all("costs", Cost)

    @cached_property
    def means(self) -> Mapping[str, MeansLimits]:
        """Return the limits of legal aid."""
        return self._all("means", MeansLimits)

    @cached_property
    def checklists(self) -> Mapping[str, Checklist]:
        """Return the checklists."""
        return self._all("checklists", Checklist)

    @cached_property
    def advice(self) -> Mapping[str, Advice]:
        """Return the advice per kind of datum."""
        return self._all("advice", Advice)

    @cached_property
    def guards(self) -> Mapping[str, Guard]:
        """Return how accounts are protected."""
        return self._all("guards", Guard)

    @cached_property
    def pitfalls(self) -> Mapping[str, Pitfall]:
        """Return mistakes that are easy to make."""
        return self._all("pitfalls", Pitfall)

    @cached_property
    def prevention(self) -> Mapping[str, Prevention]:
        """Return what makes the next leak less likely."""
        return self._all("prevention", Prevention)

    @cached_property
    def care(self) -> Mapping[str, Care]:
        """Return what to look at again after 7, 30 and 90 days."""
        return self._all("care", Care)

    @cached_property
    def asking(self) -> Mapping[str, Asking]:
        """Return the questions that are asked where there is no answers file."""
        return self._all("asking", Asking)

    @cached_property
    def reasons(self) -> Mapping[str, ReasonName]:
        """Return the reasons for which removal is asked, in words."""
        return self._all("reasons", ReasonName)

    @cached_property
    def letters(self) -> Mapping[str, Letter]:
        """Return the letters and forms."""
        return self._all("letters", Letter)

    @cached_property
    def reaches(self) -> Mapping[str, Reach]:
        """Return who comes to see what stands in a letter, in words."""
        return self._all("reaches", Reach)

    @cached_property
    def request_ways(self) -> Mapping[str, RequestWay]:
        """Return the sorts of way to ask for removal, and when each is offered."""
        return self._all("request_ways", RequestWay)

    @cached_property
    def route_hazards(self) -> Mapping[str, RouteHazards]:
        """Return what single routes give away, where that is less than their service's hazards."""
        return self._all("route_hazards", RouteHazards)

    @cached_property
    def sender_reasons(self) -> Mapping[str, SenderReason]:
        """Return why somebody may send, prepare only, or neither."""
        return self._all("sender_reasons", SenderReason)

    @cached_property
    def gates(self) -> Mapping[str, GateText]:
        """Return what is said before a request goes out."""
        return self._all("gates", GateText)

    @cached_property
    def brake_questions(self) -> Mapping[str, BrakeQuestion]:
        """Return what is asked before a request that may silence somebody."""
        return self._all("brake_questions", BrakeQuestion)

    @cached_property
    def guides(self) -> Mapping[str, Guide]:
        """Return the pages of the handbook."""
        return self._all("guides", Guide)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Return the frequent questions."""
        return self._all("questions", Question)

    def place(self, kind: str, name: str) -> str:
        """Return the file that a record was read from; for a record that was not read yet, its kind."""
        return self._places.get((kind, name), kind)

    def _all(self, kind: str, model: type[R]) -> Mapping[str, R]:
        """Read `KIND.yaml`, or every file of the folder KIND; each holds a list of records."""
        found: dict[str, R] = {}
        for raw, file in self._raw(kind):
            record = self._record(raw, model=model, file=file)
            if record is None:
                continue
            name = str(getattr(record, "id", ""))
            if name in found:
                again = f"is there twice, first in {self.place(kind, name)}"
                self._broken(CatalogBroken(again, file=file, record=name))
            else:
                found[name] = record
                self._places[kind, name] = file
        return found

    def _raw(self, kind: str) -> Iterator[tuple[object, str]]:
        """Yield every record as the file writes it, with its file."""
        for name, file in self._files(kind):
            try:
                raw = _read(file)
            except CatalogBroken as unreadable:
                self._broken(unreadable)
                continue
            if isinstance(raw, list):
                yield from ((one, name) for one in raw)
            else:
                self._broken(CatalogBroken("is not a list of records", file=name))

    def _files(self, kind: str) -> Iterable[tuple[str, Traversable]]:
        folder = self._folder / kind
        if folder.is_dir():
            files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda one: one.name)
            return [(f"{kind}/{file.name}", file) for file in files]
        return [(f"{kind}.yaml", self._folder / f"{kind}.yaml")]

    def _record(self, raw: object, *, model: type[R], file: str) -> R | None:
        try:
            return model.model_validate(raw, context={"vocabulary": self.vocabulary})
        except ValidationError as error:
            name = str(raw.get("id", "?")) if isinstance(raw, dict) else "?"
            for one in error.errors(include_url=False):
                self._broken(CatalogBroken(one["msg"], file=file, record=name, field=".".join(map(str, one["loc"]))))
        return None


def kinds() -> Mapping[str, type[Record]]:
    """Return every kind of record there is, with its model."""
    read = {name: kind.func for name, kind in vars(Catalog).items() if isinstance(kind, cached_property)}
    return {name: get_args(get_type_hints(func)["return"])[1] for name, func in read.items() if name != "vocabulary"}


def _read(file: Traversable) -> Any:  # noqa: ANN401 - whatever the file says; a schema judges it
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) or []  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise CatalogBroken(type(error).__name__, file=file.name) from error


@cache
def ours() -> Catalog:
    """Return the catalog that comes with the program."""
    return Catalog(files("yosuga.catalog") / "data")


def in_folder(folder: Path, *, broken: Callable[[CatalogBroken], None] = _refuse) -> Catalog:
    """Return the catalog of another folder, as an organisation may keep one."""
    return Catalog(folder, broken=broken)

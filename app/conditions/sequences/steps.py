"""The steps of a sequence: which events each means, and how long after the step before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.conditions import problems
from app.conditions.deeds import Deed
from app.rules import Duration, Names, comparands, grammar, phrases

KEYS = ("event", "where", "not", "within_after", "so_far")


@dataclass(frozen=True, slots=True)
class SequenceStep:
    """Events that come next (`absent`: that do not come), at most so long after the step before."""

    deed: Deed
    absent: bool = False
    within_after: Duration | None = None
    so_far: bool = False

    @classmethod
    def parse(cls, body: object, names: Names, place: str, *, first: bool) -> "SequenceStep":
        """The step that JSON means; raises RuleProblem."""
        if not isinstance(body, dict) or "event" not in body:
            raise problems.NO_STEP(where=place, given=comparands.shown(body))
        grammar.only(body, KEYS, place)
        absent, so_far = grammar.flag(body, "not", place), grammar.flag(body, "so_far", place)
        if first and (wrong := next((key for key in ("not", "within_after") if body.get(key)), None)):
            raise problems.NOT_FIRST(where=grammar.at(place, wrong), key=wrong)
        length = None
        if "within_after" in body:
            length = comparands.length(body["within_after"], grammar.at(place, "within_after"))
        if so_far and (length is None or not absent):
            raise problems.SO_FAR_ALONE(where=grammar.at(place, "so_far"))
        return cls(Deed.parse(body, names, place), absent, length, so_far)

    def words(self, names: Names, *, first: bool) -> str:
        """The step inside a sentence."""
        said = self.deed.said(names)
        did = (said.did_not if self.absent else said.did) + self.deed.lines(names)
        if first:
            return f"first {did}"
        within = f" within {phrases.length(self.within_after)}" if self.within_after else ""
        return f"then{within}{', so far,' if self.so_far else ''} {did}"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step with an event, and the steps between it and the next one (or now) that have none."""

    step: SequenceStep
    absent: tuple[SequenceStep, ...]


def stages(steps: tuple[SequenceStep, ...]) -> Iterator[Stage]:
    """The steps that have an event, each with those behind it that have none."""
    starts = [at for at, step in enumerate(steps) if not step.absent]
    for at, end in zip(starts, [*starts[1:], len(steps)], strict=True):
        yield Stage(steps[at], steps[at + 1 : end])


def of_products(steps: list[Any], parsed: tuple[SequenceStep, ...], names: Names, path: str) -> None:
    """Refuse a step about events that have no product, by which all steps are to be tied."""
    for at, (body, step) in enumerate(zip(steps, parsed, strict=True)):
        place = grammar.at(f"{grammar.at(path, 'sequence')}[{at}]", "event")
        if step.deed.names is None:
            raise problems.ANY_PRODUCT(where=place)
        for one, event in enumerate(step.deed.names):
            if "sku" not in names.own_properties((event,)):
                where = f"{place}[{one}]" if isinstance(body["event"], list) else place
                remedy = "Use ordered_product" if "order" in event else "Use an event that names one product"
                raise problems.NO_PRODUCT_OF(where=where, event=event, remedy=remedy)

"""One person's events looked through for a sequence: those that satisfy it, or those that come furthest."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.conditions.evaluation import Evaluation
from app.conditions.person import Event
from app.conditions.sequences.steps import SequenceStep, Stage
from app.rules import Bounds, Duration, moved

_ALWAYS = 2**62


@dataclass(frozen=True, slots=True)
class Link:
    """An event of one stage behind the one of the stage before.

    The next stage's event may come up to `until` (microseconds UTC); before it where there is none at all.
    """

    event: Event
    before: "Link | None"
    until: int

    @property
    def chain(self) -> list[Event]:
        """The events up to this one, oldest first."""
        return [*(self.before.chain if self.before else []), self.event]


@dataclass(frozen=True, slots=True)
class Found:
    """The events of the stages that were reached, oldest first, and whether they satisfy all steps."""

    events: list[Event]
    whole: bool


def find(stages: Sequence[Stage], span: Bounds, asked: Evaluation, *, same_product: bool) -> Found:
    """The latest events that satisfy all stages, each one's in the window; else the most that were reached."""
    furthest: list[Event] = []
    for events in _together(asked, same_product=same_product):
        links: list[Link] = []
        for at, stage in enumerate(stages):
            following = stages[at + 1].step.within_after if at + 1 < len(stages) else None
            links = list(_linked(stage, following, span, events, asked, links if at else None))
            if not links:
                break
            chain = links[-1].chain
            furthest = chain if len(chain) > len(furthest) else furthest
        # Behind the last stage nothing comes any more: whoever nothing has shut out by now is in.
        whole = [link for link in links if link.until > asked.moment.us]
        if whole:
            return Found(whole[-1].chain, whole=True)
    return Found(furthest, whole=False)


def _together(asked: Evaluation, *, same_product: bool) -> Iterator[list[Event]]:
    """The events that can belong together, oldest first: all of them, or those of each product."""
    known = [event for event in asked.person.events if event["at"] <= asked.moment.us]
    if not same_product:
        yield known
        return
    by_sku: dict[str, list[Event]] = {}
    for event in known:
        # What names no product is about none.
        if event["p_sku"] is not None:
            by_sku.setdefault(event["p_sku"], []).append(event)
    yield from by_sku.values()


def _linked(
    stage: Stage,
    following: Duration | None,
    span: Bounds,
    events: list[Event],
    asked: Evaluation,
    before: list[Link] | None,
) -> Iterator[Link]:
    """The stage's events that may stand behind one of the links before; where these are None, all of them."""
    absent = [(step, [one for one in events if step.deed.means(one, asked)]) for step in stage.absent]
    waiting, best = list(reversed(before or [])), None
    for event in events:
        if not (span.holds(event["at"]) and stage.step.deed.means(event, asked)):
            continue
        # Of all that came before, the one that allows most time decides.
        while waiting and waiting[-1].event["at"] < event["at"]:
            link = waiting.pop()
            best = link if best is None or link.until >= best.until else best
        if before is None or (best is not None and event["at"] <= best.until):
            until = min([_later(event, following, asked), *(_shut(event, *one, asked) for one in absent)])
            yield Link(event, best, until)


def _later(event: Event, by: Duration | None, asked: Evaluation) -> int:
    return _ALWAYS if by is None else moved(event["at"], by, 1, asked.moment.timezone)


def _shut(event: Event, step: SequenceStep, those: list[Event], asked: Evaluation) -> int:
    """Until when nothing that must not follow an event has followed it; before it where that cannot be said yet."""
    end = _later(event, step.within_after, asked)
    if step.within_after and end > asked.moment.us and not step.so_far:
        return int(event["at"]) - 1
    at = bisect_left(those, event["at"], key=lambda one: one["at"])
    # An event does not follow itself.
    first = next((one["at"] for one in those[at : at + 2] if one["id"] != event["id"]), None)
    return _ALWAYS if first is None or first > end else int(first)

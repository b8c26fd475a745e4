"""What groups can be made from: the features of a project, their coverage and skew, and the matrix of some of them."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow as pa

from app.discover import categories, problems
from app.discover.answers import Column, Feature, Floats, People
from app.discover.catalogue import FIRST_CHOICE, KNOWN, MAX_VALUES, Known, known
from app.discover.categories import Categories
from app.discover.scaling import skew, suggestion
from app.domain import names
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.domain.spelling import near
from storage.mirror import local_time

if TYPE_CHECKING:
    from app.project import Mirror, Project

_SINCE = "days_since_"
_DAY_US = 86_400_000_000
_TIMES = ("date", "datetime")
_NUMBERS = ("number", "amount", "boolean")
_MEASURES = {"number": "number", "amount": "money", "boolean": "yes/no", "text": "category", "list": "yes/no"}
# What everybody has another of makes no groups.
_UNFIT = frozenset({"birth_date", "postal_code", "phone", "email", "first_name", "last_name", "full_name", "street"})


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """A feature that was found in the project: what is known of it, and the type of its trait (none: an event).

    Of a list each element is a feature of its own; without an `element` it stands for all that are common.
    """

    known: Known
    type: str = ""
    element: str = ""

    @property
    def event(self) -> tuple[str, int]:
        """The event that is counted and in how many days."""
        name, _, days = self.known.source.partition(" ")
        return name, int(days)


Values = dict[str, Any]
"""By feature: floats with NaN where missing, or for texts and lists their Categories."""


def survey(project: "Project", as_of: str | Moment | None = None, progress: Progress = SILENT) -> list[Feature]:
    """Every feature that the project's people have, with coverage, skew and what is proposed."""
    moment = project.moment(as_of)
    with project.audience(progress.part(0, 0.5)) as mirror:
        progress.step(0.5, 1, "Looking at what is known of people")
        said = _labels(project, mirror)
        wanted = available(mirror, said)
        _, values = _load(project, mirror, wanted, moment)
    found = []
    for at, one in enumerate(wanted):
        progress.step(0.7 + 0.3 * at / len(wanted), 1, "Looking at what is known of people")
        found += _described(one, values[one.known.name], said)
    return _proposed(found)


def people(
    project: "Project", chosen: Sequence[str], as_of: str | Moment | None = None, progress: Progress = SILENT
) -> People:
    """Everybody with the chosen features, in key order; raises Problem for a name that is no feature."""
    moment = project.moment(as_of)
    with project.audience(progress) as mirror:
        said = _labels(project, mirror)
        wanted = [resolve(name, mirror, said) for name in dict.fromkeys(chosen)]
        ids, values = _load(project, mirror, wanted, moment)
    columns: list[Column] = []
    parts: list[Floats] = []
    for one in wanted:
        made = _columns(one, values[one.known.name])
        columns += [column for column, _ in made]
        parts += [part for _, part in made]
    # NumPy stacks no empty list.
    return People(ids, tuple(columns), np.column_stack(parts) if parts else np.empty((len(ids), 0)), moment.us)


Labels = Callable[[str], str]
"""What people read for a trait."""


def _labels(project: "Project", mirror: "Mirror") -> Labels:
    """As each column was called in its file: a name that was made from it has lost an `&`, and its capitals."""
    from app.query import names_of

    return names_of(project, mirror).label


def available(mirror: "Mirror", said: Labels = names.label_of) -> list[Wanted]:
    """Known features first, then the project's own traits by name; those without any data are still among them."""
    types = _types(mirror)
    events = set(mirror.to_pyarrow(mirror.table("events").select("name").distinct()).column("name").to_pylist())
    found = {}
    for name, row in KNOWN.items():
        if row.source in types:
            found[name] = Wanted(_called(row, types[row.source], said), types[row.source])
        elif " " in row.source and row.source.split()[0] in events:
            found[name] = Wanted(row)
    sources = {one.known.source for one in found.values()}
    for trait, kind in sorted(mirror.types["traits"].items()):
        # A known feature of the trait stands for it already.
        if trait not in sources and trait not in _UNFIT:
            name = _SINCE + trait.removesuffix("_at") if kind in _TIMES else trait
            found[name] = _own(name, trait, kind, said)
    return list(found.values())


def resolve(name: str, mirror: "Mirror", said: Labels = names.label_of) -> Wanted:
    """The feature of that name; raises Problem with what would be right."""
    from app.query import traits

    types, name = _types(mirror), traits.standing(name, mirror)
    if name in KNOWN:
        source = KNOWN[name].source
        if " " in source or source in types:
            return Wanted(_called(KNOWN[name], types.get(source, ""), said), types.get(source, ""))
    if name.startswith(_SINCE):
        trait = name.removeprefix(_SINCE)
        trait = traits.standing(trait if trait in types else f"{trait}_at", mirror)
        if types.get(trait) in _TIMES:
            return _own(name, trait, types[trait], said)
    if types.get(name) in _TIMES:
        raise problems.POINT_IN_TIME(name=name, since=_SINCE, trait=name.removesuffix("_at"))
    if name.startswith("score:"):
        return _own(name, name, "number", said)
    if types.get(name) == "list":
        raise problems.A_LIST(name=name)
    if types.get(name) in _MEASURES:
        return _own(name, name, types[name], said)
    trait, colon, element = name.partition(":")
    if colon and element and types.get(trait) == "list":
        return _element(trait, element, said)
    raise problems.NO_FEATURE(name=name, remedy=_remedy(name, mirror))


def _remedy(name: str, mirror: "Mirror") -> str:
    offered = [one.known.name for one in available(mirror)]
    close = near(name, offered, 3)
    return f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(offered[:12])}"


def _types(mirror: "Mirror") -> dict[str, str]:
    return {name: one.type for name, one in names.COMPUTED.items()} | {**mirror.types["traits"]}


def _called(row: Known, kind: str, said: Labels) -> Known:
    """A known feature as it is called where somebody called its trait otherwise."""
    label = said(row.source) if kind else row.label
    if not kind or label == names.label_of(row.source):
        return row
    if kind in _TIMES:
        label = "Days since " + label[:1].lower() + label[1:]
    return dataclasses.replace(row, label=label)


def _own(name: str, trait: str, kind: str, said: Labels) -> Wanted:
    label = said(trait)
    if kind in _TIMES:
        words = "Days since " + label[:1].lower() + label[1:]
        return Wanted(Known(name, words, "days", trait, f"{label[:1].lower()}{label[1:]} {{}}"), kind)
    return Wanted(known(name, label, _MEASURES[kind], trait), kind)


def _element(trait: str, element: str, said: Labels) -> Wanted:
    """Whether the list of somebody has this element."""
    return Wanted(Known(f"{trait}:{element}", f"{said(trait)}: {element}", "yes/no", trait), "list", element)


def _load(project: "Project", mirror: "Mirror", wanted: Sequence[Wanted], moment: Moment) -> tuple[Any, Values]:
    """Ids in key order, and for each feature its values in that order."""
    from app.query import traits

    profiles = mirror.table("profiles").select("id", "key")
    sources = sorted({one.known.source for one in wanted if one.type})
    joined = profiles
    if sources:
        known_of = traits.table(mirror, sources, moment, project).rename(known_id="profile_id")
        joined = joined.left_join(known_of, profiles.id == known_of.known_id).drop("known_id")
    counted = [one for one in wanted if not one.type]
    if counted:
        counts = _counts(mirror.table("events"), counted, moment).rename(counted_id="profile_id")
        joined = joined.left_join(counts, joined.id == counts.counted_id).drop("counted_id")
    rows = mirror.to_pyarrow(joined.order_by("key"))
    values = {one.known.name: _values(one, rows, moment) for one in wanted}
    return rows.column("id").to_numpy(), values


def _counts(events: ibis.Table, counted: Sequence[Wanted], moment: Moment) -> ibis.Table:
    """How many of each event everybody did in its window: after now less the window, up to now."""
    measures = {}
    for one in counted:
        name, days = one.event
        recent = (events.name == name) & (events.at > moment.us - days * _DAY_US)
        measures[one.known.name] = recent.sum()
    asked = events.name.isin(sorted({one.event[0] for one in counted}))
    return events.filter(asked & (events.at <= moment.us)).group_by("profile_id").aggregate(**measures)


def _values(one: Wanted, rows: pa.Table, moment: Moment) -> Any:
    if not one.type:
        # Whoever has no such event did it no times; of a trait that is missing nothing is known.
        return np.nan_to_num(_floats(rows.column(one.known.name)), nan=0.0)
    column = rows.column(one.known.source)
    if one.type == "list":
        return categories.of_lists(column)
    if one.type == "text":
        return categories.of_texts(column)
    values = _floats(column)
    if one.type == "amount":
        return values / 10_000
    if one.type in _TIMES:
        return moment.day - _days(values, one.type, moment)
    return values


def _floats(column: pa.ChunkedArray) -> Floats:
    """Numbers as floats, NaN where there is none."""
    found: Floats = column.cast(pa.float64()).to_numpy()
    return found


def _days(values: Floats, kind: str, moment: Moment) -> Floats:
    """Local days since 1970-01-01 of dates (days already) or times (microseconds)."""
    if kind == "date":
        return values
    days = np.full(len(values), np.nan)
    there = ~np.isnan(values)
    days[there] = local_time.day_and_hour(values[there].astype(np.int64), moment.timezone)[0]
    return days


def _columns(one: Wanted, values: Any) -> list[tuple[Column, Floats]]:
    """The column of a number, or one column of ones and zeros for each value of a category."""
    row = one.known
    if one.type == "list":
        return [(Column(row.name, row.name, row.label, row.measure, one.element), _holders(values, one.element))]
    if one.type != "text":
        return [(Column(row.name, row.name, row.label, row.measure), values)]
    if len(values.values) > MAX_VALUES:
        raise problems.TOO_MANY_VALUES(name=row.name, values=len(values.values), most=MAX_VALUES)
    return [
        (Column(f"{row.name}:{value}", row.name, f"{row.label}: {value}", "category", value), values.having(value))
        for value in values.values
    ]


def _holders(found: Categories, element: str) -> Floats:
    """Who has the element, in whatever case it is written."""
    same = [value for value in found.values if names.fold(value) == names.fold(element)]
    return found.having(same[0]) if same else np.zeros(found.of)


def _described(one: Wanted, values: Any, said: Labels) -> list[Feature]:
    """The feature with its coverage and skew, of a list those of its common elements.

    Nothing where nobody has it or everybody has the same.
    """
    row = one.known
    if one.type == "list":
        return [_common(_element(row.source, element, said).known, values) for element in values.common()]
    if one.type == "text":
        if not 2 <= len(values.values) <= MAX_VALUES:
            return []
        return [Feature(row.name, row.label, row.measure, values.covered / values.of, values=values.values)]
    there = values[~np.isnan(values)]
    if not len(there) or np.ptp(there) == 0:
        return []
    tail = None if row.measure == "yes/no" else skew(there)
    log = suggestion(row.measure, there, tail)
    return [Feature(row.name, row.label, row.measure, len(there) / len(values), tail, log)]


def _common(row: Known, found: Categories) -> Feature:
    element = row.name.partition(":")[2]
    return Feature(row.name, row.label, row.measure, found.counts[element] / found.of)


def _proposed(found: list[Feature]) -> list[Feature]:
    by_name = {feature.name: feature for feature in found}
    for choice in FIRST_CHOICE:
        # Whoever lacks a feature is in no group: one that four in five lack would leave those out.
        usable = [name for name in choice if name in by_name and by_name[name].coverage >= 0.2]
        if len(usable) >= 2:
            return [dataclasses.replace(feature, chosen=feature.name in usable) for feature in found]
    return found

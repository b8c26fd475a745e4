"""The values that people have in one trait, with how many have each, to filter a table of people by.

Each bucket is a rule, counted by that rule: filtering by it leaves as many people as it says.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from app import audience
from app.audience import AsOf
from app.domain import names
from app.domain.progress import SILENT, Progress
from app.people.table import chosen as chosen_people
from app.project import Json, Project
from app.rules import coded_values

if TYPE_CHECKING:
    from app.people.table import Ids
    from app.query import Question

SHOWN = 12
"""Values of a text or list that are counted one by one: those that most people have."""
MOST_CHOICES = 6
"""A number with no more different values than this is counted value by value, else by ranges."""
_SHARES = (0.2, 0.4, 0.6, 0.8)
"""Where ranges of numbers end, in shares of the people who have one, before the ends are rounded."""
_SPANS = ((30, "In the last 30 days"), (90, "30 to 90 days ago"), (365, "90 days to a year ago"))


@dataclass(frozen=True, slots=True)
class Bucket:
    """Some values of a trait in words, for how many people they hold, and the rule that says so."""

    label: str
    count: int
    rule: Json


@dataclass(frozen=True, slots=True)
class Facet:
    """One trait's buckets; `others` is how many people have a value that no bucket counts, `of` how many there are."""

    trait: str
    buckets: tuple[Bucket, ...]
    others: int
    of: int


def facet(
    project: Project,
    trait: str,
    rule: Json = None,
    search: str = "",
    among: "Ids | None" = None,
    as_of: AsOf = None,
    progress: Progress = SILENT,
) -> Facet:
    """The buckets of a trait among those whom a rule, a search and a list of numbers leave; raises RuleProblem."""
    with audience.asking(project, as_of, progress) as question:
        question.among = among
        kind = question.names.trait(trait, "trait").type
        chosen = chosen_people(question, rule, search)
        ways = _ways(question, chosen, trait, kind)
        ways.append(("No value", {"trait": trait, "op": "is_not_set"}))
        counts, of = _count(question, chosen, [way for _, way in ways])
    buckets = [Bucket(label, count, way) for (label, way), count in zip(ways, counts, strict=True) if count]
    # Of a list somebody may have several values, so what they leave over is not to be told from the counts.
    return Facet(trait, tuple(buckets), 0 if kind == "list" else of - sum(counts), of)


def _ways(question: "Question", chosen: Any, trait: str, kind: str) -> list[tuple[str, Json]]:
    """The buckets as labels and rules, in the order in which they are read."""
    if kind == "boolean":
        return [("Yes", {"trait": trait, "op": "is_true"}), ("No", {"trait": trait, "op": "is_false"})]
    if kind in ("date", "datetime"):
        return _times(question, trait)
    if kind in ("text", "list"):
        op = "is" if kind == "text" else "has"
        values = _common(question, chosen, trait, kind)
        return [(coded_values.said(trait, value), {"trait": trait, "op": op, "value": value}) for value in values]
    return _numbers(question, chosen, trait, kind)


def _values(question: "Question", chosen: Any, trait: str) -> Any:
    """`value` (and `folded`) of the chosen people who have one."""
    from app.query import traits

    known = traits.columns(question, [trait], folded=True)
    known = known.filter(known[trait].notnull() & known.profile_id.isin(chosen.id))
    twin = f"f_{trait}"
    return known.select(value=known[trait], folded=known[twin] if twin in known.columns else known[trait])


def _common(question: "Question", chosen: Any, trait: str, kind: str) -> list[str]:
    """The values that most people have, each as it is written most often (of equals the first)."""
    values = _values(question, chosen, trait)
    if kind == "list":
        values = values.select(value=values.value.unnest())
        # What is the same but for case is the same element; the engines fold differently, so it is done here.
        return _folded(question, values)
    values = values.filter(values.folded.notnull())
    counted = values.group_by("folded").aggregate(many=values.count(), written=values.value.min())
    ordered = counted.order_by([counted.many.desc(), counted.folded])
    shown = ordered if coded_values.is_meant(trait) else ordered.limit(SHOWN)
    rows = question.mirror.to_pyarrow(shown).to_pylist()
    # What one rule finds is one value, in whatever form it is kept.
    return list(dict.fromkeys(coded_values.kept(trait, row["written"]) for row in rows))[:SHOWN]


def _folded(question: "Question", values: Any) -> list[str]:
    values = values.filter(values.value.notnull())
    counted = values.group_by("value").aggregate(many=values.count())
    rows = question.mirror.to_pyarrow(counted.order_by([counted.many.desc(), counted.value])).to_pylist()
    many: dict[str, int] = {}
    written: dict[str, str] = {}
    for row in rows:
        folded = names.fold(row["value"])
        written.setdefault(folded, row["value"])
        many[folded] = many.get(folded, 0) + row["many"]
    return [written[folded] for folded in sorted(many, key=lambda one: (-many[one], one))[:SHOWN]]


def _numbers(question: "Question", chosen: Any, trait: str, kind: str) -> list[tuple[str, Json]]:
    values = _values(question, chosen, trait).value
    scale = 10_000 if kind == "amount" else 1
    table = values.name("value").as_table()
    # One more tells that there are too many.
    distinct = table.distinct().order_by("value").limit(MOST_CHOICES + 1)
    found = [row["value"] / scale for row in question.mirror.to_pyarrow(distinct).to_pylist()]
    if len(found) <= MOST_CHOICES:
        return [(said(value), {"trait": trait, "op": "=", "value": _plain(value)}) for value in found]
    asked = {f"q{at}": table["value"].quantile(share) for at, share in enumerate(_SHARES)}
    asked["whole"] = (table["value"].cast("float64") % scale == 0).all()
    asked["lowest"] = table["value"].min()
    row = question.mirror.to_pyarrow(table.aggregate(**asked)).to_pylist()[0]
    whole, lowest = bool(row.pop("whole")) and kind == "number", row.pop("lowest") / scale
    return _ranges(trait, sorted({_rounded(float(value) / scale) for value in row.values()}), lowest, whole=whole)


def _ranges(trait: str, ends: list[float], lowest: float, *, whole: bool) -> list[tuple[str, Json]]:
    """Half-open ranges between the ends; where all numbers are whole ones their labels name the last that is in."""

    def under(value: float) -> Json:
        """The rule for whoever has less."""
        return {"trait": trait, "op": "<", "value": _plain(value)}

    def least(value: float) -> Json:
        """The rule for whoever has that much or more."""
        return {"trait": trait, "op": ">=", "value": _plain(value)}

    def label(low: float, high: float) -> str:
        """The range in words: whole numbers with their last one, others up to their end."""
        if not whole or not float(low).is_integer() or not float(high).is_integer():
            return f"{said(low)} to under {said(high)}"
        return said(low) if high - low == 1 else f"{said(low)} to {said(high - 1)}"

    between = [(label(low, high), {"all": [least(low), under(high)]}) for low, high in pairwise(ends)]
    first = said(lowest) if whole and ends[0] - lowest == 1 else f"Under {said(ends[0])}"
    return [(first, under(ends[0])), *between, (f"{said(ends[-1])} and more", least(ends[-1]))]


def _rounded(value: float) -> float:
    """Two digits of it are enough for the end of a range."""
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def said(value: float) -> str:
    """A number as a label has it: `1,200`, `4.5`."""
    return f"{_plain(value):,}"


def _times(question: "Question", trait: str) -> list[tuple[str, Json]]:
    def last(days: int) -> Json:
        """The rule for the last so many days."""
        return {"trait": trait, "op": "in_last", "value": {"days": days}}

    today = names.date_of_days(question.moment.day).isoformat()
    longest = _SPANS[-1][0]
    ways: list[tuple[str, Json]] = [("Later than today", {"trait": trait, "op": "after", "value": today})]
    before = 0
    for days, label in _SPANS:
        ways.append((label, {"all": [last(days), {"none": [last(before)]}]} if before else last(days)))
        before = days
    past = {"trait": trait, "op": "not_in_last", "value": {"days": longest}}
    later = {"none": [{"trait": trait, "op": "after", "value": today}]}
    return [*ways, ("More than a year ago", {"all": [past, later]})]


def _count(question: "Question", chosen: Any, rules: list[Json]) -> tuple[list[int], int]:
    """For how many of the chosen people each rule holds, and how many they are, in one reading."""
    from app.query import compile as compiling

    held = {
        f"n{at}": compiling.predicate(audience.parse(rule, question.names).root, question).cast("int64")
        for at, rule in enumerate(rules)
    }
    table = question.people.select("id", **held)
    table = table.filter(table.id.isin(chosen.id))
    row = question.mirror.to_pyarrow(table.aggregate(of=table.count(), **{name: table[name].sum() for name in held}))
    found = row.to_pylist()[0]
    return [int(found[f"n{at}"] or 0) for at in range(len(rules))], int(found["of"])

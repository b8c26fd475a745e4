"""What the runs of RFM came to: the newest, what it changed since the one before, its picture, and its segments."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.audience import segments
from app.domain.clock import Moment
from app.domain.names import fold
from app.project import Change, Json, Project
from app.runs import problems, rfm, rfm_groups, score_runs
from storage.file.models import score_run

Cell = tuple[int, int]
"""A score for recency and one for frequency."""


@dataclass(frozen=True, slots=True)
class Group:
    """A named group: how many are in it, what share of all who were scored, how many more than in the run before
    (None without one), its people's mean days since the last order, orders, money and (where it is scored) engagement,
    and in words who they are."""

    name: str
    count: int
    share: float
    more: int | None
    recency_days: float | None
    frequency: float | None
    monetary: float | None
    about: str
    engagement: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest run and its number. `cells` holds the people of each group by their scores; empty for a run that
    kept none. `basis` says what it was reckoned by, empty for the default."""

    run: int
    as_of: Moment
    scored: int
    groups: tuple[Group, ...]
    cells: dict[Cell, dict[str, int]]
    before: Moment | None
    basis: str = ""
    money: dict[Cell, float] = field(default_factory=dict)
    """What the people of each pair of scores spent; empty for a run that kept none."""

    def people(self, some: Iterable[Cell]) -> int:
        """How many have one of these pairs of scores."""
        return sum(sum(self.cells.get(cell, {}).values()) for cell in some)

    def mean_money(self, some: Collection[Cell]) -> float | None:
        """What they spent on average; None where nobody is there, or the run kept none."""
        count = self.people(some)
        return sum(self.money.get(cell, 0.0) for cell in some) / count if count and self.money else None


def newest(project: Project) -> Kept | None:
    """The newest run not later than any other, or None before the first."""
    with project.read() as connection:
        columns = (score_run.c.id, score_run.c.as_of, score_run.c.parameters, score_run.c.summary)
        # Of the latest moment, not the one made last: a run may have been made for an earlier day.
        found = select(*columns).where(score_run.c.name == rfm.RUN)
        rows = connection.execute(found.order_by(score_run.c.as_of.desc(), score_run.c.id.desc()).limit(2)).all()
    return _kept(rows, project) if rows else None


def _kept(rows: Sequence[Any], project: Project) -> Kept:
    now, before = rows[0], rows[1] if len(rows) > 1 else None
    scored = int(now.summary["scored"])
    earlier = {one["name"]: one["count"] for one in before.summary["groups"]} if before else {}
    ranges = {one["name"]: one for one in now.parameters.get("groups", [])}
    # A run of before engagement was scored does not say what was.
    bought = now.parameters.get("bought", True) is not False
    instead = "monetary" not in now.parameters.get("scored", ["monetary"])
    groups = tuple(
        Group(
            name=one["name"],
            count=one["count"],
            share=one["count"] / scored if scored else 0.0,
            more=one["count"] - earlier.get(one["name"], 0) if before else None,
            recency_days=one["recency_days"],
            frequency=one["frequency"],
            monetary=one["monetary"],
            about=rfm_groups.said(ranges.get(one["name"]), instead=instead, bought=bought),
            engagement=one.get("engagement"),
        )
        for one in now.summary["groups"]
    )
    cells = {(int(r), int(f)): inside for r, f, inside in now.parameters.get("cells", [])}
    money = {(int(r), int(f)): float(spent) / 10_000 for r, f, spent in now.parameters.get("money", [])}
    moments = [Moment(row.as_of, project.timezone) for row in rows]
    return Kept(
        now.id, moments[0], scored, groups, cells, moments[1] if before else None, now.summary.get("basis", ""), money
    )


def take_back(project: Project, run: int) -> None:
    """Take a run back, as if it had never been made: the one before it counts again.

    Raises Problem where there is none and a segment asks for its scores.
    """
    with project.read() as connection:
        others = select(score_run.c.id).where(score_run.c.name == rfm.RUN, score_run.c.id != run)
        last = connection.scalar(others.limit(1)) is None
    asking = segments.asking_for(project, lambda trait: trait.startswith("rfm_")) if last else []
    if asking:
        named = ", ".join(f"“{name}”" for name in asking)
        raise problems.IN_USE(users=named)
    with project.write("Took the RFM scores back", {Change.SCORES}) as connection:
        score_runs.take_away(connection, run, rfm.RUN)


# Segments from groups.


@dataclass(frozen=True, slots=True)
class Made:
    """The segments of some groups: all their names, and which of them are new."""

    names: tuple[str, ...]
    new: tuple[str, ...]


def make_segments(project: Project, names: Sequence[str]) -> Made:
    """Keep a segment for each of these groups, its members always those of the newest run.

    One that is there already, by its rule, stays as it is; a name that is taken by another is told apart.
    """
    made: list[str] = []
    new: list[str] = []
    there = segments.every(project)
    taken = {fold(one.name) for one in there}
    for group in names:
        rule = {"trait": "rfm_segment", "op": "is", "value": group}
        same = next((one.name for one in there if one.rule == rule), None)
        if same is None:
            same = group if fold(group) not in taken else f"{group} (RFM)"
            at = 2
            while fold(same) in taken:
                same, at = f"{group} (RFM {at})", at + 1
            segments.save(project, same, rule, note="Made from the RFM groups: as the newest run has them")
            taken.add(fold(same))
            new.append(same)
        made.append(same)
    return Made(tuple(made), tuple(new))


def rule_of_cells(some: Iterable[Cell]) -> Json:
    """The rule for who has one of these pairs of scores for recency and frequency, by the newest run."""
    # Those of one recency together: fewer conditions say the same.
    of: dict[int, list[int]] = {}
    for recency, frequency in sorted(some):
        of.setdefault(recency, []).append(frequency)
    parts = [{"all": [_among("recency", [recency]), _among("frequency", those)]} for recency, those in of.items()]
    return parts[0] if len(parts) == 1 else {"any": parts}


def _among(name: str, scores: list[int]) -> Json:
    low, high = scores[0], scores[-1]
    trait = {"trait": f"rfm_{name}"}
    if low == high:
        return trait | {"op": "=", "value": low}
    if scores == list(range(low, high + 1)):
        return trait | {"op": "between", "value": [low, high]}
    return {"any": [trait | {"op": "=", "value": one} for one in scores]}


def make_segment_of_cells(project: Project, some: Collection[Cell], name: str) -> Made:
    """Keep who has these pairs of scores as a segment, its members always those of the newest run."""
    segments.save(project, name, rule_of_cells(some), note="Made from the map of RFM: as the newest run has them")
    return Made((name,), (name,))


def take_segments_back(project: Project, made: Made) -> None:
    """Delete the segments that were new; raises Problem where one is in use by now, and keeps that and those after."""
    for name in made.new:
        segments.delete(project, name)

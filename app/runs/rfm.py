"""Recency, frequency and monetary value, each scored 1 to 5 by rank, and the named groups of an ordered table.

Score = 1 + floor(5 x people with a strictly worse value / people), so that equal values get equal scores. Only
people with an order are scored; recency is the difference of local calendar dates; refunds are not subtracted.
Source: shared reference on formulas, RFM.
"""

from dataclasses import astuple, dataclass
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from app import audience
from app.conditions import Deed, meant
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document, to_json
from app.project import Change, Json, Project
from app.query import Question, traits
from app.rules import bounds
from app.runs import problems, rfm_basis, rfm_groups, score_runs
from app.runs.rfm_basis import Basis
from app.runs.rfm_groups import ENGAGEMENT, OTHER, Numbers

RUN = "rfm"


@dataclass(frozen=True)
class Scored:
    """Everyone who is scored: ids, values (days, times, 1/10,000, engagement) and scores by name, the group of each,
    and in words what it was reckoned by (empty for the default)."""

    ids: Numbers
    values: "dict[str, np.ndarray[Any, Any]]"
    scores: dict[str, Numbers]
    groups: list[str]
    of: Numbers
    """For each person the number of their group in `groups`."""
    basis: str = ""
    bought: bool = True
    """Whether the last order decides how lately, and not another event."""


@as_document("recency_days", "frequency", "monetary", "engagement", if_told=("engagement",))
@dataclass(frozen=True, slots=True)
class Means:
    """Mean days since the last order, number of orders, money and (where it is scored) engagement of some people; None
    where there are none."""

    recency_days: float | None
    frequency: float | None
    monetary: float | None
    engagement: float | None = None


@as_document("name", "count", "recency_days", "frequency", "monetary", "engagement", if_told=("engagement",))
@dataclass(frozen=True, slots=True)
class GroupMeans:
    """A named group: how many are in it, and what they are like on average."""

    name: str
    count: int
    recency_days: float | None
    frequency: float | None
    monetary: float | None
    engagement: float | None = None


@as_document("groups", "scored", "mean", "counts", "as_of", "basis", if_told=("basis",))
@dataclass(frozen=True, slots=True)
class Scores:
    """What a run came to: the groups in the table's order, how many were scored, the means of all, how many have each
    score from 1 to 5 by what is scored, the moment (ISO, local), and what it was reckoned by (empty for the default).
    """

    groups: tuple[GroupMeans, ...]
    scored: int
    mean: Means
    counts: dict[str, list[int]]
    as_of: str
    basis: str = ""


def score(values: "np.ndarray[Any, Any]") -> Numbers:
    """Scores 1 to 5 of values of which more is better."""
    ordered = np.sort(values)
    # From the left: those strictly worse, so that equals get the same score.
    worse = np.searchsorted(ordered, values, side="left")
    return np.asarray(1 + 5 * worse // max(len(values), 1), dtype=np.int64)


def between(values: "np.ndarray[Any, Any]", borders: tuple[float, ...], *, fewer: bool = False) -> Numbers:
    """Scores 1 to 5 by four fixed borders; whoever is at one has passed it. `fewer`: the less, the better."""
    if fewer:
        return np.asarray(5 - np.searchsorted(borders, values, side="left"), dtype=np.int64)
    return np.asarray(1 + np.searchsorted(borders, values, side="right"), dtype=np.int64)


def evaluate(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> tuple[Scored, Moment]:
    """Everyone's scores and groups at a moment, by the project's basis and groups; nothing is kept."""
    with audience.asking(project, as_of, progress.part(0, 0.5)) as question:
        basis = rfm_basis.of(project, question.names)
        rows = question.mirror.to_pyarrow(_figures(basis, question).order_by("profile_id"))
        moment, said = question.moment, rfm_basis.sentence(basis, question.names) if basis != Basis() else ""
    progress.step(0.6, 1, "Scoring")
    values: dict[str, np.ndarray[Any, Any]] = {
        "recency": moment.day - _whole(rows.column("day")),
        "frequency": _whole(rows.column("times")),
        "monetary": _whole(rows.column("money")),
    }
    if ENGAGEMENT in basis.scored:
        column = rows.column(ENGAGEMENT).cast(pa.float64())
        values[ENGAGEMENT] = np.asarray(column.fill_null(np.nan).to_numpy(), dtype=np.float64)
    scores = {name: _scored(name, values[name], basis) for name in basis.scored}
    ranges = rfm_groups.table(project)
    groups = [one.name for one in ranges]
    of = rfm_groups.first_match(scores, ranges)
    if (of == len(groups)).any():
        groups.append(OTHER)
    return Scored(
        _whole(rows.column("profile_id")), values, scores, groups, of, said, basis.recency == rfm_basis.ORDERS
    ), moment


def _figures(basis: Basis, question: Question) -> ir.Table:
    """`profile_id`, the `day` of the last event that counts, how many `times` somebody did what is counted, the
    `money` of their orders, and their engagement where it is scored: of everyone with such a last event."""
    span = bounds(basis.within, question.moment.us, question.moment.timezone)

    def of(names: tuple[str, ...]) -> ir.Table:
        """The events of these names in the window."""
        return meant(question, span, Deed(names))

    last, counted, orders = of(basis.recency), of(basis.frequency), of(rfm_basis.ORDERS)
    found = last.group_by("profile_id").agg(day=last.day.max())
    times = counted.group_by(whose="profile_id").agg(times=counted.count())
    money = orders.group_by(whose="profile_id").agg(money=orders.p_amount.sum().cast("int64"))
    for theirs in (times, money):
        found = found.left_join(theirs, found.profile_id == theirs.whose).drop("whose")
    if ENGAGEMENT in basis.scored:
        engaged = traits.columns(question, [basis.engagement])
        engaged = engaged.select(whose=engaged.profile_id, **{ENGAGEMENT: engaged[basis.engagement].cast("float64")})
        found = found.left_join(engaged, found.profile_id == engaged.whose).drop("whose")
    return found


def _scored(name: str, values: "np.ndarray[Any, Any]", basis: Basis) -> Numbers:
    fewer = name == "recency"
    if (borders := basis.thresholds.get(name)) is not None:
        # Amounts are kept in 1/10,000.
        scale = 10_000 if name == "monetary" else 1
        return between(_known(values), tuple(one * scale for one in borders), fewer=fewer)
    return score(-values if fewer else _known(values))


def _known(values: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Whoever has no figure has the worst."""
    return np.where(np.isnan(values), -np.inf, values) if values.dtype.kind == "f" else values


def _whole(column: pa.ChunkedArray) -> Numbers:
    # Orders without any amount came to nothing.
    return np.asarray(column.cast(pa.int64()).fill_null(0).to_numpy(), dtype=np.int64)


def run(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> Scores:
    """Score everyone with an order, keep the scores as traits, and say what came of it; raises Problem without any."""
    scored, moment = evaluate(project, as_of, progress)
    if not len(scored.ids):
        raise problems.NO_ORDERS()
    summary = summarised(scored, moment)
    progress.step(0.7, 1, "Keeping the scores")
    with project.write("Scored recency, frequency and monetary value", {Change.SCORES}) as connection:
        groups = [one.document() for one in rfm_groups.table(project)]
        parameters: dict[str, Json] = {"groups": groups, "cells": cells(scored), "scored": list(scored.scores)}
        parameters |= {"money": money_of_cells(scored), "bought": scored.bought}
        made = score_runs.Run(RUN, RUN, moment.us, parameters, to_json(summary))
        score_runs.keep(connection, made, _rows(scored))
    progress.step(1, 1, "Scored")
    return summary


def cells(scored: Scored) -> list[Json]:
    """How many people of each group have each pair of scores for recency and frequency: `[r, f, {group: people}]`."""
    many = len(scored.groups)
    # Scores are 1 to 5, so that in sixes the parts of one number stay apart.
    code = (scored.scores["recency"] * 6 + scored.scores["frequency"]) * many + scored.of
    found: dict[tuple[int, int], dict[str, int]] = {}
    for at, count in enumerate(np.bincount(code).tolist()):
        if count:
            place, group = divmod(at, many)
            found.setdefault((place // 6, place % 6), {})[scored.groups[group]] = count
    return [[recency, frequency, inside] for (recency, frequency), inside in sorted(found.items())]


def money_of_cells(scored: Scored) -> list[Json]:
    """What the people of each pair of scores for recency and frequency spent, in 1/10,000: `[r, f, money]`."""
    # Sixes, as in `cells`.
    code = scored.scores["recency"] * 6 + scored.scores["frequency"]
    order = np.argsort(code, kind="stable")
    places, starts = np.unique(code[order], return_index=True)
    sums: Any = np.add.reduceat(scored.values["monetary"][order], starts) if len(order) else []
    return [[int(place) // 6, int(place) % 6, int(money)] for place, money in zip(places, sums, strict=True)]


def _rows(scored: Scored) -> pa.Table:
    """Each score of a person and the name of their group, in the form of the store."""
    count = len(scored.ids)
    parts = []
    for name in scored.scores:
        number = pa.array(scored.scores[name].astype(np.float64))
        parts.append(_part(scored.ids, f"rfm_{name}", pa.nulls(count, pa.string()), number))
    called = pa.array(scored.groups).take(pa.array(scored.of))
    parts.append(_part(scored.ids, "rfm_segment", called, pa.nulls(count, pa.float64())))
    return pa.concat_tables(parts)


def _part(ids: Numbers, name: str, text: pa.Array, number: pa.Array) -> pa.Table:
    same = {"profile_id": pa.array(ids), "name": pa.repeat(name, len(ids))}
    return pa.table(same | {"text": text, "number": number})


def summarised(scored: Scored, moment: Moment) -> Scores:
    """The figures of `run`."""
    counts = {name: [int((of == one).sum()) for one in range(1, 6)] for name, of in scored.scores.items()}
    groups = []
    for at, name in enumerate(scored.groups):
        inside = scored.of == at
        groups.append(GroupMeans(name, int(inside.sum()), *astuple(_means(scored, inside))))
    everyone = _means(scored, np.ones(len(scored.ids), dtype=bool))
    return Scores(tuple(groups), len(scored.ids), everyone, counts, moment.iso(), scored.basis)


def _means(scored: Scored, some: "np.ndarray[Any, np.dtype[np.bool_]]") -> Means:
    count = int(some.sum())

    def mean(name: str, places: int, scale: int = 1) -> float | None:
        """The mean of a value, divided by `scale` and rounded to so many places; None of nobody."""
        return round(int(scored.values[name][some].sum()) / scale / count, places) if count else None

    return Means(mean("recency", 2), mean("frequency", 3), mean("monetary", 2, 10_000), _engaged(scored, some))


def _engaged(scored: Scored, some: "np.ndarray[Any, np.dtype[np.bool_]]") -> float | None:
    """The mean engagement of those of whom one is known."""
    if ENGAGEMENT not in scored.values:
        return None
    values = scored.values[ENGAGEMENT][some]
    known = values[~np.isnan(values)]
    return round(float(known.mean()), 4) if len(known) else None

"""Recency, frequency and monetary value, each scored 1 to 5 by rank, and the named groups of an ordered table.

Score = 1 + floor(5 x people with a strictly worse value / people), so that equal values get equal scores. Only
people with an order are scored; recency is the difference of local calendar dates; refunds are not subtracted.
Source: shared reference on formulas, RFM.
"""

import json
from dataclasses import astuple, dataclass
from importlib import resources
from typing import Any

import numpy as np
import pyarrow as pa

from app import audience
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.domain.serialising import to_json
from app.project import Change, Json, Project
from app.query import traits
from app.runs import problems, score_runs

RUN = "rfm"
SETTING = "rfm_groups"
"""The project's own table, in the form of `resources/rfm/groups.json`; without it that table counts."""

SCORES = ("recency", "frequency", "monetary")

Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Range:
    """A named group: the scores, both ends in, that each of the three must have; the first that fits counts."""

    name: str
    recency: tuple[int, int]
    frequency: tuple[int, int]
    monetary: tuple[int, int]


@dataclass(frozen=True)
class Scored:
    """Everyone with an order: ids, values (days, orders, 1/10,000) and scores by name, and the group of each."""

    ids: Numbers
    values: dict[str, Numbers]
    scores: dict[str, Numbers]
    groups: list[str]
    of: "np.ndarray[Any, np.dtype[np.int64]]"
    """For each person the number of their group in `groups`."""


@dataclass(frozen=True, slots=True)
class Means:
    """Mean days since the last order, number of orders and money of some people; None where there are none."""

    recency_days: float | None
    frequency: float | None
    monetary: float | None


@dataclass(frozen=True, slots=True)
class GroupMeans:
    """A named group: how many are in it, and what they are like on average."""

    name: str
    count: int
    recency_days: float | None
    frequency: float | None
    monetary: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """What a run came to: the groups in the table's order, how many were scored, the means of all, how many have each
    score from 1 to 5 by what is scored, and the moment (ISO, local)."""

    groups: tuple[GroupMeans, ...]
    scored: int
    mean: Means
    counts: dict[str, list[int]]
    as_of: str


def table(project: Project) -> list[Range]:
    """The ordered table of named groups: the project's own, else the one that comes with the workbench."""
    rows = project.setting(SETTING)
    if rows is None:
        rows = json.loads(resources.files("resources").joinpath("rfm", "groups.json").read_text("utf-8"))
    return read_table(rows)


def read_table(rows: Json) -> list[Range]:
    """A table from JSON; raises Problem where a name or a range is wrong."""
    found = []
    for row in rows:
        try:
            ends = {name: (int(row[name][0]), int(row[name][1])) for name in SCORES}
            name = str(row["name"]).strip()
        except (KeyError, TypeError, ValueError, IndexError):
            raise problems.INCOMPLETE() from None
        if not name or any(not 1 <= low <= high <= 5 for low, high in ends.values()):
            raise problems.WRONG_ROW(name=name)
        found.append(Range(name, **ends))
    if len({one.name for one in found}) < len(found):
        raise problems.TWICE()
    return found


def score(values: Numbers) -> Numbers:
    """Scores 1 to 5 of values of which more is better."""
    ordered = np.sort(values)
    # From the left: those strictly worse, so that equals get the same score.
    worse = np.searchsorted(ordered, values, side="left")
    return np.asarray(1 + 5 * worse // max(len(values), 1), dtype=np.int64)


def evaluate(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> tuple[Scored, Moment]:
    """Everyone's scores and groups at a moment; nothing is kept."""
    with audience.asking(project, as_of, progress.part(0, 0.5)) as question:
        wanted = ["last_order_at", "orders", "revenue"]
        known = traits.columns(question, wanted, folded=True)
        bought = known.filter(known.orders > 0).select("profile_id", "d_last_order_at", "orders", "revenue")
        rows = question.mirror.to_pyarrow(bought.order_by("profile_id"))
        moment = question.moment
    progress.step(0.6, 1, "Scoring")
    days = moment.day - _whole(rows.column("d_last_order_at"))
    values = {"recency": days, "frequency": _whole(rows.column("orders")), "monetary": _whole(rows.column("revenue"))}
    # Fewer days are better.
    scores = {"recency": score(-days), "frequency": score(values["frequency"]), "monetary": score(values["monetary"])}
    ranges = table(project)
    groups = [one.name for one in ranges]
    of = _first_match(scores, ranges)
    if (of == len(groups)).any():
        groups.append("Other")
    return Scored(_whole(rows.column("profile_id")), values, scores, groups, of), moment


def _whole(column: pa.ChunkedArray) -> Numbers:
    # Orders without any amount came to nothing.
    return np.asarray(column.cast(pa.int64()).fill_null(0).to_numpy(), dtype=np.int64)


def _first_match(scores: dict[str, Numbers], ranges: list[Range]) -> Numbers:
    fits = []
    for one in ranges:
        inside = np.ones(len(scores["recency"]), dtype=bool)
        for name in SCORES:
            low, high = getattr(one, name)
            inside &= (scores[name] >= low) & (scores[name] <= high)
        fits.append(inside)
    # Where several fit, `select` takes the first of them.
    return np.asarray(np.select(fits, list(range(len(ranges))), len(ranges)), dtype=np.int64)


def run(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> Scores:
    """Score everyone with an order, keep the scores as traits, and say what came of it; raises Problem without any."""
    scored, moment = evaluate(project, as_of, progress)
    if not len(scored.ids):
        raise problems.NO_ORDERS()
    summary = summarised(scored, moment)
    progress.step(0.7, 1, "Keeping the scores")
    with project.write("Scored recency, frequency and monetary value", {Change.SCORES}) as connection:
        parameters = {"groups": [vars_of(one) for one in table(project)], "cells": cells(scored)}
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


def vars_of(one: Range) -> dict[str, Json]:
    """A row of the table as JSON."""
    return {"name": one.name} | {name: list(getattr(one, name)) for name in SCORES}


def _rows(scored: Scored) -> pa.Table:
    """Four values a person, in the form of the store."""
    count = len(scored.ids)
    parts = []
    for name in SCORES:
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
    counts = {name: [int((scored.scores[name] == one).sum()) for one in range(1, 6)] for name in SCORES}
    groups = []
    for at, name in enumerate(scored.groups):
        inside = scored.of == at
        groups.append(GroupMeans(name, int(inside.sum()), *astuple(_means(scored, inside))))
    everyone = _means(scored, np.ones(len(scored.ids), dtype=bool))
    return Scores(tuple(groups), len(scored.ids), everyone, counts, moment.iso())


def _means(scored: Scored, some: "np.ndarray[Any, np.dtype[np.bool_]]") -> Means:
    count = int(some.sum())

    def mean(name: str, places: int, scale: int = 1) -> float | None:
        """The mean of a value, divided by `scale` and rounded to so many places; None of nobody."""
        return round(int(scored.values[name][some].sum()) / scale / count, places) if count else None

    return Means(mean("recency", 2), mean("frequency", 3), mean("monetary", 2, 10_000))

"""Why somebody has the score that they have: what each part of it comes to."""

from dataclasses import dataclass

import numpy as np

from app import audience
from app.domain.clock import Moment
from app.domain.counts import people
from app.project import Project
from app.query import Question, resolve_key, trait_families, traits
from app.rules import Names, phrases, trait_phrases
from app.runs.scoring import index, kept, points, words
from app.runs.scoring.definition import Index, Line, Part, Points, parse


@dataclass(frozen=True, slots=True)
class Told:
    """One part: in words, and how much it adds to the score."""

    said: str
    adds: float


@dataclass(frozen=True, slots=True)
class Explained:
    """The score of one person at a moment (ISO, local): what it comes to by the definition (None for no score), its
    parts, what the limits did to their sum, and what the newest run kept by then, with its moment."""

    name: str
    trait: str
    title: str
    key: str
    as_of: str
    value: float | None
    parts: tuple[Told, ...]
    note: str
    kept: float | None
    kept_as_of: str | None


def explain(project: Project, name: str, key: str, as_of: audience.AsOf = None) -> Explained:
    """The parts of a score of one person; raises NotFound for an unknown score or person."""
    return of_person(project, kept.called(project, name), resolve_key(project, key), as_of)


def of_person(project: Project, name: str, person: int, as_of: audience.AsOf = None) -> Explained:
    """The same of the profile of that number, by the score's name as it is kept."""
    with audience.asking(project, as_of) as everyone:
        mine = Question(everyone.mirror, everyone.moment, everyone.names, among=np.array([person]))
        wanted = parse(kept.definitions(project)[name], everyone.names)
        rows = everyone.mirror.to_pyarrow(mine.people.select("key")).to_pylist()
        said = _points(wanted, mine) if isinstance(wanted, Points) else _index(wanted, person, everyone)
        value, parts, note = said
        trait = kept.trait_of(name)
        held, at = _kept(trait, mine)
        moment = everyone.moment.iso()
    return Explained(name, trait, words.title(name), rows[0]["key"], moment, value, parts, note, held, at)


def _kept(trait: str, mine: Question) -> tuple[float | None, str | None]:
    run = trait_families.newest_run(trait, mine)
    if run is None:
        return None, None
    row = mine.mirror.to_pyarrow(traits.columns(mine, [trait])).to_pylist()
    held = row[0][trait] if row else None
    return held, Moment(run[1], mine.moment.timezone).iso()


def _points(wanted: Points, mine: Question) -> tuple[float, tuple[Told, ...], str]:
    found = points.parts(wanted, mine)
    told = tuple(
        Told(_line(line, wanted, times, worth, mine.names), round(worth / points.UNIT, 4))
        for line, (times, worth) in zip(wanted.lines, found, strict=True)
        if times
    )
    total = sum(worth for _, worth in found) / points.UNIT
    value = total if wanted.below_zero else max(total, 0.0)
    value = value if wanted.most is None else min(value, wanted.most)
    return round(value, 4), told, _limit(total, value, told=bool(told))


def _line(line: Line, wanted: Points, times: int, worth: int, names: Names) -> str:
    """`3 × opened email in the last 30 days, 5 points each, faded to 12.4 points`."""
    given, now = times * line.points, worth / points.UNIT
    said = f"{times:,} × {line.deed.said(names).one}{line.deed.lines(names)}{phrases.window(wanted.within)}"
    each = words.counted_points(abs(line.points)) + ("" if line.points > 0 else " less")
    said += f", {each} each" if times > 1 else f", {each}"
    if line.most is not None and abs(now) >= line.most:
        return f"{said}, held at {words.counted_points(line.most)}{'' if line.points > 0 else ' less'}"
    # Of less than a hundredth nothing is seen.
    return said if abs(given - now) < 0.005 else f"{said}, faded to {words.counted_points(round(now, 2))}"


def _limit(total: float, value: float, *, told: bool) -> str:
    if not told:
        return "Nothing that counts was done"
    if abs(total - value) < 0.00005:
        return ""
    came = words.figure(round(total, 2))
    return f"Together {came}, held at {words.figure(value)}"


def _index(wanted: Index, person: int, everyone: Question) -> tuple[float | None, tuple[Told, ...], str]:
    ids, columns = index.figures([part.trait for part in wanted.parts], everyone)
    whole, brought = index.weighed(wanted, columns)
    at = int(np.searchsorted(ids, person))
    weights = sum(part.weight for part in wanted.parts)
    told = []
    for part, (scaled, added) in zip(wanted.parts, brought, strict=True):
        own = columns[part.trait][at]
        adds = 0.0 if np.isnan(added[at]) else round(float(added[at]), 4)
        told.append(Told(_part(part, own, float(scaled[at]), part.weight / weights, everyone), adds))
    value = None if np.isnan(whole[at]) else round(float(whole[at]), 4)
    counted = int((~np.isnan(whole)).sum())
    note = "No score: too little is known" if value is None else f"Against {people(counted)} who have this score"
    return value, tuple(told), note


def _part(part: Part, own: float, scaled: float, share: float, everyone: Question) -> str:
    called = trait_phrases.noun(part.trait, everyone.names).text
    if np.isnan(own):
        counts = "is left out" if np.isnan(scaled) else f"counts as {words.figure(scaled)} of 100"
        return f"The {called} is not known, and {counts}"
    kind = traits.kind_of(part.trait, everyone.mirror)
    whole = int(own) if kind != "number" else float(own)
    shown = traits.shown(kind, whole, everyone.moment)
    value = words.figure(shown) if isinstance(shown, (int, float)) else str(shown)
    return f"The {called} is {value}: {words.figure(round(scaled, 1))} of 100, with {share:.0%} of the weight"

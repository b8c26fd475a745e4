"""Working scores out: for everybody and kept, as a preview, or for one person with what each part comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import audience
from app.domain.names import called
from app.domain.problems import Problem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import to_json
from app.project import Change, Json, Project
from app.query import ProfileBatch, Question
from app.runs import score_runs
from app.runs.scoring import index, kept, points, words
from app.runs.scoring import spread as spreads
from app.runs.scoring.definition import Definition, Index, parse
from app.runs.scoring.problems import WRONG

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EXAMPLES = 5
"""So many people are shown beside a score that is being made."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: the score and its trait, how many people have one, the spread, the moment (ISO, local), and
    the number of the run."""

    name: str
    trait: str
    scored: int
    spread: spreads.Spread
    as_of: str
    run: int


@dataclass(frozen=True, slots=True)
class Example:
    """One person of a preview: number, key, name (empty where none is known), and the score."""

    person: int
    key: str
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What a definition would come to: its sentence, its spread, and people from the highest score to the lowest."""

    sentence: str
    spread: spreads.Spread
    examples: tuple[Example, ...]


def values(wanted: Definition, question: Question) -> tuple[Ints, Floats]:
    """The numbers of all profiles and their scores, of four decimals; NaN for who has none."""
    if isinstance(wanted, Index):
        ids, columns = index.figures([part.trait for part in wanted.parts], question)
        found, _ = index.weighed(wanted, columns)
        return ids, np.round(found, 4)
    rows = question.mirror.to_pyarrow(points.everybody(wanted, question).order_by("profile_id"))
    ids = np.asarray(rows.column("profile_id"), dtype=np.int64)
    worth = np.asarray(rows.column("worth"), dtype=np.int64)
    return ids, np.round(worth / points.UNIT, 4)


def run(
    project: Project, names: Sequence[str] = (), as_of: audience.AsOf = None, progress: Progress = SILENT
) -> list[Ran]:
    """Work out these scores (without names: all), keep them as traits, and say what came of them.

    What an index is made of comes before it, where both are run.
    """
    wanted = [kept.called(project, name) for name in names] or list(kept.definitions(project))
    ordered = kept.order_of_runs(project, list(dict.fromkeys(wanted)))
    return [
        _run(project, name, as_of, progress.part(at / len(ordered), (at + 1) / len(ordered)))
        for at, name in enumerate(ordered)
    ]


def _run(project: Project, name: str, as_of: audience.AsOf, progress: Progress) -> Ran:
    document, title = kept.definitions(project)[name], words.title(name)
    progress.step(0, 1, f"Working out “{title}”")
    with audience.asking(project, as_of, progress.part(0, 0.2)) as question:
        ids, found = values(_read(name, document, question), question)
        moment = question.moment
    progress.step(0.6, 1, f"Keeping “{title}”")
    trait, has = kept.trait_of(name), ~np.isnan(found)
    spread = spreads.of(found)
    made = score_runs.Run(trait, _kind(document), moment.us, {"definition": document}, to_json(spread))
    with project.write(f"Worked out the score “{title}”", {Change.SCORES}) as connection:
        number = score_runs.keep(connection, made, score_runs.numbers(trait, ids[has], found[has]))
    progress.step(1, 1, "Kept")
    return Ran(name, trait, int(has.sum()), spread, moment.iso(), number)


def take_back(project: Project, ran: Sequence[Ran]) -> None:
    """Take runs back, as if they had never been made: those before count again."""
    titles = ", ".join(f"“{words.title(one.name)}”" for one in ran)
    with project.write(f"Took back the scores {titles}", {Change.SCORES}) as connection:
        for one in ran:
            score_runs.take_away(connection, one.run, one.trait)


def _read(name: str, document: Json, question: Question) -> Definition:
    try:
        return parse(document, question.names)
    except Problem as problem:
        # What a definition asks for may be gone since it was kept.
        raise WRONG(name=words.title(name), problem=str(problem)) from None


def _kind(document: Json) -> str:
    return "index" if "index" in document else "points"


def preview(project: Project, document: Json, as_of: audience.AsOf = None, progress: Progress = SILENT) -> Preview:
    """What a definition would come to; nothing is kept. Raises Problem where it is wrong."""
    with audience.asking(project, as_of, progress.part(0, 0.3)) as question:
        wanted = parse(document, question.names)
        ids, found = values(wanted, question)
        progress.step(0.8, 1, "Choosing examples")
        examples = _examples(ids, found, question)
        said = words.sentence(wanted, question.names)
    return Preview(said, spreads.of(found), examples)


def _examples(ids: Ints, found: Floats, question: Question) -> tuple[Example, ...]:
    """People from all over the spread: the highest, the lowest who has something, and some between."""
    some = np.flatnonzero(~np.isnan(found) & (found != 0))
    if not len(some):
        return ()
    # By score, then by number: the same people every time.
    ordered = some[np.lexsort((ids[some], -found[some]))]
    at = ordered[np.unique(np.linspace(0, len(ordered) - 1, EXAMPLES).round().astype(np.int64))]
    people = question.mirror.table("profiles")
    rows = question.mirror.to_pyarrow(people.filter(people.id.isin(ids[at].tolist())).select("id", "key")).to_pylist()
    keys: dict[int, Any] = {row["id"]: row["key"] for row in rows}
    wanted = [name for name in ("first_name", "last_name", "full_name") if name in question.names.traits]
    known = ProfileBatch(question, list(keys)).traits(wanted)
    return tuple(
        Example(number, keys[number], called(known[number]), float(found[one]))
        for one in at
        if (number := int(ids[one])) in keys
    )

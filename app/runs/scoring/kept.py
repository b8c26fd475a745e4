"""The scores that a project keeps: their definitions, and what runs of them came to.

`engagement_score` is always there: until somebody adjusts it, as it comes with the workbench.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import select

from app import audience
from app.audience import segments
from app.domain.clock import Moment
from app.domain.counts import listed
from app.domain.names import SCORES_SETTING, fold
from app.domain.problems import Problem
from app.domain.spelling import nearest
from app.project import Change, Json, Project, put_settings
from app.rules import Names
from app.runs import score_runs
from app.runs.scoring import problems, words
from app.runs.scoring import spread as spreads
from app.runs.scoring.definition import Definition, Index, parse
from storage.file.models import profile, score_run, score_value

READY = "engagement_score"
"""The score that comes with the workbench; its values are a trait of that name."""
KINDS = ("points", "index")
"""What runs of such scores are called among all runs."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """A score: its name and trait, its definition, what it does in a sentence (or what is wrong with it), whether it
    comes with the workbench (`ready`) and was adjusted, and what the newest run came to."""

    name: str
    trait: str
    title: str
    kind: str
    definition: Json
    sentence: str
    problem: str
    ready: bool
    adjusted: bool
    as_of: str | None
    spread: spreads.Spread | None
    run: int | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What was deleted, for `restore`."""

    name: str
    definition: Json
    runs: tuple[tuple[score_runs.Run, pa.Table], ...]


def trait_of(name: str) -> str:
    """The trait that a score is kept as."""
    return READY if fold(name) == READY else f"score:{name}"


def definitions(project: Project) -> dict[str, Json]:
    """All definitions by name: that of the engagement score first, then the project's own in their order."""
    own = _own(project)
    return {READY: own.get(READY, ready())} | own


def _own(project: Project) -> dict[str, Json]:
    kept = project.setting(SCORES_SETTING)
    # What no program of ours wrote there is none.
    return dict(kept) if isinstance(kept, dict) else {}


def ready() -> Json:
    """The engagement score as it comes with the workbench."""
    found: Json = json.loads(resources.files("resources").joinpath("scores", f"{READY}.json").read_text("utf-8"))
    return found


def every(project: Project) -> list[Kept]:
    """All scores with what their newest runs came to."""
    names, newest = audience.names(project), _newest(project)
    own = _own(project)
    return [_kept(name, one, names, newest, adjusted=name in own) for name, one in definitions(project).items()]


def get(project: Project, name: str) -> Kept:
    """The score of that name, without case; raises NotFound."""
    known = called(project, name)
    return next(one for one in every(project) if one.name == known)


def called(project: Project, name: str) -> str:
    """The name as it is kept; raises NotFound with a near miss."""
    known = list(definitions(project))
    wanted = fold(name.removeprefix("score:").strip())
    found = next((one for one in known if fold(one) == wanted or fold(words.title(one)) == wanted), None)
    if found is None:
        near = nearest(name, known)
        raise problems.UNKNOWN(name=name, remedy=f"Did you mean “{near}”?" if near else "`score list` tells them")
    return found


def _kept(
    name: str, document: Json, names: Names, newest: dict[str, tuple[int, Moment, Json]], *, adjusted: bool
) -> Kept:
    trait, problem, said = trait_of(name), "", ""
    try:
        said = words.sentence(parse(document, names), names)
    except Problem as wrong:
        problem = str(wrong)
    run, at, summary = newest.get(trait, (None, None, None))
    kind = "index" if isinstance(document, dict) and "index" in document else "points"
    return Kept(
        name, trait, words.title(name), kind, document, said, problem, name == READY, adjusted,
        None if at is None else at.iso(), spreads.from_json(summary), run,
    )  # fmt: skip


def _newest(project: Project) -> dict[str, tuple[int, Moment, Json]]:
    """By trait the newest run: its number, its moment, and what it came to."""
    with project.read() as connection:
        columns = (score_run.c.id, score_run.c.name, score_run.c.as_of, score_run.c.summary)
        found = select(*columns).where(score_run.c.kind.in_(KINDS)).order_by(score_run.c.as_of, score_run.c.id)
        return {
            row.name: (row.id, Moment(row.as_of, project.timezone), row.summary) for row in connection.execute(found)
        }


def check(project: Project, name: str, document: Json) -> tuple[str, Definition]:
    """The name as it will be kept, and the definition; raises Problem where either is wrong."""
    plain = name.removeprefix("score:").strip()
    if fold(plain) == fold(words.title(READY)):
        plain = READY
    if not plain or len(plain) > LONGEST or ":" in plain or not plain.isprintable():
        raise problems.NO_NAME(most=LONGEST)
    known = definitions(project)
    plain = next((one for one in known if fold(one) == fold(plain)), plain)
    if plain not in known and _imported(project, plain):
        raise problems.IMPORTED(name=plain)
    read = parse(document, audience.names(project))
    if trait_of(plain) in _behind(read, known):
        raise problems.OF_ITSELF(name=plain, where="index")
    return plain, read


def _imported(project: Project, name: str) -> bool:
    with project.read() as connection:
        found = select(score_run.c.name).where(score_run.c.name.like("score:%"), score_run.c.kind.not_in(KINDS))
        return fold(f"score:{name}") in {fold(one) for one in connection.scalars(found.distinct())}


def _behind(read: Definition, known: dict[str, Json]) -> set[str]:
    """The traits that a definition is made of, and those that they are made of."""
    wanted = [part.trait for part in read.parts] if isinstance(read, Index) else []
    found: set[str] = set()
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            document: Json = next((kept for name, kept in known.items() if trait_of(name) == one), {})
            wanted += _asked_of(document)
    return found


def _asked_of(document: Json) -> list[str]:
    """The traits that an index as it is kept is made of, which may be damaged."""
    parts = document.get("index") if isinstance(document, dict) else None
    rows = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    return [str(part.get("trait", "")) for part in rows]


def refuse_taken(project: Project, name: str) -> None:
    """Raise Problem where a score of that name is there already: a new one does not write over it."""
    wanted = fold(name.removeprefix("score:").strip())
    if any(wanted in (fold(one), fold(words.title(one))) for one in definitions(project)):
        raise problems.TAKEN(name=name)


def save(project: Project, name: str, document: Json) -> str:
    """Keep a definition under a name, in place of one that is there; returns the name as it is kept."""
    plain, _ = check(project, name, document)
    _keep(project, _own(project) | {plain: document}, f"Kept the score “{words.title(plain)}”")
    return plain


def put_back(project: Project, name: str, document: Json) -> None:
    """Let a definition be again what it was before `save`; None where there was none."""
    own = _own(project)
    own.pop(name, None)
    kept = own if document is None else own | {name: document}
    _keep(project, kept, f"Took back what was changed of the score “{words.title(name)}”")


def _keep(project: Project, own: dict[str, Json], what: str) -> None:
    project.change_settings({SCORES_SETTING: own}, what)


def delete(project: Project, name: str) -> Gone:
    """Delete a score with its runs; the engagement score is as it came with the workbench again, and keeps them.

    Raises Problem where a segment or an index asks for it.
    """
    known = called(project, name)
    own = _own(project)
    trait = trait_of(known)
    if known == READY:
        gone = Gone(known, own.pop(known, None), ())
        _keep(project, own, "Let the engagement score be as it came with the workbench")
        return gone
    if users := users_of(project, known):
        raise problems.IN_USE(name=known, users=listed([f"“{one}”" for one in users]))
    gone = Gone(known, own.pop(known), _runs(project, trait))
    with project.write(f"Deleted the score “{known}”", {Change.SCORES, Change.SETTINGS}) as connection:
        for number in connection.scalars(select(score_run.c.id).where(score_run.c.name == trait)).all():
            score_runs.take_away(connection, number, trait)
        put_settings(connection, {SCORES_SETTING: own})
    return gone


def restore(project: Project, gone: Gone) -> None:
    """Put back what was deleted, without the values of people who are gone since."""
    own = _own(project)
    kept = own if gone.definition is None else own | {gone.name: gone.definition}
    with project.write(
        f"Put the score “{words.title(gone.name)}” back", {Change.SCORES, Change.SETTINGS}
    ) as connection:
        there = pa.array(connection.scalars(select(profile.c.id)).all(), pa.int64())
        for run, values in gone.runs:
            held = pc.is_in(values.column("profile_id"), value_set=there)
            score_runs.keep(connection, run, values.filter(held))
        put_settings(connection, {SCORES_SETTING: kept})


def users_of(project: Project, name: str) -> list[str]:
    """The segments and indexes that ask for a score."""
    trait = fold(trait_of(name))
    asking = segments.asking_for(project, trait.__eq__)
    made = definitions(project).items()
    return asking + [
        words.title(one) for one, document in made if one != name and fold(trait) in map(fold, _asked_of(document))
    ]


def _runs(project: Project, trait: str) -> tuple[tuple[score_runs.Run, pa.Table], ...]:
    found = []
    with project.read() as connection:
        for row in connection.execute(select(score_run).where(score_run.c.name == trait).order_by(score_run.c.id)):
            values = select(score_value.c.profile_id, score_value.c.number).where(score_value.c.run_id == row.id)
            held = connection.execute(values).all()
            ids = np.fromiter((one.profile_id for one in held), np.int64, len(held))
            numbers = np.fromiter((one.number for one in held), np.float64, len(held))
            run = score_runs.Run(row.name, row.kind, row.as_of, row.parameters, row.summary)
            found.append((run, score_runs.numbers(trait, ids, numbers)))
    return tuple(found)


def order_of_runs(project: Project, wanted: Sequence[str]) -> list[str]:
    """The names in the order in which they can be worked out: what an index is made of comes before it."""
    known = definitions(project)
    made_of = {name: set(_asked_of(known[name])) for name in wanted}
    done: list[str] = []
    while waiting := [name for name in wanted if name not in done]:
        open_ = {trait_of(name) for name in waiting}
        # Of a circle, which only a damaged file can hold, one is as good as another.
        done.append(next((name for name in waiting if not made_of[name] & open_ - {trait_of(name)}), waiting[0]))
    return done

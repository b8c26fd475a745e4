"""How many people have a value of each trait: what an editor says beside a merge field."""

from typing import TYPE_CHECKING

from app import audience
from app.domain.progress import SILENT, Progress
from app.query import traits

if TYPE_CHECKING:
    from app.project import Project


def coverage(project: "Project", as_of: audience.AsOf = None, progress: Progress = SILENT) -> dict[str, float]:
    """The share (0 to 1) of everyone who has a value, by trait, the stored ones and those that are computed."""
    with audience.asking(project, as_of, progress) as question:
        names = list(question.names.traits)
        if not names or not question.mirror.people:
            return dict.fromkeys(names, 0.0)
        known = traits.columns(question, names)
        people = question.people.select("id").left_join(known, question.people.id == known.profile_id)
        shares = {f"n{at}": people[name].notnull().cast("float64").mean() for at, name in enumerate(names)}
        row = question.mirror.to_pyarrow(people.aggregate(**shares)).to_pylist()[0]
        return {name: float(row[f"n{at}"] or 0.0) for at, name in enumerate(names)}

"""What is known of events: each property of each kind of event, with how many of its events have it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from app import audience
from app.domain import names
from app.domain.progress import SILENT, Progress
from app.fields.catalogue import SAMPLES, Field
from app.project import Project
from app.query import traits

if TYPE_CHECKING:
    from app.query import Question

_LOOKED_AT: Final = 200
"""Events of a kind from which samples are taken."""


def of_events(project: Project, progress: Progress = SILENT) -> list[Field]:
    """The properties that events have, by kind of event; none that no event has a value of.

    Each is a Field of the kind `event` whose name is `EVENT.PROPERTY`; `people` and `of` count events.
    """
    with audience.asking(project, None, progress) as question:
        found: list[Field] = []
        counts = _counts(question)
        for at, (event, row) in enumerate(sorted(counts.items(), key=lambda one: -int(one[1]["of"]))):
            progress.step(at, len(counts), "Counting what is known of events")
            known = question.names.properties.get(event, {})
            mine = [name for name in known if row.get(f"p_{name}")]
            samples = _samples(question, event, mine)
            found += [
                Field(
                    f"{event}.{name}", _label(name), "event", known[name], event=question.names.event_label(event),
                    people=int(row[f"p_{name}"]), of=int(row["of"]),
                    samples=tuple(traits.shown(known[name], one, question.moment) for one in samples[name]),
                )
                for name in mine
            ]  # fmt: skip
    return found


def _label(name: str) -> str:
    known = names.PROPERTIES.get(name)
    return known.label if known else names.label_of(name)


def _counts(question: "Question") -> dict[str, dict[str, Any]]:
    """Of each kind of event how many there are (`of`), and how many have each property (`p_NAME`)."""
    table = question.mirror.table("events")
    held = [column for column in table.columns if column.startswith("p_")]
    sums = {column: table[column].notnull().cast("int64").sum() for column in held}
    rows = question.mirror.to_pyarrow(table.group_by("name").aggregate(of=table.count(), **sums)).to_pylist()
    return {str(row["name"]): row for row in rows}


def _samples(question: "Question", event: str, properties: Sequence[str]) -> dict[str, list[Any]]:
    """A few different values of each of these properties of a kind of event."""
    if not properties:
        return {}
    table = question.mirror.table("events")
    columns = [f"p_{name}" for name in properties]
    rows = question.mirror.to_pyarrow(table.filter(table.name == event).select(*columns).limit(_LOOKED_AT)).to_pylist()
    found: dict[str, list[Any]] = {}
    for name in properties:
        told = [row[f"p_{name}"] for row in rows if row[f"p_{name}"] is not None]
        found[name] = list({str(one): one for one in told}.values())[:SAMPLES]
    return found

"""The ledger of a person: all that they ever answered, by channel and topic, and the state that follows from it."""

from dataclasses import dataclass
from typing import Any

from app import audience
from app.domain import consent_answers
from app.domain.clock import Moment
from app.domain.names import fold
from app.project import Project
from app.query import ProfileBatch, resolve_key
from storage.file import permissions

SAID = ("status", "method", "wording", "double_opt_in", "source", "address", "file")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or a topic of one: the state that counts (as an export reckons), and its answers, the newest first.

    An answer is `{"at", "status", "method", "wording", "double_opt_in", "source", "address", "file"}`.
    """

    channel: str
    topic: str | None
    state: str
    answers: list[dict[str, Any]]


def ledger(project: Project, key: str) -> list[Channel]:
    """Every channel and topic that somebody ever answered about, the channels in the order of their names."""
    number = resolve_key(project, key)
    with audience.asking(project) as question:
        rows = ProfileBatch(question, [number]).rows("ledger", lambda ask: ask.theirs(ask.mirror.table("consents")))
    with project.read() as connection:
        said = permissions.consents_of(connection, number)
    said.sort(key=lambda row: (-1 if row["at"] is None else row["at"], row["seq"]), reverse=True)
    found: dict[tuple[str, str], Channel] = {}
    for row in said:
        place = (row["channel"], fold(row["topic"] or ""))
        if place not in found:
            state, _ = consent_answers.answer(rows, row["channel"], row["topic"])
            found[place] = Channel(row["channel"], row["topic"], state, [])
        at = Moment(row["at"], project.timezone).iso() if row["at"] is not None else None
        found[place].answers.append({"at": at} | {name: row[name] for name in SAID})
    return [found[place] for place in sorted(found)]

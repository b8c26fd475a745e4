"""Some rows of a file as what they will be in the project: a person with what is said of them, or what somebody did."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.domain.consent_answers import SEVERITY
from app.ingest.facts.collected import CollectedFacts
from app.ingest.importing.preview import shown
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.map_file import Mapping, further

_NAMES: Final = ("first_name", "last_name", "full_name")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of a channel: a `status` of consent, `suppressed` with the reason, and when (ISO, local)."""

    channel: str
    status: str
    at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row as it will arrive: who (`name`, and the `address` or number that they are known by), or which product.

    `what` names the event that the row is and `at` says when it was (ISO, local); of a person both are empty. `facts`
    are the other columns in the file's order, each with its header and value, the tags first.
    """

    line: int
    name: str
    address: str
    what: str
    at: str
    answers: tuple[Answer, ...]
    facts: tuple[tuple[str, Any], ...]


def arrivals(
    found: CollectedFacts, rows: Sequence[Dictionary[str, Any]], mapping: Mapping, zone: ZoneInfo
) -> list[Arrival]:
    """Those rows of what was collected that `preview` gave, each once for a line of the file."""
    answers = _answers(found, zone)
    lines = dict.fromkeys(row["line"] for row in rows)
    first = {line: next(row for row in rows if row["line"] == line) for line in lines}
    return [_arrival(row, mapping, tuple(answers.get(line, ()))) for line, row in first.items()]


def _arrival(row: Dictionary[str, Any], mapping: Mapping, answers: tuple[Answer, ...]) -> Arrival:
    of_somebody = mapping.of.names_people
    # A product has a name of its own, and an event is called by what happened.
    named = [str(row[name]) for name in _NAMES if row.get(name)] if of_somebody else [str(row.get("name") or "")]
    if len(named) == len(_NAMES):
        del named[-1]
    address = next((str(row[kind]) for kind in _known_by(mapping) if row.get(kind)), "")
    dated = not mapping.of.of_people and bool(row.get("at"))
    what = str(row.get("name") or "") if of_somebody and dated else ""
    facts = [(header, value) for header, target, value in _facts(row, mapping) if value != address]
    return Arrival(
        row["line"], " ".join(named), address, what, str(row.get("at") or "") if dated else "", answers, tuple(facts)
    )


def _known_by(mapping: Mapping) -> tuple[str, ...]:
    own = (column.to for column in mapping.columns.values() if column.type == "identifier" and column.to)
    return ("email", "phone", *file_kind.WHO, *own) if mapping.of.names_people else ("sku",)


def _facts(row: Dictionary[str, Any], mapping: Mapping) -> list[tuple[str, str, Any]]:
    """The columns of which a row says something, with what they mean: those that tell who it is and what they answer
    stand elsewhere."""
    elsewhere = {*(_NAMES if mapping.of.names_people else ("name",)), "event", "time"}
    told = []
    for target, header in mapping.targets().items():
        if target in elsewhere or target.startswith(("consent:", "suppressed:", "time:")) or further(target):
            continue
        name = mapping.of.arrives_as.get(target, target)
        value = row.get(f"own_{name}", row.get(name))
        if value is not None and value != [] and value != "":
            told.append((header, target, value))
    return sorted(told, key=lambda one: one[1] != "tags")


def _answers(found: CollectedFacts, zone: ZoneInfo) -> dict[int, list[Answer]]:
    """What the rows say of permission, by line; who is barred for good stands before what they answered."""
    told: dict[int, list[Answer]] = {}
    for no in found.noes.slice(0, _MOST).to_pylist():
        told.setdefault(no["line"], []).append(
            Answer(no["channel"], "suppressed", _local(no["at"], zone), no["reason"] or "")
        )
    places = range(len(found.lines))
    said = found.consents.slice(0, _MOST).to_pylist() if "place" in found.consents.column_names else []
    strictest: dict[tuple[int, str, str], dict[str, Any]] = {}
    for one in said:
        if one["place"] in places:
            key = (int(found.lines[one["place"]]), one["channel"], one.get("topic") or "")
            # Two columns may answer the same: the strictest of a row's answers counts, and is told alone.
            strictest[key] = max(strictest.get(key, one), one, key=lambda two: SEVERITY[two["status"]])
    for (line, channel, _), one in strictest.items():
        told.setdefault(line, []).append(Answer(channel, one["status"], _local(one["at"], zone)))
    return told


_MOST: Final = 4_000
"""Answers that are looked through: those of the rows at the top of a file."""


def _local(at: int | None, zone: ZoneInfo) -> str:
    return "" if at is None else str(shown("datetime", at, zone))

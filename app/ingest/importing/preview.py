"""The first rows of a file as they would arrive, in words and figures for people."""

from typing import Any
from zoneinfo import ZoneInfo

import orjson

from app.domain.names import date_text
from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.facts import ADJUSTMENT
from app.ingest.vocabulary.map_file import Mapping
from storage.mirror import local_time

ROWS = 20


def preview(found: CollectedFacts, mapping: Mapping, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The first accepted rows of what was collected: `line`, the identifiers, and what is said of them."""
    types = {column.to: column.type for column in mapping.columns.values() if column.to and column.type}
    types |= {name: known.type for name, known in mapping.of.standard.items()} | {"at": "datetime"}
    types |= mapping.of.types
    rows = []
    for place, fact in enumerate(found.facts.slice(0, ROWS).to_pylist()):
        row: dict[str, Any] = {"line": int(found.lines[place])}
        links = found.links
        for kind in links.kinds:
            code = int(links.codes[kind][links.of_row[place]])
            if code >= 0:
                row[kind] = links.values[kind][code].as_py()
        for name in ("traits", "fields", "more"):
            own = orjson.loads(fact.pop(name, None) or "{}")
            # An own column that is called as what every row has stands beside it, and does not hide it.
            told = {*fact, "line"}
            fact |= {f"own_{column}" if column in told else column: value for column, value in own.items()}
        if fact.get("name") == ADJUSTMENT:
            fact["name"] = "adjustment"
        fact.pop("effective_at", None)
        row |= {name: shown(types.get(name, "text"), value, zone) for name, value in fact.items() if value is not None}
        rows.append(row)
    return rows


def shown(kind: str, value: Any, zone: ZoneInfo) -> Any:
    """A stored value as people read it: dates and times in ISO 8601 (local), amounts as decimals."""
    if kind == "amount" and isinstance(value, int):
        return value / 10_000
    if kind == "date" and isinstance(value, int):
        try:
            return date_text(value)
        except OverflowError:
            return value
    if kind == "datetime" and isinstance(value, int):
        try:
            local = local_time.from_micros(value, zone)
        except OverflowError:  # the last evening of the year 9999 is already none further east
            local = local_time.from_micros(value)
        return local.replace(tzinfo=None).isoformat(" ", "seconds" if not local.microsecond else "microseconds")
    return value

"""The one writer of runs of scores: a run and its values come together, and go together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, delete, insert, select

from app.domain import clock
from storage import bulk
from storage.file.models import score_run, score_value


@dataclass(frozen=True, slots=True)
class Run:
    """A run to be kept: what it scores (`rfm`, `cluster:NAME`), of what kind, at which moment, how, and its figures."""

    name: str
    kind: str
    as_of: int
    parameters: Mapping[str, Any]
    summary: Any


def keep(connection: Connection, run: Run, values: pa.Table) -> int:
    """Write a run within a transaction, and return its number.

    `values` has a row for each value of a person: profile_id, name (of the score), text and number.
    """
    row = {"name": run.name, "kind": run.kind, "as_of": run.as_of, "made_at": clock.system_now()}
    made = connection.execute(insert(score_run).values(**row, parameters=dict(run.parameters), summary=run.summary))
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    numbered = values.add_column(0, "run_id", pa.repeat(number, values.num_rows))
    bulk.copy_in(connection, {"score_value": numbered})
    return number


def numbers(name: str, ids: Any, values: Any) -> pa.Table:
    """Values for `keep` of a score that is a number: arrays of the people's ids and of their numbers."""
    count = len(ids)
    number = pa.array(values, pa.float64())
    return pa.table(
        {
            "profile_id": pa.array(ids, pa.int64()),
            "name": pa.repeat(name, count),
            "text": pa.nulls(count, pa.string()),
            "number": number,
        }
    )


def take_away(connection: Connection, number: int, name: str) -> None:
    """Delete a run with its values, as if it had never been made; nothing where it is no run of that name."""
    mine = select(score_run.c.id).where(score_run.c.id == number, score_run.c.name == name)
    connection.execute(delete(score_value).where(score_value.c.run_id.in_(mine)))
    connection.execute(delete(score_run).where(score_run.c.id.in_(mine)))

"""Making a mirror file: wholly, or from an earlier one by making again only the tables that changed."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.merged_fields import Reads, as_it_is
from storage.disk.drafts import Draft
from storage.disk.errors import words_of
from storage.file import opening
from storage.file.touched_tables import EVERYTHING, Footprint
from storage.mirror.child import Moved, Said, Step, in_child

if TYPE_CHECKING:
    import duckdb

    from storage.mirror.source import Source

CHILD_FROM = 200_000
"""From so many rows on, a child process reads faster than this one, its start included."""

_MEMORY = "1GB"
"""What the making of a file takes of DuckDB's; what is beyond it lies beside the file meanwhile."""

AFFECTED = {
    "profiles": ("permissions", "profiles"),
    "events": ("events",),
    "products": ("products",),
    # Whether somebody may be mailed stands with the people.
    "consents": ("permissions", "profiles"),
    "suppressions": ("permissions", "profiles"),
    "tags": ("profiles", "tags"),
    "scores": ("scores",),
    "memberships": ("memberships",),
}
"""Which of the mirror's parts a kind of change calls for; what is not named here is not in the mirror."""

PARTS = ("permissions", "profiles", "tags", "memberships", "products", "scores", "events")
"""In the order in which they are made: people have columns of what they allowed."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to build: `parts` of the mirror of `project`, onto a copy of `base` where one is given.

    `touched` says what of those parts is other than in the base; `reads` makes a value of one field one of the field
    into which it was merged.
    """

    project: Path
    base: Path | None
    target: Path
    parts: tuple[str, ...]
    timezone: str
    commit: int
    touched: Footprint
    reads: Reads = as_it_is
    since: int = 0
    """The number of the commit that the base shows."""


def build_in_memory(job: Job, step: Step) -> "duckdb.DuckDBPyConnection":
    """Make the whole mirror where no file of it finds room; it goes with the connection."""
    import duckdb

    into = duckdb.connect(":memory:", config=CONFIG)
    try:
        # What does not fit in memory would be laid in the folder where the program was started.
        into.execute("SET temp_directory = ''")
        _pour(replace(job, base=None, parts=PARTS), into, in_child=False, said=lambda phrase: step(0, 0, phrase))
    except BaseException:
        into.close()
        raise
    return into


def build(job: Job, step: Step) -> None:
    """Make `job.target`, complete or not at all. Raises what `step` raises."""
    job.target.parent.mkdir(parents=True, exist_ok=True)
    with Draft(job.target.parent) as draft:
        if _rows(job) < CHILD_FROM:
            _fill(job, draft.path, in_child=False, said=lambda phrase: step(0, 0, phrase))
        else:
            # ADBC brings an SQLite of its own: with two on one file in one process, closing the one took the other's
            # log away.
            in_child(_fill_apart, (job, draft.path), (job.project, draft.path), step)
        try:
            os.replace(draft.path, job.target)
        except PermissionError:
            # On Windows another process may have made and opened the same file meanwhile: it is as good.
            if not job.target.exists():
                raise


def _rows(job: Job) -> int:
    """About how many rows the job's parts will read."""
    few = 0
    tables = [("scores", "score_value"), ("scores", "score_row")]
    if job.base is None or "events" in job.touched.rewritten:
        tables.append(("events", "event"))
    elif "events" in job.parts:
        few = sum(last - first + 1 for first, last in job.touched.events)
    refreshed = "memberships" in job.parts and job.base is not None and "memberships" not in job.touched.rewritten
    if job.base is None or "memberships" in job.touched.rewritten:
        tables.append(("memberships", "membership"))
    if job.base is None or job.touched.people is None:
        tables += [("profiles", "profile_row"), ("permissions", "consent")]
    read = [table for part, table in tables if part in job.parts]
    # The highest number is read in one step; to count rows SQLite goes through all of them.
    uri = opening.reading_uri(job.project)
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        highest = (connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()[0] for name in read)
        if refreshed:
            # Who came and went since then, by the refreshes that were made since.
            asked = 'SELECT coalesce(sum(entered + "left"), 0) FROM segment_refresh WHERE at >= '
            few += connection.execute(f"{asked}(SELECT at FROM commit_log WHERE number = ?)", [job.since]).fetchone()[0]
        return few + sum(map(int, highest))


def _fill_apart(job: Job, draft: Path, said: Said) -> None:
    """`_fill` as a child's whole work."""
    _fill(job, draft, in_child=True, said=said)


def _fill(job: Job, draft: Path, *, in_child: bool, said: Said) -> None:
    with opened(draft, job.base) as into:
        _pour(job, into, in_child=in_child, said=said)


@contextlib.contextmanager
def opened(draft: Path, base: Path | None) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A mirror file in the making, onto a copy of `base` where one is given; whole, and closed, at the end."""
    import duckdb

    if base is not None:
        # The base is never changed: others may have it open.
        shutil.copyfile(base, draft)
    with contextlib.closing(duckdb.connect(str(draft), config=CONFIG | {"memory_limit": _MEMORY})) as into:
        yield into
        # Without it the file would need its log beside it, and nobody could open it for reading alone.
        into.execute("CHECKPOINT")


def _pour(job: Job, into: "duckdb.DuckDBPyConnection", *, in_child: bool, said: Said) -> None:
    from storage.mirror import events, memberships, permissions, scores
    from storage.mirror import source as mirror_source
    from storage.mirror import tables as mirror_tables

    source = mirror_source.AdbcSource(job.project) if in_child else mirror_source.SqliteSource(job.project)
    with contextlib.closing(source):
        # The mirror is named by the commit that it shows: what was committed since would be in it under an older name.
        if _newest(source) != job.commit:
            raise Moved
        # A small one is made of many small statements, and each by itself would be written to the disk; those of a
        # large one would all be held in memory until the end.
        if not in_child:
            into.execute("BEGIN")
        into.execute(mirror_tables.TYPES)
        # Without a base there is nothing that could stay.
        touched = job.touched if job.base is not None else EVERYTHING
        doing = mirror_tables.Build(source, into, ZoneInfo(job.timezone), touched, said, job.reads)
        for part in job.parts:
            rooms = {"permissions": permissions, "events": events, "memberships": memberships, "scores": scores}
            room = rooms.get(part, mirror_tables)
            getattr(room, f"build_{part}")(doing)
        if not in_child:
            into.execute("COMMIT")


def _newest(source: "Source") -> int:
    """The number of the newest commit that the source sees."""
    import pyarrow as pa

    schema = pa.schema([("number", pa.int64())])
    newest = source.batches("SELECT coalesce(max(number), 0) FROM commit_log", schema)
    return int(next(newest).column(0)[0].as_py())


# Its errors say in words what the disk did, as the drivers of SQLite do.
words_of("duckdb", "_duckdb")

Config = dict[str, str | bool | int | float | list[str]]
"""DuckDB's settings, by name."""

CONFIG: Config = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""Of every DuckDB connection: an extension would be fetched from the network."""

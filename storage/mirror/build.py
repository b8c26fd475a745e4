"""Making a mirror file: wholly, or from an earlier one by making again only the tables that changed."""

import contextlib
import multiprocessing
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage.disk.drafts import Draft
from storage.disk.errors import StoreFault, fault_of, words_of
from storage.file import opening
from storage.file.touched_tables import EVERYTHING, Footprint

if TYPE_CHECKING:
    import duckdb

    from storage.mirror.source import Source

Step = Callable[[float, float, str], None]
"""Told (done, total, phrase) now and then; may raise to stop the work."""

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
}
"""Which of the mirror's parts a kind of change calls for; what is not named here is not in the mirror."""

PARTS = ("permissions", "profiles", "tags", "products", "scores", "events")
"""In the order in which they are made: people have columns of what they allowed."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to build: `parts` of the mirror of `project`, onto a copy of `base` where one is given.

    `touched` says what of those parts is other than in the base.
    """

    project: Path
    base: Path | None
    target: Path
    parts: tuple[str, ...]
    timezone: str
    commit: int
    touched: Footprint


class Moved(Exception):
    """Something was committed between naming the mirror and reading for it: name it anew."""


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
            _in_child(job, draft.path, step)
        try:
            os.replace(draft.path, job.target)
        except PermissionError:
            # On Windows another process may have made and opened the same file meanwhile: it is as good.
            if not job.target.exists():
                raise


def _rows(job: Job) -> int:
    """About how many rows the job's parts will read."""
    few = 0
    tables = {"scores": "score_value"}
    if job.base is None or "events" in job.touched.rewritten:
        tables["events"] = "event"
    elif "events" in job.parts:
        few = sum(last - first + 1 for first, last in job.touched.events)
    if job.base is None or job.touched.people is None:
        tables |= {"profiles": "profile_row", "permissions": "consent"}
    read = [table for part, table in tables.items() if part in job.parts]
    # The highest number is read in one step; to count rows SQLite goes through all of them.
    uri = opening.reading_uri(job.project)
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        highest = (connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()[0] for name in read)
        return few + sum(map(int, highest))


def _in_child(job: Job, draft: Path, step: Step) -> None:
    # A forked child would have this process's connections and held locks, and must not use them.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(job, draft, theirs), daemon=True)
    # A child, because ADBC brings an SQLite of its own: with two on one file in one process, closing the one took the
    # other's log away.
    child.start()
    # With our own copy of its end open, the end of the child would never be read as the end of the pipe.
    theirs.close()
    try:
        outcome = _listen(ours, step)
    finally:
        if child.is_alive():
            child.terminate()
        child.join()
        child.close()
        ours.close()
    if outcome == Moved.__name__:
        raise Moved
    if isinstance(outcome, StoreFault):
        raise outcome
    if outcome:
        raise RuntimeError(outcome)


def _listen(pipe: Pipe, step: Step) -> str | StoreFault:
    """Pass the child's phrases on until it ends; returns what went wrong, or an empty text."""
    phrase = "Preparing your audience"
    while True:
        step(0, 0, phrase)
        # So often the work can be stopped while the child reads without a word.
        if not pipe.poll(0.1):
            continue
        try:
            kind, phrase = pipe.recv()
        except EOFError:
            return "the child that prepares the audience ended early"
        if kind == "fault":
            what, remedy, damaged = phrase
            return StoreFault(what, remedy, damaged=damaged)
        if kind != "said":
            return str(phrase) if kind == "failed" else ""


def end_with_parent() -> None:
    """End this child when its parent has ended, a killed one too: what it makes would be for nobody."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            # A killed parent cannot tell anybody: its child waits for its end instead.
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _child(job: Job, draft: Path, pipe: Pipe) -> None:
    """The child's whole life."""
    end_with_parent()
    try:
        _fill(job, draft, in_child=True, said=lambda phrase: pipe.send(("said", phrase)))
        pipe.send(("done", ""))
    except Moved:
        pipe.send(("failed", Moved.__name__))
    except Exception as error:
        if fault := fault_of(error, [job.project, draft]):
            pipe.send(("fault", (fault.what, fault.remedy, fault.damaged)))
        else:
            pipe.send(("failed", f"{type(error).__name__}: {error}"))


def _fill(job: Job, draft: Path, *, in_child: bool, said: Callable[[str], None]) -> None:
    import duckdb

    if job.base is not None:
        # The base is never changed: others may have it open.
        shutil.copyfile(job.base, draft)
    with contextlib.closing(duckdb.connect(str(draft), config=CONFIG | {"memory_limit": _MEMORY})) as into:
        _pour(job, into, in_child=in_child, said=said)


def _pour(job: Job, into: "duckdb.DuckDBPyConnection", *, in_child: bool, said: Callable[[str], None]) -> None:
    from storage.mirror import events, permissions
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
        into.execute("CREATE TABLE IF NOT EXISTS types (kind VARCHAR, name VARCHAR, type VARCHAR)")
        # Without a base there is nothing that could stay.
        touched = job.touched if job.base is not None else EVERYTHING
        doing = mirror_tables.Build(source, into, ZoneInfo(job.timezone), touched, said)
        for part in job.parts:
            room = {"permissions": permissions, "events": events}.get(part, mirror_tables)
            getattr(room, f"build_{part}")(doing)
        if not in_child:
            into.execute("COMMIT")
        # Without it the file would need its log beside it, and nobody could open it for reading alone.
        into.execute("CHECKPOINT")


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

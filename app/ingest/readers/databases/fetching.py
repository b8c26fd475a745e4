"""Fetching a table or a query's answer as a Parquet file of its own, which then comes in like any other."""

import re
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

import pyarrow.parquet as pq

from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.ingest.readers import limits
from app.ingest.readers.databases import problems
from app.ingest.readers.databases.addresses import DatabaseAddress
from app.ingest.readers.databases.columns import Cells, kept
from app.ingest.readers.databases.faults import told
from app.ingest.readers.databases.statements import checked
from app.project import of_file
from storage.disk.drafts import Draft
from storage.disk.own_files import cache_home
from storage.other_databases.reading import OpenDatabase, TableName

QUERY: Final = "query"
"""What the answer of a query goes by."""
_LISTED = 20
"""So many tables are named where the wanted one is none of them."""


class Fetched:
    """A file in a folder of drafts, there as long as this is: `end`, or nobody holding it, takes it away.

    `source` is what the history says of where it comes from.
    """

    def __init__(self, name: str, source: str) -> None:
        folder = cache_home() / "fetched"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._draft = Draft(folder)
            self._gone = weakref.finalize(self, self._draft.end)
            self._draft.path.mkdir()
        except OSError as error:
            raise of_file(error, "The fetched rows cannot be kept meanwhile") from None
        self.path = self._draft.path / f"{_file_name(name)}.parquet"
        self.source = source
        self.rows = 0

    def end(self) -> None:
        """Take the file away."""
        self._gone()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def tables(address: DatabaseAddress, progress: Progress = SILENT) -> list[TableName]:
    """The tables and views that can be read. Raises ImportProblem."""
    with _open(address, progress) as database:
        return _listed(database, address)


def fetch(address: DatabaseAddress, table: str = "", query: str = "", progress: Progress = SILENT) -> Fetched:
    """The rows of a table or view, by its title, or else of a query. Raises ImportProblem or FileProblem."""
    asked: TableName | str = checked(query, address.url.get_backend_name()) if query else ""
    with _open(address, progress.part(0, 0.9)) as database:
        if not query:
            asked = _named(_listed(database, address), table, address)
        name = asked.name if isinstance(asked, TableName) else QUERY
        found = Fetched(name, address.shown)
        try:
            _write(database, asked, found, address, progress.part(0.9, 1))
        except BaseException:
            found.end()
            raise
    return found


@contextmanager
def _open(address: DatabaseAddress, progress: Progress) -> Iterator[OpenDatabase]:
    with told(address, connecting=True):
        database = OpenDatabase(address.url, progress, f"Connecting to {address.host}")
    try:
        with told(address, connecting=True):
            database.connect()
        yield database
    finally:
        database.close()


def _listed(database: OpenDatabase, address: DatabaseAddress) -> list[TableName]:
    database.phrase = f"Looking through {address.host}"
    with told(address):
        found = database.tables()
    if not found:
        raise problems.NO_TABLES(place=address.shown)
    return found


def _named(listed: list[TableName], wanted: str, address: DatabaseAddress) -> TableName:
    """The table of that title, else the one whose title or name alone is that in any letters."""
    ways = (
        [one for one in listed if one.title == wanted],
        [one for one in listed if one.title.casefold() == wanted.casefold()],
        [one for one in listed if one.name == wanted],
    )
    for found in ways:
        if len(found) == 1:
            return found[0]
    raise problems.NO_SUCH_TABLE(place=address.shown, table=wanted, tables=named(listed))


def named(listed: list[TableName]) -> str:
    """The titles of tables in a sentence; of many only the first."""
    shown = ", ".join(one.title for one in listed[:_LISTED])
    return shown if len(listed) <= _LISTED else f"{shown} and {counted(len(listed) - _LISTED, 'other')}"


def _write(
    database: OpenDatabase, asked: TableName | str, found: Fetched, address: DatabaseAddress, progress: Progress
) -> None:
    name = asked.title if isinstance(asked, TableName) else "the query's answer"
    database.phrase = f"Fetching {name}"
    with told(address) as came:
        headers, blocks = database.read(asked)
        if not headers:
            raise problems.NO_COLUMNS()
        limits.refuse_columns(len(headers), name)

        def counting() -> Iterator[list[Cells]]:
            """The blocks of rows, and on the way how many came, for whoever asks."""
            for rows in blocks:
                came[0] += len(rows)
                database.phrase = f"Fetching {name} · {counted(came[0], 'row')}"
                yield list(rows)

        batches = kept(headers, counting())
        first = next(batches)
    found.rows = came[0]
    done = 0
    try:
        # As large as it is: what is packed much smaller than it is would be refused when it is read.
        with pq.ParquetWriter(found.path, first.schema, compression="none", use_dictionary=False) as writer:
            for batch in batches:
                writer.write_batch(batch)
                done += batch.num_rows
                progress.step(done, max(found.rows, 1), f"Keeping {counted(done, 'row')}")
    except OSError as error:
        raise of_file(error, "The fetched rows cannot be kept meanwhile") from None


def _file_name(name: str) -> str:
    """A name that any system takes for a file."""
    plain = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]', "_", name).strip(" .")[:80]
    return plain or "table"

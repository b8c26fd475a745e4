"""Small tables as they are read, with the mapping that is guessed for them."""

import csv
import io
from zoneinfo import ZoneInfo

from app.ingest.facts.typed_block import Cells, look_over
from app.ingest.mapping.inference import Guesser, infer
from app.ingest.readers.table import Layout, RawTable, from_rows
from app.ingest.vocabulary.map_file import Mapping

LONDON = ZoneInfo("Europe/London")


def table(text: str) -> RawTable:
    """The rows of a CSV, as columns of text."""
    headers, *rows = csv.reader(io.StringIO(text))
    wide = [row + [""] * (len(headers) - len(row)) for row in rows]
    return from_rows(headers, wide, range(2, len(rows) + 2), Layout())


def mapped(text: str, kind: str = "orders", name: str = "file.csv") -> tuple[RawTable, Mapping]:
    """The rows, and what their columns are taken for."""
    raw = table(text)
    return raw, infer(raw, kind, LONDON, name)


def guesser(text: str) -> Guesser:
    """What looks at the columns of a CSV."""
    return Guesser(table(text), LONDON)


def cells(text: str, kind: str = "orders", name: str = "file.csv") -> Cells:
    """One block of a CSV's rows, as its mapping reads them."""
    raw, mapping = mapped(text, kind, name)
    return Cells(raw.columns, mapping, LONDON, look_over(raw.columns, mapping))


def column(raw: RawTable, header: str) -> list[str]:
    """The cells of a column."""
    found: list[str] = raw.columns.column(header).to_pylist()
    return found

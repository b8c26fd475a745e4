"""Rows that the reader could not part into cells, in files that say who must not be mailed.

In a list of such people an address is all that is needed, so it is taken out of the row as it stands. In other files a
row of which nobody knows which cell is which is not read; where it says that somebody left, that is told in red.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from app.cleaning import emails
from app.domain.counts import agreed, counted
from app.ingest.readers.table import RawTable, Refused
from app.ingest.readers.typed_columns import as_texts
from app.ingest.report import Note
from app.ingest.vocabulary import permission_words
from app.ingest.vocabulary.map_file import Mapping
from app.ingest.vocabulary.unsubscribe_words import folded, parting


def rescued(raw: RawTable, mapping: Mapping) -> RawTable:
    """A list of people not to be mailed with its unparted rows as cells of addresses, as far as they hold any."""
    header = mapping.header_of("email") if mapping.of.of_refused else None
    if header is None:
        return raw
    # Joined by a sign that no address holds.
    texts = {one.line: "; ".join(one.cells.values()) for one in raw.refused}
    taken = [one for one in raw.refused if emails.within(texts[one.line])]
    if not taken:
        return raw
    cells = {name: [texts[one.line] if name == header else "" for one in taken] for name in raw.headers}
    more = pa.table({name: pa.array(column, pa.string()) for name, column in cells.items()})
    lines = np.concatenate([raw.lines, np.array([one.line for one in taken], dtype=np.int64)])
    order = np.argsort(lines, kind="stable")
    columns = pa.concat_tables([as_texts(raw.columns), more]).take(pa.array(order))
    known = {one.line for one in taken}
    left = [one for one in raw.refused if one.line not in known]
    return replace(raw, columns=columns, lines=lines[order], refused=left, own=None)


def notes(raw: RawTable, mapping: Mapping) -> list[Note]:
    """The note on rows that are not read and seem to say that somebody must not be mailed."""
    if not mapping.of.may_refuse:
        return []
    lines = sorted(one.line for one in raw.refused if _says_no(one))
    if not lines:
        return []
    person = "this person" if len(lines) == 1 else "these people"
    text = (
        f"{counted(len(lines), 'rejected row')} {agreed(len(lines), 'says', 'say')} that somebody left or could not be "
        f"reached: {person} can still be mailed. Mend the rejected rows and import them again."
    )
    return [Note("red", text, len(lines), tuple(lines[:20]))]


def _says_no(row: Refused) -> bool:
    cells = [cell for cell in row.cells.values() if cell.strip()]
    return any(
        permission_words.ending(cell) or parting(folded(cell)) for cell in cells if len(cell) < 60 and "@" not in cell
    )

"""Text in the mirror: as it is shown, in NFC, and beside it the folded twin in which it is compared.

Python folds text as the specification says, engines do not (DuckDB's `lower` keeps ß); for ASCII they agree. So the
engine itself folds what is ASCII, and only the distinct other texts pass through Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from app.domain import names
from app.domain.names import composed

if TYPE_CHECKING:
    from storage.mirror.tables import Build

_SPACES = "' \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f'"
"""What Python's `strip` takes away of ASCII."""


def fold(value: str | None) -> str | None:
    """The form in which text is compared: casefold(NFC(text)); blank text is missing."""
    return None if value is None or not value.strip() else names.fold(value)


def both(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Both forms of distinct texts: as they are shown, and folded; missing where a text is blank."""
    # Blank text begins with white space.
    odd = pc.or_(pc.invert(pc.string_is_ascii(texts)), pc.less(texts, "!"))
    shown, folded = texts, pc.ascii_lower(texts)
    if pc.any(odd).as_py():
        values = texts.filter(odd).to_pylist()
        twins = [fold(value) for value in values]
        kept = [composed(value) if twin is not None else None for value, twin in zip(values, twins, strict=True)]
        shown = pc.replace_with_mask(shown, odd, pa.array(kept, pa.string()))
        folded = pc.replace_with_mask(folded, odd, pa.array(twins, pa.string()))
    return shown, folded


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a table of the mirror: its name, the expression that gives it, and for text its twin's name."""

    name: str
    source: str
    twin: str = ""


def arrange(build: "Build", raw: str, table: str, columns: list[Shown], order: str, joins: Sequence[str] = ()) -> None:
    """Make `table` from `raw` (called `r` in expressions), each text column with its twin; `raw` is gone then.

    `joins` bring in what expressions refer to besides.
    """
    selected, joined = [], list(joins)
    for number, column in enumerate(columns):
        if not column.twin:
            selected.append(f"{column.source} AS {quoted(column.name)}")
            continue
        lookup = _odd_texts(build, raw, column, f"odd_{number}")
        if lookup:
            # Joined by the distinct texts: a million rows hold some thousand that are not ASCII.
            joined.append(f"LEFT JOIN {lookup} ON {column.source} = {lookup}.raw")
        selected += _both(column, lookup)
    build.into.execute(
        f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT {', '.join(selected)} "
        f"FROM {quoted(raw)} r {' '.join(joined)} ORDER BY {order}"
    )
    build.into.execute(f"DROP TABLE {quoted(raw)}")


def _odd_texts(build: "Build", raw: str, column: Shown, lookup: str) -> str:
    """Make a lookup from each distinct text that is not ASCII to its two forms; returns its name, "" if there is none.

    In ASCII, and only there, a text has as many bytes as characters.
    """
    text = column.source
    found = build.into.execute(
        # `strlen` counts bytes and `length` characters in DuckDB.
        f"SELECT DISTINCT {text} FROM {quoted(raw)} r WHERE strlen({text}) <> length({text})"
    ).fetchall()
    if not found:
        return ""
    texts = [row[0] for row in found]
    twins = [fold(text) for text in texts]
    kept = [composed(text) if twin is not None else None for text, twin in zip(texts, twins, strict=True)]
    # Both forms are missing where the text is blank: white space beyond ASCII is seen here alone.
    build.keep(lookup, pa.table({name: pa.array(values, pa.string()) for name, values in
                                 (("raw", texts), ("kept", kept), ("folded", twins))}))  # fmt: skip
    return lookup


def _both(column: Shown, lookup: str) -> list[str]:
    """The two columns of a text: as it is shown and folded, both missing where it is blank."""
    text = column.source
    # A text that begins with no white space is not blank: the cheap question first.
    cases = f"CASE WHEN {text} < '!' AND trim({text}, {_SPACES}) = '' THEN NULL"
    forms = ((text, "kept", column.name), (f"lower({text})", "folded", column.twin))
    return [
        f"{cases} {f'WHEN {lookup}.raw IS NOT NULL THEN {lookup}.{form}' if lookup else ''} "
        f"ELSE {plain} END AS {quoted(name)}"
        for plain, form, name in forms
    ]

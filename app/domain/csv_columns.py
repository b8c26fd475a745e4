"""Whole columns of texts as lines of CSV: to the byte what `csv` and `csv_injection` make of the same cells one by one.

A column is an Arrow array of `large_string`, of which nulls are empty cells: a batch may hold more than 2 GB of text.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.domain.csv_injection import NUMBER, PHONE, STARTS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, np.dtype[np.int64]]

_FORMULA_STARTS = "".join(sorted(STARTS)).encode()
_QUOTED = (b'"', b",", b"\r", b"\n")


def texts(values: Any) -> "pa.Array":
    """Python's texts, or an Arrow array of any width of text, as a column."""
    import pyarrow as pa

    if isinstance(values, pa.Array):
        return values if values.type == pa.large_string() else values.cast(pa.large_string())
    return pa.array(values, pa.large_string())


def few_texts(values: Sequence[str | None]) -> "pa.Array":
    """The same of some of Python's texts without loading pandas, which Arrow does to look at a list."""
    import numpy as np
    import pyarrow as pa

    held = [(value or "").encode() for value in values]
    ends = np.zeros(len(held) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, held), np.int64, len(held)), out=ends[1:])
    known = numbers(np.array([value is not None for value in values], np.bool_)).buffers()[1]
    return pa.Array.from_buffers(
        pa.large_string(), len(held), [known, pa.py_buffer(ends), pa.py_buffer(b"".join(held))]
    )


def numbers(values: "np.ndarray[Any, Any]") -> "pa.Array":
    """NumPy's numbers, or yes and no, as an Arrow array, without loading pandas either."""
    import numpy as np
    import pyarrow as pa

    held = np.packbits(values, bitorder="little") if values.dtype == np.bool_ else np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, pa.py_buffer(held)])


def filled(column: "pa.Array", value: "np.generic") -> "pa.Array":
    """The column with a value of its own type in the place of each null."""
    import numpy as np
    import pyarrow.compute as pc

    return pc.coalesce(column, numbers(np.array([value]))[0]) if column.null_count else column


def lines(columns: Sequence["pa.Array"]) -> "pa.Array":
    """A line for each row, with the CRLF at its end."""
    import pyarrow.compute as pc

    cells = [_quoted(column) for column in columns]
    if len(cells) == 1:
        # An empty line would be no row.
        cells = [pc.if_else(pc.equal(pc.fill_null(cells[0], ""), ""), '""', cells[0])]
    # Behind the last cell alone: behind the whole line it would be written once more.
    cells[-1] = joined(cells[-1], "\r\n")
    return joined(*cells, by=",")


def joined(*parts: "pa.Array | str", by: str = "") -> "pa.Array":
    """The texts of each row one behind the other, nulls as nothing; a part may be the same text for all."""
    import pyarrow.compute as pc

    # The one of an array of one: Arrow's way to make a scalar loads pandas.
    wide = [few_texts([part])[0] if isinstance(part, str) else part for part in (*parts, by)]
    return pc.binary_join_element_wise(*wide, null_handling="replace", null_replacement="")


def content(column: "pa.Array") -> bytes:
    """All texts of a column, one behind the other."""
    starts, held = _places(column)
    return bytes(held[starts[0] : starts[-1]]) if len(column) else b""


def ends(column: "pa.Array") -> "Numbers":
    """Up to which byte of `content` each text goes."""
    starts, _ = _places(column)
    found: Numbers = starts[1:] - starts[0]
    return found


def guarded(column: "pa.Array") -> "pa.Array":
    """The column with an apostrophe before each text that a spreadsheet would run."""
    import numpy as np
    import pyarrow.compute as pc

    rows = _beginning(column, _FORMULA_STARTS)
    rows = rows[_formulas(column.take(numbers(rows)))]
    if not len(rows):
        return column
    mask = np.zeros(len(column), np.bool_)
    mask[rows] = True
    return pc.replace_with_mask(column, numbers(mask), joined("'", column.take(numbers(rows))))


def guards(column: "pa.Array") -> int:
    """How many texts are formulas behind an apostrophe."""
    import pyarrow.compute as pc

    some = column.take(numbers(_beginning(column, b"'")))
    behind = pc.binary_replace_slice(some, 0, 1, "")
    return int(_formulas(behind).sum())


def without_nuls(column: "pa.Array") -> "pa.Array":
    """The column without NULs, which end a file for many who read it and hide what stands behind."""
    import pyarrow.compute as pc

    return pc.replace_substring(column, "\0", "") if b"\0" in content(column) else column


def _quoted(column: "pa.Array") -> "pa.Array":
    """The cells as they stand in a line: in quotation marks where they would end the cell or the line."""
    import numpy as np
    import pyarrow.compute as pc

    held = content(column)
    # Most columns need no quotation mark at all, and looking at their bytes costs next to nothing.
    if not any(sign in held for sign in _QUOTED):
        return column
    mask = filled(pc.match_substring_regex(column, '[",\r\n]'), np.False_)
    inside = pc.replace_substring(column.filter(mask), '"', '""')
    return pc.replace_with_mask(column, mask, joined('"', inside, '"'))


def _places(column: "pa.Array") -> tuple["Numbers", "np.ndarray[Any, np.dtype[np.uint8]]"]:
    """Where each text begins, and the last one ends, and the bytes that these are places of."""
    import numpy as np

    _, offsets, held = column.buffers()
    starts = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    # Arrow gives an array of nothing no buffer.
    return starts, np.frombuffer(held or b"", np.uint8)


def _truths(column: "pa.Array") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Yes and no as NumPy has them, a byte each, again without pandas."""
    import numpy as np
    import pyarrow as pa

    return np.from_dlpack(column.cast(pa.uint8())).view(np.bool_)


def _beginning(column: "pa.Array", signs: bytes) -> "Numbers":
    """The rows whose text begins with one of these ASCII signs."""
    import numpy as np

    if not len(column):
        return np.zeros(0, np.int64)
    starts, held = _places(column)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    wanted = np.zeros(256, np.bool_)
    wanted[list(signs)] = True
    # A null may have bytes of its own in the buffer, which Arrow's own functions leave alone.
    valid = np.ones(len(column), np.bool_) if not column.null_count else _truths(column.is_valid())
    return filled[wanted[held[starts[:-1][filled]]] & valid[filled]]


def _formulas(some: "pa.Array") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which of the texts are formulas."""
    import numpy as np
    import pyarrow.compute as pc

    chosen = np.zeros(len(some), np.bool_)
    rows = _beginning(some, _FORMULA_STARTS)
    chosen[rows] = True
    plain = pc.or_(
        pc.match_substring_regex(some, f"^(?:{NUMBER})\\z"), pc.match_substring_regex(some, f"^(?:{PHONE})\\z")
    )
    found: np.ndarray[Any, np.dtype[np.bool_]] = chosen & ~_truths(filled(plain, np.False_))
    return found

"""What the bytes of cells tell is what the cells themselves tell, of parts of an array too."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from app.cleaning import cell_bytes

_CELLS = st.lists(st.one_of(st.none(), st.text("ab &'\x00é", max_size=4)), max_size=8)


def _parted(cells: list[str | None], at: int) -> pa.ChunkedArray:
    whole = pa.array(["&", *cells], pa.string())
    return pa.chunked_array([whole.slice(1, at), whole.slice(1 + at)])


@given(_CELLS, st.integers(0, 8))
def test_signs_and_bounds(cells: list[str | None], at: int) -> None:
    said = "".join(cell or "" for cell in cells).encode()
    column = _parted(cells, min(at, len(cells)))
    assert cell_bytes.holds(column, "&") == (b"&" in said)
    assert cell_bytes.lie_between(column, 0x28, 0x7F) == all(0x28 <= byte <= 0x7F for byte in said)


@given(_CELLS, st.integers(0, 8))
def test_first_bytes(cells: list[str | None], at: int) -> None:
    found = cell_bytes.begin_with(_parted(cells, min(at, len(cells))), cell_bytes.table(b"a\xc3"))
    assert found.tolist() == [not cell or cell.encode()[0] in b"a\xc3" for cell in cells]


def test_cells_of_one_length_are_a_matrix() -> None:
    rows = cell_bytes.as_rows(pa.array(["xx", "ab", "cd"]).slice(1), 2)
    assert rows.tolist() == [list(b"ab"), list(b"cd")]
    assert rows.dtype == np.uint8

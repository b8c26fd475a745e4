"""Small letters sign by sign, as the embedded engine makes them."""

import duckdb
import pyarrow as pa

from storage.mirror.letters import letters


def test_small_letters_are_those_of_the_embedded_engine() -> None:
    made = dict(zip(*letters(), strict=True))
    signs = pa.table({"sign": [chr(point) for point in range(1, 0x110000) if not 0xD800 <= point < 0xE000]})
    lowered = duckdb.from_arrow(signs).project("sign, lower(sign) AS small").fetchall()
    assert [(sign, small) for sign, small in lowered if made.get(sign, sign) != small] == []

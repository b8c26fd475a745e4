"""Columns written as JSON text, whole columns at a time: a hundred times quicker than object by object."""

import json
from collections.abc import Sequence

import orjson
import pyarrow as pa
import pyarrow.compute as pc

_ESCAPED = r'["\\\x00-\x1f]'


def dumps(value: object) -> str:
    """A value as JSON; what JSON has no word for (exact decimals, bytes, spans of time) as text."""
    try:
        return orjson.dumps(value, default=_as_text, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:  # it reads a thousand levels, and writes a quarter of them
        return json.dumps(value, default=_as_text, ensure_ascii=False, separators=(",", ":"))


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _text(column: pa.Array) -> pa.Array:
    quoted = pc.binary_join_element_wise('"', column, '"', "")
    odd = pc.fill_null(pc.match_substring_regex(column, _ESCAPED), False)
    if not pc.any(odd).as_py():
        return quoted
    return pc.replace_with_mask(quoted, odd, pa.array(map(dumps, column.filter(odd).to_pylist()), pa.string()))


def _by_value(column: pa.Array) -> pa.Array:
    if pa.types.is_floating(column.type):
        # In Python's shortest form, which reads back to the same number; once for each that is different.
        encoded = column.dictionary_encode()
        return pa.array(map(dumps, encoded.dictionary.to_pylist()), pa.string()).take(encoded.indices)
    made = [None if value is None else dumps(value) for value in column.to_pylist()]
    return pa.array(made, pa.string())


def values(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Each value as JSON; null stays null."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pa.types.is_string(column.type):
        return _text(column)
    if pa.types.is_boolean(column.type) or pa.types.is_integer(column.type):
        return pc.cast(column, pa.string())
    if pa.types.is_null(column.type):
        return pa.nulls(len(column), pa.string())
    return _by_value(column)


def _joined(pieces: Sequence[pa.Array]) -> pa.Array:
    """What is there of each row, with commas between; blank where nothing is."""
    # Not Arrow's own skipping of nulls: it loses a row that has nothing else.
    led = [pc.binary_join_element_wise(",", piece, "") for piece in pieces]
    inner = pc.binary_join_element_wise(*led, "", null_handling="replace", null_replacement="")
    return pc.utf8_slice_codeunits(inner, 1)


def objects(
    columns: dict[str, pa.Array] | dict[str, pa.ChunkedArray], rows: int, *, keep_null: bool = False
) -> pa.Array:
    """One JSON object per row of these columns, nulls left out unless kept; null where nothing is left."""
    if not columns:
        return pa.nulls(rows, pa.string())
    pieces = []
    for name, column in columns.items():
        said = values(column)
        if keep_null:
            said = pc.fill_null(said, "null")
        pieces.append(pc.binary_join_element_wise(dumps(name) + ":", said, ""))
    inner = _joined(pieces)
    whole = pc.binary_join_element_wise("{", inner, "}", "")
    return pc.if_else(pc.equal(inner, ""), pa.scalar(None, pa.string()), whole)


def lists(pieces: Sequence[pa.Array]) -> pa.Array:
    """One JSON array per row of what is there of these columns of JSON text."""
    return pc.binary_join_element_wise("[", _joined(pieces), "]", "")


def triples(kind: str, value: pa.Array, given: pa.Array) -> pa.Array:
    """`["kind","value","given"]` per row; null where there is no value."""
    return pc.binary_join_element_wise(f"[{dumps(kind)},", values(value), ",", values(given), "]", "")

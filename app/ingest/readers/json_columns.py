"""Columns written as JSON text and read out of it, whole columns at a time: far quicker than object by object."""

import json
from collections.abc import Sequence

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pa_json

from app.cleaning import cell_bytes

_ESCAPED = r'["\\\x00-\x1f]'


def dumps(value: object) -> str:
    """A value as JSON; what JSON has no word for (exact decimals, bytes, spans of time) as text."""
    try:
        return orjson.dumps(value, default=_as_text, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:  # it reads a thousand levels, and writes a quarter of them
        return json.dumps(value, default=_as_text, ensure_ascii=False, separators=(",", ":"))


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _needs_no_escape(column: pa.Array) -> bool:
    """Whether no text of a column holds one of the signs in question, which their bytes tell at once."""
    return cell_bytes.lie_between(column, 0x20, 0xFF) and not any(cell_bytes.holds(column, sign) for sign in '"\\')


def _text(column: pa.Array, before: str = "") -> pa.Array:
    quoted = pc.binary_join_element_wise(f'{before}"', column, '"', "")
    if _needs_no_escape(column):
        return quoted
    odd = pc.fill_null(pc.match_substring_regex(column, _ESCAPED), False)
    if not pc.any(odd).as_py():
        return quoted
    made = [before + dumps(text) for text in column.filter(odd).to_pylist()]
    return pc.replace_with_mask(quoted, odd, pa.array(made, pa.string()))


def _numbers(column: pa.Array) -> pa.Array:
    """In Python's shortest form, which reads back to the same number; Arrow's is that for all but these."""
    values = np.asarray(pc.fill_null(column, 0.5), dtype=np.float64)
    size = np.abs(values)
    odd = ~((size >= 1e-3) & (size < 1e9) & (values != np.floor(values)))
    made = pc.cast(column, pa.string())
    if not odd.any():
        return made
    # Once for each that is different.
    rest = column.filter(pa.array(odd)).dictionary_encode()
    texts = pa.array(map(dumps, rest.dictionary.to_pylist()), pa.string())
    return pc.replace_with_mask(made, pa.array(odd), texts.take(rest.indices))


def _by_value(column: pa.Array) -> pa.Array:
    made = [None if value is None else dumps(value) for value in column.to_pylist()]
    return pa.array(made, pa.string())


def _word_lists(column: pa.Array) -> pa.Array:
    """Lists of text, all of their elements at once."""
    elements = column.flatten()
    if elements.null_count:
        return _by_value(column)
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0), dtype=np.int32)
    offsets = np.append(np.int32(0), np.cumsum(lengths, dtype=np.int32))
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), _text(elements)), ",")
    whole = pc.binary_join_element_wise("[", joined, "]", "")
    return pc.if_else(column.is_valid(), whole, pa.scalar(None, pa.string()))


def _one(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def values(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Each value as JSON; null stays null."""
    column = _one(column)
    if pa.types.is_string(column.type):
        return _text(column)
    if pa.types.is_boolean(column.type) or pa.types.is_integer(column.type):
        return pc.cast(column, pa.string())
    if pa.types.is_null(column.type):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_float64(column.type):
        return _numbers(column)
    if pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type):
        return _word_lists(column)
    return _by_value(column)


def _enclosed(led: Sequence[pa.Array], signs: str) -> pa.Array:
    """Pieces that each begin with a comma, between two signs; those of a row in which nothing is hold these alone."""
    # Not Arrow's own skipping of nulls: it loses a row that has nothing else.
    whole = pc.binary_join_element_wise(*led, signs[1], "", null_handling="replace", null_replacement="")
    # The first comma makes way for the sign that opens.
    opened = pc.binary_replace_slice(whole, 0, 1, signs[0])
    some = pc.greater(pc.binary_length(whole), 1)
    return opened if pc.all(some).as_py() else pc.if_else(some, opened, signs)


def objects(
    columns: dict[str, pa.Array] | dict[str, pa.ChunkedArray], rows: int, *, keep_null: bool = False
) -> pa.Array:
    """One JSON object per row of these columns, nulls left out unless kept; null where nothing is left."""
    if not columns:
        return pa.nulls(rows, pa.string())
    whole = _enclosed([_member(name, _one(column), keep_null=keep_null) for name, column in columns.items()], "{}")
    empty = pc.equal(whole, "{}")
    return pc.if_else(empty, pa.scalar(None, pa.string()), whole) if pc.any(empty).as_py() else whole


def _member(name: str, column: pa.Array, *, keep_null: bool) -> pa.Array:
    """What a column says in each row's object, behind a comma."""
    before = f",{dumps(name)}:"
    if pa.types.is_string(column.type):
        made = _text(column, before)
    else:
        made = pc.binary_join_element_wise(before, values(column), "")
    return pc.fill_null(made, f"{before}null") if keep_null else made


def lists(pieces: Sequence[pa.Array]) -> pa.Array:
    """One JSON array per row of what is there of these columns of JSON text."""
    return _enclosed([pc.binary_join_element_wise(",", piece, "") for piece in pieces], "[]")


def triples(kind: str, value: pa.Array, given: pa.Array) -> pa.Array:
    """`["kind","value","given"]` per row; null where there is no value."""
    before = f"[{dumps(kind)},"
    if _needs_no_escape(value) and _needs_no_escape(given):
        return pc.binary_join_element_wise(f'{before}"', value, '","', given, '"]', "")
    return pc.binary_join_element_wise(before, _text(value), ",", _text(given), "]", "")


def read(texts: pa.Array, schema: pa.Schema) -> pa.Table:
    """The members of that schema of each row's JSON object, null where it has none; others are passed over.

    At most 2 GB of text. Raises pyarrow.ArrowInvalid where a member is of another type.
    """
    if not len(texts):
        return schema.empty_table()
    lines = pc.binary_join_element_wise(texts, "\n", "")
    # The bytes of the array are one text already, line after line: nothing is joined or copied.
    places = np.frombuffer(lines.buffers()[1], dtype=np.int32)[: len(lines) + 1]
    text = pa.BufferReader(lines.buffers()[2].slice(0, int(places[-1])))
    parse = pa_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    # Arrow refuses a line that is longer than a block, which is 1 MB if nothing is said.
    block = max(1 << 24, int(np.diff(places).max()))
    return pa_json.read_json(text, pa_json.ReadOptions(block_size=block), parse)

"""Reading JSON: an object a line, one list of objects, or a document that holds such a list."""

import io
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from math import isfinite
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from app.domain.background import beat
from app.ingest.readers import encodings, header_rows, json_answers, json_columns, json_lists, limits, problems
from app.ingest.readers.cell_text import json_text
from app.ingest.readers.sources import as_utf8, refuse_long_lines
from app.ingest.readers.table import Layout, RawTable, Refused
from app.ingest.readers.unpacked_file import Source
from storage.bulk.unnamed_file import Content, table

_NO_OBJECT = "Not a JSON object"
_ROWS, _PIECE = 20_000, 1 << 20
_DEEP = 8
"""Objects inside objects become columns as far down as this; what lies deeper is kept as JSON text."""


def read(source: Source, wanted: Layout) -> RawTable:
    """The objects as rows; what lies in an object of theirs is a column of its own (`address.city`).

    Lists are kept as JSON text. Raises ImportProblem.
    """
    encoding, alternatives = (wanted.encoding, ()) if wanted.encoding else encodings.find(source.data)
    text, mark = as_utf8(source.data, encoding, source.name)
    if _is_of_lines(text, mark, named=source.name.lower().endswith(_OF_LINES)):
        refuse_long_lines(text, source.name)
        found: Iterable[Found] = _Lines(text, mark)
    # It has to be in memory whole, as objects of Python's.
    elif len(text) > limits.DOCUMENT:
        raise problems.DOCUMENT_TOO_LARGE(name=source.name, megabytes=len(text) >> 20, most=limits.DOCUMENT >> 20)
    else:
        found = _objects(bytes(text[mark:]), source.name)
    if _wrappings(found) > 1:
        found = _Unwrapped(found)
    found = json_lists.unfolded(found, len(text))
    # All are read twice, first for the names of the columns: the last object may have one more.
    names, refused, lines = _surveyed(found, source.name)
    if not lines:
        raise problems.NO_OBJECTS(name=source.name)
    columns = table(pa.schema([(name, pa.string()) for name in names]), _batches(found, names))
    raw = RawTable(columns, np.asarray(lines, dtype=np.int64), Layout(encoding), refused)
    return replace(raw, alternatives=alternatives)


Found = tuple[int, "dict[str, Any] | Refused"]
"""A line (in a document the number in its list) and the object there, or what is none."""


_OF_LINES = (".jsonl", ".ndjson")
"""The endings of files of an object a line, of which there may be one alone."""


def _is_of_lines(text: Content, start: int, *, named: bool) -> bool:
    """Whether the first line is an object by itself, and not the only one, unless the file is `named` one of lines."""
    begin = _skipped(text, start)
    end = text.find(b"\n", begin)
    end = len(text) if end < 0 else end
    if end - begin > limits.LINE or text[begin : begin + 1] == b"[":
        return False
    return isinstance(_loaded(bytes(text[begin:end])), dict) and (named or _skipped(text, end) < len(text))


def _skipped(text: Content, start: int) -> int:
    """Where what is no blank begins."""
    while start < len(text):
        piece = bytes(text[start : start + _PIECE])
        if rest := piece.lstrip():
            return start + len(piece) - len(rest)
        start += len(piece)
    return start


class _Lines:
    """The objects of a text of one per line, read anew each time that they are asked for."""

    def __init__(self, text: Content, start: int) -> None:
        self._text = text
        self._start = start

    def __iter__(self) -> Iterator[Found]:
        file = io.BytesIO(self._text) if isinstance(self._text, bytes) else self._text
        file.seek(self._start)
        for line, text in enumerate(iter(file.readline, b""), 1):
            if not line % _ROWS:
                beat()
            if text.strip():
                found = _loaded(text)
                # With its text, so that it can be mended.
                none = Refused(line, _NO_OBJECT, {"line": text.decode("utf-8", "replace").strip()})
                yield line, found if isinstance(found, dict) else none


class _Unwrapped:
    """The same objects without those around them that hold nothing else, each time that they are asked for."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = found

    def __iter__(self) -> Iterator[Found]:
        for line, one in self._found:
            yield line, one if isinstance(one, Refused) else _unwrapped(one)[1]


def _unwrapped(found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """What an object holds that holds one object and nothing else, with the names of those taken off."""
    names = ""
    while len(found) == 1 and isinstance(inner := next(iter(found.values())), dict) and inner:
        names += f"{next(iter(found))}."
        found = inner
    return names, found


def _wrappings(found: Iterable[Found]) -> int:
    """In how many ways the objects are wrapped in others; 0 where some are not.

    Where it is several, what wraps a record only says of which sort it is: SparkPost's `msys.track_event`.
    """
    seen: set[str] = set()
    for _, one in found:
        if isinstance(one, Refused):
            continue
        names, inner = _unwrapped(one)
        # A person under their number holds what is theirs.
        if not names or not any(not isinstance(value, dict | list) for value in inner.values()):
            return 0
        seen.add(names)
        if len(seen) > _WRAPPINGS:
            return 0
    return len(seen)


_WRAPPINGS = 12
"""Records are of few sorts; what has more is a name of each record."""


def _surveyed(found: Iterable[Found], name: str) -> tuple[list[str], list[Refused], list[int]]:
    """The names of the columns, what is no row, and the lines of those that are. Raises ImportProblem."""
    names: dict[str, None] = {}
    refused, lines = list[Refused](), list[int]()
    for line, one in found:
        row = _row(line, one)
        if isinstance(row, Refused):
            refused.append(row)
            continue
        names.update(dict.fromkeys(row))
        lines.append(line)
        limits.refuse_columns(len(names), name, line)
    return list(names), refused, lines


def _row(line: int, found: dict[str, Any] | Refused) -> dict[str, Any] | Refused:
    if isinstance(found, Refused):
        return found
    flat = json_answers.spread(_with_refunds(_flat(found)))
    long = next((key for key, value in flat.items() if isinstance(value, str) and len(value) > limits.CELL), None)
    if long is not None:
        return Refused(line, f"A value of more than {limits.CELL >> 20} MB", {long: f"{flat[long][:1_000]}…"})
    return flat


def _batches(found: Iterable[Found], names: list[str]) -> Iterator[pa.RecordBatch]:
    schema = pa.schema([(name, pa.string()) for name in names])
    rows = (row for row in itertools.starmap(_row, found) if not isinstance(row, Refused))
    while some := list(itertools.islice(rows, _ROWS)):
        cells = ([_cell(row.get(name)) for row in some] for name in names)
        yield pa.record_batch([pa.array(column, pa.string()) for column in cells], schema=schema)


def _objects(data: bytes, name: str) -> list[Found]:
    """Each object of a document with its number in the list, and what is none."""
    first = data.lstrip().split(b"\n", 1)[0]
    try:
        whole = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        # Objects that are each spread over several lines, as tools print them, are no document and no lines.
        if in_turn := _in_turn(data.decode("utf-8", "replace")):
            return in_turn
        whole = _read_leniently(data)
        if whole is not None:
            return _rows_of(whole)
        if first[:1] == b"[" or _loaded(first) is None:
            raise problems.NOT_WHOLE(name=name, place=_place(error)) from None
        return list(_Lines(data, 0))
    return _rows_of(whole)


def _rows_of(whole: Any) -> list[Found]:
    rows = list(enumerate(_list_in(whole), 1))
    if rows and all(isinstance(found, str) for _, found in rows):
        # A bare list, of addresses for example.
        rows = [(number, {"value": found}) for number, found in rows]
    return [
        (number, found if isinstance(found, dict) else Refused(number, _NO_OBJECT, {"line": _dumped(found)}))
        for number, found in rows
    ]


_dumped = json_columns.dumps


def _in_turn(text: str) -> list[Found]:
    """Objects that stand one behind the other, over several lines each, with the line of each; none if all are not."""
    decoder, found, place, line = json.JSONDecoder(**_LENIENT), list[Found](), 0, 1
    # The decoder says where an object ends, whatever lines it is spread over.
    while start := re.compile(r"\s*(?=\{)").match(text, place):
        line += text.count("\n", place, start.end())
        try:
            value, end = decoder.raw_decode(text, start.end())
        except (ValueError, RecursionError):
            return []
        found.append((line, _whole(value)))
        line, place = line + text.count("\n", start.end(), end), end
    return [] if text[place:].strip() else found


def _place(error: orjson.JSONDecodeError) -> str:
    return f"{error.msg} (line {error.lineno:,}, sign {error.colno:,})"


def _loaded(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _read_leniently(text)


_DIGITS = 18
"""So many digits of a whole number, and it is one everywhere; a longer one is a text."""
_LENIENT: dict[str, Any] = {
    "parse_int": lambda said: int(said) if len(said) <= _DIGITS else said,
    "parse_float": lambda said: found if isfinite(found := float(said)) else said,
    "parse_constant": str,
}


def _read_leniently(text: bytes) -> Any:
    """JSON in which numbers are out of range, no numbers, or half signs stand; None where it is none.

    One value that nobody can read is no reason to lose its row.
    """
    try:
        return _whole(json.loads(text, **_LENIENT))
    except (ValueError, RecursionError):
        return None


def _whole(value: Any) -> Any:
    """The same without halves of signs, which no text can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return {_whole(key): _whole(one) for key, one in value.items()} if isinstance(value, dict) else value


def _list_in(whole: Any) -> list[Any]:
    """The longest list of objects in a document, such as that of `{"data": […], "links": {…}}`; else the whole."""
    if isinstance(whole, list):
        return _named_rows(whole[0], whole[1:]) or whole if whole else whole
    if not isinstance(whole, dict):
        return [whole]
    while len(whole) == 1 and isinstance(inner := next(iter(whole.values())), dict) and _goes_on(inner):
        whole = inner
    for part in (whole, *whole.values()):
        if isinstance(part, dict) and (rows := _split(part)):
            return rows
    values = list(whole.values())
    if addressed := json_lists.by_address(whole):
        return addressed
    if len(values) > 1 and all(isinstance(value, dict) for value in values) and any(map(_says_who, values)):
        # Each person under their number.
        return values
    columns = [value for value in values if isinstance(value, list) and value and not _are_objects(value)]
    if len(columns) == len(values) > 1 and len({len(column) for column in columns}) == 1:
        return [dict(zip(whole, row, strict=True)) for row in zip(*columns, strict=True)]
    inner = [part for value in whole.values() if isinstance(value, dict) for part in value.values()]
    lists = [value for value in (*whole.values(), *inner) if isinstance(value, list) and _are_objects(value)]
    # A person may have lists of their own (orders, tags): beside other values of theirs they are one of them.
    told = [found for found in lists if found is not whole.get("_links")]
    # Where to go from a page says nothing of how many lists a record has, if people stand on that page.
    lists = told if len(told) == 1 and _says_who(told[0][0]) else lists
    single = sum(not isinstance(value, list | dict) for value in whole.values()) > 1 and len(lists) != 1
    return [whole] if not lists or single or _says_who(whole) else max(lists, key=len)


def _goes_on(inner: dict[str, Any]) -> bool:
    """Whether what is alone in a document leads to its records and is none: GraphQL's `data.products.edges`."""
    plain = sum(not isinstance(value, list | dict) for value in inner.values())
    leads = len(inner) == 1 and isinstance(next(iter(inner.values())), dict)
    # A product alone in its document has lists of its own, of variants and of pictures.
    return leads or isinstance(inner.get("edges"), list) or (plain > 1 and isinstance(inner.get("variants"), list))


def _split(found: dict[str, Any]) -> list[Any]:
    """The rows of a table whose headers stand apart from them (`{"columns": […], "rows": [[…], …]}`), else none."""
    lists = [value for value in found.values() if isinstance(value, list)]
    pairs = ((names, rows) for names in lists for rows in lists if names is not rows)
    return next((made for names, rows in pairs if (made := _named_rows(names, rows))), [])


def _named_rows(names: Any, rows: list[Any]) -> list[Any]:
    """Lists as objects by the names of their values; none where names or lists of as many values are missing."""
    if not isinstance(names, list) or len(names) < _LEAST or not rows:
        return []
    told = (one.get("name") if isinstance(one, dict) else one for one in names)
    said = [one for one in told if isinstance(one, str) and one]
    even = all(isinstance(row, list) and len(row) == len(names) for row in rows)
    if not even or len(set(said)) < len(names) or not header_rows.says_names(said):
        return []
    return [dict(zip(said, row, strict=True)) for row in rows]


_LEAST = 2
"""A table has so many columns; a list of lists of one value each is none."""


def _are_objects(found: list[Any]) -> bool:
    return bool(found) and isinstance(found[0], dict)


def _says_who(found: dict[str, Any]) -> bool:
    return any("@" in value for value in found.values() if isinstance(value, str))


def _flat(found: dict[str, Any], before: str = "", depth: int = 1) -> dict[str, Any]:
    """The values of an object and of those inside it, each under its whole name."""
    if not before and not any(isinstance(value, dict) for value in found.values()):
        return found
    made: dict[str, Any] = {}
    for name, value in found.items():
        if isinstance(value, dict) and value and depth < _DEEP:
            made |= _flat(value, f"{before}{name}.", depth + 1)
        else:
            made[before + name] = value
    return made


def _with_refunds(found: dict[str, Any]) -> dict[str, Any]:
    """An order that lists its refunds one by one with what they come to beside it, as `refunds.amount`."""
    for name, value in found.items():
        if name.rpartition(".")[2].casefold() == "refunds" and isinstance(value, list):
            sums = [_refund(one) for one in value if isinstance(one, dict)]
            known = [one for one in sums if one is not None]
            return found | {"refunds.amount": str(sum(known, Decimal())) if len(known) == len(sums) else None}
    return found


def _refund(one: dict[str, Any]) -> Decimal | None:
    """What one refund gave back: what was paid out, else its own total, else that of its lines; None if unsaid."""
    if isinstance(paid := one.get("transactions"), list) and paid:
        told = [part for part in paid if isinstance(part, dict)]
        done = [part for part in told if part.get("kind", "refund") == "refund"]
        done = [part for part in done if part.get("status", "success") == "success"]
        return _sum(part.get("amount") for part in done)
    for key in ("total_refunded", "total", "amount", "amount_refunded"):
        if one.get(key) not in (None, "") and not isinstance(one[key], dict | list):
            return _sum([one[key]])
    lines = one.get("refund_line_items") or one.get("line_items")
    if not isinstance(lines, list):
        return None
    told = [part for part in lines if isinstance(part, dict)]
    return _sum(part.get(key) or 0 for part in told for key in ("subtotal", "total_tax"))


def _sum(values: Iterable[Any]) -> Decimal | None:
    try:
        return abs(sum((Decimal(str(value)) for value in values), Decimal()))
    except ArithmeticError:
        return None


def _cell(value: Any) -> str:
    return "" if value == {} else json_text(value)

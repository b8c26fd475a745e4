"""Reading JSON: an object a line, one list of objects, or a document that holds such a list."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from app.ingest import encodings
from app.ingest.source import Source, as_utf8
from app.ingest.table import Layout, RawTable, Refused, from_rows
from app.problems import ImportProblem

_NO_OBJECT = "Not a JSON object"
_DEEP = 8
"""Objects inside objects become columns as far down as this; what lies deeper is kept as JSON text."""


def read(source: Source, wanted: Layout, text_of: Callable[[Any], str]) -> RawTable:
    """The objects as rows; what lies in an object of theirs is a column of its own (`address.city`).

    Lists are kept as JSON text; `text_of` says how a single value is written. Raises ImportProblem.
    """
    encoding, alternatives = (wanted.encoding, ()) if wanted.encoding else encodings.find(source.data)
    text, mark = as_utf8(source.data, encoding, source.name)
    objects, refused = _objects(bytes(text[mark:]), source.name)
    if not objects:
        raise ImportProblem(f"{source.name} holds no JSON objects", "", "Export it with one object per line.")
    flat = [_with_refunds(_flat(found)) for _, found in objects]
    names = list(dict.fromkeys(name for found in flat for name in found))
    rows = [[_cell(found.get(name), text_of) for name in names] for found in flat]
    table = from_rows(names, rows, [line for line, _ in objects], Layout(encoding))
    return replace(table, refused=refused, alternatives=alternatives)


def _objects(data: bytes, name: str) -> tuple[list[tuple[int, dict[str, Any]]], list[Refused]]:
    """Each object with its line, in a document with its number in the list; and what is none."""
    first = data.lstrip().split(b"\n", 1)[0]
    if first[:1] != b"[" and isinstance(_loaded(first), dict) and data.lstrip()[len(first) :].strip():
        return _of_lines(data)
    try:
        whole = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if in_turn := _in_turn(data.decode("utf-8", "replace")):
            return in_turn, []
        if first[:1] == b"[" or _loaded(first) is None:
            raise ImportProblem(f"{name} is not whole JSON", _place(error), "Export it again.") from None
        return _of_lines(data)
    rows = list(enumerate(_list_in(whole), 1))
    if rows and all(isinstance(found, str) for _, found in rows):
        # A bare list, of addresses for example.
        rows = [(number, {"value": found}) for number, found in rows]
    others = [(number, found) for number, found in rows if not isinstance(found, dict)]
    return (
        [(number, found) for number, found in rows if isinstance(found, dict)],
        [Refused(number, _NO_OBJECT, {"line": orjson.dumps(found).decode()}) for number, found in others],
    )


def _in_turn(text: str) -> list[tuple[int, dict[str, Any]]]:
    """Objects that stand one behind the other, over several lines each, with the line of each; none if all are not."""
    decoder, found, place, line = json.JSONDecoder(), list[tuple[int, dict[str, Any]]](), 0, 1
    while start := re.compile(r"\s*(?=\{)").match(text, place):
        line += text.count("\n", place, start.end())
        try:
            value, end = decoder.raw_decode(text, start.end())
        except ValueError:
            return []
        found.append((line, value))
        line, place = line + text.count("\n", start.end(), end), end
    return [] if text[place:].strip() else found


def _place(error: orjson.JSONDecodeError) -> str:
    return f"{error.msg} (line {error.lineno:,}, sign {error.colno:,})"


def _loaded(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _list_in(whole: Any) -> list[Any]:
    """The longest list of objects in a document, such as that of `{"data": […], "links": {…}}`; else the whole."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return [whole]
    values = list(whole.values())
    if len(values) > 1 and all(isinstance(value, dict) for value in values) and any(map(_says_who, values)):
        # Each person under their number.
        return values
    columns = [value for value in values if isinstance(value, list) and value and not _are_objects(value)]
    if len(columns) == len(values) > 1 and len({len(column) for column in columns}) == 1:
        return [dict(zip(whole, row, strict=True)) for row in zip(*columns, strict=True)]
    inner = [part for value in whole.values() if isinstance(value, dict) for part in value.values()]
    lists = [value for value in (*whole.values(), *inner) if isinstance(value, list) and _are_objects(value)]
    # A person may have lists of their own (orders, tags): beside other values of theirs they are one of them.
    single = sum(not isinstance(value, list | dict) for value in whole.values()) > 1 and len(lists) != 1
    return [whole] if not lists or single or _says_who(whole) else max(lists, key=len)


def _are_objects(found: list[Any]) -> bool:
    return bool(found) and isinstance(found[0], dict)


def _says_who(found: dict[str, Any]) -> bool:
    return any("@" in value for value in found.values() if isinstance(value, str))


def _of_lines(data: bytes) -> tuple[list[tuple[int, dict[str, Any]]], list[Refused]]:
    objects: list[tuple[int, dict[str, Any]]] = []
    refused = []
    for line, text in enumerate(data.split(b"\n"), 1):
        if not text.strip():
            continue
        found = _loaded(text)
        if isinstance(found, dict):
            objects.append((line, found))
        else:
            refused.append(Refused(line, _NO_OBJECT, {"line": text.decode("utf-8", "replace").strip()}))
    return objects, refused


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
        done = [part for part in paid if part.get("kind", "refund") == "refund"]
        done = [part for part in done if part.get("status", "success") == "success"]
        return _sum(part.get("amount") for part in done)
    for key in ("total_refunded", "total", "amount", "amount_refunded"):
        if one.get(key) not in (None, "") and not isinstance(one[key], dict | list):
            return _sum([one[key]])
    lines = one.get("refund_line_items") or one.get("line_items")
    if not isinstance(lines, list):
        return None
    return _sum(part.get(key) or 0 for part in lines for key in ("subtotal", "total_tax"))


def _sum(values: Iterable[Any]) -> Decimal | None:
    try:
        return abs(sum((Decimal(str(value)) for value in values), Decimal()))
    except InvalidOperation:
        return None


def _cell(value: Any, text_of: Callable[[Any], str]) -> str:
    if value is None or value == {}:
        return ""
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    return text_of(value)

"""Whether the JSON in a project's tables has the parts that the program writes there and reads again.

`contents` asks whether a value is JSON of the right kind; what stands inside it is asked here, and only when
the whole file is diagnosed: every reader goes on as if it were right, and an error that none of them was written for
is told as the file's where this finds why.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from storage.file.contents import from_json

Check: TypeAlias = Callable[[Any], bool]
"""Whether a part is as the program writes it."""


def _whole(value: Any) -> bool:
    # True and False are numbers to Python, and none in JSON.
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return _whole(value) or isinstance(value, float)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _list(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _row(*checks: Check) -> Check:
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(checks)
        and all(check(one) for check, one in zip(checks, value, strict=True))
    )


def _each(check: Check) -> Check:
    """An object whose every part is so."""
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def _object(needed: dict[str, Check] | None = None, /, **others: Check) -> Check:
    """An object with the needed parts, and where it has the others, so; it may have more."""
    must = needed or {}

    def fits(value: Any) -> bool:
        """Whether a value is such an object."""
        return (
            isinstance(value, dict)
            and all(name in value and check(value[name]) for name, check in must.items())
            and all(check(value[name]) for name, check in others.items() if name in value)
        )

    return fits


_FIGURE: Final = _maybe(_number)
_RANGE: Final = _row(_whole, _whole)
_COLUMN: Final = _object(
    to=_maybe(_text), type=_maybe(_text), format=_maybe(_text), separator=_maybe(_text), label=_maybe(_text)
)
_MAPPING: Final = _object(kind=_maybe(_text), columns=_each(_COLUMN))
_MENDS: Final = _object({"batch": _whole}, file=_text, rows=_whole, lines=_list(_row(_whole, _whole)))
_REPORT: Final = _object(
    profiles_created=_number, profiles_updated=_number, events_added=_number, suppressed=_number, unread=_number,
    warnings=_list(_object()), mends=_maybe(_MENDS), currencies=_list(_text),
)  # fmt: skip
_SCORED: Final = _object(
    {"name": _text, "count": _whole, "recency_days": _FIGURE, "frequency": _FIGURE, "monetary": _FIGURE},
    engagement=_FIGURE,
)
_SCORES: Final = _object({"scored": _whole, "groups": _list(_SCORED)}, basis=_text)
_RANGES: Final = _object(
    groups=_list(_object({"name": _text, "recency": _RANGE, "frequency": _RANGE, "monetary": _RANGE})),
    cells=_list(_row(_whole, _whole, _each(_whole))),
    money=_list(_row(_whole, _whole, _whole)),
    scored=_list(_text),
)
_TOUCHED: Final = _object(
    {"people": _maybe(_list(_whole)), "rewritten": _list(_text)}, events=_list(_row(_whole, _whole))
)

_DOCUMENTS: Final[tuple[tuple[str, str, str, Check], ...]] = (
    ("score_run", "summary", "kind = 'rfm'", _SCORES),
    ("score_run", "parameters", "kind = 'rfm'", _RANGES),
    ("batch", "mapping", "1", _MAPPING),
    ("batch", "report", "1", _REPORT),
    ("commit_log", "changes", "1", _list(_text)),
    # Of a commit that kept none everything counts as touched.
    ("commit_log", "touched", "1", lambda value: not value or _TOUCHED(value)),
    ("conflict", "detail", "1", _object({"went_to": _maybe(_text)})),
    ("export", "manifest", "1", _object(files=_list(_object({"path": _text})))),
    ("rejected_row", "row", "1", _object()),
    ("unread_cell", "row", "1", _object()),
    ("companion_row", "row", "1", _object()),
    ("profile_row", "traits", "1", _object()),
    ("field", "priority", "1", _maybe(_list(_text))),
    ("field", "merged", "1", _object({"into": _text, "leads": _text, "at": _whole})),
    ("product_row", "fields", "1", _object()),
    ("product", "more", "1", _maybe(_object())),
    ("store_row", "fields", "1", _object()),
    ("store", "more", "1", _maybe(_object())),
    ("offer_code_row", "fields", "1", _object()),
    ("offer_code", "more", "1", _maybe(_object())),
    ("given_code", "fields", "1", _object()),
)
"""Table, column, which rows, and what stands in them."""


def odd_insides(connection: sqlite3.Connection) -> list[str]:
    """What stands inside JSON that the program cannot have written there, in words; empty for a whole file."""
    said = []
    for table, column, chosen, fits in _DOCUMENTS:
        rows = connection.execute(f"SELECT {column} FROM {table} WHERE ({chosen}) AND {column} IS NOT NULL")
        if any(not fits(from_json(text)) for (text,) in rows):
            said.append(f"in its table “{table}”, “{column}” is not as Quillwork writes it")
    return said

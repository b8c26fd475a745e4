"""People named in other letters than their own: in rows that were put aside as they stood, before anything was read.

`MÜLLER` is Müller there, and `0170 / 9998877` is +491709998877.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Text, false, func
from sqlalchemy import cast as as_type

from app.domain.names import fold
from storage.file.traces import Traces

_MOST = 60
"""Of more words than this none is looked for in other letters: it would take as many looks at each row."""
_END = 8
"""So many of its last figures tell a telephone number: before them stands what is dialled at home or abroad."""
_FIGURES = re.compile(r"\D+")
_NUMBER = re.compile(r"[-+\d\s()./\u2010-\u2015\u00a0]+")


class Spellings:
    """What tells of some people, however it is written."""

    def __init__(self, told: Traces) -> None:
        words = {fold(word.strip()) for word in (*told.names, *told.sure)}
        self._words = sorted(words) if len(words) <= _MOST else []
        figures = {_FIGURES.sub("", value) for kind, value in told.pairs if kind == "phone"}
        self._numbers = {one for one in figures if len(one) >= _END}
        self._ends = {one[-_END:] for one in self._numbers}

    def may_stand_in(self, connection: Connection, column: "Column[Any]") -> ColumnElement[bool]:
        """Whether a row that is kept as JSON may tell of them: not every one that may does (`tells`)."""
        if not self._words and not self._ends:
            return false()
        name = f"spelled_{abs(hash((tuple(self._words), frozenset(self._ends))))}"
        driver: Any = connection.connection.driver_connection
        driver.create_function(name, 1, self._may, deterministic=True)
        return as_type(getattr(func, name)(as_type(column, Text)), Boolean).is_(True)

    def _may(self, text: str | None) -> bool:
        if not text:
            return False
        if "\\u" in text:
            # In letters, as it is compared.
            text = json.dumps(json.loads(text), ensure_ascii=False)
        said = fold(text)
        return any(word in said for word in self._words) or self._ends_in(_FIGURES.sub("", text))

    def _ends_in(self, figures: str) -> bool:
        if not self._ends:
            return False
        return any(figures[at : at + _END] in self._ends for at in range(len(figures) - _END + 1))

    def tells(self, cells: Mapping[str, Any] | Iterable[Any]) -> bool:
        """Whether one of the cells of a row is a word or a number of theirs, whole."""
        values = cells.values() if isinstance(cells, Mapping) else cells
        return any(self._is_theirs(cell) for cell in values if isinstance(cell, str) and cell)

    def _is_theirs(self, cell: str) -> bool:
        if fold(cell.strip()) in self._words:
            return True
        if not self._ends or not _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell)):
            return False
        figures = _FIGURES.sub("", cell).lstrip("0")
        return len(figures) >= _END and any(number.endswith(figures) for number in self._numbers)

"""What several rows about one person say together.

Of most traits the newest filled cell counts. A list (tags, interests) holds the elements of all its sources, and a
newer file of the same source takes the place of that source's.

Where a trait has a priority of sources, the rows of each are read by themselves, and the highest source that has a
value is shown, whenever its rows took effect; sources that the priority does not name stand below it together.

A field into which others were merged is read from the cells of all of them (`app.domain.merged_fields`): those of the
name that leads stand above the others as a higher source does.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from app.domain.merged_fields import NONE, Cell, MergedFields

Said = dict[str, Any]
"""Traits by name."""

Priorities = Mapping[str, Sequence[str]]
"""The sources of a trait, the highest first, of those traits that have a priority."""

NO_PRIORITIES: Final[Priorities] = MappingProxyType({})


def source_of(source: str | None, mapping: Said | str) -> str:
    """What tells the files of one source from those of others: the name that was given, else the file's headers."""
    if source:
        return source
    known = json.loads(mapping) if isinstance(mapping, str) else mapping
    # In whatever order the columns stand, which a tool may change from one file to the next.
    headers = "\0".join(sorted(known.get("columns") or {}))
    # A header may hold half of a character, which UTF-8 does not.
    return hashlib.sha256(headers.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def merged(current: Said, row: Said, mode: str) -> Said:
    """What is known after one more row: `update` lets a filled cell win, `keep` only fills what is missing,
    `replace` takes the row's blank cells (null) too. A cell that the file has no column for changes nothing."""
    if mode == "replace":
        return {name: value for name, value in (current | row).items() if value is not None}
    filled = {name: value for name, value in row.items() if value is not None}
    return filled | current if mode == "keep" else current | filled


def rank_of(priority: Sequence[str], source: str) -> int:
    """The place of a source, 0 for the highest; those that are not named share the last."""
    return priority.index(source) if source in priority else len(priority)


def with_hand(known: Said, by_hand: Said) -> Said:
    """What is known where some values were set by hand: these stand, and None is a field that was emptied."""
    return {name: value for name, value in (known | by_hand).items() if value is not None}


class Fold:
    """The traits of one person after each of their rows, in the order of effect.

    `fields` says which fields are part of another; what files say under the names in `without` does not count.
    """

    def __init__(
        self,
        priorities: Priorities = NO_PRIORITIES,
        fields: MergedFields = NONE,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.traits: Said = {}
        self._priorities = priorities
        self._fields = fields
        self._without = without
        self._lists: dict[str, dict[Any, list[Any]]] = {}
        self._ranked: dict[str, dict[Any, Any]] = {}

    def add(self, row: Said, mode: str, source: str) -> Said:
        """The traits after one more row, read as `merged` says; lists join those of other sources."""
        cells: dict[str, list[Cell]] = {}
        if self._fields and not self._fields.names.isdisjoint(row):
            row, cells = self._fields.parted(row, self._without)
        self.traits = merged(self.traits, row, mode)
        for name, value in row.items():
            if isinstance(value, list) or (value is None and name in self._lists):
                self._join(name, value, mode, source)
            elif name in self._priorities:
                self._rank(name, value, mode, rank_of(self._priorities[name], source))
        for name, found in cells.items():
            self._together(name, found, mode, source)
        return self.traits

    def _together(self, name: str, cells: Sequence[Cell], mode: str, source: str) -> None:
        """Read the cells of a row under the names of one field, the leading first: of a place the first filled one."""
        tiers: dict[int, Any] = {}
        for cell in cells:
            if isinstance(cell.value, list) or (cell.value is None and name in self._lists):
                self._join(name, cell.value, mode, (cell.name, source))
            elif tiers.get(cell.tier) is None:
                tiers[cell.tier] = cell.value
        for tier, value in tiers.items():
            self._rank(name, value, mode, (tier, rank_of(self._priorities.get(name, ()), source)))

    def _rank(self, name: str, value: Any, mode: str, rank: Any) -> None:
        """Read a cell among those of its rank alone, and let the highest rank with a value be shown."""
        held = self._ranked.setdefault(name, {})
        after = merged({name: held[rank]} if rank in held else {}, {name: value}, mode)
        if name in after:
            held[rank] = after[name]
        else:
            held.pop(rank, None)
        if held:
            self.traits[name] = held[min(held)]
        else:
            self.traits.pop(name, None)

    def _join(self, name: str, value: list[Any] | None, mode: str, source: Any) -> None:
        by_source = self._lists.setdefault(name, {})
        if value is None:
            if mode == "replace":
                by_source.pop(source, None)
        elif mode != "keep" or source not in by_source:
            by_source[source] = value
        joined = list(dict.fromkeys(one for part in by_source.values() for one in part))
        if joined:
            self.traits = self.traits | {name: joined}
        else:
            self.traits.pop(name, None)

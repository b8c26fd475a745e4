"""Fields that are part of another: an own word beside the rows, read wherever values are derived from them.

Rows keep what files said under the names that the files' columns had. Of a field into which others were merged the
cells of all of them are read together: those of the field that leads stand above those of the others, and within one
place the order of effect and the priority of sources decide, as they do without any merging.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from app.domain import names

INTO: Final = "into"
OLD: Final = "old"
NEWEST: Final = "newest"
LEADS: Final = (INTO, OLD, NEWEST)
"""Which of two fields leads where they differ: the one that stays, the one that is merged, or whichever is newer."""

Said = dict[str, Any]
"""Traits by name."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field of type `was`, to be read as one of the field `name` of type `kind`.

    `region` is the country of its row where that says one, and `zone` the project's.
    """

    said: Any
    was: str
    name: str
    kind: str
    region: str | None = None
    zone: str = "UTC"


Reads = Callable[[Value], Any]
"""What a value comes to in the other field, None where it cannot be read so."""


def as_it_is(value: Value) -> Any:
    """The value itself where the types are one, else nothing."""
    return value.said if value.was == value.kind else None


@dataclass(frozen=True, slots=True)
class Merge:
    """The field `old` is part of `into`; `leads` is one of LEADS, `at` when it was said, in microseconds UTC."""

    old: str
    into: str
    leads: str
    at: int = 0


def of_document(old: str, document: Mapping[str, Any]) -> Merge:
    """A merge as the project keeps it beside the field that it is of."""
    return Merge(old, str(document["into"]), str(document["leads"]), int(document["at"]))


def ends_of(into: Mapping[str, str]) -> dict[str, str]:
    """Each merged field with the one in which it stands at last, through all that lie between."""
    found = {}
    for name in into:
        end, seen = into[name], {name}
        # A circle is never written; a damaged file must not hang whoever reads it.
        while end in into and end not in seen:
            seen.add(end)
            end = into[end]
        found[name] = end
    return found


def with_standard(types: Mapping[str, str]) -> dict[str, str]:
    """The types of a project's fields with those of the standard fields that it has no values of yet."""
    return {name: known.type for name, known in names.TRAITS.items()} | dict(types)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says under one of the names of a merged field: the place of that name, and the value as it reads."""

    tier: int
    name: str
    value: Any


@dataclass(frozen=True)
class MergedFields:
    """All merges that stand; `types` are those of the fields, and `reads` makes a value of one of the other."""

    merges: tuple[Merge, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    reads: Reads = as_it_is
    zone: str = "UTC"
    _known: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.merges)

    @cached_property
    def ends(self) -> dict[str, str]:
        """Each merged field with the one in which it stands at last."""
        return ends_of({one.old: one.into for one in self.merges})

    @cached_property
    def names(self) -> frozenset[str]:
        """All fields that are part of another, and those that have parts."""
        return frozenset(self.ends) | frozenset(self.ends.values())

    @cached_property
    def _tiers(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for end in set(self.ends.values()):
            for place, some in enumerate(self._order(end)):
                found |= dict.fromkeys(some, place)
        return found

    def _order(self, name: str) -> list[list[str]]:
        """The names of a field by their places, those that lead first."""
        found = [[name]]
        for one in sorted(self.merges, key=lambda merge: (merge.at, merge.old)):
            if one.into != name:
                continue
            mine = self._order(one.old)
            if one.leads == NEWEST:
                longest = range(max(len(found), len(mine)))
                found = [[*(found[at : at + 1] or [[]])[0], *(mine[at : at + 1] or [[]])[0]] for at in longest]
            else:
                found = found + mine if one.leads == INTO else mine + found
        return found

    def members(self, name: str) -> tuple[str, ...]:
        """Every name under which rows may say something of a field, the field's own first."""
        return (name, *(old for old, end in self.ends.items() if end == name))

    def under(self, name: str) -> frozenset[str]:
        """A field with all that was merged into it, though it is part of another itself."""
        found, added = frozenset((name,)), True
        while added:
            more = found | {one.old for one in self.merges if one.into in found}
            added, found = more != found, more
        return found

    def tier(self, name: str) -> int:
        """The place of a name among those of its field: 0 leads."""
        return self._tiers.get(name, 0)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What stands in a row's JSON that says anything under the name of a merged field."""
        return tuple(f"{json.dumps(old, ensure_ascii=False)}:" for old in self.ends)

    def touch(self, text: str) -> bool:
        """Whether a row (JSON, as it is kept) says anything under the name of a merged field."""
        return any(mark in text for mark in self.marks)

    def read(self, name: str, value: Any, region: str | None = None) -> Any:
        """A value that was said under a name, as its field has it; None where it cannot be read so."""
        end = self.ends.get(name, name)
        if value is None or end == name:
            return value
        # With its type: to Python 1 and true are one.
        asked = (name, type(value), tuple(value) if isinstance(value, list) else value, region)
        if asked not in self._known:
            was, kind = self.types.get(name, "text"), self.types.get(end, "text")
            self._known[asked] = self.reads(Value(value, was, end, kind, region, self.zone))
        return self._known[asked]

    def parted(self, row: Said, without: frozenset[str] = frozenset()) -> tuple[Said, dict[str, list[Cell]]]:
        """What a row says of fields that stand alone, and the cells of each merged one, the leading first.

        Names in `without` say nothing; a value that cannot be read in its field is none.
        """
        alone: Said = {}
        cells: dict[str, list[Cell]] = {}
        region = row.get("country")
        for name, value in row.items():
            if name not in self.names:
                alone[name] = value
            elif name not in without:
                now = self.read(name, value, region if isinstance(region, str) else None)
                if now is not None or value is None:
                    cells.setdefault(self.ends.get(name, name), []).append(Cell(self.tier(name), name, now))
        for end, found in cells.items():
            found.sort(key=lambda cell: (cell.tier, cell.name != end, cell.name))
        return alone, cells

    def plain(self, row: Said) -> Said:
        """A row with each merged field's first value in its place."""
        if self.names.isdisjoint(row):
            return row
        alone, cells = self.parted(row)
        for end, found in cells.items():
            alone[end] = next((cell.value for cell in found if cell.value is not None), None)
        return alone

    def of_hand(self, said: Iterable[tuple[str, Any]]) -> tuple[Said, frozenset[str]]:
        """What was set by hand of each field, the last word of all its names, and the names that were emptied.

        `said` stands in the order in which it was set; None is a field that was emptied. Where that one is part of
        another by now, nothing counts that files say under its name, and the field shows what its other names say.
        """
        found: Said = {}
        under: dict[str, str] = {}
        emptied: frozenset[str] = frozenset()
        for name, value in said:
            end = self.ends.get(name, name)
            if value is None and end != name:
                emptied |= self.under(name)
                if under.get(end, "") in emptied:
                    found.pop(end, None)
            elif (now := self.read(name, value)) is not None or value is None:
                found[end], under[end] = now, name
        return found, emptied


NONE: Final = MergedFields()
"""Where nothing is merged."""

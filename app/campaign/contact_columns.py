"""The columns of the contacts file: the plan's own, the variant, and what the compiled template refers to."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.campaign.plan import Plan
from app.domain.names import YEARLESS
from app.domain.serialising import as_document
from app.template import Column as Referred
from app.template import Compiled, Dialect, Profile, dialect_of, display, inert

OWN_COLUMNS = (
    *("segment", "segments", "recommendations", "recent_purchase", "last_product_viewed", "campaign", "today"),
    "key",
)
"""What a plan's columns may name beside traits: merge fields, and the person's key."""


@as_document("header", "source", "computed_because", called={"source": "from"})
@dataclass(frozen=True, slots=True)
class Cell:
    """One column: its header, the field (or expression) that it comes from, and why it is computed, if it is.

    `kind` is `plan` (a field as the ESP wants it written), `variant`, or `template` (made by the template compiler).
    """

    header: str
    source: str
    because: str
    kind: str

    @property
    def computed_because(self) -> str | None:
        """Why it is computed, or None for one that holds a field as it is."""
        return self.because or None


class Layout:
    """Which columns there are, and how a person's row is made; `compiled` has one template per variant."""

    def __init__(self, plan: Plan, esp: Profile, compiled: Sequence[Compiled]) -> None:
        self._esp = esp
        referred = _referred(compiled)
        taken = {header.casefold() for header in referred}
        dialect = dialect_of(esp.name)
        self.columns = [_plan_cell(name, dialect, referred, taken) for name in plan.columns]
        if len(plan.variants) > 1:
            self.columns.append(Cell(_free_header(dialect, "variant", taken), "variant", "", "variant"))
        # With a single variant no step of UPLOAD.md names it.
        self.variant_header = self.columns[-1].header
        there = {cell.header for cell in self.columns}
        for header, sources in referred.items():
            if header not in there:
                said = " / ".join(dict.fromkeys(column.source for column in sources))
                because = " / ".join(dict.fromkeys(c.computed_because for c in sources if c.computed_because))
                self.columns.append(Cell(header, said, because, "template"))
        self._ways = []
        for variant, one in zip(plan.variants, compiled, strict=True):
            places = {column.header: at for at, column in enumerate(one.columns)}
            self._ways.append([self._way(cell, variant.name, places) for cell in self.columns])

    @property
    def headers(self) -> list[str]:
        """The headers in their order; the address is first."""
        return [cell.header for cell in self.columns]

    def row(self, context: Mapping[str, Any], variant: int, made: Sequence[str]) -> list[str]:
        """The cells of one person; `made` are those that the compiler gave, in the order of its own columns."""
        cells: list[str] = []
        for source, place, fixed in self._ways[variant]:
            if fixed is not None:
                cells.append(fixed)
            elif place is not None:
                cells.append(made[place])
            else:
                value = context.get(source)
                text = value if type(value) is str else written(value, self._esp)
                # What a customer is called is no tag of the ESP's in a column that the template does not use either.
                cells.append(text if source == "email" else inert(text))
        return cells

    def _way(self, cell: Cell, variant: str, places: Mapping[str, int]) -> tuple[str, int | None, str | None]:
        """How a variant's people come by a cell: from the field, from that place of the compiler's, or all the same."""
        if cell.kind == "variant":
            return cell.source, None, inert(variant)
        place = places.get(cell.header)
        # The address stays exactly what it is: a sign put into it would send the email to somebody else.
        if place is not None and cell.source != "email":
            return cell.source, place, None
        # The template of another variant refers to it.
        return cell.source, None, "" if cell.kind == "template" else None


def _referred(compiled: Sequence[Compiled]) -> dict[str, list[Referred]]:
    """The columns that the variants' templates refer to, by header; variants share a header."""
    found: dict[str, list[Referred]] = {}
    for one in compiled:
        for column in one.columns:
            found.setdefault(column.header, []).append(column)
    return found


def _plan_cell(name: str, dialect: Dialect, referred: Mapping[str, list[Referred]], taken: set[str]) -> Cell:
    header = dialect.header_of(name)[0]
    same = [column for column in referred.get(header, []) if column.kind == "field" and column.source == name]
    if not same:
        header = _free_header(dialect, name, taken)
    taken.add(header.casefold())
    return Cell(header, name, "", "plan")


def _free_header(dialect: Dialect, name: str, taken: set[str]) -> str:
    """The field's header, or one with a number where another column has it."""
    header = dialect.header_of(name)[0]
    number = 1
    while header.casefold() in taken:
        number += 1
        header = dialect.computed_header(f"{name}_{number}")[0]
    return header


def written(value: Any, esp: Profile) -> str:
    """A merge field's value as that ESP imports it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if esp.moments == "date" else value.isoformat(timespec="seconds")
    if isinstance(value, dt.date) and value.year == YEARLESS:
        return f"{value:%m/%d}"
    if isinstance(value, list | tuple):
        return _list([display(one) for one in value], esp.lists)
    return display(value)


def _list(entries: list[str], style: str) -> str:
    if not entries:
        return ""
    if style == "json":
        return json.dumps(entries, ensure_ascii=False)
    if style == "pipe":
        return "|".join(entries)
    # Mailchimp's way: an entry that holds a comma stands in double quotes.
    return ", ".join('"' + one.replace('"', "'") + '"' if "," in one else one for one in entries)

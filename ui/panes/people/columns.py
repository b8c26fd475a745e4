"""The columns that the table of people can show: from what the project knows, in the order that was chosen."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSettings

from app.domain import names
from app.rules import coded_values
from ui.core import formats
from ui.panes.people import phrases as say
from ui.panes.people.cells import MONTHS, SEGMENTS
from ui.widgets.table import Column

if TYPE_CHECKING:
    from app.rules import Named

FIRST: Final = ("name", "city", SEGMENTS, MONTHS, "orders", "last_order_at", "revenue")
"""What is shown until somebody chooses otherwise."""
_SAID: Final = ("city", "country", "phone", "loyalty_tier", "signed_up_at", "birth_date")
"""What is shown first of what files said of people, where nobody did anything yet."""
_FEW: Final = 4

_TITLES: Final = {"name": "Person", "revenue": "Spent", "net_revenue": "Net spent", "rfm_segment": "Group"}
_WIDTHS: Final = {"text": 116, "number": 88, "amount": 104, "date": 112, "datetime": 112, "boolean": 84, "list": 170}
_LEAST: Final = {"date": "28 Sept 2026", "datetime": "28 Sept 2026", "amount": "12,345.67"}
"""What is no longer what it says when its end is cut off."""
_PARTS: Final = {"first_name", "last_name", "full_name"}
"""What the column `name` is made of."""
_WIDE: Final = {"name": 0, "email": 190, SEGMENTS: 0, MONTHS: 112}
_SHARES: Final = {"name": 3, SEGMENTS: 2}
_NAMED: Final = "Maximilian Featherstone-Hughes-Llewellyn"
"""For about so much of a name there is room behind the tick and the disc, whatever else is shown."""
_KEPT: Final = "people/columns"


@dataclass(frozen=True)
class Known:
    """A trait that can be a column: its name, type and label."""

    name: str
    type: str
    label: str


_GLANCES: Final = (Known(SEGMENTS, "list", "In"), Known(MONTHS, "list", "Twelve months"))
"""What is seen at a glance: no traits, so nothing sorts or filters by them."""


def offered(traits: Iterable["Named"]) -> list[Known]:
    """Name, email, and then every trait that is not hidden: those that files gave first, each by its label."""
    seen = (one for one in traits if not one.hidden)
    ordered = sorted(seen, key=lambda one: (one.name != "email", one.computed, one.label.casefold()))
    found = [Known(one.name, one.type, _title(one.name, one.label)) for one in ordered]
    return [Known("name", "text", "Person"), *_GLANCES, *(one for one in found if one.name not in _PARTS)]


def _title(name: str, label: str) -> str:
    """The word of the table for a field, unless somebody gave it another name."""
    return _TITLES.get(name, label) if label == names.label_of(name) else label


def filterable(traits: Iterable["Named"]) -> list[Known]:
    """The traits whose values are worth counting, with the labels of the columns; addresses and names are not."""
    return [one for one in offered(traits) if one.name not in ("name", "email", "phone", "street", SEGMENTS, MONTHS)]


def columns(
    chosen: Iterable[str], known: Sequence[Known], zone: dt.tzinfo, merged: Mapping[str, str] | None = None
) -> list[Column]:
    """Table columns for these names; one that the project does not know is left out; days are those of `zone`.

    For one that is `merged` into another that other stands, once.
    """
    by_name = {one.name: one for one in known}
    standing = dict.fromkeys((merged or {}).get(name, name) for name in chosen)
    return [_column(by_name[name], zone) for name in standing if name in by_name]


def _column(one: Known, zone: dt.tzinfo) -> Column:
    title = _title(one.name, one.label)
    width = _WIDE.get(one.name, max(_WIDTHS[one.type], 28 + 7 * len(title)))
    numeric = one.type in ("number", "amount")
    least = _NAMED if one.name == "name" else _LEAST.get(one.type, "")
    return Column(
        one.name, title, width, numeric=numeric, shown=partial(_shown, one, zone), least=least,
        second="line" if one.name == "name" else "", sortable=one.name not in (SEGMENTS, MONTHS),
        share=_SHARES.get(one.name, 1),
    )  # fmt: skip


def _shown(one: Known, zone: dt.tzinfo, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, str):
        value = coded_values.said(one.name, value)
    return formats.share(float(value), 1) if one.name == "engagement_rate" else say.value(one.type, value, zone)


def first(said: Sequence[str], *, events: bool) -> tuple[str, ...]:
    """What is shown until somebody chooses otherwise; `said` are the fields that files or hands gave values.

    Where nobody did anything yet, columns of orders would stand empty.
    """
    if events:
        return FIRST
    wanted = dict.fromkeys((*(name for name in _SAID if name in said), *said))
    fields = [name for name in wanted if name not in _PARTS and name != "email"]
    return ("name", *fields[:_FEW], SEGMENTS)


def remembered() -> tuple[str, ...]:
    """The columns that were chosen last; none where nobody chose."""
    kept = QSettings().value(_KEPT)
    # From an INI file a list of a single word comes back as that word.
    names = [kept] if isinstance(kept, str) else kept
    return tuple(str(name) for name in names) if isinstance(names, (list, tuple)) else ()


def remember(chosen: Sequence[str]) -> None:
    """Keep the choice for the next time."""
    QSettings().setValue(_KEPT, list(chosen))

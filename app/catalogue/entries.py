"""The entries of the catalogues, as they are listed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, or_, select

from app.domain.names import PRODUCT, STORE, fold
from app.project import Project
from storage.file.models import given_code, offer_code, product, store

LISTED = 1_000
"""So many entries are listed at once."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Some entries of a catalogue, in the order of their numbers, and how many there are in all.

    Each row holds the standard fields (None where nothing is known) and those of the user's own by name.
    """

    total: int
    rows: list[dict[str, Any]]


def counts(project: Project) -> dict[str, int]:
    """How many `products`, `stores`, `offers` and `codes` the project knows."""
    with project.read() as connection:
        known = select(offer_code.c.offer, offer_code.c.code).union(select(given_code.c.offer, given_code.c.code))
        codes = known.subquery()
        offers = select(func.count(codes.c.offer.distinct()), func.count())
        named, all_codes = connection.execute(offers.select_from(codes)).one()
        return {
            "products": int(connection.scalar(select(func.count()).select_from(product)) or 0),
            "stores": int(connection.scalar(select(func.count()).select_from(store)) or 0),
            "offers": int(named),
            "codes": int(all_codes),
        }


def products(project: Project, search: str = "", limit: int = LISTED) -> Entries:
    """The products whose number or name holds a text; prices in the project's currency."""
    found = _found(project, product, "sku", ("sku", *PRODUCT), search, limit)
    for row in found.rows:
        row["price"] = None if row["price"] is None else row["price"] / 10_000
    return found


def stores(project: Project, search: str = "", limit: int = LISTED) -> Entries:
    """The stores whose number, name or city holds a text."""
    return _found(project, store, "store_id", ("store_id", *STORE), search, limit)


def _found(project: Project, table: Table, key: str, names: tuple[str, ...], search: str, limit: int) -> Entries:
    columns = [table.c[name] for name in (key, "name", "city") if name in table.c]
    wanted = fold(search.strip())
    chosen = or_(*(func.instr(func.lower(func.coalesce(column, "")), wanted) > 0 for column in columns))
    rows = select(table).order_by(table.c[key]).limit(limit)
    total = select(func.count()).select_from(table)
    if wanted:
        rows, total = rows.where(chosen), total.where(chosen)
    with project.read() as connection:
        entries = [{name: getattr(row, name) for name in names} | (row.more or {}) for row in connection.execute(rows)]
        return Entries(int(connection.scalar(total) or 0), entries)

"""Amounts of several currencies in files of orders and of events, which are added up as if they were of one.

A column of currencies says so, or the signs beside the amounts; of what came before, the reports of its imports.
"""

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, select

from app.cleaning import texts
from app.domain.counts import counted
from app.ingest.readers.table import RawTable
from app.ingest.report import ImportReport, Note
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping
from storage.file.models import batch, event

_MONEY = ("total", "amount", "price")
_SIGN = r"(?P<sign>[A-Z]{1,2}\$|[$£€¥₹₽₺₩₪฿₫₴₱]|\b[A-Z]{3}\b)"
_CODES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "RUB",
          "EURO": "EUR", "EUROS": "EUR"}  # fmt: skip
_SHOWN = 5
_LOOKED_AT = 1_000


def of_orders(raw: RawTable, mapping: Mapping) -> tuple[list[str], list[Note]]:
    """The currencies of the amounts of orders, the commonest first, and what to say where they are several."""
    return _looked_over(raw, _said(raw, mapping))


def of_events(raw: RawTable, mapping: Mapping) -> tuple[list[str], list[Note]]:
    """The same of the events that say an amount; a price that somebody only looked at is added to nothing."""
    return _looked_over(raw, _of_events(raw, mapping))


def _looked_over(raw: RawTable, said: pa.Array | None) -> tuple[list[str], list[Note]]:
    if said is None:
        return [], []
    counts = pc.value_counts(said.drop_null()).to_pylist()
    found = Counter({row["values"]: row["counts"] for row in counts}).most_common()
    codes = [code for code, _ in found]
    if len(found) < 2:
        return codes, []
    shown = ", ".join(f"{code} in {counted(rows, 'row')}" for code, rows in found[:_SHOWN])
    rest = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    # The rows to look at are those of the rarer ones.
    others = pc.fill_null(pc.not_equal(said, found[0][0]), False)
    lines = raw.lines[pc.indices_nonzero(others).to_numpy()]
    text = f"The amounts are in {len(found)} currencies ({shown}{rest}), {_ADDED_UP}"
    return codes, [Note("red", text, len(lines), tuple(lines[:20].tolist()))]


_ADDED_UP = (
    "and none is converted: they are added up as they are, so that revenue and all that rests on it is wrong for "
    "whoever paid in another one. Import the orders of each currency with their amounts converted into the project's."
)


def tell(connection: Connection, report: ImportReport) -> None:
    """Tell where a file's amounts are in another currency than those of the orders that the project has already."""
    if not report.currencies:
        return
    before = _before(connection, int(report.batch or 0))
    new = [code for code in report.currencies if before and code not in before]
    if new:
        had = ", ".join(f"{code} ({name})" for code, name in list(before.items())[:_SHOWN])
        are = "Amounts of this file" if len(new) < len(report.currencies) else "The amounts of this file"
        text = f"{are} are in {', '.join(new[:_SHOWN])}, those of orders imported before in {had}, {_ADDED_UP}"
        report.warn("red", text, report.accepted)


def _before(connection: Connection, number: int) -> dict[str, str]:
    """The currencies of the orders that earlier imports brought, each with the first file that brought it."""
    columns = (batch.c.id, batch.c.file_name, batch.c.report["currencies"])
    sales = [kind.name for kind in file_kind.ALL.values() if kind.of_sales]
    stands = select(*columns).where(batch.c.kind.in_(sales), batch.c.undone_at.is_(None), batch.c.id != number)
    found: dict[str, str] = {}
    for earlier, name, codes in connection.execute(stands.order_by(batch.c.id)).all():
        if codes is None:
            # An import from before its report said so: the first of its events tell.
            some = select(event.c.currency).where(event.c.batch_id == earlier).limit(_LOOKED_AT).subquery()
            said = connection.scalars(select(some.c.currency).distinct().where(some.c.currency.is_not(None)))
            codes = sorted({code for one in said if (code := _code(one)) is not None})
        for code in codes:
            found.setdefault(code, name)
    return found


def _said(raw: RawTable, mapping: Mapping) -> pa.Array | None:
    """Each row's currency, null where none is said; None where no row says any."""
    header = mapping.header_of("currency") or _beside(raw)
    if header is not None:
        return texts.per_value(texts.trim(raw.text(header)), pa.string(), _code)
    money = next((one for one in map(mapping.header_of, _MONEY) if one), None)
    if money is None:
        return None
    signs = pc.struct_field(pc.extract_regex(raw.text(money), _SIGN), "sign")
    return texts.per_value(pa.chunked_array([pc.fill_null(signs, "").combine_chunks()]), pa.string(), _code)


def _of_events(raw: RawTable, mapping: Mapping) -> pa.Array | None:
    amount = mapping.header_of("amount")
    said = _said(raw, mapping) if amount is not None else None
    if said is None or amount is None:
        return None
    # An event without an amount adds nothing up, whatever currency stands beside it.
    filled = pc.not_equal(texts.trim(raw.text(amount)).combine_chunks(), "")
    return pc.if_else(filled, said, pa.scalar(None, pa.string()))


def _beside(raw: RawTable) -> str | None:
    return next((one for one in raw.headers if plain(one).endswith(("currency", "currencycode"))), None)


def _code(said: str) -> str | None:
    code = _CODES.get(said.upper(), said.upper())
    return None if not code or texts.is_placeholder(said) else code

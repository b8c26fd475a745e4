"""From typed columns to facts: what each accepted row says, by kind of file."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.ingest import jsontext, words
from app.ingest.cells import Cells
from app.ingest.clean import emails, places, texts
from app.names import PRODUCT, PROPERTIES, TRAITS

Mask = NDArray[np.bool_]

NO_IDENTIFIER = "No identifier: the row does not say who it is about"
MALFORMED = "No identifier: the email address is malformed"

EVENT_COLUMNS = tuple(PROPERTIES)
"""Standard properties, each a column of the table of events."""

ADJUSTMENT = ""
"""The event name of a line that is neither an order nor a refund."""

_CONSENT_COLUMNS = ("channel", "topic", "status", "at", "source")


@dataclass(slots=True)
class Facts:
    """What a block says: columns of equal length, why rows are refused, and beside them consents and types seen."""

    columns: dict[str, pa.Array]
    refusals: list[tuple[Mask, str]] = field(default_factory=list)
    consents: list[tuple[NDArray[np.int64], dict[str, pa.Array]]] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)


def profile_facts(cells: Cells, as_of: int) -> Facts:
    """`traits` (JSON) and `effective_at` of each row, and what it says of consent."""
    columns: dict[str, pa.Array] = {}
    types: dict[str, str] = {}
    for name, known in TRAITS.items():
        if cells.has(name):
            columns |= _trait(cells, name, known.type)
            types[name] = known.type
    for name, kind, values in cells.own(frozenset(TRAITS)):
        columns[name] = values
        types[name] = kind
    if "country_original" in columns:
        types["country_original"] = "text"
    replace = cells.mapping.on_conflict == "replace"
    traits = pc.fill_null(jsontext.objects(columns, cells.rows, keep_null=replace), "{}")
    effective = pa.array(np.full(cells.rows, as_of, dtype=np.int64))
    if cells.mapping.changed_at:
        effective = pc.coalesce(cells.typed(cells.mapping.changed_at, "datetime"), effective)
    facts = Facts({"traits": traits, "effective_at": effective}, types=types)
    for channel in ("email", "sms"):
        if cells.has(f"consent:{channel}"):
            facts.consents.append(_consents(cells, channel, effective))
    return facts


_SPECIAL: dict[str, Callable[[Cells], pa.Array]] = {
    "gender": lambda cells: texts.genders(cells.said("gender")),
    "language": lambda cells: texts.languages(cells.said("language")),
    # The address and the number as they were given, malformed ones too.
    "email": lambda cells: emails.addresses(cells.said("email"))[1],
}


def _trait(cells: Cells, name: str, kind: str) -> dict[str, pa.Array]:
    if name == "country":
        codes, original = places.countries(cells.said("country"))
        return {"country": codes, "country_original": original}
    if name == "phone":
        number, given = cells.identifiers()["phone"]
        return {"phone": pc.coalesce(number, given)}
    return {name: _SPECIAL[name](cells) if name in _SPECIAL else cells.value(name, kind)}


def _consents(cells: Cells, channel: str, effective: pa.Array) -> tuple[NDArray[np.int64], dict[str, pa.Array]]:
    """The rows that say something of a channel, and what."""
    said = texts.compose(texts.trim(cells.said(f"consent:{channel}")))
    status = texts.per_value(said, pa.string(), words.consent_status)
    dated = cells.value(f"consent:{channel}:at", "datetime")
    # A blank cell says `unknown` where a date stands beside it; without one it says nothing.
    blank = pc.and_(pc.equal(status, "unknown"), pc.is_null(dated))
    rows = np.flatnonzero(~np.asarray(pc.fill_null(blank, True)))
    count = len(rows)
    picked = pa.array(rows)
    return rows, {
        "channel": pa.array([channel] * count, pa.string()),
        "topic": pa.nulls(count, pa.string()),
        "status": status.take(picked),
        "at": pc.coalesce(dated, effective).take(picked),
        "source": cells.value(f"consent:{channel}:source", "text").take(picked),
    }


def event_facts(cells: Cells, as_of: int) -> Facts:
    """`name`, `at`, the standard properties and `more` of each row."""
    del as_of
    given = cells.mapping.event or {}
    if "name" in given:
        name = pa.array([words.event_name(given["name"])] * cells.rows, pa.string())
        said = pa.chunked_array([name])
    else:
        said = texts.trim(cells.raw(given.get("name_from") or str(cells.mapping.header_of("event"))))
        name = texts.per_value(said, pa.string(), lambda text: words.event_name(text) or None)
    columns = {"name": name, "at": cells.value("time", "datetime")}
    for prop in EVENT_COLUMNS:
        columns[prop] = cells.value(prop, PROPERTIES[prop].type)
    columns["kind"] = _bounce_kinds(name, said, columns["kind"])
    own = cells.own(frozenset({*EVENT_COLUMNS, "time", "event"}))
    columns["more"] = jsontext.objects({prop: values for prop, _, values in own}, cells.rows)
    facts = Facts(columns, types={prop: kind for prop, kind, _ in own})
    facts.refusals = [
        (_null(columns["at"]), "No time that can be read"),
        (_null(name), "No event name"),
    ]
    return facts


def _bounce_kinds(name: pa.Array, said: pa.ChunkedArray, kind: pa.Array) -> pa.Array:
    """Hard or soft for bounces, by the kind or by the event's own word; other events keep what they have."""
    bounced = pc.fill_null(pc.equal(name, "bounced_email"), False)
    if not pc.any(bounced).as_py():
        return kind
    told = zip(kind.filter(bounced).to_pylist(), said.filter(bounced).to_pylist(), strict=True)
    return pc.replace_with_mask(kind, bounced, pa.array([words.bounce_kind(*both) for both in told], pa.string()))


def _null(column: pa.Array) -> Mask:
    return np.asarray(pc.is_null(column))


_CANCELLED_ID = r"^[Cc]\s*-?\d"


def order_facts(cells: Cells, as_of: int) -> Facts:
    """Each line as `ordered_product`, `refunded_order` or an adjustment (no name, and a `reason`)."""
    del as_of
    rows = cells.rows
    order = cells.value("order_id", "text")
    quantity = cells.value("quantity", "amount") if cells.has("quantity") else _constant(rows, 10_000)
    price = cells.value("price", "amount") if cells.has("price") else cells.value("amount", "amount")
    kinds = _line_kinds(cells, order, quantity, price)
    refund = kinds == "refunded_order"
    count, each = _numbers(quantity), _numbers(price)
    amount = _numbers(cells.value("amount", "amount")) if not cells.has("price") else _times(count, each)
    amount = np.where(refund, np.abs(amount), amount)
    own = cells.own(
        frozenset({"order_id", "sku", "quantity", "price", "amount", "time", "currency", "discount_code", "cancelled"})
    )
    unknown = pc.or_(pc.is_null(quantity), pc.is_null(price))
    columns = {
        "name": pa.array(kinds.tolist(), pa.string()),
        "at": cells.value("time", "datetime"),
        "order_id": order,
        "sku": cells.value("sku", "text"),
        "quantity": pa.array(np.where(refund, np.abs(count), count), mask=_null(quantity)),
        "amount": pa.array(amount, mask=np.asarray(unknown)),
        "price": pa.array(each, mask=_null(price)),
        "currency": cells.value("currency", "text"),
        "discount_code": cells.value("discount_code", "text"),
        "more": jsontext.objects({prop: values for prop, _, values in own}, rows),
        "reason": pa.array(_reasons(kinds, count, each), pa.string()),
    }
    facts = Facts(columns, types={prop: kind for prop, kind, _ in own})
    facts.refusals = [
        (_null(columns["at"]), "No time that can be read"),
        (_null(order), "No order number"),
        (_null(quantity), "No quantity that can be read"),
        (_null(price), "No price that can be read"),
    ]
    return facts


def _constant(rows: int, value: int) -> pa.Array:
    return pa.array(np.full(rows, value, dtype=np.int64))


def _numbers(column: pa.Array) -> NDArray[np.int64]:
    return np.asarray(pc.fill_null(column, 0), dtype=np.int64)


def _times(quantity: NDArray[np.int64], price: NDArray[np.int64]) -> NDArray[np.int64]:
    """Price × quantity, both of 1/10,000, exactly; half of a last place away from zero."""
    if np.abs(quantity.astype(np.float64) * price.astype(np.float64)).max(initial=0) > 9e18:
        exact = [abs(int(q) * int(p)) + 5_000 for q, p in zip(quantity, price, strict=True)]
        signs = np.sign(quantity) * np.sign(price)
        return np.asarray(np.array([value // 10_000 for value in exact], dtype=np.int64) * signs, dtype=np.int64)
    product = quantity * price
    return np.asarray((np.abs(product) + 5_000) // 10_000 * np.sign(product), dtype=np.int64)


def _line_kinds(cells: Cells, order: pa.Array, quantity: pa.Array, price: pa.Array) -> NDArray[np.str_]:
    cancelled = np.asarray(pc.fill_null(pc.match_substring_regex(order, _CANCELLED_ID), False))
    if cells.has("cancelled"):
        flags = texts.per_value(texts.trim(cells.said("cancelled")), pa.bool_(), words.is_cancelled)
        cancelled = cancelled | np.asarray(pc.fill_null(flags, False))
    # A shop whose every order number begins with C means nothing by it where goods were sold.
    sold = (_numbers(quantity) > 0) & (_numbers(price) > 0)
    if not cells.has("cancelled") and bool((cancelled & sold).sum() * 2 > sold.sum()):
        cancelled = cancelled & ~sold
    return np.where(cancelled, "refunded_order", np.where(sold, "ordered_product", ADJUSTMENT))


def _reasons(kinds: NDArray[np.str_], quantity: NDArray[np.int64], price: NDArray[np.int64]) -> list[str | None]:
    words_of = np.where(quantity <= 0, "Quantity of zero or less, and no cancellation", "Price of zero or less")
    return [str(word) if kind == ADJUSTMENT else None for kind, word in zip(kinds, words_of, strict=True)]


def product_facts(cells: Cells, as_of: int) -> Facts:
    """`sku` and `fields` (JSON) of each row."""
    del as_of
    sku = cells.value("sku", "text")
    columns = {name: cells.value(name, known.type) for name, known in PRODUCT.items() if cells.has(name)}
    own = cells.own(frozenset({*PRODUCT, "sku"}))
    columns |= {name: values for name, _, values in own}
    replace = cells.mapping.on_conflict == "replace"
    fields = pc.fill_null(jsontext.objects(columns, cells.rows, keep_null=replace), "{}")
    facts = Facts({"sku": sku, "fields": fields}, types={name: kind for name, kind, _ in own})
    facts.refusals = [(_null(sku), "No SKU")]
    return facts


def consent_facts(cells: Cells, as_of: int) -> Facts:
    """`channel`, `topic`, `status`, `at` and `source` of each row."""
    said = texts.compose(texts.trim(cells.said("status")))
    status = texts.per_value(said, pa.string(), words.consent_status)
    channel = texts.per_value(texts.trim(cells.said("channel")), pa.string(), words.channel_of)
    at = pc.coalesce(cells.value("time", "datetime"), _constant(cells.rows, as_of))
    columns = {
        "channel": channel, "topic": cells.value("topic", "text"), "status": status, "at": at,
        "source": cells.value("source", "text"),
    }  # fmt: skip
    assert tuple(columns) == _CONSENT_COLUMNS
    return Facts(columns, [(_null(status), "No state of consent that is known")])


def suppression_facts(cells: Cells, as_of: int) -> Facts:
    """`channel`, `reason`, `at` and `source` of each row; the address is its identifier."""
    columns = {
        "channel": texts.per_value(texts.trim(cells.said("channel")), pa.string(), words.channel_of),
        "reason": texts.per_value(texts.trim(cells.said("reason")), pa.string(), words.reason_of),
        "at": pc.coalesce(cells.value("time", "datetime"), _constant(cells.rows, as_of)),
        "source": cells.value("source", "text"),
    }
    return Facts(columns)


MAKERS: dict[str, Callable[[Cells, int], Facts]] = {
    "profiles": profile_facts,
    "events": event_facts,
    "orders": order_facts,
    "products": product_facts,
    "consents": consent_facts,
    "suppressions": suppression_facts,
}
"""What makes the facts of each kind of file, from a block and the import's `as_of` (microseconds UTC)."""

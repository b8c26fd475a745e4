"""What templates know of their recipients: merge fields for thousands of people at once, never one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app import audience
from app.audience import AsOf
from app.domain import names
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.domain.shared_answers import Known
from app.project import Project
from app.template import AT_MOST, Amount

if TYPE_CHECKING:
    import numpy as np

    from app.query import ProfileBatch, Question

    Ids = np.ndarray[Any, np.dtype[np.int64]]

BATCH = 5_000
ASKED_ONE_BY_ONE = 3
"""Up to so many people it is quicker to find each one's segments than each segment's people."""
RECENT = AT_MOST["recent_orders"]
OFFERED = AT_MOST["recommendations"]

OTHERS = (*(name for name in names.MERGE_FIELDS if name not in names.LINKS), "key")
"""Merge fields that are no traits."""

Context = dict[str, Any]


@dataclass
class _Asked:
    """One asking for merge fields: what was prepared for everyone, and how each batch is filled."""

    project: Project
    question: "Question"
    fields: list[str]
    currency: str
    traits: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    segments: "list[tuple[str, bool, Ids]]" = field(default_factory=list)
    popular: list[Context] = field(default_factory=list)
    by_category: dict[str, list[Context]] = field(default_factory=dict)

    def wants(self, *names: str) -> bool:
        """Whether any of these fields is asked for."""
        return any(name in self.fields for name in names)


def contexts(
    project: Project,
    ids: "Sequence[int] | Ids",
    fields: Sequence[str],
    as_of: AsOf = None,
    progress: Progress = SILENT,
) -> Iterator[list[Context]]:
    """The wanted merge fields of these profiles, in their order, in batches of at most BATCH.

    Amounts are exact and print with the places of the project's currency, dates are dates, date-times aware local
    times, missing traits None. Unknown names are None for everyone. `recent_orders` are newest first, each with
    `order_id`, `time`, `amount` and `items` (`sku`, `name`, `quantity`, `price`, `amount`); `recommendations` hold
    `sku`, `name`, `price`, `url`, `image_url` and `category`.
    """
    import numpy as np

    from app.query import ProfileBatch

    numbers = np.asarray(ids, dtype=np.int64)
    with audience.asking(project, as_of, progress) as question:
        asked = _prepared(project, question, list(dict.fromkeys(fields)), numbers)
        for start in range(0, len(numbers), BATCH):
            progress.step(start, len(numbers), "Gathering what is known of the recipients")
            some = numbers[start : start + BATCH]
            yield _batch(asked, ProfileBatch(question, some), some)


def _prepared(project: Project, question: "Question", fields: list[str], ids: "Ids") -> _Asked:
    from app.query import traits

    asked = _Asked(project, question, fields, str(project.setting("currency") or ""))
    asked.traits = [name for name in fields if name not in OTHERS and _is_known(name, question)]
    if asked.wants("last_product_viewed"):
        asked.traits.append("last_viewed_product")
    if asked.wants("recommendations"):
        asked.traits.append("favourite_category")
        asked.popular, asked.by_category = _popular(question, asked.currency)
    asked.traits = list(dict.fromkeys(asked.traits))
    asked.kinds = {name: traits.kind_of(name, question.mirror) for name in asked.traits}
    if asked.wants("segment", "segments"):
        asked.segments = _segments(project, question, ids)
    return asked


def _is_known(name: str, question: "Question") -> bool:
    return name in question.names.traits or name in question.names.merged


def _batch(asked: _Asked, batch: "ProfileBatch", ids: "Ids") -> list[Context]:
    rows = _traits(asked, batch)
    orders = _orders(batch, asked.currency) if asked.wants("recent_orders", "recent_purchase") else {}
    bought = _bought(batch) if asked.wants("recommendations") else {}
    mine = _segments_among(asked, ids) if asked.wants("segment", "segments") else {}
    same = _same_for_all(asked)
    own = [name for name in asked.fields if name not in OTHERS] + ["key"] * ("key" in asked.fields)
    computed = asked.wants("recent_orders", "recent_purchase", "last_product_viewed", "recommendations")
    found: list[Context] = []
    for one in ids.tolist():
        row = rows.get(one, {})
        made = {name: row.get(name) for name in own}
        if computed:
            made |= _computed(asked, row, orders.get(one, []), bought.get(one, set()))
        if mine:
            made |= mine[one]
        made |= same
        found.append(made)
    return found


def _same_for_all(asked: _Asked) -> Context:
    known: dict[str, Callable[[], Any]] = {
        "sender": lambda: asked.project.setting("sender"),
        "today": lambda: asked.question.moment.local().date(),
        "offers": list,
        "campaign": lambda: None,
    }
    return {name: make() for name, make in known.items() if name in asked.fields}


def _computed(asked: _Asked, row: Context, orders: list[Context], bought: set[str]) -> Context:
    """What one person's merge fields hold beside their traits."""
    made: Context = {}
    if asked.wants("recent_orders", "recent_purchase"):
        made |= {"recent_orders": orders, "recent_purchase": _purchase(orders)}
    if asked.wants("last_product_viewed"):
        made["last_product_viewed"] = row.get("last_viewed_product")
    if asked.wants("recommendations"):
        made["recommendations"] = _recommended(asked, row.get("favourite_category"), bought)
    return {name: value for name, value in made.items() if name in asked.fields}


# Traits.


def _traits(asked: _Asked, batch: "ProfileBatch") -> dict[int, Context]:
    moment = asked.question.moment
    found: dict[int, Context] = batch.traits(asked.traits)
    # The others stand in a template as the mirror has them.
    other = [(name, asked.kinds[name]) for name in asked.traits if asked.kinds[name] not in ("text", "boolean", "list")]
    for row in found.values():
        for name, kind in other:
            if row[name] is not None:
                row[name] = readable(kind, row[name], moment, asked.currency)
    for row in batch.rows("keys", lambda ask: ask.people.select("id", "key")):
        found.setdefault(row["id"], {})["key"] = row["key"]
    return found


def readable(kind: str, value: Any, moment: Moment, currency: str = "") -> Any:
    """A value as a template shows it: an amount, a date, an aware local time, a whole number where it is one."""
    if kind == "amount":
        return money(value, currency)
    if kind == "date":
        return names.date_of_days(value)
    if kind == "datetime":
        return Moment(value, moment.timezone).local()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def money(value: int | None, currency: str) -> Amount | None:
    """An amount of 1/10,000, exact."""
    return None if value is None else Amount(Decimal(value).scaleb(-4), currency)


# Segments.


def _segments(project: Project, question: "Question", ids: "Ids") -> "list[tuple[str, bool, Ids]]":
    """Each kept segment with whether it is a content segment and who is in it; asked once for all batches."""
    import numpy as np

    from app.audience import segments

    members = _by_person(question, ids) if len(ids) <= ASKED_ONE_BY_ONE else _by_segment(question)
    nobody = np.array([], dtype=np.int64)
    return [(one.name, one.content, np.sort(members.get(one.id, nobody))) for one in segments.every(project)]


def _by_person(question: "Question", ids: "Ids") -> "dict[int, Ids]":
    import numpy as np

    from app.audience import segments_of

    found: dict[int, list[int]] = {}
    for number in ids.tolist():
        for known in segments_of(question, number):
            found.setdefault(known.id, []).append(number)
    return {segment: np.array(people, dtype=np.int64) for segment, people in found.items()}


def _by_segment(question: "Question") -> "dict[int, Ids]":
    from app.conditions import rule_of
    from app.domain.problems import RuleProblem
    from app.query import answers

    found: dict[int, Ids] = {}
    for known in question.names.segments.values():
        try:
            found[known.id] = answers.ids(rule_of(known.id, question), question)
        except RuleProblem:
            continue  # its rule can no longer be asked: nobody is in it
    return found


def _segments_among(asked: _Asked, ids: "Ids") -> dict[int, Context]:
    """`segments`, and as `segment` the first content segment, of each of these; kept as numbers, a million fit."""
    import numpy as np

    names: dict[int, list[str]] = {number: [] for number in ids.tolist()}
    first: dict[int, str] = {}
    for name, content, members in asked.segments:
        places = np.searchsorted(members, ids)
        within = places < len(members)
        # A place is where the number would stand; whether it does must be looked at.
        within[within] = members[places[within]] == ids[within]
        for number in ids[within].tolist():
            names[number].append(name)
            if content:
                first.setdefault(number, name)
    found: dict[int, Context] = {}
    for number in names:
        made = {"segments": names[number], "segment": first.get(number)}
        found[number] = {name: value for name, value in made.items() if name in asked.fields}
    return found


# Orders.


def _orders(batch: "ProfileBatch", currency: str) -> dict[int, list[Context]]:
    """The newest orders of each person with their lines, newest first."""
    newest: dict[int, list[Context]] = {}
    for row in batch.rows("placed orders", _placed):
        newest.setdefault(row["profile_id"], []).append(row)
    newest = {person: rows[-RECENT:][::-1] for person, rows in newest.items()}
    wanted = {(person, row["p_order_id"]) for person, rows in newest.items() for row in rows}
    items: dict[tuple[int, str], list[Context]] = {}
    moment = batch.question.moment
    for row in batch.rows("order lines", _lines):
        if (row["profile_id"], row["p_order_id"]) in wanted:
            items.setdefault((row["profile_id"], row["p_order_id"]), []).append(_item(row, currency))
    return {
        person: [_order(row, items.get((person, row["p_order_id"]), []), moment, currency) for row in rows]
        for person, rows in newest.items()
    }


def _placed(ask: "Question") -> Any:
    events = ask.events
    chosen = events.filter(events["name"] == "placed_order").order_by(["at", "id"])
    return chosen.select("profile_id", "at", "p_order_id", "p_amount")


def _lines(ask: "Question") -> Any:
    events, products = ask.events, ask.products
    lines = events.filter((events["name"] == "ordered_product") & events.p_order_id.notnull())
    known = products.select(known_sku=products.sku, product=products.p_name)
    # The lines of an order as its file has them.
    joined = lines.left_join(known, lines.p_sku == known.known_sku).order_by("id")
    return joined.select("profile_id", "p_order_id", "p_sku", "product", "p_quantity", "p_price", "p_amount")


def _item(row: Context, currency: str) -> Context:
    return {
        "sku": row["p_sku"],
        "name": row["product"] or row["p_sku"],
        "quantity": _quantity(row["p_quantity"]),
        "price": money(row["p_price"], currency),
        "amount": money(row["p_amount"], currency),
    }


def _quantity(value: int | None) -> int | Decimal | None:
    if value is None:
        return None
    return value // 10_000 if value % 10_000 == 0 else Decimal(value).scaleb(-4).normalize()


def _order(row: Context, items: list[Context], moment: Moment, currency: str) -> Context:
    return {
        "order_id": row["p_order_id"],
        "time": Moment(row["at"], moment.timezone).local(),
        "amount": money(row["p_amount"], currency),
        "items": items,
    }


def _purchase(orders: list[Context]) -> str | None:
    """The name of the first product of the newest order that has lines."""
    return next((order["items"][0]["name"] for order in orders if order["items"]), None)


# Recommendations: what most people bought of one's favourite category, then of all.


def _bought(batch: "ProfileBatch") -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in batch.rows("bought", _skus):
        found.setdefault(row["profile_id"], set()).add(row["p_sku"])
    return found


def _skus(ask: "Question") -> Any:
    events = ask.events
    lines = events.filter((events["name"] == "ordered_product") & events.p_sku.notnull())
    return lines.select("profile_id", "p_sku").distinct()


_Popular = tuple[list[Context], dict[str, list[Context]]]
_KEPT = 2


def _popular(question: "Question", currency: str) -> _Popular:
    """Products that are not out of stock, those first that most people bought; all of them, and by category."""
    # All products of a moment are many: few moments are kept of them.
    kept = question.mirror.known.once("popular", lambda: Known(_KEPT))
    return kept.once((question.moment.us, currency), lambda: _look_up_popular(question, currency))


def _look_up_popular(question: "Question", currency: str) -> _Popular:
    import ibis

    events, products = question.events, question.products
    lines = events.filter(events["name"] == "ordered_product")
    buyers = lines.group_by("p_sku").agg(buyers=lines.profile_id.nunique())
    # A catalogue that says nothing of its stock has everything.
    offered = products.filter(ibis.coalesce(products.p_in_stock, True))
    columns = {name: offered[f"p_{name}"] for name in ("name", "price", "url", "image_url", "category")}
    known = offered.select(sku=offered.sku, f_category=offered.f_category, **columns)
    joined = known.left_join(buyers, known.sku == buyers.p_sku).drop("p_sku")
    ordered = joined.order_by([ibis.coalesce(joined.buyers, 0).desc(), joined.sku])
    every: list[Context] = []
    by_category: dict[str, list[Context]] = {}
    for row in question.mirror.to_pyarrow(ordered.drop("buyers")).to_pylist():
        folded = row.pop("f_category")
        product = row | {
            "name": row["name"] or row["sku"],
            "price": money(row["price"], currency),
        }
        every.append(product)
        if folded is not None:
            by_category.setdefault(folded, []).append(product)
    return every, by_category


def _recommended(asked: _Asked, category: str | None, bought: set[str]) -> list[Context]:
    favourite = asked.by_category.get(names.fold(category), []) if category else []
    found: dict[str, Context] = {}
    # What is of the favourite category stands among the popular again.
    for product in (*favourite, *asked.popular):
        if len(found) == OFFERED:
            break
        if product["sku"] not in bought:
            found.setdefault(product["sku"], product)
    return list(found.values())

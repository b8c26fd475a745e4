"""Rules about what people did, by itself and as traits that follow from it."""

from generate import DEVICES
from rule_kinds import DAY, Asked, doers, folded, grouped, last, people, trait

ORDER = "'placed_order'"
LATEST = '"at"::HUGEINT * 10000000000 + id'
"""One number by time and then by row: a pair takes three times as long."""
OWN = "(p_machine IS NULL OR NOT p_machine)"
"""Events that a person's own hand did; which of them are none by their name, the made-up shop has not."""


def _oftener(wanted: str, other: str) -> str:
    """The SQL of a device being the preferred one beside another; of equals the first by name is meant."""
    if wanted == other:
        return f"count(*) FILTER (f_device = '{wanted}') > 0"
    sign = ">" if other < wanted else ">="
    return f"count(*) FILTER (f_device = '{wanted}') {sign} count(*) FILTER (f_device = '{other}')"


def _most(weights: str, wanted: str) -> str:
    """The SQL of how many people have something most of all; of equals the first by name is meant."""
    mine = f"max(n) FILTER (what = {folded(wanted)})"
    return (
        f"SELECT count(*) FROM (SELECT profile_id FROM ({weights}) GROUP BY profile_id "
        f"HAVING {mine} > coalesce(max(n) FILTER (what < {folded(wanted)}), 0) "
        f"AND {mine} >= coalesce(max(n) FILTER (what > {folded(wanted)}), 0))"
    )


def _event(name: str, days: int | None = None, **more: object) -> dict[str, object]:
    return {"event": name} | ({"within": last(days)} if days else {}) | more


def _where(prop: str, op: str, value: object) -> dict[str, object]:
    return {"property": prop, "op": op, "value": value}


COUNTS = [
    Asked(
        "ordered in the last days",
        lambda a: _event("placed_order", 30 + a.n),
        lambda a: f"SELECT count(DISTINCT profile_id) FROM events WHERE name = 'placed_order' AND {a.within(30 + a.n)}",
    ),
    Asked(
        "at least 3 orders in a year",
        lambda a: _event("placed_order", 365 - a.n, op=">=", value=3),
        lambda a: doers(f"name = 'placed_order' AND {a.within(365 - a.n)}", "count(*) >= 3"),
    ),
    Asked(
        "exactly 2 orders between two days ago",
        lambda a: {
            "event": "placed_order",
            "op": "=",
            "value": 2,
            "within": {"between": [{"days": 200 + a.n}, {"days": 20}]},
        },
        lambda a: doers(f"name = 'placed_order' AND {a.within(200 + a.n, 20)}", "count(*) = 2"),
    ),
    Asked(
        "no activity in days",
        lambda a: {"none": [_event("*", 60 + a.n)]},
        lambda a: (
            "SELECT (SELECT count(*) FROM profiles) - count(DISTINCT profile_id) FROM events "
            f"WHERE {a.within(60 + a.n)}"
        ),
    ),
    Asked(
        "never ordered in days",
        lambda a: _event("placed_order", 400 + a.n, op="=", value=0),
        lambda a: (
            "SELECT (SELECT count(*) FROM profiles) - count(DISTINCT profile_id) FROM events "
            f"WHERE name = 'placed_order' AND {a.within(400 + a.n)}"
        ),
    ),
    Asked(
        "2 orders of an amount",
        lambda a: _event("placed_order", where=[_where("amount", ">=", 100 + a.n)], op=">=", value=2),
        lambda a: doers(f"name = 'placed_order' AND p_amount >= {(100 + a.n) * 10_000} AND {a.known}", "count(*) >= 2"),
    ),
    Asked(
        "opened on a weekend's evening",
        lambda a: _event(
            "opened_email", 300 + a.n, where=[_where("time.weekday", ">=", 6), _where("time.hour", ">=", 18)]
        ),
        lambda a: (
            "SELECT count(DISTINCT profile_id) FROM events WHERE name = 'opened_email' "
            f"AND {a.within(300 + a.n)} AND hour >= 18 AND (day + 3) % 7 >= 5"
        ),
    ),
    Asked(
        "viewed a category",
        lambda a: _event("viewed_product", 90 + a.n, where=[_where("product.category", "is", a.category)]),
        lambda a: (
            f"SELECT count(DISTINCT profile_id) FROM events WHERE name = 'viewed_product' AND {a.within(90 + a.n)} "
            f"AND p_sku IN (SELECT sku FROM products WHERE f_category = {folded(a.category)})"
        ),
    ),
    Asked(
        "carted a dear thing of a brand from a phone",
        lambda a: _event(
            "added_to_cart",
            where=[
                _where("product.brand", "is", a.brand),
                _where("product.price", ">=", 80 + a.n),
                _where("device", "is_not", "desktop"),
            ],
        ),
        lambda a: (
            f"SELECT count(DISTINCT profile_id) FROM events WHERE name = 'added_to_cart' AND {a.known} "
            "AND (f_device <> 'desktop' OR f_device IS NULL) AND p_sku IN (SELECT sku FROM products WHERE "
            f"f_brand = {folded(a.brand)} AND p_price >= {(80 + a.n) * 10_000})"
        ),
    ),
]

MEASURES = [
    Asked(
        "sum of orders in half a year",
        lambda a: _event("placed_order", 180, measure="sum", of="amount", op=">=", value=200 + a.n),
        lambda a: doers(f"name = 'placed_order' AND {a.within(180)}", f"sum(p_amount) >= {(200 + a.n) * 10_000}"),
    ),
    Asked(
        "greatest order",
        lambda a: _event("placed_order", measure="max", of="amount", op=">=", value=150 + a.n),
        lambda a: (
            "SELECT count(DISTINCT profile_id) FROM events WHERE name = 'placed_order' "
            f"AND p_amount >= {(150 + a.n) * 10_000} AND {a.known}"
        ),
    ),
    Asked(
        "smallest order",
        lambda a: _event("placed_order", measure="min", of="amount", op=">=", value=20 + a.n),
        lambda a: doers(f"name = 'placed_order' AND {a.known}", f"min(p_amount) >= {(20 + a.n) * 10_000}"),
    ),
    Asked(
        "mean order",
        lambda a: _event("placed_order", measure="mean", of="amount", op=">", value=80 + a.n),
        lambda a: doers(
            f"name = 'placed_order' AND {a.known}", f"sum(p_amount) > {(80 + a.n) * 10_000} * count(p_amount)"
        ),
    ),
    Asked(
        "device of the latest view",
        lambda a: _event("viewed_product", 200 + a.n, measure="last", of="device", op="is", value="mobile"),
        lambda a: doers(
            f"name = 'viewed_product' AND f_device IS NOT NULL AND {a.within(200 + a.n)}",
            f"arg_max(f_device, {LATEST}) = 'mobile'",
        ),
    ),
    Asked(
        "different products viewed",
        lambda a: _event("viewed_product", 120 + a.n, measure="distinct", of="sku", op=">=", value=4),
        lambda a: doers(f"name = 'viewed_product' AND {a.within(120 + a.n)}", "count(DISTINCT f_sku) >= 4"),
    ),
    Asked(
        "days with activity",
        lambda a: _event("*", 90 + a.n, measure="distinct", of="day", op=">=", value=5),
        lambda a: doers(a.within(90 + a.n), "count(DISTINCT day) >= 5"),
    ),
    Asked(
        "days since the latest order",
        lambda a: _event("placed_order", measure="days_since_last", op="between", value=[30, 90 + a.n]),
        lambda a: doers(
            f"name = 'placed_order' AND {a.known}", f"max(day) BETWEEN {a.today - 90 - a.n} AND {a.today - 30}"
        ),
    ),
    Asked(
        "orders rising",
        lambda a: _event("placed_order", 120 + a.n, trend="rising", by_at_least=0.5),
        lambda a: doers(
            f"name = 'placed_order' AND {a.within(240 + 2 * a.n)}",
            f'count(*) FILTER ("at" > {a.now - (120 + a.n) * DAY}) > 0 AND '
            f'count(*) FILTER ("at" > {a.now - (120 + a.n) * DAY}) > '
            f'count(*) FILTER ("at" <= {a.now - (120 + a.n) * DAY}) AND '
            f'2 * count(*) FILTER ("at" > {a.now - (120 + a.n) * DAY}) >= '
            f'3 * count(*) FILTER ("at" <= {a.now - (120 + a.n) * DAY})',
        ),
    ),
    Asked(
        "first order in the last days",
        lambda a: _event("placed_order", 60 + a.n, first_time=True),
        lambda a: doers(f"name = 'placed_order' AND {a.known}", f'min("at") > {a.now - (60 + a.n) * DAY}'),
    ),
    Asked(
        "carted more often than ordered",
        lambda a: _event("added_to_cart", 150 + a.n, more_often_than={"event": "placed_order"}),
        lambda a: doers(
            f"name IN ('added_to_cart', 'placed_order') AND {a.within(150 + a.n)}",
            "count(*) FILTER (name = 'added_to_cart') > count(*) FILTER (name = 'placed_order')",
        ),
    ),
]

COMPUTED = [
    Asked(
        "revenue over",
        lambda a: trait("revenue", ">", 200 + a.n),
        lambda a: doers(f"name = 'placed_order' AND {a.known}", f"sum(p_amount) > {(200 + a.n) * 10_000}"),
    ),
    Asked(
        "orders at most",
        lambda a: trait("orders", "<=", 1 + a.n % 4),
        lambda a: (
            "SELECT (SELECT count(*) FROM profiles) - count(*) FROM "
            f"({grouped('name = ' + ORDER + ' AND ' + a.known, f'count(*) > {1 + a.n % 4}')})"
        ),
    ),
    Asked(
        "average order between",
        lambda a: trait("average_order_value", "between", [50 + a.n, 90]),
        lambda a: doers(
            f"name = 'placed_order' AND {a.known}",
            f"(2 * sum(p_amount)::BIGINT + count(*)) // (2 * count(*)) BETWEEN {(50 + a.n) * 10_000} AND 900000",
        ),
    ),
    Asked(
        "latest order not in days",
        lambda a: trait("last_order_at", "not_in_last", {"days": 120 + a.n}),
        lambda a: doers(f"name = 'placed_order' AND {a.known}", f'max("at") <= {a.now - (120 + a.n) * DAY}'),
    ),
    Asked(
        "active in the last days",
        lambda a: trait("last_active_at", "in_last", {"days": 30 + a.n}),
        lambda a: f"SELECT count(DISTINCT profile_id) FROM events WHERE {a.within(30 + a.n)} AND {OWN}",
    ),
    Asked(
        "first seen in the last days",
        lambda a: trait("first_seen_at", "in_last", {"days": 200 + a.n}),
        lambda a: people(
            f"(t_signed_up_at > {a.now - (200 + a.n) * DAY} OR t_signed_up_at IS NULL) AND id NOT IN "
            f'(SELECT profile_id FROM events WHERE "at" <= {a.now - (200 + a.n) * DAY}) '
            f"AND (t_signed_up_at <= {a.now} OR id IN (SELECT profile_id FROM events WHERE {a.within(200 + a.n)}))"
        ),
    ),
    Asked(
        "preferred device",
        lambda a: trait("preferred_device", "is", a.of(DEVICES)),
        lambda a: doers(a.known, " AND ".join(_oftener(a.of(DEVICES), other) for other in DEVICES)),
    ),
    Asked(
        "favourite category",
        lambda a: trait("favourite_category", "is", a.category),
        lambda a: _most(
            "SELECT profile_id, f_category AS what, sum(coalesce(p_quantity, 10000)) AS n FROM events e "
            "JOIN products ON sku = p_sku WHERE e.name IN ('placed_order', 'ordered_product') "
            f"AND {a.known} AND f_category IS NOT NULL GROUP BY 1, 2",
            a.category,
        ),
    ),
    Asked(
        "latest product viewed",
        lambda a: trait("last_viewed_product", "is", f"product {a.n}"),
        lambda a: (
            f"WITH w AS (SELECT sku FROM products WHERE f_name = 'product {a.n}'), viewed AS (SELECT * FROM events "
            f"WHERE name = 'viewed_product' AND p_sku IS NOT NULL AND {a.known}) SELECT count(*) FROM (SELECT "
            f"arg_max(p_sku, {LATEST}) AS sku FROM viewed WHERE profile_id IN (SELECT profile_id FROM viewed "
            "WHERE p_sku IN (FROM w)) GROUP BY profile_id) WHERE sku IN (FROM w)"
        ),
    ),
]

ABOUT_EVENTS = [*COUNTS, *MEASURES, *COMPUTED]

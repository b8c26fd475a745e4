"""Rules about events one after another, beside the best SQL by hand: joins that end at the first match."""

from typing import Any

from rule_kinds import DAY, Asked, At, last

HOUR = DAY // 24
_COUNT = "SELECT count(DISTINCT profile_id) FROM events a WHERE"


def _own(a: At, name: str, days: int, alias: str = "a") -> str:
    """The SQL of the events of a name in a window up to now."""
    return f'{alias}.name = \'{name}\' AND {alias}."at" > {a.now - days * DAY} AND {alias}."at" <= {a.now}'


def _followed(a: At, name: str, hours: int, *, product: bool = False) -> str:
    """The SQL of an event of a name following `a` within so many hours, at the same time too."""
    same = " AND b.p_sku = a.p_sku" if product else ""
    return (
        f"EXISTS (SELECT 1 FROM events b WHERE b.name = '{name}' AND b.profile_id = a.profile_id{same} "
        f'AND b."at" >= a."at" AND b."at" <= a."at" + {hours * HOUR} AND b."at" <= {a.now})'
    )


def _steps(*steps: dict[str, Any], days: int, **more: Any) -> dict[str, Any]:
    return {"sequence": list(steps), "within": last(days), **more}


def _event(name: str, **more: Any) -> dict[str, Any]:
    return {"event": name, **more}


def _left(hours: int) -> dict[str, Any]:
    return {"not": True, "within_after": {"hours": hours}}


def _chained(a: At, names: list[str], days: int) -> str:
    """The SQL of people who did all of these one after the other: of each the first that came behind."""
    parts = [f'WITH s0 AS (SELECT profile_id, min("at") m FROM events a WHERE {_own(a, names[0], days)} GROUP BY 1)']
    for at, name in enumerate(names[1:-1], 1):
        parts.append(
            f's{at} AS (SELECT a.profile_id, min("at") m FROM events a JOIN s{at - 1} USING (profile_id) '
            f'WHERE {_own(a, name, days)} AND "at" > m GROUP BY 1)'
        )
    end = (
        f" SELECT count(DISTINCT a.profile_id) FROM events a JOIN s{len(names) - 2} USING (profile_id) "
        f'WHERE {_own(a, names[-1], days)} AND "at" > m'
    )
    return ", ".join(parts) + end


_THREE = ["viewed_product", "added_to_cart", "placed_order"]

SEQUENCES = [
    Asked(
        "sequence: cart, no order in 48 h, a week",
        lambda a: _steps(_event("added_to_cart"), _event("placed_order", **_left(48)), days=7 + a.n),
        lambda a: (
            f'{_COUNT} {_own(a, "added_to_cart", 7 + a.n)} AND "at" <= {a.now - 48 * HOUR} '
            f"AND NOT {_followed(a, 'placed_order', 48)}"
        ),
    ),
    Asked(
        "sequence: cart, no order in 48 h, a year",
        lambda a: _steps(_event("added_to_cart"), _event("placed_order", **_left(48)), days=365 - a.n),
        lambda a: (
            f'{_COUNT} {_own(a, "added_to_cart", 365 - a.n)} AND "at" <= {a.now - 48 * HOUR} '
            f"AND NOT {_followed(a, 'placed_order', 48)}"
        ),
    ),
    Asked(
        "sequence: viewed, same product not in cart, a year",
        lambda a: _steps(
            _event("viewed_product"), _event("added_to_cart", **_left(24)), days=365 - a.n, same="product"
        ),
        lambda a: (
            f"{_COUNT} {_own(a, 'viewed_product', 365 - a.n)} AND a.p_sku IS NOT NULL "
            f'AND "at" <= {a.now - 24 * HOUR} AND NOT {_followed(a, "added_to_cart", 24, product=True)}'
        ),
    ),
    Asked(
        "sequence: viewed, in 3 days ordered, a year",
        lambda a: _steps(_event("viewed_product"), _event("placed_order", within_after={"days": 3}), days=365 - a.n),
        lambda a: (
            f"{_COUNT} {_own(a, 'placed_order', 365 - a.n)} AND EXISTS (SELECT 1 FROM events b WHERE "
            f'{_own(a, "viewed_product", 365 - a.n, "b")} AND b.profile_id = a.profile_id AND b."at" < a."at" '
            f'AND a."at" <= b."at" + {3 * DAY})'
        ),
    ),
    Asked(
        "sequence: viewed, cart, ordered, a year",
        lambda a: _steps(*(_event(name) for name in _THREE), days=365 - a.n),
        lambda a: _chained(a, _THREE, 365 - a.n),
    ),
    Asked(
        "sequence: ordered and never again, a year",
        lambda a: _steps(_event("placed_order"), _event("placed_order", **{"not": True}), days=365 - a.n),
        lambda a: (
            f"{_COUNT} {_own(a, 'placed_order', 365 - a.n)} AND NOT EXISTS (SELECT 1 FROM events b WHERE "
            f'b.name = \'placed_order\' AND b.profile_id = a.profile_id AND b."at" >= a."at" AND b.id <> a.id '
            f'AND b."at" <= {a.now})'
        ),
    ),
    Asked(
        "sequence: viewed, no click, ordered, a year",
        lambda a: _steps(
            _event("viewed_product"),
            _event("clicked_email", **{"not": True}),
            _event("placed_order"),
            days=365 - a.n,
        ),
        lambda a: (
            'SELECT count(DISTINCT profile_id) FROM (SELECT profile_id, name, max("at") FILTER '
            "(name = 'viewed_product') OVER w v, max(\"at\") FILTER (name = 'clicked_email') OVER w c "
            "FROM events WHERE "
            f'"at" <= {a.now} AND "at" > {a.now - (365 - a.n) * DAY} '
            "AND name IN ('viewed_product', 'clicked_email', 'placed_order') WINDOW w AS (PARTITION BY profile_id "
            "ORDER BY \"at\" RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) WHERE name = 'placed_order' "
            "AND v IS NOT NULL AND (c IS NULL OR c < v)"
        ),
    ),
]

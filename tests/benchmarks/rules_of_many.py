"""Rules of many conditions, of segments and of groups in groups."""

from rule_kinds import DAY, Asked, At, folded, grouped, last, people, trait
from rules_about_people import AGREED

SEGMENT = "Regulars"
SEGMENT_RULE = {
    "all": [
        trait("revenue", ">", 100),
        {"event": "viewed_product", "within": last(180)},
        {"none": [{"tag": "wholesale"}]},
    ]
}
"""A segment that the project keeps."""

ORDERED = "name = 'placed_order'"


def _regulars(at: At) -> str:
    return (
        f"SELECT profile_id FROM ({grouped(f'{ORDERED} AND {at.known}', 'sum(p_amount) > 1000000')}) "
        f"WHERE profile_id IN (SELECT profile_id FROM events WHERE name = 'viewed_product' AND {at.within(180)}) "
        "AND profile_id NOT IN (SELECT profile_id FROM tags WHERE f_tag = 'wholesale')"
    )


def _did(name: str, at: At, days: int) -> str:
    return f"(SELECT profile_id FROM events WHERE name = '{name}' AND {at.within(days)})"


def _winning_back(at: At) -> str:
    orders = grouped(f"{ORDERED} AND {at.known}", f'count(*) >= 2 AND max("at") <= {at.now - (120 + at.n) * DAY}')
    return people(f"id IN ({orders}) AND id NOT IN {_did('opened_email', at, 60)} AND {AGREED} AND NOT suppressed")


def _nested(at: At) -> str:
    good = f"id IN ({grouped(f'{ORDERED} AND {at.within(365)}', f'sum(p_amount) >= {(300 + at.n) * 10_000}')})"
    return people(
        f"(f_loyalty_tier = 'gold' AND contains(f_email, '{9 + at.n}') IS NOT TRUE) OR "
        f"({good} AND (f_city <> {folded(at.city)} OR f_city IS NULL) AND id NOT IN {_did('clicked_email', at, 90)})"
    )


def _nasty(at: At) -> str:
    many = grouped(f"{ORDERED} AND {at.known}", f"count(*) > {2 + at.n % 3}")
    return people(
        f"id IN (SELECT profile_id FROM events WHERE {at.within(60 + at.n)}) "
        f"AND (f_city IS NULL OR f_city NOT IN ({folded(at.city)}, 'hanoi') OR id IN ({many})) "
        "AND (t_points IS NOT NULL OR NOT coalesce(t_has_app, false)) "
        f"AND (f_tags IS NULL OR NOT list_contains(f_tags, {folded(at.tag)})) "
        "AND (starts_with(f_first_name, 'z') OR md5('nasty:' || key) < '80000000')"
    )


MANY = [
    Asked(
        "three conditions together",
        lambda a: {
            "all": [
                {"event": "placed_order", "op": ">=", "value": 2, "within": last(180 + a.n)},
                trait("city", "is_any_of", ["Leeds", "Paris"]),
                {"none": [{"event": "opened_email", "within": last(30)}]},
            ]
        },
        lambda a: people(
            "f_city IN ('leeds', 'paris') AND id IN "
            f"({grouped(f'{ORDERED} AND {a.within(180 + a.n)}', 'count(*) >= 2')}) "
            f"AND id NOT IN {_did('opened_email', a, 30)}"
        ),
    ),
    Asked("in a segment", lambda a: {"segment": SEGMENT}, lambda a: f"SELECT count(*) FROM ({_regulars(a)})"),
    Asked(
        "out of a segment, of a city",
        lambda a: {"all": [trait("city", "is", a.city), {"none": [{"segment": SEGMENT}]}]},
        lambda a: people(
            f"f_city = {folded(a.city)} AND id NOT IN ({_regulars(a)})"
        ),
    ),
    Asked(
        "winning back",
        lambda a: {
            "all": [
                trait("orders", ">=", 2),
                trait("last_order_at", "not_in_last", {"days": 120 + a.n}),
                {"none": [{"event": "opened_email", "within": last(60)}]},
                {"consent": "email", "is": "granted"},
                {"suppressed": False},
            ]
        },
        _winning_back,
    ),
    Asked(
        "groups in groups",
        lambda a: {
            "any": [
                {"all": [trait("loyalty_tier", "is", "Gold"), trait("email", "not_contains", str(9 + a.n))]},
                {
                    "all": [
                        {"event": "placed_order", "measure": "sum", "of": "amount", "op": ">=", "value": 300 + a.n,
                         "within": last(365)},
                        trait("city", "is_not", a.city),
                        {"event": "clicked_email", "op": "=", "value": 0, "within": last(90)},
                    ]
                },
            ]
        },
        _nested,
    ),
    Asked(
        "negations of negations",
        lambda a: {
            "all": [
                {
                    "none": [
                        {"all": [trait("city", "is_any_of", [a.city, "Hanoi"]), trait("orders", "<=", 2 + a.n % 3)]},
                        {"event": "*", "op": "=", "value": 0, "within": last(60 + a.n)},
                        {"all": [trait("points", "is_not_set"), trait("has_app", "is_true")]},
                        trait("tags", "has", a.tag),
                    ]
                },
                {"any": [trait("first_name", "starts_with", "Z"), {"sample": 0.5, "seed": "nasty"}]},
            ]
        },
        _nasty,
    ),
]  # fmt: skip

"""A small shop with awkward people in it, kept in a real project file and at hand as plain Python rows."""

from dataclasses import dataclass, field

from sqlalchemy import insert

from app.project import Change, Project
from storage.file import models
from tests.app.audience.plain_time import Clock

NOW = "2011-12-10T12:00:00"
DAY = 86_400_000_000
US = 1_323_518_400_000_000  # NOW in London

TRAITS = {
    "first_name": "text",
    "city": "text",
    "birth_date": "date",
    "signed_up_at": "datetime",
    "interests": "list",
    "shoe_size": "number",
    "budget": "amount",
    "vip": "boolean",
    "latitude": "number",
    "longitude": "number",
}


def _people() -> list[dict]:
    """Twelve people: every value once missing, blank, in another case, or at the edge of a window."""
    cities = [
        "Paris",
        "PARIS",
        "Straße",
        "STRASSE",
        "  ",
        None,
        "Lyon",
        "E\u0301vry",
        "Évry",
        "paris nord",
        "London",
        None,
    ]
    people = []
    for number, city in enumerate(cities):
        traits = {"city": city} if city is not None else {}
        if number % 3:
            traits["shoe_size"] = 36 + number / 2
            traits["budget"] = number * 12_500
        if number % 4:
            traits["vip"] = number % 2 == 0
            traits["interests"] = [["Bags", "Home"], ["bags"], ["Tea", " "], [" "]][number % 4 - 1]
        if number % 5:
            traits["birth_date"] = 3_000 + number * 701 if number != 6 else 4_076  # 29 February 1981? see the tests
            traits["signed_up_at"] = US - number * 10 * DAY
            traits["latitude"], traits["longitude"] = 48.85 + number / 10, 2.35
        people.append({"id": number + 1, "key": f"customer_id:{100 - number}", "traits": traits})
    return people


def _events() -> list[dict]:
    """Orders, views and mails by a fixed recipe; ties in time, gaps, and some later than now."""
    names = ["placed_order", "ordered_product", "viewed_product", "opened_email", "rated"]
    rows = []
    for number in range(160):
        person, name = (number * 7) % 11 + 1, names[(number * number + number // 7) % 5]
        row = {"name": name, "at": US + 5 * DAY - ((number * 13) % 97) * 4 * DAY // 3, "profile_id": person}
        if name == "placed_order":
            row |= {"amount": (number * 37_777) % 900_000 if number % 9 else None, "order_id": f"O{number}"}
        if name in ("ordered_product", "viewed_product"):
            row |= {"sku": ["S1", "s1", "S2", "S9", None][number % 5], "quantity": 10_000 * (number % 3 + 1)}
            row |= {"device": ["Mobile", "mobile", "desktop", None][number % 4], "duration_s": number / 8}
        if name == "opened_email":
            row |= {"campaign": f"C{number % 3}", "machine": [True, False, None][number % 3]}
        if name == "rated":
            row |= {"more": {"stars": number % 5 + 0.5, "mood": ["Süß", "SÜSS", ""][number % 3]}}
        rows.append(row)
    return rows


PRODUCTS = [
    {"sku": "S1", "name": "Bag", "category": "Bags", "brand": "Acme", "price": 125_000, "in_stock": True},
    {"sku": "s1", "name": "Small bag", "category": "bags", "brand": None, "price": None, "in_stock": False},
    {"sku": "S2", "name": "Tea", "category": "Kitchen", "brand": "Zeta", "price": 34_500, "in_stock": None},
]
CONSENTS = [
    (1, "email", None, "granted", US - 50 * DAY),
    (1, "email", None, "withdrawn", US - 10 * DAY),
    (2, "email", "News", "granted", US - 20 * DAY),
    (2, "email", "news", "pending", US - 20 * DAY),
    (3, "email", None, "denied", None),
    (4, "sms", None, "granted", US - 5 * DAY),
    (5, "email", None, "granted", US - 5 * DAY),
    (5, "email", None, "denied", US + 5 * DAY),
    (6, "email", None, "unknown", US - 5 * DAY),
]
# What files said at which time: these people's traits have a course.
COURSES = {
    1: [(US - 90 * DAY, {"city": "Rome"}), (US - 20 * DAY, {"city": "Paris"})],
    2: [(US - 40 * DAY, {"city": "PARIS", "vip": True}), (US + 2 * DAY, {"city": "Oslo"})],
    7: [(US - 60 * DAY, {"first_name": "Ada"}), (US - 30 * DAY, {"city": "Lyon"})],
    9: [(US - 60 * DAY, {"city": "Évry"}), (US - 15 * DAY, {"city": "Nice"}), (US - 5 * DAY, {"city": "Évry"})],
}


SEGMENTS = {"VIP": 1, "Regulars": 2}


@dataclass(repr=False, frozen=True)
class Facts:
    """What is known of a shop beside its people and events, as plain Python rows, and from when on and where."""

    clock: Clock
    products: list[dict]
    consents: list[tuple]
    courses: dict[int, list]
    tags: dict[int, list[str]]
    suppressions: list[tuple]
    stays: list[tuple]
    segments: dict[str, dict]
    """The rules of kept segments, by their names in small letters."""
    first_record: int


FACTS = Facts(
    Clock(US, "Europe/London"), PRODUCTS, CONSENTS, COURSES,
    {1: ["Outdoor"], 2: ["outdoor"], 3: ["Sale"]},
    [(1, US - DAY), (2, US + DAY), (3, None)],
    [
        # person, segment, entered, left
        (1, "VIP", US - 14 * DAY, None), (2, "VIP", US - 30 * DAY, US - 14 * DAY), (2, "VIP", US - 7 * DAY, None),
        (3, "VIP", US - 90 * DAY, US), (4, "VIP", US, None), (5, "VIP", US - 3 * DAY, US + DAY),
        (6, "VIP", US + DAY, None), (7, "VIP", US - DAY, US - DAY), (8, "VIP", US - 61 * DAY - DAY // 24, None),
        (9, "VIP", US - 40 * DAY, US - 20 * DAY), (9, "VIP", US - 20 * DAY, US - 1),
        (1, "Regulars", US - 100 * DAY, US - 50 * DAY), (3, "Regulars", US - 2 * DAY // 24, None),
        (7, "Regulars", US - 31 * DAY, None), (10, "Regulars", US - 14 * DAY + 1, None),
    ],
    {name.casefold(): {"tag": name} for name in SEGMENTS},
    US - 100 * DAY,
)  # fmt: skip
"""Stays in segments begin and end at the edges of windows."""


@dataclass(repr=False)
class Shop:
    """The project and the rows that it was made from."""

    project: Project
    people: list[dict] = field(default_factory=_people)
    events: list[dict] = field(default_factory=_events)
    facts: Facts = FACTS

    def seen_by(self, project: Project) -> "Shop":
        """The same shop, asked of another engine."""
        return Shop(project, self.people, self.events, self.facts)


def fill(project: Project) -> Shop:
    """Put the shop into an empty project."""
    return put(Shop(project))


def put(shop: Shop) -> Shop:
    """Put the rows of a shop into its project, which is empty."""
    project, people, events, facts = shop.project, shop.people, shop.events, shop.facts
    rows = [
        (person["id"], at, traits)
        for person in people
        for at, traits in facts.courses.get(person["id"], [(facts.first_record, person["traits"])])
    ]
    for person in people:
        for _, traits in facts.courses.get(person["id"], []):
            person["traits"] = person["traits"] | traits
    columns = [column.name for column in models.event.columns]
    with project.write("made a shop", set(Change)) as connection:

        def put(table, found):
            if found:
                connection.execute(insert(table), found)

        put(
            models.trait,
            [
                {"name": name, "label": name.replace("_", " ").capitalize(), "type": kind, "own": False}
                for name, kind in TRAITS.items()
            ],
        )
        put(
            models.profile,
            [
                person
                | {
                    "email": f"p{person['id']}@example.com" if person["id"] % 4 else None,
                    "mailable": person["id"] % 4 > 0,
                    "created_batch": 1,
                }
                for person in people
            ],
        )
        put(
            models.identifier,
            [
                {
                    "profile_id": p["id"],
                    "kind": "customer_id",
                    "value": p["key"].split(":")[1],
                    "original": "",
                    "link_id": 1,
                }
                for p in people
            ],
        )
        put(
            models.identifier,
            [
                {
                    "profile_id": p["id"],
                    "kind": "email",
                    "value": f"p{p['id']}@example.com",
                    "original": "",
                    "link_id": 1,
                }
                for p in people
                if p["id"] % 4
            ],
        )
        put(
            models.profile_row,
            [
                {
                    "link_id": 1,
                    "profile_id": p,
                    "batch_id": 1,
                    "row": 1,
                    "effective_at": at,
                    "mode": "update",
                    "traits": traits,
                }
                for p, at, traits in rows
            ],
        )
        put(
            models.event,
            [
                dict.fromkeys(columns[1:]) | {"link_id": 1, "batch_id": 1, "row": n, "digest": n} | row
                for n, row in enumerate(events)
            ],
        )
        put(models.event_name, [{"name": "rated", "label": "Rated"}])
        put(
            models.event_property,
            [{"event": "rated", "name": "stars", "type": "number"}, {"event": "rated", "name": "mood", "type": "text"}],
        )
        put(models.event_property, [{"event": "viewed_product", "name": "quantity", "type": "amount"}])
        put(models.product, [row | {"batch_id": 1} for row in facts.products])
        put(
            models.tag,
            [{"profile_id": p, "tag": tag, "batch_id": 1} for p, tags in facts.tags.items() for tag in tags],
        )
        put(
            models.consent,
            [dict(zip(("profile_id", "channel", "topic", "status", "at"), row, strict=True)) for row in facts.consents],
        )
        put(
            models.suppression,
            [
                {"channel": "email", "address": f"p{p}@example.com", "reason": "asked", "at": at}
                for p, at in facts.suppressions
            ],
        )
    return shop

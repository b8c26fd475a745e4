"""Small shops at random: missing values, odd scripts, equal times at the edges of windows, and clocks that change."""

import datetime as dt
from pathlib import Path
from random import Random

from app.project import Project
from tests.app.audience.plain_memberships import record
from tests.app.audience.plain_time import Clock
from tests.app.audience.random_rules import TEXTS, WORDS
from tests.app.audience.shop_data import DAY, SEGMENTS, Facts, Shop, put

CLOCKS = [
    # On the days around both changes of the clocks in three zones: before, in the doubled or skipped hour, behind it.
    ("Europe/London", "2011-03-27T12:00:00"),
    ("Europe/London", "2011-10-30T01:30:00"),
    ("Europe/London", "2011-12-10T12:00:00"),
    ("America/New_York", "2011-03-13T02:30:00"),
    ("America/New_York", "2011-11-06T18:00:00"),
    # By half an hour alone.
    ("Australia/Lord_Howe", "2011-10-02T09:00:00"),
    ("Australia/Lord_Howe", "2011-04-04T00:00:00"),
    # The last of a month before a shorter one.
    ("Europe/London", "2012-03-31T00:15:00"),
]
NAMES = ["placed_order", "ordered_product", "viewed_product", "opened_email", "rated", "refunded_order"]
SPANS = [{"hours": n} for n in (1, 2, 24, 48)] + [{"days": n} for n in (1, 2, 7, 14, 30, 61)] + [{"weeks": 1}]
SPANS += [{"months": n} for n in (1, 2, 3, 5, 12)]
STATUSES = ["granted", "denied", "withdrawn", "pending", "unknown"]


def random_shop(path: Path, seed: int) -> Shop:
    """The shop of a number in a new project with its record of segments; the project is the caller's to close."""
    zone, now = CLOCKS[seed % len(CLOCKS)]
    made = Rows(Random(seed), Clock(Clock(0, zone).moment(now), zone))
    project = Project.create(path, timezone=zone, clock=now)
    shop = put(Shop(project, made.people(), made.events(), made.facts()))
    record(project, shop.facts)
    return shop


class Rows:
    """Rows by chance; their times are those at which something turns, oftener than any other."""

    def __init__(self, chance: Random, clock: Clock) -> None:
        self.chance = chance
        self.clock = clock
        self.numbers = range(1, chance.randint(9, 12) + 1)
        # A few times that many things share.
        self.shared = [self._moment() for _ in range(12)]

    def maybe(self, value, share=0.75):
        return value if self.chance.random() < share else None

    def some(self, values, most):
        return self.chance.choices(values, k=self.chance.randint(0, most))

    def _moment(self) -> int:
        pick, clock = self.chance, self.clock
        kind = pick.randrange(4)
        if kind == 0:
            return clock.us - pick.randrange(140 * 24 * 60) * 60_000_000
        if kind == 1:
            # The edge of a window, and just beside it.
            return clock.back(clock.us, pick.choice(SPANS)) + pick.choice([0, 0, 0, -1, 1, -1_000_000, 3_600_000_000])
        if kind == 2:
            # The start of a local day, and the hours in which clocks change.
            day = clock.today - dt.timedelta(days=pick.choice([0, 1, 2, 6, 7, 30, 31, 60]))
            return clock.day_start(day) + pick.choice([0, -1, 1, *(half * 1_800_000_000 for half in range(-2, 8))])
        return clock.us + pick.choice([0, 1, DAY, -DAY])

    def moment(self) -> int:
        return self.chance.choice(self.shared) if self.chance.random() < 0.6 else self._moment()

    def people(self) -> list[dict]:
        return [{"id": n, "key": f"customer_id:{self._key(n)}", "traits": self.traits()} for n in self.numbers]

    def _key(self, number: int) -> str:
        # Two of one name do not come to one person: the number is part of it.
        return f"{self.chance.choice(['', 'ü', 'İ', '東', 'a '])}{100 - number}"

    def traits(self) -> dict:
        pick = self.chance
        today = (self.clock.today - dt.date(1970, 1, 1)).days
        born = pick.choice([4076, today - 9_000, today - 10_957, today - pick.randrange(20_000), 789])
        values = {
            "city": pick.choice(WORDS),
            "birth_date": born,
            "signed_up_at": self.moment(),
            # No file is read as a list of nothing.
            "interests": pick.choices(["Bags", "BAGS", "tea", "Tea", "home", " ", "İ", "x"], k=pick.randint(1, 4)),
            "shoe_size": pick.choice([36, 37.5, 40, 41.0, 0]),
            "budget": pick.choice([0, 1, 25_000, 87_500, 87_501, -10_000, 2_000_000]),
            "vip": pick.random() < 0.5,
            "first_name": pick.choice(WORDS),
        }
        known = {name: value for name, value in values.items() if pick.random() < 0.75}
        if pick.random() < 0.7:
            known |= {"latitude": 48.85 + pick.choice([0, 0.1, 0.9]), "longitude": 2.35 + pick.choice([0, 0.5, -1])}
        return known

    def events(self) -> list[dict]:
        return [self.event(number) for number in range(self.chance.randint(60, 150))]

    def event(self, number: int) -> dict:
        pick, name = self.chance, self.chance.choice(NAMES)
        # Nobody has had all of it, and one has had none.
        row = {"name": name, "at": self.moment(), "profile_id": pick.choice(self.numbers[:-1])}
        if name in ("placed_order", "refunded_order"):
            row |= {"amount": self.maybe(pick.choice([0, 1, 100_000, 333_333, 553_201, 899_999, -5_000]))}
            row |= {"order_id": f"O{number}"}
        if name in ("ordered_product", "viewed_product"):
            row |= {
                "sku": self.maybe(pick.choice(["S1", "s1", "S2", "S9"])),
                "quantity": pick.choice([0, 1, 2]) * 10_000,
            }
            row |= {"device": pick.choice(["Mobile", "mobile", "desktop", "", "ΟΔΟΣ", "οδος", "οδοσ", None])}
            row |= {"duration_s": self.maybe(pick.choice([0, 0.125, 3.5, 19.0]))}
        if name == "opened_email":
            row |= {
                "campaign": self.maybe(pick.choice(["C1", "c1", "Süß", " "])),
                "machine": self.maybe(pick.random() < 0.5),
            }
        if name == "rated":
            stars, mood = self.maybe(pick.choice([0.5, 1.5, 4, 4.5])), self.maybe(pick.choice(TEXTS))
            row |= {"more": {k: v for k, v in (("stars", stars), ("mood", mood)) if v is not None}}
        return row

    def facts(self) -> Facts:
        pick = self.chance
        tags = {n: [*dict.fromkeys(self.some(["Outdoor", "outdoor", "Sale", "İ", "none"], 2))] for n in self.numbers}
        courses = {n: self.course() for n in self.numbers if pick.random() < 0.4}
        return Facts(
            self.clock, self.products(), [self.consent() for _ in range(18)], courses, tags,
            [(n, self.maybe(self.moment())) for n in self.numbers if n % 4 and pick.random() < 0.3],
            [self.stay() for _ in range(14)],
            {"vip": {"trait": "vip", "op": "is_true"}, "regulars": {"event": "placed_order", "op": ">=", "value": 3}},
            self.clock.us - 100 * DAY,
        )  # fmt: skip

    def products(self) -> list[dict]:
        pick = self.chance
        kinds, brands, prices = ["Bags", "bags", "", "ΟΔΟΣ", "tea"], ["Acme", "ACME", " "], [0, 34_500, 125_000]
        return [
            {"sku": sku, "name": pick.choice(WORDS), "category": self.maybe(pick.choice(kinds)),
             "brand": self.maybe(pick.choice(brands)), "price": self.maybe(pick.choice(prices)),
             "in_stock": self.maybe(pick.random() < 0.5)}
            for sku in ("S1", "s1", "S2")
        ]  # fmt: skip

    def consent(self) -> tuple:
        pick = self.chance
        topic = pick.choice([None, "News", "NEWS", "news", "İ"])
        return (
            pick.choice(self.numbers),
            pick.choice(["email", "sms"]),
            topic,
            pick.choice(STATUSES),
            self.maybe(self.moment()),
        )

    def course(self) -> list:
        """What files said of a person, one after the other."""
        times = sorted({self.moment() for _ in range(self.chance.randint(1, 4))})
        return [(at, {name: value for name, value in self.traits().items() if self.maybe(1, 0.6)}) for at in times]

    def stay(self) -> tuple:
        came, left = sorted([self.moment(), self.moment()])
        return (self.chance.choice(self.numbers), self.chance.choice([*SEGMENTS]), came, self.maybe(left, 0.6))

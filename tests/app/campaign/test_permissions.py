"""Who may be mailed, whatever files said of whom in whatever order: against a computation of its own from the terms."""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.campaign.suppressed_addresses import barred_addresses
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

PLAN = {
    "version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "html": "none", "columns": ["email"],
}  # fmt: skip
NO = ("denied", "withdrawn")
STRICT = ("granted", "pending", "denied", "withdrawn")
WORDS = {"granted": "yes", "pending": "pending", "denied": "no", "withdrawn": "unsubscribed"}
DAYS = [f"2025-0{month}-1{day}" for month in range(1, 7) for day in (0, 5)]

Row = dict[str, str]


@dataclass
class Made:
    """A file: its kind, its rows by header, and its number once it is in."""

    kind: str
    rows: list[Row]
    batch: int = 0
    undone: bool = False


@dataclass
class World:
    """What files said, kept as plainly as it was said."""

    files: list[Made] = field(default_factory=list)

    def standing(self, kind: str) -> list[Row]:
        """The rows of the files of a kind that were not taken back."""
        return [row for one in self.files if one.kind == kind and not one.undone for row in one.rows]

    def ever(self, kind: str) -> list[Row]:
        """The rows of all files of a kind: a no outlives its file."""
        return [row for one in self.files if one.kind == kind for row in one.rows]


@dataclass
class Whose:
    """Who has which address now, by the rows that stand."""

    world: World
    standing: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        kinds = ("profiles", "consents", "events")
        self.standing = [row for one in self.world.files if one.kind in kinds and not one.undone for row in one.rows]

    def customer(self, row: Row) -> str:
        """The customer whom a row names by itself: by their number, or by a cookie that a row gave with it."""
        if row.get("customer_id"):
            return row["customer_id"]
        same = (one for one in self.standing if row.get("cookie_id") and one.get("cookie_id") == row["cookie_id"])
        return next((one["customer_id"] for one in same if one["customer_id"]), "")

    def given(self, customer: str) -> set[str]:
        """The addresses that rows gave with a customer; none for nobody."""
        theirs = {_address(one) for one in self.standing if customer and one["customer_id"] == customer}
        return theirs - {""}

    def owner(self, address: str) -> str:
        """The least customer that the address was seen with; none where it is a person of its own."""
        return min((one["customer_id"] for one in self.standing if _address(one) == address and one["customer_id"]),
                   default="")  # fmt: skip

    def own(self, customer: str) -> list[str]:
        """A customer's own addresses, the first that came first."""
        found = dict.fromkeys(_address(one) for one in self.standing)
        return [one for one in found if one and self.owner(one) == customer]

    def written_to(self) -> dict[str, str]:
        """The address that each person is written to, with the customer it is of: the newest of theirs."""
        found = {one: "" for row in self.standing if (one := _address(row)) and not self.owner(one)}
        for customer in sorted({row["customer_id"] for row in self.standing} - {""}):
            own = self.own(customer)
            said = [_address(row) for row in self.world.standing("profiles") if row["customer_id"] == customer]
            if own:
                found[said[-1] if said and said[-1] in own else own[0]] = customer
        return found


def _address(row: Row) -> str:
    return row.get("email", "").casefold()


def barred(world: World) -> set[str]:
    """Addresses that were suppressed, unsubscribed, bounced for good or complained."""
    return {address for address, _ in _barred(world)}


def _barred(world: World) -> set[tuple[str, bool]]:
    """Barred addresses, and whether by their reader's own will rather than for having bounced."""
    whose = Whose(world)
    rows = [(row, True) for row in world.ever("suppressions")]
    for row in world.ever("events"):
        if row["event"] in ("unsubscribed", "Marked Email as Spam"):
            rows.append((row, True))
        elif (row["event"], row["kind"]) == ("bounced", "hard"):
            rows.append((row, False))
    rows += [(row, False) for row in world.ever("profiles") if row.get("Email Suppressions", "[]") not in ("", "[]")]
    # What is said of somebody by another name than an address bars every address that rows gave to them.
    return {
        (one, wanted)
        for row, wanted in rows
        for one in ({_address(row)} if row.get("email") else whose.given(whose.customer(row)))
    }


Answer = tuple[str, str, int]


def answers(world: World) -> dict[str, list[Answer]]:
    """What was said of each address: the state, the day ("" where none was given) and the place of its file.

    What was said of a customer counts for each of their own addresses; a no also for one that they share.
    """
    found: dict[str, list[Answer]] = {}
    whose = Whose(world)
    for place, one in enumerate(world.files):
        for row in one.rows if one.kind in ("profiles", "consents") else []:
            state = row.get("state", "")
            if state and (not one.undone or state in NO):
                customer = whose.customer(row)
                theirs = whose.given(customer) if state in NO else set(whose.own(customer))
                for address in {_address(row)} if row.get("email") else theirs:
                    found.setdefault(address, []).append((state, row.get("day", ""), place))
    return found


def unheard(world: World) -> set[str]:
    """Addresses that people are written to of which nothing was said, though they refused at another of theirs."""
    whose, told = Whose(world), answers(world)
    refused = {address for address, said in told.items() if any(state in NO for state, _, _ in said)}
    refused |= {address for address, wanted in _barred(world) if wanted}
    return {
        address
        for address, customer in whose.written_to().items()
        if customer and address not in told and refused & set(whose.own(customer))
    }


def closed(world: World) -> set[str]:
    """The addresses that an ESP must be told of: those that are barred for good, and those of which a no stands."""
    refused = {address for address, said in answers(world).items() if _last(said) in NO}
    return barred(world) | refused | unheard(world)


def permitted(said: list[Answer]) -> bool:
    """Whether the answer that counts is a yes."""
    return _last(said) == "granted"


def _last(said: list[Answer]) -> str:
    """The latest counts, at equal times the strictest; a no without a time beats every yes before its import (all of
    them, for it was imported now). Anything else without one is beaten by whatever has a time, and by such of a later
    import."""
    now = "9999"
    ranked = [
        (day or (now if state in NO else ""), 0 if day or state in NO else place, STRICT.index(state), state)
        for state, day, place in said
    ]
    return max(ranked)[-1] if ranked else ""


def expected(world: World) -> set[str]:
    """The addresses that are written to: those that somebody is written to and that may be."""
    told, gone = answers(world), barred(world)
    known = Whose(world).written_to()
    return {address for address in known if address not in gone and permitted(told.get(address, []))}


EVENTS = (("unsubscribed", ""), ("bounced", "soft"), ("bounced", "hard"), ("viewed_page", ""), ("viewed_page", ""),
          ("Marked Email as Spam", ""))  # fmt: skip


def make_world(seed: int) -> World:
    """Some people with one to three addresses, one of which two have, and files about them in any order."""
    draw = random.Random(seed)
    people = [f"C{number}" for number in range(draw.randint(3, 7))]
    own = {one: [f"{one.lower()}-{at}@x.example" for at in range(draw.choice((1, 1, 2, 3)))] for one in people}
    if len(people) > 3:
        own[people[1]][0] = own[people[0]][0]  # a mailbox that two share
    cookies = {one: f"k{one}" for one in people}

    def state() -> tuple[str, str]:
        said = draw.choice(("granted", "granted", "granted", "pending", "denied", "withdrawn", ""))
        return said, draw.choice(("", "", *DAYS)) if said else ""

    def who(*, silent: float) -> Row:
        one = draw.choice(people)
        if draw.random() < silent:
            return {"customer_id": one, "email": "", "cookie_id": ""}
        email = draw.choice(own[one])
        email = email.upper() if draw.random() < 0.2 else email
        return {"customer_id": draw.choice((one, "")), "email": email, "cookie_id": ""}

    def profiles() -> Made:
        rows = []
        for one in draw.choices(people, k=draw.randint(1, len(people) + 1)):
            said, day = state()
            suppressed = "[{'reason': 'HARD_BOUNCE'}]" if draw.random() < 0.08 else "[]"
            cookie = draw.choice(("", cookies[one]))
            rows.append({"customer_id": one, "email": draw.choice(own[one]), "cookie_id": cookie,
                         "state": said, "day": day, "Email Suppressions": suppressed})  # fmt: skip
        return Made("profiles", rows)

    def consents() -> Made:
        rows = []
        for _ in range(draw.randint(1, 4)):
            said, day = state()
            rows.append(who(silent=0.4) | {"state": said or "granted", "day": day})
        return Made("consents", rows)

    def events() -> Made:
        rows = []
        for _ in range(draw.randint(1, 4)):
            name, kind = draw.choice(EVENTS)
            row = who(silent=0.5)
            if draw.random() < 0.3:
                row = {"customer_id": "", "email": "", "cookie_id": cookies[draw.choice(people)]}
            rows.append(row | {"event": name, "kind": kind, "time": draw.choice(DAYS)})
        return Made("events", rows)

    def suppressions() -> Made:
        return Made("suppressions", [who(silent=0.5) for _ in range(draw.randint(1, 2))])

    makers: tuple[Callable[[], Made], ...] = (profiles, profiles, consents, events, suppressions)
    files = [profiles(), *(draw.choice(makers)() for _ in range(draw.randint(2, 5)))]
    draw.shuffle(files)
    return World(files)


HEADERS = {"customer_id": "Customer ID", "email": "Email", "cookie_id": "Cookie ID", "state": "Email consent",
           "day": "Consent date"}  # fmt: skip
LEDGER = {"customer_id": "Customer ID", "email": "Email", "cookie_id": "Cookie ID", "state": "status", "day": "date"}


def bring_in(project: Project, one: Made, path: Path) -> None:
    names = LEDGER if one.kind == "consents" else HEADERS
    headers = list(dict.fromkeys(name for row in one.rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([names.get(name, name) for name in headers])
        for row in one.rows:
            writer.writerow([WORDS.get(row[name], row[name]) if name == "state" else row[name] for name in headers])
    one.batch = int(ingest.run_import(project, path, one.kind, mapping_of(one, headers)).batch or 0)


def mapping_of(one: Made, headers: list[str]) -> Any:
    """The mapping of a file of which a column may be blank all the way down, so that nothing tells its type."""
    from app.ingest.vocabulary import map_file

    names = LEDGER if one.kind == "consents" else HEADERS
    times = {"profiles": "consent:email:at", "consents": "time"}.get(one.kind, "day")
    states = {"profiles": "consent:email", "consents": "status"}.get(one.kind, "state")
    targets = {"state": states, "day": times, "Email Suppressions": "suppressed:email"}
    columns = {names.get(name, name): {"to": targets.get(name, name)} for name in headers}
    return map_file.parse({"kind": one.kind, "columns": columns})


def written_to(project: Project) -> list[str]:
    found = campaign.assembly(project, "All")
    return sorted(one.casefold() for one in found.emails.take(found.recipients).to_pylist())


def check(seed: int, folder: Path) -> None:
    """Bring a random world in, take some of it back, and ask each time who is written to."""
    world, draw = make_world(seed), random.Random(seed + 1)
    came = World()
    with Project.create(folder / f"{seed}.quill", timezone="UTC", clock="2026-03-01") as project:
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "Hello", "", "<p>Hi</p>{{ sender.address }} {{ unsubscribe_url }}"))
        campaign.save(project, "All", PLAN)
        for one in world.files:
            bring_in(project, one, folder / f"{seed}-{len(came.files)}.csv")
            came.files.append(one)
        assert written_to(project) == sorted(expected(came)), seed
        assert set(barred_addresses(project)) == closed(came), seed
        for one in draw.sample(came.files, draw.randint(0, 2)):
            ingest.undo(project, one.batch)
            one.undone = True
        assert written_to(project) == sorted(expected(came)), f"{seed}, after taking back"
        assert set(barred_addresses(project)) == closed(came), f"{seed}, after taking back"


@pytest.mark.parametrize("seed", range(4))
def test_those_who_may_be_mailed_and_nobody_else(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_those_who_may_be_mailed_in_thousands_of_worlds(tmp_path: Path) -> None:
    for seed in range(1_000, 4_000):
        check(seed, tmp_path)


def test_an_export_s_files_hold_the_same(tmp_path: Path) -> None:
    world = next(
        world for world in map(make_world, range(100)) if expected(world) and closed(world) > barred(world) > set()
    )
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "Hello", "", "<p>Hi</p>{{ sender.address }} {{ unsubscribe_url }}"))
        sender = {"from_name": "S", "from_address": "a@s.example", "postal_address": "1 Quay"}
        project.change_settings({"sender": sender})
        for number, one in enumerate(world.files):
            bring_in(project, one, tmp_path / f"{number}.csv")
        campaign.save(project, "All", PLAN)
        campaign.export(project, "All", tmp_path / "out")
        with (tmp_path / "out" / "contacts.csv").open(encoding="utf-8-sig", newline="") as file:
            contacts = sorted(row["email"].casefold() for row in csv.DictReader(file))
        with (tmp_path / "out" / "suppressed.csv").open(encoding="utf-8-sig", newline="") as file:
            gone = {next(iter(row.values())) for row in csv.DictReader(file)}
    assert contacts == sorted(expected(world))
    assert gone == closed(world) > barred(world)

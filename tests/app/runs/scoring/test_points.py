"""Points as the engine adds them up, against a plain reading of the shop's rows that shares no code with it."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app import audience, ingest
from app.project import Project
from app.runs import scoring
from app.runs.scoring import working
from app.runs.scoring.definition import parse
from tests.app.audience.plain_time import Clock
from tests.app.audience.shop_data import NOW, US, Shop, fill

CLOCK = Clock(US, "Europe/London")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("points") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        yield fill(project)


def reached(line: dict[str, Any], event: dict[str, Any]) -> bool:
    wanted = line["event"]
    names = wanted if isinstance(wanted, list) else [wanted]
    if wanted != "*" and event["name"] not in names:
        return False
    for test in line.get("where", []):
        if test["property"] == "amount":
            if event.get("amount") is None or not event["amount"] >= test["value"] * 10_000:
                return False
        elif test["property"] == "device" and (event.get("device") or "").casefold() != test["value"]:
            return False
    return not event.get("machine")


def plainly(score: dict[str, Any], events: list[dict[str, Any]], person: int, now: int) -> float:
    """One person's score, read off the help page."""
    since = CLOCK.back(now, score["within"]["last"]) if "within" in score else -(2**62)
    total = 0.0
    for line in score["points"]:
        of_day: dict[dt.date, int] = defaultdict(int)
        sum_ = 0.0
        mine = [(event["at"], number, event) for number, event in enumerate(events) if event["profile_id"] == person]
        for at, _, event in sorted(mine, key=lambda one: one[:2]):
            if not since < at <= now or not reached(line, event):
                continue
            of_day[CLOCK.local(at).date()] += 1
            if of_day[CLOCK.local(at).date()] > line.get("per_day", 10**9):
                continue
            worth = line["points"]
            if "half_life" in score:
                ((unit, n),) = score["half_life"].items()
                worth *= 0.5 ** ((now - at) / (n * {"hours": 1, "days": 24, "weeks": 168}[unit] * 3_600_000_000))
            sum_ += worth
        if "most" in line:
            sum_ = max(-line["most"], min(line["most"], sum_))
        total += sum_
    if not score.get("below_zero"):
        total = max(total, 0.0)
    return min(total, score.get("most", 1e18))


def drawn(dice: random.Random) -> dict[str, Any]:
    """Any definition."""
    lines = []
    for _ in range(dice.randint(1, 4)):
        events: Any = ["placed_order", "ordered_product", "viewed_product", "opened_email", "rated", "clicked_email"]
        line: dict[str, Any] = {"event": dice.choice([*events, dice.sample(events, 2), "*"])}
        line["points"] = dice.choice([1, 3, 0.25, -2, 10])
        if line["event"] == "placed_order" and dice.random() < 0.5:
            line["where"] = [{"property": "amount", "op": ">=", "value": 20}]
        if line["event"] == "viewed_product" and dice.random() < 0.5:
            line["where"] = [{"property": "device", "op": "is", "value": "mobile"}]
        if dice.random() < 0.4:
            line["per_day"] = dice.randint(1, 2)
        if dice.random() < 0.3:
            line["most"] = dice.choice([2, 7.5, 20])
        lines.append(line)
    score: dict[str, Any] = {"version": 1, "points": lines}
    if dice.random() < 0.6:
        score["within"] = {"last": dice.choice([{"days": 30}, {"weeks": 9}, {"months": 2}, {"hours": 500}])}
    if dice.random() < 0.6:
        score["half_life"] = dice.choice([{"days": 14}, {"hours": 100}, {"weeks": 3}])
    if dice.random() < 0.3:
        score["most"] = dice.choice([10, 33.3])
    if dice.random() < 0.3:
        score["below_zero"] = True
    return score


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_agrees_with_a_plain_reading(shop: Shop, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(3):
        score, moment = drawn(dice), dice.choice([NOW, "2011-11-20"])
        with audience.asking(shop.project, moment) as question:
            ids, found = working.values(parse(score, question.names), question)
            now = question.moment.us
        expected = [plainly(score, shop.events, int(person), now) for person in ids]
        np.testing.assert_allclose(found, expected, atol=2e-4, err_msg=str(score))
        for person in (1, 5, 12):
            # What the parts of one person add up to is what everybody's table has.
            name = scoring.save(shop.project, "Drawn", score)
            told = scoring.of_person(shop.project, name, person, moment)
            assert told.value == pytest.approx(found[ids.tolist().index(person)], abs=2e-4)


def test_points_halve_as_the_formula_says(tmp_path: Path) -> None:
    """Ten points at a half-life of 14 days: 10 at once, 5 after 14 days, 2.3 after 30, 0.1 after 90."""
    rows = ["email,event,time"]
    for days in (0, 14, 30, 90):
        rows.append(f"d{days}@x.example,clicked_email,{dt.datetime(2026, 6, 1) - dt.timedelta(days=days)}")
    (tmp_path / "events.csv").write_text("\n".join([*rows, "idle@x.example,sent_email,2026-05-31"]))
    with Project.create(tmp_path / "p.quill", timezone="UTC", clock="2026-06-01") as project:
        ingest.run_import(project, tmp_path / "events.csv", "events")
        score = {"version": 1, "points": [{"event": "clicked_email", "points": 10}], "half_life": {"days": 14}}
        scoring.save(project, "Clicks", score)
        (ran,) = scoring.run(project, ["clicks"])
        assert (ran.trait, ran.scored) == ("score:Clicks", 5)
        found = audience.members(project, {"all": []}, ["score:Clicks"]).to_pydict()
        of = dict(zip(found["key"], found["score:Clicks"], strict=True))
        expected = {"d0": 10.0, "d14": 5.0, "d30": 2.2643, "d90": 0.1161, "idle": 0.0}
        assert of == {f"email:{name}@x.example": value for name, value in expected.items()}


def test_opens_by_machines_are_nobodys_doing(shop: Shop) -> None:
    plain = {"version": 1, "points": [{"event": "opened_email", "points": 1}]}
    machine = [{"property": "machine", "op": "is_true"}]
    asked = {"version": 1, "points": [{"event": "opened_email", "points": 1, "where": machine}]}
    with audience.asking(shop.project) as question:
        theirs, all_ = ([*working.values(parse(one, question.names), question)[1]] for one in (plain, asked))
    opens = [event for event in shop.events if event["name"] == "opened_email" and event["at"] <= US]
    assert sum(theirs) == sum(not event.get("machine") for event in opens)
    assert sum(all_) == sum(event.get("machine") is True for event in opens) > 0

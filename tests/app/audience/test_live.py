"""What the builder shows while a rule is made: all figures of one reading, and the same ones as elsewhere."""

import threading

import pytest

from app import audience
from app.audience.live import SAMPLE
from app.domain.problems import RuleProblem
from app.domain.progress import Cancelled, Progress, StopCalls
from tests.app.audience.shop_data import Shop

PARIS = {"trait": "city", "op": "is", "value": "paris"}
ORDERED = {"event": "placed_order", "op": ">=", "value": 4}


def test_it_agrees_with_each_question_by_itself(shop: Shop) -> None:
    rule = {"all": [PARIS, {"none": [ORDERED]}, {"event": "nix", "muted": True}]}
    told: list[tuple[int, str]] = []
    found = audience.look(shop.project, rule, counted=lambda reach, said: told.append((reach.matched, said)))
    alone = audience.reach(shop.project, rule)
    assert (found.reach.matched, found.reach.mailable, found.reach.suppressed) == (
        alone.matched, alone.mailable, alone.suppressed,
    )  # fmt: skip
    assert found.figures.rows == audience.node_counts(shop.project, rule)
    assert told == [(found.reach.matched, found.sentence)]
    assert [warning.split(":")[0] for warning in found.warnings] == ["all[2].event"]
    assert [row["key"] for row in found.sample] == [
        row["key"] for row in audience.members(shop.project, rule, []).to_pylist()
    ]


def test_the_sample_is_a_few_of_the_members_and_stays_the_same(shop: Shop) -> None:
    first, again = (audience.look(shop.project, {"all": []}).sample for _ in range(2))
    assert first == again
    assert len(first) == SAMPLE
    numbers = audience.member_ids(shop.project, {"all": []}).tolist()
    assert {row["id"] for row in first} <= set(numbers)
    for row in first:
        (member,) = (
            audience.members(
                shop.project, {"trait": "email", "op": "is", "value": row["email"]}, ["city", "orders"]
            ).to_pylist()
            if row["email"]
            else [row]
        )
        assert (member["key"], member["city"], member["orders"]) == (row["key"], row["city"], row["orders"])


def test_what_keeps_most_out_is_named(shop: Shop) -> None:
    rule = {"all": [PARIS, {"tag": "Nobody"}]}
    assert audience.look(shop.project, rule).keeps_out == ("all[1]", "Carries the tag “Nobody”", 2)
    many = {"all": [{"all": []}, PARIS]}
    assert audience.look(shop.project, many).keeps_out == ("all[1]", "City is “paris”", 12)
    assert audience.look(shop.project, {"any": rule["all"]}).keeps_out is None
    assert audience.look(shop.project, {"all": [PARIS, PARIS]}).keeps_out is None, "no single one keeps anybody out"


def test_what_is_wrong_has_its_place(shop: Shop) -> None:
    with pytest.raises(RuleProblem) as refusal:
        audience.look(shop.project, {"all": [PARIS | {"op": "=="}]})
    assert refusal.value.where == "all[0].op"


def test_whoever_stops_the_work_calls_the_question_off_that_is_being_answered(shop: Shop) -> None:
    stopped, calls = threading.Event(), StopCalls()

    def stop() -> None:
        stopped.set()
        calls.call()

    timer = threading.Timer(0.3, stop)

    def ask() -> None:
        with audience.asking(shop.project, progress=Progress(None, stopped.is_set, calls)) as question:
            # Every event with every other, over and over: by itself this would take days.
            events = question.mirror.table("events").select("id")
            every = events
            for number in range(9):
                every = every.cross_join(events.select(**{f"id_{number}": events.id}))
            timer.start()
            question.mirror.scalar(every.count())

    with pytest.raises(Cancelled):
        ask()
    timer.join()
    assert audience.count(shop.project, {"all": []}).count == 12


@pytest.mark.parametrize(
    "rule",
    [
        PARIS, {"all": [PARIS]}, {"any": [{"all": [ORDERED]}]}, {"none": [PARIS]}, {"all": [{"none": [ORDERED]}]},
        {"all": [PARIS | {"muted": True}]}, {"all": [PARIS, ORDERED | {"muted": True}]}, PARIS | {"muted": True},
        {"all": []}, {"any": []}, {"any": [PARIS, PARIS]},
    ],
)  # fmt: skip
def test_a_row_that_is_the_whole_rule_has_its_figure(shop: Shop, rule: dict) -> None:
    assert audience.look(shop.project, rule).figures.rows == audience.node_counts(shop.project, rule)

"""For how long somebody has been in a segment, by its record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience, conditions
from app.conditions import Evaluation, all_leaves, load
from app.domain.clock import Moment
from app.project import Project
from app.rules import Node
from tests.app.audience.plain_memberships import HOUR, record
from tests.app.audience.shop_data import DAY, NOW, US, Shop, fill
from tests.app.conditions.asking import about, row, texts, with_segment

VIP = with_segment({"all": []})
LONG = {"in_segment_for": "VIP", "op": ">=", "value": {"days": 14}}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path: Path = tmp_path_factory.mktemp("recorded") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        record(project)
        yield filled


def test_it_is_judged_by_the_stay_that_lasts(shop: Shop) -> None:
    assert about(shop, 1, LONG)[:2] == (True, "has been in “VIP” since 26 Nov 2011")
    holds, because, step = about(shop, 2, LONG)
    assert (holds, because) == (False, "has been in “VIP” since 3 Dec 2011")
    assert step == "become: Has been in the segment “VIP” for at least 14 days"
    # Who left at this very moment is no member, and has no length of time: nothing holds, not even another one.
    for op in ("<", "!=", ">="):
        nobody = about(shop, 3, LONG | {"op": op})
        assert nobody[:2] == (False, "is not in “VIP” by its latest refresh")
        assert nobody[2] == "enter the segment “VIP”, and stay so long"


def test_the_ends_are_in_or_out_as_the_operator_says(shop: Shop) -> None:
    def members(op: str, value: object) -> set[int]:
        return set(audience.member_ids(shop.project, {"in_segment_for": "VIP", "op": op, "value": value}).tolist())

    days = {"days": 14}
    assert members("=", days) == {1}
    assert members(">", days) == {8}
    assert members(">=", days) == {1, 8}
    assert members("<", days) == {2, 4, 5}
    assert members("<=", days) == {1, 2, 4, 5}
    assert members("!=", days) == {2, 4, 5, 8}
    assert members("between", [{"weeks": 1}, days]) == {1, 2}
    # Two months before noon are an hour more than 61 days: the clocks went back meanwhile.
    assert members("between", [days, {"months": 2}]) == {1, 8}


def test_at_another_moment_it_is_what_was_recorded_by_then(shop: Shop) -> None:
    then = Moment(US - 16 * DAY, shop.project.timezone)
    found = audience.member_ids(shop.project, LONG, then)
    assert set(found.tolist()) == {2, 3, 8}
    later = Moment(US + 2 * DAY, shop.project.timezone)
    assert 5 not in audience.member_ids(shop.project, {**LONG, "value": {"hours": 1}}, later)


def test_time_alone_turns_it(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        what = conditions.parse(LONG, question.names).root.what
        asked = Evaluation(load(2, all_leaves(Node(what), question), question), question)
        assert min(at for at in what.turns(asked) if at > US) == US + 7 * DAY
        at = Moment(US + 7 * DAY, question.moment.timezone)
        assert what.holds(Evaluation(asked.person, question, at))
    assert audience.explain(shop.project, LONG, "customer_id:99").nearest.date.startswith("2011-12-17")  # type: ignore[union-attr]
    assert HOUR * 24 == DAY


def test_its_row_has_the_segment_the_comparison_and_the_length() -> None:
    made = conditions.begun("in_segment_for", VIP)
    assert made == LONG
    assert texts(made, VIP) == ["Has been in", "VIP", "for at least", "14 days"]
    _, _, how, length = row(made, VIP)
    assert length.given({"weeks": 1}) == LONG | {"value": {"weeks": 1}}
    between = how.given("between")
    assert between == LONG | {"op": "between", "value": [{"days": 14}, {"days": 14}]}
    assert texts(between, VIP) == ["Has been in", "VIP", "for between", "14 days", "and", "14 days"]
    fields = row(between, VIP)
    assert fields[3].given({"days": 2})["value"] == [{"days": 2}, {"days": 14}]
    assert fields[5].given({"days": 20})["value"] == [{"days": 14}, {"days": 20}]
    assert fields[2].given("<") == LONG | {"op": "<"}
    unfinished = row({"in_segment_for": ""}, VIP)
    assert [field.missing for field in unfinished] == [False, True, True, True]
    assert conditions.subject(LONG) == "in_segment_for"

"""Who came into a segment and who went, by its record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience, conditions
from app.conditions import Evaluation, all_leaves, load
from app.project import Project
from app.rules import KINDS, Node
from tests.app.audience.plain_memberships import record
from tests.app.audience.shop_data import DAY, NOW, US, Shop, fill
from tests.app.conditions.asking import NAMES, about, row, texts, with_segment

VIP = with_segment({"all": []})
WEEK = {"last": {"weeks": 1}}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path: Path = tmp_path_factory.mktemp("recorded") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        record(project)
        yield filled


def members(shop: Shop, rule: dict) -> set[int]:
    return set(audience.member_ids(shop.project, rule).tolist())


def test_a_window_takes_the_times_up_to_now(shop: Shop) -> None:
    assert members(shop, {"entered": "VIP", "within": WEEK}) == {4, 5, 7}
    assert members(shop, {"entered": "VIP"}) == {1, 2, 3, 4, 5, 7, 8, 9}
    assert members(shop, {"left": "VIP", "within": WEEK}) == {3, 7, 9}
    assert members(shop, {"left": "VIP"}) == {2, 3, 7, 9}
    assert members(shop, {"entered": "Regulars", "within": {"to": "2011-11-01"}}) == {1}


def test_it_says_when_and_what_would_turn_it(shop: Shop) -> None:
    entered = {"entered": "VIP", "within": WEEK}
    assert about(shop, 4, entered)[:2] == (True, "entered “VIP” on 10 Dec 2011")
    assert about(shop, 1, entered) == (False, "entered “VIP” on 26 Nov 2011", "enter the segment “VIP”")
    assert about(shop, 10, {"left": "VIP"}) == (
        False, "no refresh found that they left “VIP”", "leave the segment “VIP”",
    )  # fmt: skip
    assert about(shop, 9, {"left": "VIP"})[2] == "no longer: Ever left the segment “VIP”"
    # Of several the latest in the window.
    window = {"from": "2011-11-01", "to": "2011-11-15"}
    assert about(shop, 2, {"entered": "VIP", "within": window})[1] == "entered “VIP” on 10 Nov 2011"


def test_time_alone_turns_it(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        what = conditions.parse({"entered": "VIP", "within": WEEK}, question.names).root.what
        asked = Evaluation(load(5, all_leaves(Node(what), question), question), question)
        assert what.turns(asked) == {US + 4 * DAY, US + 4 * DAY + 1}
        ever = conditions.parse({"entered": "VIP"}, question.names).root.what
        assert ever.turns(asked) == set()
        between = {"left": "VIP", "within": {"between": [{"days": 3}, {"days": 1}]}}
        gone = Evaluation(load(7, all_leaves(Node(what), question), question), question)
        assert US + 2 * DAY in conditions.parse(between, question.names).root.what.turns(gone)


def test_a_segment_may_ask_for_its_own_record() -> None:
    root = conditions.parse({"none": [{"left": "VIP"}]}, VIP).root
    assert root.what.children[0].what.segments == ()  # type: ignore[union-attr]  # a group of one condition


@pytest.mark.parametrize(("key", "first"), [("entered", "Entered"), ("left", "Left")])
def test_its_row_has_the_segment_and_the_time_frame(key: str, first: str) -> None:
    made = conditions.begun(key, VIP)
    assert made == {key: "VIP", "within": {"last": {"days": 30}}}
    assert texts(made, VIP) == [first, "VIP", "in the last 30 days"]
    _, segment, frame = row(made, VIP)
    assert segment.given("Other")[key] == "Other"
    assert frame.given({}) == {key: "VIP"}
    assert conditions.begun(key, VIP, {"event": "x", "within": WEEK})["within"] == WEEK
    assert [offer.key for offer in KINDS[key].subjects(VIP)] == [key]
    assert KINDS[key].subjects(NAMES) == []

"""On the list of a static segment: said, built, judged and turned."""

from dataclasses import dataclass
from pathlib import Path

from app import conditions
from app.audience import lists
from app.project import Project
from app.rules.english import sentence
from tests.app.audience.shop_data import NOW, fill
from tests.app.conditions.asking import about, texts, with_segment

VIP = with_segment({"listed": 1})


def test_it_is_kept_by_its_number_and_said_by_its_name() -> None:
    root = conditions.parse({"listed": "vip"}, VIP).root
    assert sentence(root, VIP) == "Everyone who is on the list “VIP”."
    # It rests on no other segment: that its own rule names it is no circle.
    assert root.what.segments == ()  # type: ignore[union-attr]  # a condition, not a group


def test_its_row_can_only_be_read_and_nothing_offers_it() -> None:
    assert texts({"listed": "VIP"}, VIP) == ["On the list", "VIP"]
    assert texts({"listed": 1}, VIP) == ["On the list", "VIP"]
    assert not [one for one in conditions.subjects(VIP) if one.key.startswith("listed")]


@dataclass
class OfAFair:
    """What `about` asks of a shop."""

    project: Project


def test_it_is_judged_by_what_lasts(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill", timezone="Europe/London", clock=NOW) as project:
        fill(project)
        lists.of_keys(project, "Fair", ["customer_id:100"])
        shop = OfAFair(project)
        assert about(shop, 1, {"listed": "Fair"}) == (
            True, "was added on 10 Dec 2011", "be taken off the list “Fair”",
        )  # fmt: skip
        assert about(shop, 2, {"listed": "Fair"}) == (False, "was never added", "be put on the list “Fair”")

"""The steps of a sequence."""

from app import conditions
from app.conditions.sequence import SequenceTest
from app.conditions.sequences.steps import stages
from tests.app.conditions.asking import NAMES


def test_what_must_not_come_belongs_to_the_event_before_it() -> None:
    names = ["viewed_product", "!searched", "!viewed_page", "added_to_cart", "placed_order", "!refunded_order"]
    rule = {"sequence": [{"event": name.strip("!")} | ({"not": True} if "!" in name else {}) for name in names]}
    what = conditions.parse(rule, NAMES).root.what
    assert isinstance(what, SequenceTest)
    found = [
        ((stage.step.deed.names or ())[0], [(one.deed.names or ())[0] for one in stage.absent])
        for stage in stages(what.steps)
    ]
    assert found == [
        ("viewed_product", ["searched", "viewed_page"]), ("added_to_cart", []), ("placed_order", ["refunded_order"])
    ]  # fmt: skip

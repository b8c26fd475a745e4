"""The tables of the help say what the product goes by."""

from app.discover import ALGORITHMS
from ui.help import tables


def test_every_way_to_find_groups_is_listed() -> None:
    said = tables.algorithms()
    for one in ALGORITHMS.values():
        assert f"| *{one.label}* | {one.good_for} |" in said

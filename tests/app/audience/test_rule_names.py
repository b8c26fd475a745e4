"""What a rule calls other segments by, wherever they stand in it."""

import pytest

from app.audience.rule_names import referred, renamed
from app.domain.problems import RuleProblem

RULE = {
    "all": [{"segment": "A"}, {"none": [{"entered": "B", "within": {"last": {"days": 3}}}]}],
    "expires": {"days": 9},
}


def test_each_is_found_and_called_otherwise_and_all_else_stays() -> None:
    assert referred(RULE) == ["A", "B"]
    assert referred({"listed": 7}) == [7]
    assert referred("no rule") == []
    deep = {"all": [{"segment": "A"}, {"none": [{"muted": True, "segment": 7}, {"trait": "orders"}]}]}
    assert referred(deep) == ["A", 7]
    made = renamed(RULE, str.lower)
    assert made == {
        "all": [{"segment": "a"}, {"none": [{"entered": "b", "within": {"last": {"days": 3}}}]}],
        "expires": {"days": 9},
    }


def test_what_is_unknown_stays_where_it_is_muted_and_is_refused_elsewhere() -> None:
    def unknown(name: object) -> object:
        raise RuleProblem(f"nobody knows {name}")

    muted = {"all": [{"segment": "A", "muted": True}]}
    assert renamed(muted, unknown) == muted
    with pytest.raises(RuleProblem):
        renamed({"all": [{"segment": "A"}]}, unknown)

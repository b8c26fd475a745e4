"""A rule as SQL: what is shown gives the members when it is asked."""

from typing import Any

import pytest

from app import audience
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import Shop
from tests.app.audience.test_meaning import KINDS


@pytest.mark.parametrize("rule", KINDS[::6], ids=str)
def test_what_is_shown_gives_the_members(shop: Shop, rule: Any) -> None:
    shown = audience.statement(shop.project, rule)
    assert shown.engine == audience.count(shop.project, rule).engine
    with shop.project.audience() as mirror:
        found = mirror._connection.execute(shown.sql).fetchall()
    members = audience.members(shop.project, rule, []).to_pylist()
    assert [key for (key,) in found] == [row["key"] for row in members]


def test_a_wrong_rule_is_refused(shop: Shop) -> None:
    with pytest.raises(RuleProblem):
        audience.statement(shop.project, {"event": "nix"})

"""The ready patterns."""

import pytest

from app import conditions
from app.rules import STARTERS
from app.rules.english import sentence
from app.rules.starters import Starter
from tests.app.conditions.asking import NAMES, row


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.name)
def test_each_can_be_asked_said_and_shown(starter: Starter) -> None:
    rule = conditions.parse(starter.rule, NAMES)
    assert not rule.warnings
    assert sentence(rule.root, NAMES).startswith("Everyone")
    for part in starter.rule.get("all", [starter.rule]):
        inner = part["none"][0] if "none" in part else part
        assert not any(field.missing for field in row(inner))


def test_no_two_have_one_name_or_ask_the_same() -> None:
    assert len({one.name for one in STARTERS}) == len(STARTERS)
    assert len({sentence(conditions.parse(one.rule, NAMES).root, NAMES) for one in STARTERS}) == len(STARTERS)

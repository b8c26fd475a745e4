"""The front of the conditions: whoever reads a rule through it knows every kind, whatever else was imported."""

import subprocess
import sys

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from app.rules.vocabulary import standard


def test_the_kinds_are_known_as_soon_as_the_room_is(checkout: str) -> None:
    told = (
        "from app import conditions; print(len(conditions.KINDS), len(conditions.MEASURES), len(conditions.QUESTIONS))"
    )
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=checkout)
    assert found.stdout.split() == [
        str(len(held)) for held in (conditions.KINDS, conditions.MEASURES, conditions.QUESTIONS)
    ]
    assert {"trait", "event", "consent", "suppressed", "tag", "segment", "near", "sample"} <= conditions.KINDS.keys()


def test_a_rule_becomes_a_tree_or_is_refused_at_its_place() -> None:
    found = conditions.parse({"all": [{"tag": "a"}, {"event": "nix", "muted": True}]}, standard())
    assert [warning.split(":")[0] for warning in found.warnings] == ["all[1].event"]
    with pytest.raises(RuleProblem) as refusal:
        conditions.parse({"all": [{"tagg": "a"}]}, standard())
    assert (refusal.value.where, refusal.value.remedy) == ("all[0].tagg", "Did you mean tag?")

"""A step's pattern is one that a segment's rule could have."""

import pytest

from app.domain.problems import ImportProblem
from app.recipe.patterns import safe
from tests.app.recipe.columns import done


def test_a_pattern_is_read_as_rules_read_theirs() -> None:
    assert done({"step": "replace", "find": r"\s*\(.*\)$", "with": "", "pattern": True}, "Lee (old)", "Lee") == [
        "Lee",
        "Lee",
    ]
    assert safe("a", case=False) == "[Aa]"


@pytest.mark.parametrize("pattern", ["(?=x)", "(a", "a{2001}", "[z-a]", r"\1"])
def test_any_other_is_refused_with_what_is_wrong(pattern: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        safe(pattern, case=True, where="recipe[0].find")
    assert caught.value.where == "recipe[0].find"
    assert pattern in caught.value.what

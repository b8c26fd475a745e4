"""A step's parameters are checked with their place, and its columns are said in words."""

from typing import Any

import pytest

from app.domain.problems import ImportProblem
from app.recipe import Parameter, kind_of
from app.recipe.step import of_columns


@pytest.mark.parametrize(
    ("takes", "right", "wrong"),
    [
        ("text", "a", 1), ("flag", True, "yes"), ("count", 2, 0), ("count", 1, True), ("words", ["a"], ["a", 1]),
        ("values", {"a": "b"}, {"a": 1}), ("choice", "x", "y"), ("country", "GB", "UK"), ("column", "City", None),
    ],
)  # fmt: skip
def test_a_parameter_takes_its_kind_of_value_alone(takes: str, right: Any, wrong: Any) -> None:
    parameter = Parameter("key", "Key", takes, choices=(("x", "the x"),))
    parameter.check(right, "recipe[0].key")
    with pytest.raises(ImportProblem) as caught:
        parameter.check(wrong, "recipe[0].key")
    assert caught.value.where == "recipe[0].key"


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["*"], "every column"), ([], "no column"), (["City"], "“City”"), (["A", "B"], "“A” and “B”"),
        (list("ABCDEF"), "“A”, “B”, “C”, “D” and 2 more"),
    ],
)  # fmt: skip
def test_columns_are_listed_as_people_list_them(headers: list[str], said: str) -> None:
    assert of_columns({"step": "trim", "columns": headers}) == said


def test_what_nobody_told_a_step_is_what_it_takes_by_itself() -> None:
    assert kind_of("replace").told({"step": "replace", "find": "a"}, "case") is True
    assert kind_of("phone").asks({"step": "phone", "country_column": "Land"}) == ["Land"]

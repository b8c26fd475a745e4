"""Liquid, in the words that all its implementations agree on."""

import pytest

from app.template.families.liquid import Liquid
from app.template.runnable import Mode
from tests.app.template.families.made import Owned, said


class Wren(Owned, Liquid):
    """An ESP of the family."""


def test_fields_are_escaped_in_html_alone() -> None:
    assert said(Wren(), "Hi {{ first_name }}") == ("Hi {{ first_name | escape }}", [])
    assert said(Wren(), "Hi {{ first_name }}", "text") == ("Hi {{ first_name }}", [])
    assert said(Wren(), "{{ first_name | default('you') }}", "text")[0] == "{{ first_name | default: 'you' }}"


@pytest.mark.parametrize(
    ("asked", "liquid"),
    [
        ("city", "city != nil and city != ''"),
        ("not city", "city == nil or city == ''"),
        ("city == 'Leeds'", "city == 'Leeds'"),
        ("city and first_name != 'A'", "city != nil and city != '' and first_name != 'A'"),
        ("city == 'A' or city == 'B' or city == 'C'", "city == 'A' or city == 'B' or city == 'C'"),
    ],
)
def test_conditions_of_one_joint(asked: str, liquid: str) -> None:
    text, because = said(Wren(), f"{{% if {asked} %}}a{{% elif city == 'X' %}}b{{% else %}}c{{% endif %}}")
    assert text == f"{{% if {liquid} %}}a{{% elsif city == 'X' %}}b{{% else %}}c{{% endif %}}"
    assert because == []


@pytest.mark.parametrize(
    "asked", ["city and (first_name == 'A' or first_name == 'B')", "city or first_name", "not city and first_name"]
)
def test_two_joints_would_need_brackets_and_are_a_column(asked: str) -> None:
    text, because = said(Wren(), f"{{% if {asked} %}}a{{% endif %}}")
    assert text == "{% if choice == 'a' %}a{% endif %}"
    assert because == ["Wren has no brackets in conditions"]


def test_what_works_otherwise_is_a_column_and_says_whose() -> None:
    assert said(Wren(), "{{ first_name | title }}")[1] == ["Wren's “title” is missing or works otherwise"]
    assert said(Wren(), "{% if orders > 1 %}a{% endif %}")[1] == ["Wren compares otherwise, or not at all"]
    assert said(Wren(), "{{ first_name | default('it\\'s') }}")[1] == ["Wren cannot hold such characters in quotes"]


@pytest.mark.parametrize("mode", ["html", "text"])
def test_braces_of_the_text_begin_no_tag(mode: Mode) -> None:
    source = "{% raw %}{{ x }} {%{% endraw %}"
    assert said(Wren(), source, mode)[0] == "{{ '{' }}{ x }} {{ '{' }}%"

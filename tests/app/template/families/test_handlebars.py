"""Handlebars, with and without a helper for equality."""

import pytest

from app.template.families.handlebars import Handlebars
from tests.app.template.families.made import Owned, said


class Wren(Owned, Handlebars):
    """An ESP that can compare."""

    equals = "ifEq"


class Plain(Owned, Handlebars):
    """An ESP that cannot."""


def test_fields_and_defaults() -> None:
    assert said(Wren(), "Hi {{ first_name }}")[0] == "Hi {{first_name}}"
    assert said(Wren(), "Hi {{ first_name }}", "text")[0] == "Hi {{{first_name}}}"
    assert said(Plain(), "{{ city | default('A & B') }}")[0] == "{{#if city}}{{city}}{{else}}A &amp; B{{/if}}"


def test_conditions_stand_one_in_the_else_of_the_other() -> None:
    source = "{% if city == 'A' %}a{% elif first_name %}b{% else %}c{% endif %}"
    made = '{{#ifEq city "A"}}a{{else}}{{#if first_name}}b{{else}}c{{/if}}{{/ifEq}}'
    assert said(Wren(), source) == (made, [])
    assert said(Wren(), "{% if not city %}a{% else %}b{% endif %}")[0] == "{{#if city}}b{{else}}a{{/if}}"


def test_a_column_says_which_branch_where_it_cannot_be_asked() -> None:
    text, because = said(Wren(), "{% if orders > 1 %}a{% else %}b{% endif %}")
    assert text == '{{#ifEq choice "a"}}a{{else}}b{{/ifEq}}'
    assert because == ["Wren cannot ask for it"]


def test_without_a_helper_a_condition_is_a_column_as_a_whole() -> None:
    assert said(Plain(), "{% if city %}a{% endif %}") == ("{{{block}}}", ["Wren has no conditions"])


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("a {{ b", "a &#123;{ b", "a {\u2060{ b"),
        ("a {", "a &#123;", "a {\u2060"),
        ("a \\", "a &#92;", "a \\\u2060"),
        ("a { b", "a { b", "a { b"),
    ],
)
def test_no_tag_begins_by_accident(text: str, html: str, plain: str) -> None:
    assert Wren().literal(text, "html") == html
    assert Wren().literal(text, "text") == plain

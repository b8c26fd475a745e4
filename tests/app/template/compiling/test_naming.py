"""What computed columns are called."""

import pytest

from app.template import tree as t
from app.template.compiling.naming import head, named, wish_for_test
from app.template.languages.jinja import LANGUAGE
from app.template.links import PART


def node_of(source: str) -> t.Node:
    return LANGUAGE.parse(source).body[0]


@pytest.mark.parametrize(
    ("source", "wish"),
    [
        ("{{ first_name | upper }}", "first_name_text"),
        ("{{ recommendations[1].name }}", "recommendations_2_name"),
        ("{{ 1 + 2 }}", "computed_text"),
    ],
)
def test_a_column_has_a_readable_name(source: str, wish: str) -> None:
    node = node_of(source)
    assert isinstance(node, t.Output)
    assert named(node, LANGUAGE) == (source[3:-3], wish)


def test_one_that_is_encoded_for_a_link_says_so() -> None:
    assert named(t.Output(t.Name("city"), encode=PART), LANGUAGE) == ("city | urlencode", "city_link")


def test_a_choice_is_called_by_what_it_asks() -> None:
    test = t.Compare(t.Filter(t.Name("offers"), "length"), ((">", t.Const(1)),))
    assert wish_for_test([test]) == "offers_2"
    assert wish_for_test([t.Name("x"), t.Name("y")]) == "choice"


def test_a_block_is_told_by_its_head() -> None:
    assert head(node_of("{% if a == 1 %}x{% elif b %}y{% endif %}"), LANGUAGE) == "a == 1 / b"
    assert head(node_of("{% for x in xs[:2] %}{% endfor %}"), LANGUAGE) == "for x in xs[:2]"

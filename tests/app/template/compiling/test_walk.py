"""The walk over the tree: what a dialect is mute on becomes a column, once, and links say why they cannot be made."""

from app.template.compiling.dialect import Columns, Dialect
from app.template.compiling.walk import Walk
from app.template.dialects import dialects
from app.template.languages.jinja import LANGUAGE

TYPES = {"first_name": "text", "city": "text", "orders": "number"}


def walked(dialect: Dialect, source: str) -> tuple[Walk, Columns, str]:
    columns = Columns(dialect, TYPES, frozenset())
    walk = Walk(dialect, columns, {}, "html", LANGUAGE)
    text, _ = walk.nodes(LANGUAGE.parse(source).body)
    return walk, columns, text


def test_one_column_serves_every_place_with_the_same_source() -> None:
    _, columns, text = walked(dialects()["klaviyo"], "{{ orders }}{{ orders }}{{ orders | number }}")
    assert [column.source for column in columns.all()] == ["orders", "orders | number"]
    assert text.count("person.orders_text ") == 2


def test_columns_of_what_could_not_be_said_after_all_are_taken_back() -> None:
    _, columns, _ = walked(dialects()["klaviyo"], "{% if first_name == 'A' and orders > 1 %}x{% endif %}")
    assert [column.kind for column in columns.all()] == ["branch"]


def test_a_link_in_a_block_that_is_worked_out_is_refused_with_the_reason() -> None:
    walk, _, _ = walked(dialects()["generic"], "{% if city %}{{ unsubscribe_url }}{% endif %}")
    assert walk.unsupported == [
        "line 1: A generic ESP can make unsubscribe_url only where it stands by itself, outside loops and conditions"
        " that have to be worked out"
    ]


def test_more_branches_than_there_are_letters_are_worked_out_whole_and_say_so() -> None:
    source = "{% if orders == 0 %}0" + "".join(f"{{% elif orders == {n} %}}{n}" for n in range(1, 27)) + "{% endif %}"
    _, columns, _ = walked(dialects()["klaviyo"], source)
    (column,) = columns.all()
    assert column.computed_because == "27 branches are more than a branch column has letters for"

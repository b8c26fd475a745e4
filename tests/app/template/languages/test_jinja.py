"""Jinja2 as one language among others: read, written, renamed and mended."""

from app.template import tree as t
from app.template.languages.jinja import LANGUAGE


def test_a_source_is_read_and_its_expressions_written_again() -> None:
    (node,) = LANGUAGE.read("{{ first_name | default('you', true) }}").body
    assert isinstance(node, t.Output)
    assert LANGUAGE.write(node.expr) == "first_name | default('you', true)"
    assert LANGUAGE.output(t.Name("city")) == "{{ city }}"


def test_names_are_replaced_where_they_stand_as_names() -> None:
    assert LANGUAGE.renamed("A {{ A }} {# A #}{{ 'A' }}", {"A": "city"}) == "A {{ city }} {# A #}{{ 'A' }}"


def test_a_fallback_is_put_before_any_other_filter() -> None:
    mended = LANGUAGE.with_fallback("Hi {{ first_name | upper }}")
    assert mended is not None
    assert mended.line == 'Hi {{ first_name | default("there", true) | upper }}'
    assert mended.line[mended.start : mended.end] == "there"
    assert LANGUAGE.with_fallback("no field here") is None

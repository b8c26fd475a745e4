"""Liquid as one language among others: read, written, renamed and mended."""

import pytest

from app.template import tree as t
from app.template.languages.liquid import LANGUAGE


def test_a_source_is_read_and_its_expressions_written_again() -> None:
    (node,) = LANGUAGE.read("{{ first_name | default: 'you' | upcase }}").body
    assert isinstance(node, t.Output)
    assert LANGUAGE.output(node.expr) == "{{ first_name | default: 'you' | upcase }}"
    assert LANGUAGE.write(t.Choice(t.Name("vip"), t.Const(1), None)) == "vip"


def test_0_is_true_and_what_is_missing_is_not() -> None:
    asked = LANGUAGE.holds(t.Name("orders"))
    assert asked == t.Binary(
        "and", t.Test(t.Name("orders"), "defined"), t.Compare(t.Name("orders"), (("!=", t.Const(False)),))
    )


@pytest.mark.parametrize("source", ["a{{ city }}", "{% if vip %}x{% else %}y{% endif %}"])
def test_a_tree_is_written_as_a_source(source: str) -> None:
    told: list[object] = []
    assert LANGUAGE.compose(LANGUAGE.parse(source), told) == source  # type: ignore[arg-type]
    assert told == []


def test_names_and_fallbacks_are_changed_without_parsing() -> None:
    assert LANGUAGE.renamed("A {{ A }}", {"A": "city"}) == "A {{ city }}"
    mended = LANGUAGE.with_fallback("Hi {{ first_name }}")
    assert mended is not None
    assert mended.line == "Hi {{ first_name | default: 'there' }}"

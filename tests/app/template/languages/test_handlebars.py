"""Handlebars as one language among others: read, written, renamed and mended."""

from app.template import tree as t
from app.template.languages.handlebars import LANGUAGE


def test_a_source_is_read_and_its_expressions_written_again() -> None:
    (node,) = LANGUAGE.read('{{default FirstName "you"}}').body
    assert isinstance(node, t.Output)
    assert LANGUAGE.output(node.expr) == '{{ default first_name "you" }}'
    assert LANGUAGE.output(t.Const("x")) == '{{ string "x" }}'
    assert LANGUAGE.write(t.Filter(t.Name("a"), "default", (t.Items(()),))) == "a"


def test_a_tree_is_written_as_a_source() -> None:
    source = "a{{#if vip}}x{{else}}{{city}}{{/if}}"
    told: list[object] = []
    assert LANGUAGE.compose(LANGUAGE.parse(source), told) == source  # type: ignore[arg-type]
    assert told == []


def test_names_and_fallbacks_are_changed_without_parsing() -> None:
    assert LANGUAGE.renamed("A {{A}}", {"A": "city"}) == "A {{city}}"
    mended = LANGUAGE.with_fallback("Hi {{first_name}}")
    assert mended is not None
    assert mended.line == 'Hi {{default first_name "there"}}'

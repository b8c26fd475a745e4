"""A Handlebars source in pieces."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.languages.handlebars.scanner import pieces
from app.template.reading.source import Source


def texts(source: str) -> list[str]:
    return [piece.text for piece in pieces(Source(source)) if piece.kind == "text"]


def test_a_tag_with_a_line_for_itself_takes_the_line() -> None:
    assert texts("a\n  {{#if b}}  \nc\n{{else}}\nd\n{{/if}}\ne") == ["a\n", "c\n", "d\n", "e"]
    assert texts("a {{#if b}}\nc {{/if}}") == ["a ", "\nc "]
    assert texts("a\n{{b}}\nc") == ["a\n", "\nc"]


def test_a_tilde_takes_the_spaces_beside_it() -> None:
    assert texts("a  {{~b~}}  c {{~{d}~}} e") == ["a", "c", "e"]


def test_what_is_escaped_is_text() -> None:
    assert texts("\\{{a}} \\\\{{b}}") == ["{{a}} \\"]
    assert [piece.kind for piece in pieces(Source("{{! a }}{{!-- }} --}}{{^}}{{else if b}}"))] == ["else", "else"]


@pytest.mark.parametrize("source", ["{{a", "{{> b}}", "{{=<% %>=}}", "{{{{raw}}}}", "{{{a}}", "{{! a", "{{a 'b}}"])
def test_what_is_not_taken_is_refused(source: str) -> None:
    with pytest.raises(TemplateProblem):
        pieces(Source(source))

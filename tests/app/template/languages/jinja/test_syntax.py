"""What cannot be read is said with line and column and what to write; nothing hostile hangs or breaks the reading."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.languages.jinja.parser import parse
from app.template.linting import lint
from app.template.markup import scan
from app.template.prepared_template import prepare
from tests.app.template.conftest import template


def problem(source: str) -> TemplateProblem:
    with pytest.raises(TemplateProblem) as caught:
        parse(source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "line", "column", "why", "remedy"),
    [
        ("a\n  {{ first_name", 2, 3, "A merge field is opened and not closed", "Close it with }}."),
        ("{{ city }} {{ first_name }", 1, 12, "“}” cannot stand there", "{{ first_name }}"),
        ("<p>\n{% if a %}\n{% if b %}x{% endif %}", 2, 1, "The if that begins there is not closed", "{% endif %}"),
        ("\r\n\r\n {% for a in b %}", 3, 2, "The for that begins there is not closed", "{% endfor %}"),
        ("{% if a", 1, 1, "A tag is opened and not closed", "Close it with %}."),
        ("x {% endif %}", 1, 3, "There is no open if or for that “endif” could belong to", "Take it out"),
        ("{% if a %}{% elsif b %}{% endif %}", 1, 11, "There is no tag “elsif”", "{% elif … %}"),
        ("{% if a %}{% if b = 1 %}{% endif %}{% endif %}", 1, 11, "“=” gives a value", "{% if a == b %}"),
        ("{% do it %}", 1, 1, "There is no tag “do”", "Known are if, elif, else, for and set."),
        ("<p>{{ “x” }}", 1, 7, "A curly quote cannot stand there", "straight quotes"),
        ("{{ 'x }}", 1, 4, "A quote is opened and not closed", "Close it"),
        ("{{#if x}}", 1, 3, "“{{#”, “{{/” and the like are Handlebars", "{% if … %}"),
        ("{{ a @ b }}", 1, 6, "“@” cannot stand there", "Only names"),
        ("{{ }}", 1, 1, "There is nothing between the braces", "{{ first_name }}"),
        ("{# x", 1, 1, "A comment is opened and not closed", "Close it with #}."),
    ],
)
def test_what_cannot_be_read_is_said_so_that_it_can_be_mended(
    source: str, line: int, column: int, why: str, remedy: str
) -> None:
    found = problem(source)
    assert (found.line, found.column, found.why) == (line, column, why)
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("source", "column", "what"),
    [
        ("{{ a }} {{ a.__class__ }}", 9, "begins with an underscore"),
        ("{{ a }} {{ 'x'.format(a) }}", 9, "cannot use a call"),
        ("{{ a }} {{ a | nosuch }}", 9, "no filter called “nosuch”"),
        ("{% if a %}{% include 'x' %}{% endif %}", 11, "cannot use include"),
        ("{{ 2 ** 9999999 }}", 1, "power operator"),
        ("{{ 1e999 }}", 1, "number is too large"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", 1, "cannot use a call"),
        ("a\x00b", 2, "control character"),
        ("{{ " + " ~ ".join(["a"] * 3_000) + " }}", 1, "joined by ~"),
        ("{{ a }}" * 11_000, 1, "over 10,000 fields"),
    ],
)
def test_what_is_refused_is_refused_with_its_place(source: str, column: int, what: str) -> None:
    found = problem(source)
    assert (found.line, found.column) == (1, column)
    assert what in found.what


@pytest.mark.parametrize("source", ["{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "{{ " + "-" * 5_000 + "1 }}"])
def test_what_is_nested_without_end_is_a_problem(source: str) -> None:
    assert "nested too deeply" in problem(source).what


def test_a_finding_of_the_syntax_names_the_column() -> None:
    (found,) = lint("<p>\n  {{ first_name | uper }}")
    assert (found.line, found.code) == (2, "syntax")
    assert found.message.endswith("Did you mean “upper”? (column 3)")


@pytest.mark.parametrize(
    "markup",
    ["<a " * 30_000, "<p style='" * 30_001, "<a " * 30_000 + ">", "<!--" * 30_000, "<" * 100_000, "\n" * 100_000],
)
def test_html_that_is_never_closed_does_not_hang(markup: str) -> None:
    assert prepare(template(markup)).render({}).html == markup.removesuffix("\n")


def test_broken_tags_stay_text_and_sound_ones_are_found_after_them() -> None:
    markup = "<a href='oops> <b>bold</b> <i>"
    assert [(piece.kind, markup[piece.start : piece.end]) for piece in scan(markup)] == [
        ("text", "<a href='oops> "),
        ("tag", "<b>"),
        ("text", "bold"),
        ("tag", "</b>"),
        ("text", " "),
        ("tag", "<i>"),
    ]

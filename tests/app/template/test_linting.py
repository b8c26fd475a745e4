"""What is found by the source alone, each with its line."""

import pytest

from app.template.linting import lint, lint_template
from app.template.prepared_template import Template

GOOD = (
    '<p>Hi {{ first_name | default("there") }}</p>\n<img src="https://x.example/a.png" alt="">'
    '<a href="https://x.example">x</a><a href="{{ unsubscribe_url }}">No more</a> {{ sender.address }}'
)


@pytest.mark.parametrize(
    ("source", "code", "line", "words"),
    [
        ("a\n{% if x %}", "syntax", 2, "endif"),
        ("{{ first_name }", "syntax", 1, "two braces"),
        ("{{ first_nam }}", "unknown-field", 1, "did you mean “first_name”"),
        ("\n\n{{ fname }}", "unknown-field", 3, "did you mean “first_name”"),
        ("{{ FirstName }}", "alias", 1, "first_name"),
        ("a\nHi {FirstName}, b", "single-brace", 2, "{{ first_name }}"),
        ("{ first_name }", "single-brace", 1, "as it stands"),
        ("x\n*|FNAME|*", "leftover", 2, "*|FNAME|*"),
        ("{% raw %}{{ x }}{% endraw %}", "leftover", 1, "{{ x }}"),
        ("[[FirstName]] %%city%%", "leftover", 1, "[[FirstName]]"),
        ("{% if a %}\n{% endif %}<img src='x'>", "alt-missing", 2, "alternative text"),
        ("<a href=''>x</a>", "link-empty", 1, "nowhere"),
        ("<a href='#'>x</a>", "link-empty", 1, "nowhere"),
        ("<a href='www.x.example'>x</a>", "link-invalid", 1, "https://"),
        ("<a href='javascript:x()'>x</a>", "link-invalid", 1, "https://"),
        ("<a href='http://x.example'>x</a>", "link-insecure", 1, "https"),
        ("\n<a href={{ url }}>x</a>", "unquoted", 2, "quotes"),
        ("<script>x</script>", "script", 1, "remove"),
        ("{% if city %}a\n{% elif city %}b{% endif %}", "same-condition", 2, "already"),
    ],
)
def test_each_kind_of_fault_is_found_on_its_line(source: str, code: str, line: int, words: str) -> None:
    found = [each for each in lint(source) if each.code == code]
    assert [each.line for each in found][:1] == [line]
    assert any(words in each.message for each in found)


def test_a_good_template_has_no_findings() -> None:
    template = Template("Good", "For {{ first_name | default('you') }}", "What is new in the shop this week", GOOD)
    assert lint_template(template) == []


def test_css_is_not_taken_for_a_merge_field() -> None:
    assert lint("<style>p{color:red} .a { top: 0 } @media x{city{top:0}}</style>") == []


def test_a_field_of_the_project_is_known() -> None:
    assert lint("{{ shoe_size }}", known={"shoe_size"}) == []
    assert [each.code for each in lint("{{ shoe_sise }}", known={"shoe_size"})] == ["unknown-field"]


def test_what_the_law_asks_for_is_missed_in_each_part() -> None:
    found = lint_template(Template("Bare", "", "", "<p>x</p>", "x"))
    assert [(each.code, each.where, each.severity) for each in found] == [
        ("subject-blank", "subject", "error"),
        ("unsubscribe-missing", "html", "error"),
        ("unsubscribe-missing", "text", "error"),
        ("address-missing", "html", "warning"),
        ("address-missing", "text", "warning"),
    ]
    assert "address-missing" not in {
        each.code for each in lint_template(Template("B", "s", "", "1 Quay St, Leeds"), None, "1 Quay St, Leeds")
    }


def test_a_line_counts_the_lines_of_the_source_not_of_what_is_left() -> None:
    source = "{#\n\n#}{{ first_name\n  | upper }}\n{% set x =\n 1 %}\n<a href=''>x</a>"
    assert [(each.code, each.line) for each in lint(source)] == [("link-empty", 7)]


def test_an_address_that_is_printed_but_blank_is_pointed_out_where_it_stands() -> None:
    template = Template("Good", "For {{ first_name | default('you') }}", "What is new in the shop this week", GOOD)
    (found,) = lint_template(template, None, " \n")
    assert (found.code, found.where, found.severity) == ("address-missing", "html", "warning")
    assert "blank" in found.message
    assert "sender." in GOOD.split("\n")[found.line - 1]
    assert lint_template(template, None, "1 Quay St, Leeds") == []


@pytest.mark.parametrize(("written", "found"), [("{first_nam}", True), ("{pages}", False), ("{storage}", False)])
def test_a_word_in_single_braces_is_a_field_only_where_it_can_be_nothing_but_a_slip(written: str, found: bool) -> None:
    codes = [finding.code for finding in lint(f"<p>{written}</p>", "html", {"age", "first_name"})]
    assert ("single-brace" in codes) == found

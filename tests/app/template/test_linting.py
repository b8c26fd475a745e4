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
    template = Template("Good", "For {{ first_name | default('you') }}", "", GOOD)
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
    template = Template("Good", "For {{ first_name | default('you') }}", "", GOOD)
    (found,) = lint_template(template, None, " \n")
    assert (found.code, found.where, found.severity) == ("address-missing", "html", "warning")
    assert "blank" in found.message
    assert "sender." in GOOD.split("\n")[found.line - 1]
    assert lint_template(template, None, "1 Quay St, Leeds") == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<{{ nick }}>", "field-in-tag"),
        ("<h{{ nick }}>x</h1>", "field-in-tag"),
        ("<h1>x</h{{ nick }}>", "field-in-tag"),
        ("<td {{ nick }}>", "field-in-tag"),
        ("<td {{ nick }}='x'>", "field-in-tag"),
        ("<td class={{ nick }}>", "unquoted"),
        ("<td class=a{{ nick }}b>", "unquoted"),
        ("<td onclick='say(\"{{ nick }}\")'>", "field-in-script"),
        ('<BODY ONLOAD="{{ nick }}">', "field-in-script"),
        ("<a href='java&#115;cript:say({{ nick }})'>x</a>", "field-in-script"),
        ("<a href='java\tscript:say({{ nick }})'>x</a>", "field-in-script"),
        ("<p style='width: expression({{ nick }})'>x</p>", "field-in-script"),
        ("<iframe srcdoc='{{ nick }}'></iframe>", "field-in-script"),
        ("<script>var nick = '{{ nick }}'</script>", "field-in-script"),
        ("<mjml><mj-body><mj-raw><td {{ nick }}></td></mj-raw></mj-body></mjml>", "field-in-tag"),
        ("<td {% if nick %}{{ nick }}{% endif %}>", "field-in-tag"),
        ("<{% if nick %}script{% endif %}>{{ nick }}</script>", "field-in-tag"),
        ("<s{% if nick %}cript{% endif %}>{{ nick }}</script>", "field-in-tag"),
        ("<{% if nick %}{% if vip %}script{% endif %}{% endif %}>{{ nick }}</script>", "field-in-tag"),
        ("<!--[if mso]><td onclick='{{ nick }}'></td><![endif]-->", "field-in-script"),
        ("<!--[if mso]><script>{{ nick }}</script><![endif]-->", "field-in-script"),
        ("<a href='{{ nick }}:{{ nick | upper }}'>x</a>", "field-in-script"),
        ("<a href='{{ nick }}://shop.example'>x</a>", "field-in-script"),
        ("<object data='data:image/svg+xml,{{ nick }}'></object>", "field-in-script"),
        ("<meta http-equiv='refresh' content='{{ nick }}'>", "field-in-script"),
        ("<meta http-equiv='{{ nick }}' content='1'>", "field-in-script"),
        ("<svg><set attributeName='onclick' to='{{ nick }}'/></svg>", "field-in-script"),
        ("<svg><set attributeName='{{ nick }}' to='x'/></svg>", "field-in-script"),
    ],
)
def test_a_field_where_its_value_could_become_markup_is_an_error(source: str, code: str) -> None:
    found = [finding for finding in lint(f"\n{source}") if finding.code == code]
    assert [(finding.severity, finding.line) for finding in found] == [("error", 2)]


@pytest.mark.parametrize(
    "source",
    [
        "<td class='{{ nick }}' style='color: {{ nick }}'>{{ nick }}</td>",
        "<td {% if nick %}class='x'{% endif %} width={% if nick %}1{% else %}2{% endif %}>",
        "<a href='{{ nick }}' title=\"{{ nick }}\">x</a> 3 < {{ nick }}",
        "<meta name='author' content='{{ nick }}'>",
        "<meta http-equiv='refresh' content='5; url=https://a.example/{{ nick }}'>",
        "<a href='{{ nick }}?at=12:30'>x</a><a href='mailto:{{ nick }}'>x</a>",
        "<img alt='' src='https://{{ nick }}:8080/a'>",
        "<!-- {{ nick }} --><style>p { color: {{ nick }} }</style><title>{{ nick }}</title>",
    ],
)
def test_a_field_where_its_value_stays_a_value_is_none(source: str) -> None:
    assert not {finding.code for finding in lint(source)} & {"field-in-tag", "field-in-script", "unquoted"}


@pytest.mark.parametrize(("written", "found"), [("{first_nam}", True), ("{pages}", False), ("{storage}", False)])
def test_a_word_in_single_braces_is_a_field_only_where_it_can_be_nothing_but_a_slip(written: str, found: bool) -> None:
    codes = [finding.code for finding in lint(f"<p>{written}</p>", "html", {"age", "first_name"})]
    assert ("single-brace" in codes) == found

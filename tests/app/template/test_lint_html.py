"""Merge fields in places of HTML that are not safe, and links that lead nowhere."""

import pytest

from app.template.construct_markers import skeleton_of
from app.template.languages.jinja.parser import parse
from app.template.lint_html import link_fault, lint_markup
from app.template.linting import lint


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


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("", "link-empty"),
        ("#", "link-empty"),
        ("#top", None),
        ("https://a.example", None),
        ("mailto:a@b.example", None),
        ("http://a.example", "link-insecure"),
        ("www.a.example", "link-invalid"),
        ("TEL:123", None),
    ],
)
def test_a_link_that_leads_nowhere_is_told(href: str, code: str | None) -> None:
    fault = link_fault(href)
    assert (fault[0] if fault else None) == code


def test_each_finding_of_the_markup_has_its_line() -> None:
    source = "<p>a</p>\n<img src=x>\n<script>1</script>\n<a href='{{ url }}'>x</a><a href=''>y</a>"
    found = [(one.code, one.line) for one in lint_markup(skeleton_of(parse(source)))]
    assert found == [("alt-missing", 2), ("script", 3), ("link-empty", 4)]

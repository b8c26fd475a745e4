"""A merge field in a link: the page that is opened gets the value, whatever stands in it."""

import csv
import html
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.mailing.recipient_checks import Checker
from app.template import esp_names
from app.template.compiler import compile_template
from app.template.links import WHOLE, in_link
from app.template.prepared_template import Parts, prepare
from tests.app.template.conftest import template

WORST = [
    "Foo & Bar",
    "Bad Homburg #2",
    "a?b=c",
    "50%",
    "50%25",
    "1+1",
    "Zoë 李",
    'O\'Neil "x"',
    "<b>",
    "a=b;c",
    "\\",
    "x/y",
]


values = st.sampled_from(WORST) | st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)


def render(body: str, text: str | None = None, **context: Any) -> Parts:
    return prepare(template(body, text=text)).render(context)


def hrefs(made: str, name: str = "href") -> list[str]:
    return [html.unescape(each.split('"')[0]) for each in made.split(f'{name}="')[1:]]


def _got(value: str) -> str | None:
    """What a value reads as on arrival: signs that turn or control text are no part of what is sent."""
    shown = "".join(sign for sign in value if not ("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"))
    return shown.replace("\u2028", " ").replace("\u2029", " ")


@settings(deadline=None, max_examples=150)
@given(city=values, name=values)
def test_a_link_gives_its_values_back(city: str, name: str) -> None:
    body = (
        '<a href="https://shop.example/in/{{ city }}?city={{ city }}&utm={{ name | upper | lower }}#{{ city }}">x</a>'
    )
    made = render(body, city=city, name=name)
    [html_link] = hrefs(made.html)
    typed = made.text[made.text.index("(") + 1 : made.text.rindex(")")]
    for link in (html_link, typed):
        parts = urlsplit(link)
        asked = parse_qs(parts.query, keep_blank_values=True)
        expected = "" if not city.strip() else _got(city)
        assert asked["city"] == [expected]
        assert unquote(parts.path) == f"/in/{expected}"
        assert unquote(parts.fragment) == expected
        assert set(asked) == {"city", "utm"}


@pytest.mark.parametrize(
    ("body", "attribute"),
    [
        ('<img src="https://shop.example/?c={{ v }}" alt="">', "src"),
        ('<td background="https://shop.example/?c={{ v }}">x</td>', "background"),
        (
            '<mjml><mj-body><mj-section><mj-column><mj-button href="https://shop.example/?c={{ v }}">x</mj-button>'
            "</mj-column></mj-section></mj-body></mjml>",
            "href",
        ),
        ('<!--[if mso]><v:roundrect href="https://shop.example/?c={{ v }}"></v:roundrect><![endif]-->', "href"),
        ('<a href="https://shop.example/?{% if v %}c={{ v }}{% else %}none{% endif %}">x</a>', "href"),
        ('<a href="{% if v %}https://shop.example/{% else %}https://b.example{% endif %}?c={{ v }}">x</a>', "href"),
        ("{% set link = 'https://shop.example/?c=' ~ v ~ '&d=1' %}<a href=\"{{ link }}\">x</a>", "href"),
        ("{% set more = '?c=' ~ v %}<a href=\"https://shop.example/{{ more }}\">x</a>", "href"),
        ("<a href=\"{{ 'https://shop.example/?c=' ~ v }}\">x</a>", "href"),
        ('<a href="https://shop.example/?c={{ v | urlencode }}">x</a>', "href"),
        ("{% for r in [v] %}<a href=\"https://shop.example/?c={{ r | default('x') }}\">x</a>{% endfor %}", "href"),
        ('<a href="{{ site }}?c={{ v }}">x</a>', "href"),
    ],
)
def test_it_does_so_wherever_a_url_stands(body: str, attribute: str) -> None:
    for value in WORST:
        made = render(body, v=value, site="https://shop.example/p")
        found = [link for link in hrefs(made.html, attribute) if "shop.example" in link]
        assert found
        assert all(parse_qs(urlsplit(link).query)["c"] == [value] for link in found)


@pytest.mark.parametrize("quotes", ["", "'", "&quot;"])
def test_a_picture_in_a_style_stays_one_picture(quotes: str) -> None:
    body = f'<p style="background: url({quotes}https://shop.example/?c={{{{ v }}}}{quotes})">x</p>'
    for value in [*WORST, "a) ; color: red"]:
        [style] = hrefs(render(body, v=value).html, "style")
        inside = style[style.index("(") + 1 : style.rindex(")")].strip("'\"")
        assert not set("'\"() ") & set(inside)
        assert parse_qs(urlsplit(inside).query)["c"] == [value]


def test_a_link_without_quotes_is_one() -> None:
    made = render("<a href=https://shop.example/?c={{ v }}>x</a>", v="Foo & Bar").html
    assert "https://shop.example/?c=Foo%20%26%20Bar" in made


def test_links_that_somebody_typed_into_the_text_part_are_encoded() -> None:
    text = "Hi {{ v }}? See https://shop.example/?c={{ v }}&b=1 or {{ site }}?c={{ v }} {{ unsubscribe_url }}"
    made = render("<p>x</p>", text, v="Foo & Bar", site="https://s.example/a b").text
    assert made == (
        "Hi Foo & Bar? See https://shop.example/?c=Foo%20%26%20Bar&b=1 or https://s.example/a%20b?c=Foo%20%26%20Bar "
    )


def test_parameters_that_the_template_keeps_in_a_variable_stay_parameters() -> None:
    body = "{% set utm = '?utm_source=q&utm_medium=email' %}<a href=\"https://shop.example/{{ utm }}&c={{ v }}\">x</a>"
    assert hrefs(render(body, v="a b").html) == ["https://shop.example/?utm_source=q&utm_medium=email&c=a%20b"]


@pytest.mark.parametrize(
    ("link", "sent"),
    [
        ("https://shop.example{{ r.path }}?b=2", "https://shop.example/p/a%20b?id=1?b=2"),
        ("https://shop.example/go{{ r.path }}", "https://shop.example/go/p/a%20b?id=1"),
        ("https://shop.example/?next={{ r.path }}", "https://shop.example/?next=/p/a%20b%3Fid%3D1"),
        ("https://shop.example{{ v }}", "https://shop.example/x?y=1"),
        ("https://{{ label }}.shop.example/", "https://a%26b.shop.example/"),
        ("https://shop-{{ label }}.example/", "https://shop-a%26b.example/"),
    ],
)
def test_a_field_that_holds_a_piece_of_a_url_stays_one_but_as_a_parameter(link: str, sent: str) -> None:
    made = render(f'<a href="{link}">x</a>', r={"path": "/p/a b?id=1"}, v="/x?y=1", label="a&b")
    assert hrefs(made.html) == [sent]


@pytest.mark.parametrize(
    ("given_url", "sent"),
    [
        ("https://shop.example/p?a=1&b=2#c", "https://shop.example/p?a=1&b=2#c"),
        (" https://shop.example/a b'(c)%zz%20.png ", "https://shop.example/a%20b%27%28c%29%25zz%20.png"),
        ("shop.example:8080/x", "shop.example:8080/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", ""),
        ("\x01JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_a_value_that_is_a_url_stays_one_and_runs_nothing(given_url: str, sent: str) -> None:
    assert in_link(given_url, WHOLE) == sent
    assert hrefs(render('<a href="{{ v }}">x</a>', v=given_url).html) == [sent]


def test_a_link_whose_own_parameters_end_where_more_begin_is_found() -> None:
    def codes(site: str) -> list[str]:
        made = prepare(
            template('<a href="{{ site }}?utm_source=q">x</a> {{ unsubscribe_url }} {{ sender.address }}', "S")
        )
        checker = Checker(made, {"site"}, {"postal_address": "1 St"})
        checker.see("k", {"site": site})
        return [finding.code for finding in checker.findings() if finding.where == "html"]

    assert codes("https://s.example/p") == []
    assert codes("https://s.example/p?id=1") == ["link-doubled"]
    assert codes("https://s.example/p#top") == ["link-doubled"]
    assert codes("javascript:alert(1)") == ["link-invalid"]


def test_the_reported_link_leads_to_each_person_s_own_city(shared_data: Path) -> None:
    folder = shared_data / "reported" / "16-merge-field-in-a-link"
    body = (folder / "mail.html").read_text("utf-8")
    for row in csv.DictReader((folder / "people.csv").read_text("utf-8").splitlines()):
        link = hrefs(render(body, city=row["City"]).html)[0]
        assert parse_qs(urlsplit(link).query) == {"city": [row["City"]], "utm": ["may"]}


def test_addresses_and_phones_keep_their_signs() -> None:
    made = render(
        '<a href="mailto:{{ m }}?subject={{ m }}">x</a><a href="tel:{{ p }}">y</a>', m="a+b@c.example", p="+44 1"
    )
    assert hrefs(made.html) == ["mailto:a+b@c.example?subject=a%2Bb%40c.example", "tel:+44%201"]


@pytest.mark.parametrize("esp", sorted(esp_names()))
def test_a_column_or_a_filter_encodes_it_at_every_esp(esp: str) -> None:
    compiled = compile_template(template('{{ city }}<a href="https://shop.example/?c={{ city }}">x</a>'), esp)
    page = compiled.files["template.html"]
    if esp == "klaviyo":
        assert page == '{{ person.city }}<a href="https://shop.example/?c={{ person.city|urlencode }}">x</a>'
    else:
        [column] = compiled.computed
        assert column.source == "city | urlencode"
        assert column.tag in page


@pytest.mark.parametrize("part", ["link", "x"])
def test_two_values_make_no_scheme_between_them(part: str) -> None:
    made = render(f'<a href="{{{{ x }}}}{{{{ {part} }}}}">x</a>', text="x", **{"x": "javascript", part: ":alert(1)"})
    assert "script:" not in made.html


def test_a_host_with_its_port_is_an_address() -> None:
    assert in_link("shop.example:8080/a b", WHOLE) == "shop.example:8080/a%20b"
    assert in_link("localhost:80", WHOLE) == "localhost:80"


@pytest.mark.parametrize("body", ['<p style="color: {{ x }}; margin: 0">x</p>', "<style>p { color: {{ x }} }</style>"])
def test_a_value_in_a_style_stays_within_its_declaration(body: str) -> None:
    for value in ("red; } * { display: none", "red; background: url(//a.example)", "@import '//a.example'", "a/**/b"):
        made = render(body, text="x", x=value).html
        said = made[made.index("color: ") + 7 : made.rindex("; margin" if "margin" in made else " }")]
        assert not set(";:{}()/*@'\"") & set(said), said
    for value in ("#ff0000", "rgb(1, 2, 3)", "12.5%", "Open Sans, Arial"):
        assert f"color: {value}" in render(body, text="x", x=value).html


def test_what_a_template_itself_writes_into_a_style_stays() -> None:
    body = "<p style=\"{{ 'color: red;' if x else 'color: blue;' }} {{ 'width:' ~ x ~ '%;' }}\">x</p>"
    assert 'style="color: red; width:50%;"' in render(body, text="x", x="50").html


@pytest.mark.parametrize("esp", sorted(esp_names()))
def test_a_service_gets_a_style_as_it_is_rendered_here(esp: str) -> None:
    made = compile_template(template('<p style="color: {{ x }}">x</p>', text="x"), esp, {"x": "text"})
    assert [column.computed_because != "" for column in made.columns] == [True]

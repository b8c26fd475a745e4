"""The places of HTML, MJML and SVG in which an address, a style or an order stands."""

import time
from typing import Any

import pytest

from app.template.places import addresses, is_order, names_what_runs, pieces, styles
from app.template.prepared_template import Parts, prepare
from tests.app.template.conftest import template


def render(body: str, text: str | None = None, **context: Any) -> Parts:
    return prepare(template(body, text=text)).render(context)


RUNS = [
    "javascript:alert(1)//",
    "JavaScript:1;alert(1)",
    "javascript:1/alert(1)",
    "data:text/html,x",
]


ADDRESSED = [
    '<meta http-equiv="refresh" content="0; url={{ x }}">',
    '<svg><a><animate attributeName="href" to="{{ x }}" from="{{ x }}"/></a></svg>',
    '<svg><set attributeName="xlink:href" values="https://a.example/;{{ x }}"/></svg>',
    '<svg><use xlink:href="{{ x }}"/><a other:href="{{ x }}">x</a></svg>',
    '<svg><rect fill="url({{ x }})"/></svg>',
    '<a ping="https://a.example/ {{ x }}" href="https://a.example/">x</a>',
    '<img alt="" srcset="{{ x }} 1x, {{ x }} 2x" lowsrc="{{ x }}">',
    '<link rel="preload" imagesrcset="{{ x }} 1x" href="{{ x }}">',
    '<button formaction="{{ x }}">x</button><form action="{{ x }}"></form>',
    '<video poster="{{ x }}"></video><td background="{{ x }}"></td>',
    '<object data="{{ x }}" classid="{{ x }}" codebase="{{ x }}"><param name="movie" value="{{ x }}"></object>',
    '<html manifest="{{ x }}"><base href="{{ x }}"><p xml:base="{{ x }}">x</p></html>',
    '<style>@import "{{ x }}"; p { background: image-set("{{ x }}" 1x) }</style>',
    '<!--[if mso]><v:fill src="{{ x }}"/><style>p { background: url({{ x }}) }</style><![endif]-->',
    '<a href="{{ x }}">x</a>',
]


@pytest.mark.parametrize("body", ADDRESSED)
def test_a_value_is_no_address_of_what_runs_wherever_addresses_stand(body: str) -> None:
    for value in RUNS:
        made = render(body, text="x", x=value).html.casefold()
        assert "script:" not in made
        assert "data:" not in made
    assert "https://b.example/a%20b" in render(body, text="x", x="https://b.example/a b").html


@pytest.mark.parametrize("many", ["<!--[if", "<!--[if x]>", "<p style='{}'>", "<style>{}</style>"])
@pytest.mark.parametrize("sign", ["url(", "url( '", "image-set(&quot;", "@import '"])
def test_addresses_that_never_end_are_read_in_one_go(many: str, sign: str) -> None:
    source = many.format(sign * 20_000) if "{}" in many else many * 20_000
    began = time.monotonic()
    assert sum(1 for piece in pieces(source) for _ in addresses(source, piece)) <= 20_000
    assert time.monotonic() - began < 5


def test_each_address_is_its_stretch_of_the_source() -> None:
    markup = (
        '<a href="one">x</a><img srcset="two 1x, three 2x"><p style="color:red;background:url(\'four\')">y</p>'
        '<style>@import "five";</style><mj-section background-url="six"></mj-section><img alt="seven" src=eight>'
    )
    found = [markup[start:end] for piece in pieces(markup) for start, end in addresses(markup, piece)]
    assert [one for one in found if one not in ("1x", "2x")] == ["one", "two", "three", "four", "five", "six", "eight"]
    assert [markup[start:end] for piece in pieces(markup) for start, end in styles(piece)] == [
        "color:red;background:url('four')", '@import "five";',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "runs", "orders"),
    [
        ('<p onclick="x">', True, False),
        ('<iframe srcdoc="x">', True, False),
        ('<p title="x">', False, False),
        ('<animate attributename="onbegin" to="x"/>', True, False),
        ('<meta name="a" content="x">', False, False),
        ('<meta http-equiv="refresh" content="x">', True, True),
    ],
)
def test_what_runs_and_what_orders_the_browser(markup: str, runs: bool, orders: bool) -> None:
    (tag,) = pieces(markup)
    assert any(names_what_runs(tag, own) for own in tag.attributes) is runs
    assert any(is_order(tag, own) for own in tag.attributes) is orders

"""The templates that come with Quillwork, at every ESP: what it would send is what we render, links and all."""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import jinja2
import pytest
from django.template import Engine

from app.demo import contents
from app.template.amounts import Amount
from app.template.compiler import Compiled, compile_template
from app.template.linting import lint_template
from app.template.prepared_template import PREVIEW_LINKS, Template, prepare, with_system
from tests.app.template.dialects.test_klaviyo import _klaviyo, engine
from tests.app.template.dialects.test_mailchimp import _plain, mailchimp
from ui.panes.templates.parts import STARTER

__all__ = ["engine"]

Rows = Callable[[Compiled, list[dict[str, Any]]], list[dict[str, str]]]

SENDER = {"from_name": "Shop", "from_address": "a@shop.example", "postal_address": "1 Quay St"}
LINKED = """<style>p{color:red} @media (max-width:600px){p{color:blue}} a:hover{color:black}</style>
<a href="https://shop.example/in/{{ city }}?c={{ city }}&utm_campaign={{ last_viewed_product }}#{{ first_name }}">x</a>
<a href="mailto:{{ email }}?subject={{ city }}">m</a> <p style="background:url('{{ recommendations[0].url }}')">
{% for r in recommendations[:2] %}<a href="{{ r.url }}?utm_content={{ r.name }}">{{ r.name }}</a>{% endfor %}
{% set more = '?tier=' ~ loyalty_tier %}<a href="https://shop.example/{{ more }}">t</a>
<a href="{{ unsubscribe_url }}">No more</a> {{ sender.address }}"""
TEMPLATES = {
    "starter": Template("New", *STARTER),
    "demo": Template("Autumn", contents.SUBJECT, "", contents.body()),
    "links": Template("Links", "Hi {{ city }}", "", LINKED),
}
PRODUCT = {
    "name": "Lamp & <Co> #2",
    "url": "https://shop.example/p?id=1&b=é x",
    "image_url": "https://i.example/(1)'.png",
}
PEOPLE: list[dict[str, Any]] = [
    {},
    {
        "first_name": "Zoë O'Neil",
        "email": "a+b@mail.example",
        "city": "Foo & Bar #2 100%?",
        "loyalty_tier": "gold=1&x",
        "last_viewed_product": "Kettle, 2 l + lid",
        "orders": 3,
        "revenue": Amount("120.5", "GBP"),
        "last_order_at": dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC),
        "recommendations": [PRODUCT, {"name": "Shade", "url": "javascript:alert(1)"}],
        "segment": "VIPs",
        "segments": ["VIPs"],
    },
]


@pytest.mark.parametrize("name", list(TEMPLATES))
@pytest.mark.parametrize("esp", ["generic", "mailchimp", "klaviyo"])
def test_each_esp_sends_what_we_render(engine: Engine, rows_of: Rows, name: str, esp: str) -> None:
    made = TEMPLATES[name]
    compiled = compile_template(made, esp, None, SENDER)
    assert compiled.unsupported == ()
    for person, row in zip(PEOPLE, rows_of(compiled, PEOPLE), strict=True):
        ours = prepare(made).render(with_system(person, SENDER))
        page = compiled.files["template.html"]
        if esp == "klaviyo":
            assert _klaviyo(engine, page, row) == ours.html
        elif esp == "mailchimp":
            cells = {column.tag: row[column.header] for column in compiled.columns}
            assert _plain(mailchimp(page, cells, escape=True)) == _plain(ours.html)
        else:
            sent = jinja2.Environment(keep_trailing_newline=True).from_string(page)
            assert html.unescape(sent.render({**row, **PREVIEW_LINKS})) == html.unescape(ours.html)


def test_the_demo_s_template_has_nothing_that_is_to_be_replaced() -> None:
    made = TEMPLATES["demo"]
    assert [one for one in lint_template(made, None, "1 St") if one.code.startswith("placeholder")] == []

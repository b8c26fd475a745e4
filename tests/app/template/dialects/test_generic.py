"""The generic ESP proven by plain Jinja2, with and without autoescape."""

import html
from collections.abc import Callable
from typing import Any

import jinja2
import pytest
from hypothesis import HealthCheck, assume, given, settings

from app.domain.problems import TemplateProblem
from app.template.compiler import Compiled, compile_template
from app.template.prepared_template import prepare, with_system
from tests.app.template.conftest import people, sources, template

SENDER = {"from_name": "Lamp & Co's", "from_address": "hi@lamp.example", "postal_address": "1 Quay St, Leeds"}
LINKS = {"unsubscribe_url": "#unsubscribe"}


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=sources, subject=sources, context=people)
def test_jinja_prints_what_we_print(
    rows_of: Callable[[Compiled, list[dict[str, Any]]], list[dict[str, str]]],
    body: str,
    subject: str,
    context: dict[str, Any],
) -> None:
    made = template(f"<html><body>{body}</body></html>\n\n", subject)
    try:
        ours = prepare(made).render(with_system(context, SENDER))
    except TemplateProblem:
        assume(False)
    compiled = compile_template(made, "generic", {"vip": "boolean", "score:odd name": "number"}, SENDER)
    assume(not compiled.unsupported)
    row = {**rows_of(compiled, [context])[0], **LINKS}
    for autoescape in (True, False):
        environment = jinja2.Environment(autoescape=autoescape, keep_trailing_newline=True)
        theirs = environment.from_string(compiled.files["template.html"]).render(row)
        assert html.unescape(theirs) == html.unescape(ours.html)
    environment = jinja2.Environment(keep_trailing_newline=True)
    assert environment.from_string(compiled.files["subject.txt"]).render(row) == ours.subject
    assert environment.from_string(compiled.files["text.txt"]).render(row) == ours.text


def test_fields_and_defaults_are_said_and_the_rest_are_columns() -> None:
    body = "{{ city }} {{ first_name | default('you') }}{% if city %}<b>{{ orders }}</b>{% endif %}"
    compiled = compile_template(template(body), "generic")
    assert compiled.files["template.html"] == (
        "{{ city | e }} {{ first_name | default('you', true) | e }}{{ block | safe }}"
    )
    assert [(column.header, column.source) for column in compiled.computed][:1] == [("block", "city")]


@pytest.mark.parametrize("esp", ["generic", "mailchimp", "klaviyo"])
def test_an_unsubscribe_link_where_it_cannot_be_made_is_reported(esp: str) -> None:
    looped = template("{% for r in interests %}<a href='{{ unsubscribe_url }}'>{{ r }}</a>{% endfor %}")
    assert "unsubscribe_url" in compile_template(looped, esp).unsupported[0]
    plain = template("<a href='{{ unsubscribe_url }}'>x</a>")
    assert compile_template(plain, esp).unsupported == ()


def test_an_unknown_esp_is_a_problem() -> None:
    with pytest.raises(TemplateProblem, match="generic, klaviyo, mailchimp"):
        compile_template(template("x"), "pigeon")

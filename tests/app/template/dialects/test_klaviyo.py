"""Klaviyo proven by Django itself: the compiled template, rendered for each row, is our own rendering byte for byte."""

from collections.abc import Callable
from typing import Any

import django
import pytest
from django.conf import settings
from django.template import Context, Engine, Library
from django.template import Template as DjangoTemplate
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as hypothesis_settings

from app.domain.problems import TemplateProblem
from app.template.compiler import Compiled, compile_template
from app.template.prepared_template import Template, prepare, with_system
from tests.app.template.conftest import people, sources, template

SENDER = {"from_name": "Lamp & Co's", "from_address": "hi@lamp.example", "postal_address": "1 Quay St\nLeeds"}
TYPES = {"vip": "boolean", "score:odd name": "number"}

Rows = Callable[[Compiled, list[dict[str, Any]]], list[dict[str, str]]]


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Django's engine with Klaviyo's additions."""
    if not settings.configured:
        settings.configure(USE_I18N=False, USE_TZ=False)
        django.setup()
    library = Library()
    library.simple_tag(lambda: "#unsubscribe", name="unsubscribe_link")
    library.simple_tag(lambda: "#preferences", name="manage_preferences_link")
    library.simple_tag(lambda: "#view-in-browser", name="web_view_link")
    library.filter("lookup", lambda person, name: person.get(name, ""))
    made = Engine()
    made.template_builtins.append(library)
    return made


def _klaviyo(engine: Engine, source: str, row: dict[str, str]) -> str:
    own = {"first_name": row.get("First Name"), "last_name": row.get("Last Name"), "email": row.get("Email")}
    filled = {name: value for name, value in row.items() if value}
    bound = {name: value for name, value in own.items() if value}
    return str(DjangoTemplate(source, engine=engine).render(Context({**bound, "person": filled})))


def _assert_equal(engine: Engine, rows_of: Rows, made: Template, contexts: list[dict[str, Any]]) -> None:
    compiled = compile_template(made, "klaviyo", TYPES, SENDER)
    for context, row in zip(contexts, rows_of(compiled, contexts), strict=True):
        ours = prepare(made).render(with_system(context, SENDER))
        theirs = {name: _klaviyo(engine, source, row) for name, source in compiled.files.items()}
        assert {name: _without_joiners(text) for name, text in theirs.items()} == {
            "template.html": ours.html,
            "subject.txt": ours.subject,
            "preheader.txt": ours.preheader,
            "text.txt": ours.text,
        }


def _without_joiners(text: str) -> str:
    """Klaviyo encodes, in a link, the joiners too by which braces in a customer's value are made harmless."""
    return text.replace("%E2%81%A0", "")


_EITHER = "{{ first_name if city else last_name }}"
BOTH_WAYS = "".join(f'<a href="{begin}{_EITHER}?subject=Hi">go</a>' for begin in ("", "mailto:", "tel:"))
"""One expression with which a link begins, and that stands behind mailto: in another."""


@hypothesis_settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(body=BOTH_WAYS, subject="", contexts=[{"first_name": None, "last_name": "¡", "city": None}])
@given(body=sources, subject=sources, contexts=people.map(lambda one: [one]))
def test_django_prints_what_we_print(
    engine: Engine, rows_of: Rows, body: str, subject: str, contexts: list[dict[str, Any]]
) -> None:
    made = template(f"<html><body>{body}</body></html>", subject, subject)
    try:
        prepare(made)
    except TemplateProblem:
        assume(False)
    assume(not compile_template(made, "klaviyo", TYPES, SENDER).unsupported)
    _assert_equal(engine, rows_of, made, contexts)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("{{ first_name | default('there', true) }}", "{{ first_name|default:'there' }}"),
        ("{{ first_name or 'there' }}", "{{ first_name|default:'there' }}"),
        ("{{ city | default('you', true) | upper }}", "{{ person.city|default:'you'|upper }}"),
        ("{% if first_name is defined %}a{% endif %}", "{% if first_name %}a{% endif %}"),
        ("{% if first_name != '' %}a{% else %}b{% endif %}", "{% if first_name %}a{% else %}b{% endif %}"),
        ("{% if city is blank %}a{% endif %}", "{% if not person.city %}a{% endif %}"),
        ("{% if city | lower == 'leeds' %}a{% endif %}", "{% if person.city|lower == 'leeds' %}a{% endif %}"),
        (
            "{% if city in ['Leeds', 'York'] %}a{% endif %}",
            "{% if person.city == 'Leeds' or person.city == 'York' %}a{% endif %}",
        ),
        (
            "{% if not (city or first_name) %}a{% endif %}",
            "{% if not person.city and not first_name %}a{% endif %}",
        ),
        (
            "{{ 'Dear' if first_name else 'Hello' }}",
            "{% if first_name %}Dear{% else %}Hello{% endif %}",
        ),
    ],
)
def test_common_forms_are_said_in_klaviyo_s_own_words(engine: Engine, rows_of: Rows, ours: str, theirs: str) -> None:
    made = template(ours)
    compiled = compile_template(made, "klaviyo", TYPES, SENDER)
    assert compiled.files["template.html"] == theirs
    assert compiled.computed == ()
    people = [{"first_name": name, "city": city} for name in (None, " ", "Ann") for city in (None, "", "Leeds", "none")]
    _assert_equal(engine, rows_of, made, people)


LOOP = (
    "{% for r in recommendations %}<a href='{{ r.url }}'>{{ loop.index }} {{ r.name }}</a>"
    "{% else %}Nothing yet{% endfor %}"
)


def test_a_loop_over_a_few_entries_keeps_its_markup_in_the_template(engine: Engine, rows_of: Rows) -> None:
    compiled = compile_template(template(LOOP), "klaviyo", TYPES, SENDER)
    headers = [column.header for column in compiled.columns]
    assert headers[:3] == ["recommendations_1", "recommendations_1_url", "recommendations_1_name"]
    assert len(headers) == 15
    assert (
        "{% if person.recommendations_2 == 'a' %}<a href='{{ person.recommendations_2_url }}'>"
        "2 {{ person.recommendations_2_name }}</a>{% endif %}"
    ) in compiled.files["template.html"]
    lamps = [{"name": f"Lamp <{number}>", "url": f"https://l.example/?a=1&b={number}"} for number in range(5)]
    people = [{"recommendations": lamps[:number]} for number in (0, 1, 4, 5)]
    _assert_equal(engine, rows_of, template(LOOP), [{}, *people, {"recommendations": [{"name": "", "url": None}]}])


def test_a_loop_that_asks_for_too_much_stays_one_column(engine: Engine, rows_of: Rows) -> None:
    loop = "{% for r in recommendations %}" + "".join(f"{{{{ r.p{n} }}}}" for n in range(12)) + "{% endfor %}"
    compiled = compile_template(template(loop), "klaviyo", TYPES, SENDER)
    assert [column.kind for column in compiled.columns] == ["html", "text"]
    _assert_equal(engine, rows_of, template(loop), [{"recommendations": [{"p3": "x"}, {"p0": "y"}]}])

"""What templates mean: values, missing ones, filters, escaping; and that nobody gets out of the sandbox or hangs it."""

import html
from typing import Any

import jinja2
import pytest

from app.domain.problems import TemplateProblem
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Mode, Program


def render(source: str, mode: Mode = "html", **context: Any) -> str:
    return Program(parse(source), mode, LANGUAGE).render(prepared_context(context), Run())


def run(source: str, **context: Any) -> tuple[Program, Run]:
    program, seen = Program(parse(source), "html", LANGUAGE), Run()
    program.render(prepared_context(context), seen)
    return program, seen


@pytest.mark.parametrize(
    "source",
    [
        "Hi {{ name }}!",
        "{% if tier == 'Gold' %}\nA\n{% elif tier == 'Silver' %}\nB\n{% else %}\nC\n{% endif %}\n",
        "{%- if tier != 'Gold' -%}  x  {%- endif -%}  y",
        "{% for x in xs %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for x in xs if x > 1 %}{{ x }}{% else %}none{% endfor %}",
        "{% for x in [] %}{% else %}none{% endfor %}",
        "{% set a = 2 %}{{ a * 3 + 1 - 4 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ a ~ 'x' ~ 3 }}",
        "{{ 'yes' if tier == 'Gold' else 'no' }} {{ 'a' in name }} {{ 'z' not in name }}",
        "{{ name | upper }} {{ name | lower }} {{ 'mary ann o-neil' | title }} {{ 'hELLO wORLD' | capitalize }}",
        "{{ 'a long sentence that goes on and on' | truncate(20) }} {{ 'abcdefghij' | truncate(5, true, '', 0) }}",
        "{{ xs | join(', ') }} {{ xs | first }} {{ xs | last }} {{ xs | length }} {{ xs[1] }} {{ xs[:2] | join('-') }}",
        "{{ name | replace('a', 'o') }} {{ 'a b&c' | urlencode }} {{ '12.7' | int }} {{ 3 | float | int }}",
        "{{ 1 < 2 <= 2 }} {{ not (1 == 2) }} {{ 5 is odd }} {{ 4 is even }} {{ 9 is divisibleby 3 }}",
        "{% raw %}{{ not a field }}{% endraw %}{# nothing #}",
        "{{ row.name }} {{ row['name'] }} {{ missing.part.deeper is defined }}",
        "{% for x in xs %}{% set y = x %}{% endfor %}{{ y is defined }}",
    ],
)
def test_it_means_what_jinja_means(source: str) -> None:
    context: dict[str, Any] = {"name": "Tom & Ann", "tier": "Silver", "xs": [1, 2, 3], "row": {"name": "<b>"}}
    undefined = jinja2.ChainableUndefined
    theirs = jinja2.Environment(autoescape=True, undefined=undefined).from_string(source).render(context)
    ours = render(source, **context)
    assert html.unescape(ours) == html.unescape(theirs).replace("True", "true").replace("False", "false")


def test_the_article_s_conditional_block_comes_out_byte_for_byte() -> None:
    source = (
        "{% if customer.segment == 'HighEngagement' %}\nExclusive VIP Offer Just for You!\n"
        "{% elif customer.segment == 'Lapsed' %}\nWe Miss You! Here's a Special Re-Engagement Discount.\n{% endif %}\n"
    )
    for segment in ("HighEngagement", "Lapsed", "Other"):
        theirs = jinja2.Template(source).render(customer={"segment": segment})
        assert render(source, "text", segment=segment) == theirs


def test_what_was_missing_and_what_stood_in_is_noted() -> None:
    program, seen = run("Hi {{ first_name | default('there') }},\n{{ city }} {{ city | upper }} {{ a.b }}", a={})
    assert [(program.sites[site].field, instead) for site, instead in seen.fallbacks] == [("first_name", "there")]
    missing = [program.sites[site] for site in seen.missing]
    assert [(site.source, site.line) for site in missing] == [("city", 2), ("city | upper", 2), ("a.b", 2)]


def test_a_test_for_a_missing_value_is_no_finding() -> None:
    assert run("{% if city %}{{ city }}{% endif %}{{ city | default('') }}")[1].missing == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ x.__class__ }}",
        "{{ x['__class__'].y }}{{ ''.__class__.__mro__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'base.html' %}",
        "{{ range(10) }}",
        "{{ x.format(y) }}",
        "{{ cycler('a') }}",
        "{% macro a() %}{% endmacro %}",
        "{% set x %}a{% endset %}",
        "{{ x | attr('y') }}",
        "{{ x | tojson }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ x[::2] }}",
        "{{ _run }}",
        "{% for loop in x %}{% endfor %}",
        "{{ loop.__init__ }}",
        "{{ {'a': 1} }}",
        "{{ x(*y) }}",
    ],
)
def test_nothing_outside_the_subset_gets_in(source: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        parse(source)
    assert caught.value.line == 1


def test_a_part_of_a_python_object_is_missing() -> None:
    assert render("{{ x['__class__'] }}{{ x['real'] }}{{ y['__len__'] }}", x=1, y=[1]) == ""


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in xs %}{% for b in xs %}{% for c in xs %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40,
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a | replace('x', 'xxxxxxxxxx') %}" * 10,
        "{% set a = [1, 2] %}" + "{% set a = a + a %}" * 40,
        "{% set a = [big, big, big, big] | join %}{% for x in xs %}{{ a }}{% endfor %}",
        "{{ [big, big] | join | date }}" + "{% set a = big ~ big %}" * 2 + "{{ [a, a, a] }}",
    ],
)
def test_a_bomb_is_a_problem_and_not_a_hang(source: str) -> None:
    with pytest.raises(TemplateProblem):
        render(source, xs=list(range(2000)), big="x" * 30_000)


def test_numbers_grow_to_nothing_rather_than_for_ever() -> None:
    assert render("{% set a = 9 %}" + "{% set a = a * a %}" * 40 + "{{ a }}") == ""
    assert render("{{ 'x' * 1000000000 }}{{ 1 / 0 }}") == ""


def test_deep_nesting_is_a_problem() -> None:
    for source in ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "{% if a %}" * 40 + "{% endif %}" * 40):
        with pytest.raises(TemplateProblem):
            parse(source)


def test_a_run_s_own_trait_is_read_by_its_name() -> None:
    context = {"score:churn risk": 0.25, "cluster:Groups": "Loyal"}
    assert render("{{ score['churn risk'] }} {{ cluster.Groups }}", **context) == "0.25 Loyal"


def test_a_value_that_comes_again_is_printed_alike_in_each_mode() -> None:
    for _ in range(2):
        assert render("{{ city }}", city="A & <B>") == "A &amp; &lt;B&gt;"
        assert render("{{ city }}", "text", city="A & <B>") == "A & <B>"


@pytest.mark.parametrize(
    ("tier", "said"), [("Gold", "yes"), ("Silver", "no"), ("G" * 2_000, "no"), (1, "no"), (None, "no")]
)
def test_equal_is_asked_of_any_value(tier: object, said: str) -> None:
    assert render("{% if tier == 'Gold' %}yes{% else %}no{% endif %}", tier=tier) == said


def test_a_stand_in_takes_the_place_of_what_shows_nothing() -> None:
    source = "{{ name | default('you') }} {{ (name ~ ' ') | default('you') }} {{ points | default('none', true) }}"
    assert render(source, name="Ann", points=0) == "Ann Ann  none"
    assert render(source, points=3) == "you you 3"

"""A tree as a source in Handlebars."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.languages.handlebars.composing import composed
from app.template.languages.jinja import LANGUAGE as JINJA


@pytest.mark.parametrize(
    ("jinja", "handlebars"),
    [
        ("{% if not city %}a{% else %}b{% endif %}", "{{#unless city}}a{{else}}b{{/unless}}"),
        ("{% set n = orders * 2 %}{{ n + 1 }}", "{{add (multiply orders 2) 1}}"),
        ("{% if vip %}{% set n = 1 %}{% endif %}{{ n }}", "{{#if vip}}{{/if}}{{choose vip 1 n}}"),
        ("{% for x in recommendations %}{{ x.name }}{{ city }}{{ loop.index }}{% else %}-{% endfor %}",
         "{{#each recommendations as |x|}}{{x.name}}{{@root.city}}{{add @index 1}}{{else}}-{{/each}}"),
        ("{% for x in xs %}{% set i = loop.index0 %}{% for x in x.ys %}{{ i }}{{ x }}{% endfor %}{% endfor %}",
         "{{#each xs as |x|}}{{#each x.ys as |x_2|}}{{@../index}}{{x_2}}{{/each}}{{/each}}"),
        ("{% raw %}{{ x }}{% endraw %}", "\\{{ x }}"),
        ("a\n{% if b %}\nc\n{% endif %}\nd", "a\n{{!}}{{#if b}}\nc\n{{!}}{{/if}}\nd"),
        ("a{% raw %}{{% endraw %}{{ b }}", "a{ {{~b}}"),
    ],
)  # fmt: skip
def test_each_is_said(jinja: str, handlebars: str) -> None:
    assert composed(JINJA.parse(jinja), told := []) == handlebars
    assert told == []


def test_what_cannot_be_said_is_told_by_its_line() -> None:
    told: list[TemplateProblem] = []
    source = "a\n{{ [] }}b{% set n = [] %}{% for i in xs if i %}{{ loop.index }}{% endfor %}"
    assert composed(JINJA.parse(source), told) == "a\nb"
    assert [each.line for each in told] == [2, 2]
    assert told[0].what == "Handlebars cannot say an empty list"

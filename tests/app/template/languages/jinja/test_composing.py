"""A tree as a source in Jinja2."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.composing import composed


@pytest.mark.parametrize(
    "source",
    [
        "a {{ b | upper }} {% if c %}d{% elif e %}f{% else %}g{% endif %}\n\n",
        "{% for x in xs if x %}{{ loop.index }}{% else %}-{% endfor %}{% set n = 1 %}",
        "{% raw %}{{ x }}{% endraw %}",
        "{{ customer['odd name'] }}",
        "{% for x in (a if b else c) %}{{ x }}{% endfor %}",
    ],
)
def test_it_reads_as_it_was(source: str) -> None:
    tree = LANGUAGE.parse(source)
    assert LANGUAGE.parse(composed(tree, told := [])) == tree
    assert told == []


def test_a_name_that_is_a_word_of_the_language_is_told() -> None:
    told: list[TemplateProblem] = []
    composed(t.Tree((t.Set("not", t.Const(1), 3),)), told)
    assert [(each.line, each.what) for each in told] == [(3, "Jinja2 cannot say a variable called “not”")]


def test_a_text_that_ends_what_is_raw_stays_a_text() -> None:
    text = t.Tree((t.Text("{% raw %}{% endraw %}"),))
    made = LANGUAGE.parse(composed(text, []))
    assert "".join(node.data for node in made.body if isinstance(node, t.Text)) == "{% raw %}{% endraw %}"

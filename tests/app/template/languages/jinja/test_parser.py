"""Jinja's source as our tree, and the subset that is taken."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.jinja.parser import parse


def test_each_construct_becomes_its_node() -> None:
    source = (
        "a{{ FNAME }}{% if x %}b{% elif y %}c{% else %}d{% endif %}{% for e in es if e %}{{ loop.index }}{% endfor %}"
    )
    text, output, choice, loop = parse(source).body
    assert text == t.Text("a")
    assert output == t.Output(t.Name("first_name"))
    assert isinstance(choice, t.If)
    assert [branch.test for branch in choice.branches] == [t.Name("x"), t.Name("y"), None]
    assert loop == t.For("e", t.Name("es"), t.Name("e"), (t.Output(t.Attr(t.Name("loop"), "index")),))


def test_records_before_a_field_are_the_field() -> None:
    [first, second] = parse("{{ customer.city }}{{ score.churn }}").body
    assert first == t.Output(t.Name("city"))
    assert second == t.Output(t.Name("score:churn"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% include 'x' %}", "include"),
        ("{{ f(x) }}", "a call"),
        ("{{ x.__class__ }}", "underscore"),
        ("{{ loop.cycle }}", "A loop has no"),
        ("{{ x[::2] }}", "step"),
        ("{{ x | upper(*y) }}", "not allowed"),
        ("{% for a, b in xs %}{% endfor %}", "Only one name"),
        ("{{ " + "(" * 300 + "x" + ")" * 300 + " }}", "nested too deeply"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_line(source: str, said: str) -> None:
    with pytest.raises(TemplateProblem, match=said):
        parse(f"\n{source}")

"""A language with a truth of its own says its conditions in the tree's terms."""

from app.template import tree as t
from app.template.languages.jinja import LANGUAGE
from app.template.truth import conditions_as


def defined(expr: t.Expr) -> t.Expr:
    return t.Test(expr, "defined")


def asked(source: str) -> str:
    """What the first condition of a source asks once it is brought over."""
    node = conditions_as(LANGUAGE.read(source), defined).body[0]
    assert isinstance(node, t.If)
    assert node.branches[0].test is not None
    return LANGUAGE.write(node.branches[0].test)


def test_each_operand_is_asked_by_itself() -> None:
    assert asked("{% if a and (b or not c) %}x{% endif %}") == (
        "(a is defined) and ((b is defined) or (not (c is defined)))"
    )


def test_what_is_yes_or_no_already_stays() -> None:
    for own in ("a == 1", "a is even", "not (a < 2)"):
        assert asked(f"{{% if {own} %}}x{{% endif %}}") == own


def test_conditions_inside_of_others_and_in_expressions_are_found() -> None:
    tree = conditions_as(
        LANGUAGE.read("{% for x in xs if x %}{{ 'a' if y else 'b' }}{% if z %}{% endif %}{% endfor %}"), defined
    )
    [loop] = tree.body
    assert isinstance(loop, t.For)
    assert loop.keep == defined(t.Name("x"))
    output, inner = loop.body
    assert output == t.Output(t.Choice(defined(t.Name("y")), t.Const("a"), t.Const("b")))
    assert inner == t.If((t.Branch(defined(t.Name("z")), ()),))


def test_values_are_not_conditions() -> None:
    source = "{{ a or 'b' }}"
    assert conditions_as(LANGUAGE.read(source), defined) == LANGUAGE.read(source)

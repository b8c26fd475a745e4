"""The template tree: walked in the order of the source, and equal whatever its lines."""

from app.template import tree as t
from app.template.languages.jinja import LANGUAGE

SOURCE = """{% set mine = a.b %}{% if c and d %}{{ e|default(f) }}{% else %}{% for g in h if i %}{{ g.j }}
{% else %}{{ k[l] }}{% endfor %}{% endif %}"""


def test_every_node_and_expression_is_walked_once_in_the_order_of_the_source() -> None:
    body = LANGUAGE.parse(SOURCE).body
    names = [one.name for one in t.expressions(body) if isinstance(one, t.Name)]
    assert sorted(names) == sorted(["a", "c", "d", "e", "f", "h", "i", "g", "k", "l"])
    kinds = [type(node).__name__ for node in t.walk(body) if not isinstance(node, t.Text)]
    assert kinds == ["Set", "If", "Output", "For", "Output", "Output"]
    assert t.assigned(body) == {"mine", "g", "loop"}


def test_only_what_stands_in_a_node_itself_is_its_own() -> None:
    _, condition = LANGUAGE.parse(SOURCE).body[:2]
    assert [LANGUAGE.write(one) for one in t.own_expressions(condition)] == ["c and d"]
    assert t.own_expressions(t.Text("x")) == ()


def test_a_path_is_a_plain_field_or_a_part_of_one() -> None:
    name = t.Name("sender")
    assert [t.path_of(one) for one in (name, t.Attr(name, "name"), t.Item(name, t.Const(0)), t.Const("x"))] == [
        "sender", "sender.name", None, None,
    ]  # fmt: skip


def test_lines_and_spellings_make_no_difference() -> None:
    assert LANGUAGE.parse("\n{{ FNAME }}").body[-1] == t.Output(t.Name("first_name"))
    assert t.Name("a", 3, "A") == t.Name("a", 9)
    assert t.Filter(t.Name("a"), "upper") != t.Filter(t.Name("a"), "lower")

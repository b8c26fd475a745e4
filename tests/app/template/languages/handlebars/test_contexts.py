"""What a name means where it stands."""

from app.template import tree as t
from app.template.languages.handlebars.contexts import Loop, inside, part, section, top


def test_at_the_top_it_is_a_merge_field() -> None:
    assert top().find("FirstName", 1) == t.Name("first_name")
    assert top().this is None


def test_in_a_block_it_is_a_part() -> None:
    context = inside(top(), t.Name("item"), {}, Loop("item"))
    assert context.find("name", 1) == t.Attr(t.Name("item"), "name")
    assert [loop.target for loop in context.loops] == ["item"]
    assert part(t.Name("a"), "length", 1) == t.Filter(t.Name("a"), "entry", (t.Const("length"),))
    assert part(t.Name("a"), "0", 1) == t.Item(t.Name("a"), t.Const(0))


def test_in_a_section_over_a_mere_true_it_is_what_it_is_outside() -> None:
    asked = t.Test(t.Name("item"), "boolean")
    context = section(top(), Loop("item"), 1)
    assert context.find("city", 1) == t.Choice(asked, t.Name("city"), t.Attr(t.Name("item"), "city"))

"""A tree in fewer words, where fields are known to hold text."""

from app.template import tree as t
from app.template.reading.simpler import rewritten, simpler

NAME = t.Name("city")
HOLDS = t.Binary("and", t.Test(NAME, "defined"), t.Compare(NAME, (("!=", t.Const(False)),)))


def test_what_is_asked_of_a_text_is_asked_in_fewer_words() -> None:
    tree = t.Tree((t.If((t.Branch(HOLDS, ()),)),))
    assert simpler(tree, {"city"}) == t.Tree((t.If((t.Branch(NAME, ()),)),))
    assert simpler(tree, ()) == tree


def test_a_default_of_a_text_is_put_as_the_language_reads_it() -> None:
    there = t.Const("there")
    tree = t.Tree((t.Output(t.Filter(NAME, "default", (there, t.Const(True)))),))
    assert simpler(tree, {"city"}) == t.Tree((t.Output(t.Filter(NAME, "default", (there,))),))
    assert simpler(tree, {"city"}, default="false") == t.Tree(
        (t.Output(t.Filter(NAME, "default", (there, t.Const("false")))),)
    )


def test_a_variable_of_that_name_is_no_field() -> None:
    tree = t.Tree((t.Set("city", t.Const(0)), t.If((t.Branch(HOLDS, ()),))))
    assert simpler(tree, {"city"}) == tree


def test_everything_within_is_changed_from_the_inside() -> None:
    seen: list[object] = []
    rewritten((t.Output(NAME),), lambda node: (seen.append(node), node)[1])
    assert seen == [NAME, t.Output(NAME)]

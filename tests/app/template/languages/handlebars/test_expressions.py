"""What stands inside a mustache, read into the tree's expressions."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.handlebars.contexts import Loop, inside, top
from app.template.languages.handlebars.expressions import Reader
from app.template.languages.handlebars.scanner import pieces
from app.template.reading.source import Source

ITEM = t.Name("item")


def reader(said: str) -> Reader:
    source = Source(f"{{{{{said}}}}}")
    (piece,) = pieces(source)
    context = inside(top(), ITEM, {"given": t.Name("other")}, Loop("item", keyed=True))
    return Reader(source, piece.tokens, 0, context)


@pytest.mark.parametrize(
    ("said", "expr"),
    [
        ("name", t.Attr(ITEM, "name")),
        ("this", ITEM),
        (".", ITEM),
        ("this/name", t.Attr(ITEM, "name")),
        ("../city", t.Name("city")),
        ("@root.City", t.Name("city")),
        ("@index", t.Attr(t.Name("loop"), "index0")),
        ("@key", t.Attr(ITEM, "key")),
        ("given.x", t.Attr(t.Name("other"), "x")),
        ("[odd one].x", t.Attr(t.Attr(ITEM, "odd one"), "x")),
        ('"odd one"', t.Attr(ITEM, "odd one")),
        ('default name "it\'s"', t.Filter(t.Attr(ITEM, "name"), "default", (t.Const("it's"),))),
        ("eq (upper name) 1.5", t.Compare(t.Filter(t.Attr(ITEM, "name"), "upper"), (("==", t.Const(1.5)),))),
        ("sort this reverse=true", t.Filter(ITEM, "sort", (), (("reverse", t.Const(True)),))),
    ],
)
def test_a_call_is_read(said: str, expr: t.Expr) -> None:
    found = reader(said)
    assert found.call() == expr
    found.done()


@pytest.mark.parametrize("said", ["../../x", "@../index", "@other", "@root", "a b", "name.", "_x", "eq (a"])
def test_what_means_nothing_is_refused(said: str) -> None:
    found = reader(said)
    with pytest.raises(TemplateProblem):
        (found.call(), found.done())

"""What every language of templates has in common: it reads back what it writes, and says how it is typed."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages import languages
from app.template.languages.jinja import LANGUAGE
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Program
from tests.app.template.conftest import people, sources


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(sources)
def test_what_is_written_is_read_again_as_the_same(source: str) -> None:
    for expr in t.expressions(LANGUAGE.read(source).body):
        (again,) = LANGUAGE.read(LANGUAGE.output(expr)).body
        assert isinstance(again, t.Output)
        assert again.expr == expr


@pytest.mark.parametrize("name", languages())
def test_an_editor_knows_what_is_being_typed(name: str) -> None:
    language = languages()[name]
    field = language.output(t.Name("first_name"))
    assert language.name == name
    assert field.startswith(language.signs.fields[0])
    assert field.endswith(language.signs.fields[1])
    assert language.typing.begun(field[:6]) is not None
    assert language.typing.begun("plain text") is None


def test_what_is_true_in_liquid_is_said_in_the_trees_terms() -> None:
    assert languages()["jinja"].holds(t.Name("vip")) == t.Name("vip"), "its truth is the tree's"
    assert languages()["handlebars"].holds(t.Name("vip")) == t.Name("vip"), "its truth is the tree's"
    known = t.Test(t.Name("vip"), "defined")
    assert languages()["liquid"].holds(t.Name("vip")) == t.Binary(
        "and", known, t.Compare(t.Name("vip"), (("!=", t.Const(False)),))
    )


PEOPLE_TEXTS = ("first_name", "last_name", "city", "loyalty_tier")


def _made(tree: t.Tree, name: str, person: dict[str, Any]) -> str:
    context = prepared_context({**person, "sender": {"name": "Shop & Co"}})
    return Program(tree, "html", languages()[name]).render(context, Run())


@pytest.mark.parametrize("name", ["handlebars", "liquid"])
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(source=sources, someone=people)
def test_converted_and_back_it_renders_the_same(name: str, source: str, someone: dict[str, Any]) -> None:
    other, told = languages()[name], list[TemplateProblem]()
    tree = LANGUAGE.parse(source)
    there = other.compose(tree, told, PEOPLE_TEXTS)
    back = LANGUAGE.compose(other.parse(there), told, PEOPLE_TEXTS)
    assert told == []
    wanted = _made(tree, "jinja", someone)
    assert _made(other.parse(there), name, someone) == wanted
    assert _made(LANGUAGE.parse(back), "jinja", someone) == wanted


@pytest.mark.parametrize("name", ["handlebars", "liquid"])
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(source=sources, someone=people)
def test_what_was_read_is_written_and_read_as_the_same(name: str, source: str, someone: dict[str, Any]) -> None:
    language, told = languages()[name], list[TemplateProblem]()
    tree = language.parse(language.compose(LANGUAGE.parse(source), told))
    again = language.parse(language.compose(tree, told))
    assert told == []
    assert _made(again, name, someone) == _made(tree, name, someone)
    for expr in t.expressions(again.body):
        assert language.write(expr)

"""What every language of templates has in common: it reads back what it writes, and says how it is typed."""

import pytest
from hypothesis import HealthCheck, given, settings

from app.template import tree as t
from app.template.languages import languages
from app.template.languages.jinja import LANGUAGE
from tests.app.template.conftest import sources


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
    assert language.holds(t.Name("vip")) == t.Name("vip"), "its truth is the tree's"

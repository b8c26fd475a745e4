"""A tree as one text with a private character for each construct, and back again."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.problems import TemplateProblem
from app.template.construct_markers import SLOT, rebuild, skeleton_of
from app.template.languages.jinja.parser import parse
from app.template.tree import Output, Text, expressions
from tests.app.template.conftest import sources


def test_a_line_is_found_among_many() -> None:
    skeleton = skeleton_of(parse("a\nb\n{{ x }}\nc\n\n<i>"))
    assert [skeleton.line_at(skeleton.text.index(sign)) for sign in "abc<"] == [1, 2, 4, 6]


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(sources)
def test_a_tree_comes_back_as_it_was(source: str) -> None:
    tree = parse(source)
    skeleton = skeleton_of(tree)
    again = rebuild(skeleton.text, skeleton)
    assert skeleton_of(again).text == skeleton.text
    assert list(expressions(again.body)) == list(expressions(tree.body))
    assert not re.search(r"\{[{%]", re.sub(SLOT, "", skeleton.text)) or "raw" in source


def test_a_block_that_came_apart_is_refused_with_its_line() -> None:
    skeleton = skeleton_of(parse("a\n{% if x %}b{% else %}c{% endif %}"))
    opened, other, closed = re.findall(SLOT, skeleton.text)
    for text in (f"{opened}b", f"b{closed}", f"{opened}{closed}", f"{other}{opened}{closed}"):
        with pytest.raises(TemplateProblem) as refusal:
            rebuild(text, skeleton)
        assert refusal.value.line == 2


def test_what_stands_for_a_construct_can_be_exchanged_and_a_foreign_character_is_text() -> None:
    skeleton = skeleton_of(parse("{{ x }}!"))
    ((character, node),) = skeleton.leaves()
    skeleton.put(character, Text("y"))
    assert rebuild(skeleton.text, skeleton).body == (Text("y"), Text("!"))
    assert (skeleton.slot("a"), skeleton.slot("\U0010ffff")) == (None, None)
    assert isinstance(node, Output)

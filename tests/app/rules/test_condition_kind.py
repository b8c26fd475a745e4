"""The kinds of condition: each says all that is asked of it, and the rest has a sound default."""

import inspect

from app.conditions import parse
from app.rules.condition_kind import KINDS, Condition, Needs
from app.rules.tree import normal
from app.rules.vocabulary import standard
from tests.app.conditions.asking import Plainly

NAMES = standard()


def test_every_kind_is_whole_and_found_by_its_key() -> None:
    assert parse({"tag": "a"}, NAMES).root.what == KINDS["tag"].parse({"tag": "a"}, NAMES, "")
    for key, kind in KINDS.items():
        assert kind.key == key
        assert not inspect.isabstract(kind)
        assert kind.title
        assert kind.help.strip()


def test_what_a_kind_does_not_say_of_itself_asks_nothing_and_turns_never() -> None:
    tag = parse({"tag": "a"}, NAMES).root.what
    assert isinstance(tag, Condition)
    assert (Condition.normal(tag), Condition.needs(tag), Condition.turns(tag, None)) == (tag, Needs(), set())
    assert (tag.segments, KINDS["tag"].subject_of({"tag": "a"})) == ((), "tag")
    assert [field.text for field in Condition.fields({}, NAMES, Plainly)] == ["Something this builder cannot show"]
    assert Condition.subjects(NAMES) == []


def test_only_a_segment_and_its_record_name_kept_segments() -> None:
    names = [key for key, kind in KINDS.items() if kind.names_segment]
    assert names == ["segment", "in_segment_for", "entered", "left", "listed"]
    assert normal(parse({"tag": "a"}, NAMES).root) != normal(parse({"tag": "b"}, NAMES).root)

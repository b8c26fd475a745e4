"""A rule without what is muted, its conditions in order, and what two rules have in common."""

from app.conditions import parse
from app.rules.tree import Unresolved, leaves, live, normal
from app.rules.vocabulary import standard

NAMES = standard()
TAG, OTHER = {"tag": "a"}, {"tag": "b"}


def test_what_is_muted_is_absent_and_a_group_of_it_too() -> None:
    root = parse({"all": [TAG, OTHER | {"muted": True}, {"any": [OTHER | {"muted": True}]}]}, NAMES).root
    kept = live(root)
    assert kept is not None
    assert [leaf.path for leaf in leaves(kept)] == ["all[0]"]
    assert [leaf.path for leaf in leaves(root)] == ["all[0]", "all[1]", "all[2].any[0]"]
    assert live(parse({"any": []}, NAMES).root) is not None
    assert live(parse(TAG | {"muted": True}, NAMES).root) is None


def test_a_muted_condition_that_names_something_unknown_is_kept_and_never_asked() -> None:
    rule = parse({"all": [{"trait": "gone", "op": "is_set", "muted": True}]}, NAMES)
    (leaf,) = leaves(rule.root)
    assert isinstance(leaf.what, Unresolved)
    assert rule.warnings
    assert live(rule.root) is None


def test_a_group_of_one_and_notes_make_no_difference() -> None:
    plain, wrapped = (normal(parse(rule, NAMES).root) for rule in (TAG, {"all": [{"any": [TAG | {"note": "why"}]}]}))
    assert plain == wrapped
    assert normal(parse({"none": [TAG]}, NAMES).root) != plain

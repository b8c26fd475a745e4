"""Fields that are part of another: whose cells are read together, in which order, and what a hand says of them."""

from app.domain.merged_fields import INTO, NEWEST, OLD, Merge, MergedFields, Value, ends_of
from app.domain.trait_merging import Fold

A_IN_B = Merge("a", "b", INTO, 1)


def shown(fields: MergedFields, *rows: dict[str, object], mode: str = "update") -> dict[str, object]:
    fold = Fold(fields=fields)
    for row in rows:
        fold.add(row, mode, "file")
    return fold.traits


def test_chains_end_where_the_last_one_stands_and_a_circle_of_a_damaged_file_ends_too() -> None:
    assert ends_of({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}
    assert set(ends_of({"a": "b", "b": "a"})) == {"a", "b"}


def test_the_field_that_leads_shows_and_the_other_fills_what_it_leaves_blank() -> None:
    both, only = {"a": "old", "b": "new", "x": 1}, {"a": "alone"}
    assert shown(MergedFields((A_IN_B,)), both) == {"x": 1, "b": "new"}
    assert shown(MergedFields((A_IN_B,)), only) == {"b": "alone"}
    assert shown(MergedFields((Merge("a", "b", OLD, 1),)), both)["b"] == "old"
    newest = MergedFields((Merge("a", "b", NEWEST, 1),))
    assert shown(newest, {"b": "new"}, {"a": "later"}) == {"b": "later"}
    # Of one row the field that stays counts.
    assert shown(newest, both)["b"] == "new"
    assert shown(newest, {"a": "kept", "b": None}, mode="replace") == {"b": "kept"}


def test_of_several_merges_a_later_one_leads_or_follows_all_that_was_merged_before() -> None:
    fields = MergedFields((A_IN_B, Merge("b", "c", OLD, 2), Merge("d", "c", INTO, 3)))
    assert fields.members("c") == ("c", "a", "b", "d")
    assert [fields.tier(name) for name in "bacd"] == [0, 1, 2, 3]
    assert fields.under("b") == {"a", "b"}
    assert shown(fields, {"a": "A", "c": "C", "d": "D"}) == {"c": "A"}


def test_lists_hold_the_elements_of_all_their_names() -> None:
    fields = MergedFields((A_IN_B,), {"a": "list", "b": "list"})
    assert shown(fields, {"a": ["x"], "b": ["y"]}, {"a": ["z"]}) == {"b": ["y", "z"]}


def test_values_are_read_in_the_field_that_stays_and_what_cannot_be_is_none() -> None:
    asked = []

    def reads(value: Value) -> object:
        asked.append(value)
        return int(value.said) if value.said.isdigit() else None

    fields = MergedFields((A_IN_B,), {"a": "text", "b": "number"}, reads, "Europe/London")
    assert shown(fields, {"a": "12", "country": "DE"}) == {"b": 12, "country": "DE"}
    assert shown(fields, {"a": "none"}, mode="replace") == {}
    # What cannot be read takes nothing away.
    assert shown(fields, {"a": "12"}, {"a": "none"}, mode="replace") == {"b": 12}
    assert asked[0] == Value("12", "text", "b", "number", "DE", "Europe/London")
    assert len(asked) == len(set(asked))


def test_the_last_word_of_a_hand_counts_whichever_name_it_was_said_of() -> None:
    fields = MergedFields((A_IN_B,))
    assert fields.of_hand([("b", "first"), ("a", "second")]) == ({"b": "second"}, frozenset())
    # Who emptied the part emptied no more than that; who emptied the field that stays emptied all of it.
    assert fields.of_hand([("b", "first"), ("a", None)]) == ({"b": "first"}, frozenset("a"))
    assert fields.of_hand([("a", "first"), ("a", None)]) == ({}, frozenset("a"))
    assert fields.of_hand([("a", "first"), ("b", None)]) == ({"b": None}, frozenset())


def test_a_row_is_told_by_its_text_where_it_names_a_part() -> None:
    fields = MergedFields((Merge("größe", "b", INTO, 1),))
    assert fields.touch('{"größe":"x"}')
    assert not fields.touch('{"b":"größe"}')
    assert fields.plain({"größe": "x", "c": 1}) == {"c": 1, "b": "x"}

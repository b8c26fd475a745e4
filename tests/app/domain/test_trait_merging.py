"""What several rows about one person say together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.trait_merging import Fold, merged, source_of


@pytest.mark.parametrize(
    ("mode", "after"),
    [
        ("update", {"city": "York", "tier": "Gold", "age": 30}),
        ("keep", {"city": "Leeds", "tier": "Gold", "age": 30}),
        ("replace", {"city": "York", "age": 30}),
    ],
)
def test_a_row_adds_by_its_mode(mode: str, after: dict[str, object]) -> None:
    assert merged({"city": "Leeds", "tier": "Gold"}, {"city": "York", "tier": None, "age": 30}, mode) == after


def test_a_column_that_the_file_lacks_changes_nothing() -> None:
    for mode in ("update", "keep", "replace"):
        assert merged({"city": "Leeds"}, {}, mode) == {"city": "Leeds"}


def test_lists_of_several_sources_join_and_a_newer_file_replaces_its_own_source() -> None:
    fold = Fold()
    assert fold.add({"tags": ["a", "b"]}, "update", "shop") == {"tags": ["a", "b"]}
    assert fold.add({"tags": ["c", "a"]}, "update", "crm") == {"tags": ["a", "b", "c"]}
    assert fold.add({"tags": ["d"]}, "update", "shop") == {"tags": ["d", "c", "a"]}


def test_a_blank_list_takes_its_source_away_only_where_blanks_count() -> None:
    fold = Fold()
    fold.add({"tags": ["a"]}, "update", "shop")
    assert fold.add({"tags": None}, "update", "shop") == {"tags": ["a"]}
    assert fold.add({"tags": None}, "replace", "shop") == {}


def test_keep_leaves_a_list_that_the_source_gave() -> None:
    fold = Fold()
    fold.add({"tags": ["a"]}, "update", "shop")
    assert fold.add({"tags": ["b"]}, "keep", "shop") == {"tags": ["a"]}
    assert fold.add({"tags": ["b"]}, "keep", "crm") == {"tags": ["a", "b"]}


def test_a_source_is_its_name_else_its_headers_in_any_order() -> None:
    assert source_of("Klaviyo", {"columns": {"a": 1}}) == "Klaviyo"
    assert source_of(None, {"columns": {"a": 1, "b": 2}}) == source_of("", '{"columns": {"b": 0, "a": 0}}')
    assert source_of(None, {"columns": {"a": 1}}) != source_of(None, {"columns": {"b": 1}})


_ROWS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), st.integers(0, 3)), max_size=3), max_size=6
)


@given(_ROWS)
def test_no_blank_is_ever_kept_and_the_last_filled_cell_wins(rows: list[dict[str, int | None]]) -> None:
    fold = Fold()
    for row in rows:
        fold.add(dict(row), "update", "one")
    wanted = {name: value for row in rows for name, value in row.items() if value is not None}
    assert fold.traits == wanted

"""What a template's programs are given of one recipient."""

import pytest

from app.template.render_context import Names, one_line_or_none, prepared_context


@pytest.mark.parametrize(
    ("text", "line"),
    [("Zoë", "Zoë"), ("a\nb", "a b"), ("", None), ("  ", None), ("\t\n", None), ("\u202e", None), (" x ", " x ")],
)
def test_a_text_is_one_line_and_nothing_where_nothing_is_to_be_seen(text: str, line: str | None) -> None:
    assert one_line_or_none(text) == line


def test_what_a_program_adds_reaches_no_recipient() -> None:
    given = {"first_name": "  ", "tags": ["a\nb"], "orders": 0, "odd name": "x"}
    made = prepared_context(given)
    assert made.pop("_all") == made == {"first_name": None, "tags": ["a\nb"], "orders": 0, "odd name": "x"}
    assert given["first_name"] == "  "


def test_a_name_that_nobody_gave_is_missing() -> None:
    names = Names({"city": "Paris"})
    assert (names.resolve_or_missing("city"), names.resolve_or_missing("town")) == ("Paris", None)


def test_what_a_template_sets_stays_with_its_recipient() -> None:
    names = Names({"city": "Paris"})
    names.vars["city"] = "Leeds"
    names.exported_vars.add("city")
    assert (names["city"], names.vars, names.exported_vars) == ("Paris", {}, set())

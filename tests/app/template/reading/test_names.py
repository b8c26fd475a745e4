"""What a name means: a merge field by any spelling, a part of one, or a variable."""

from app.template import tree as t
from app.template.reading.names import field, part


def test_a_name_is_the_field_that_it_means() -> None:
    assert field("FNAME", 3) == t.Name("first_name")
    assert field("FNAME", 3).written == "FNAME"
    assert field("FNAME", 3, {"FNAME"}) == t.Name("FNAME")


def test_records_of_other_tools_are_left_out() -> None:
    assert part(field("customer", 1), "City", 1) == t.Name("city")
    assert part(field("score", 1), "churn", 1) == t.Name("score:churn")
    assert part(field("customer", 1, {"customer"}), "city", 1, {"customer"}) == t.Attr(t.Name("customer"), "city")

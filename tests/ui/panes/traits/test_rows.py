"""A field as a row: its words, its share, and an order in which nothing stands last."""

from app.fields import Field
from ui.panes.traits import rows


def field(name: str, **more: object) -> Field:
    return Field(name, name.capitalize(), "own", "text", **more)  # type: ignore[arg-type]


def test_a_row_says_what_is_known_and_nothing_of_what_is_not_counted() -> None:
    town = field("town", sources=("CRM", "Shop"), priority=True, hidden=True, last_seen="2011-12-10T09:00:00")
    found = rows.row(town)
    assert (found["what"], found["whence"], found["known"], found["share"]) == (
        "Text, your own, hidden", "CRM › Shop", "", None,
    )  # fmt: skip
    assert found["seen"].isoformat() == "2011-12-10"
    assert rows.row(field("town", people=1, of=3, samples=("Rome", "Oslo")))["samples"] == "Rome, Oslo"


def test_shares_never_round_up_to_everyone() -> None:
    told = [rows.percent(*pair).replace("\u00a0", " ") for pair in ((3, 3), (9_999, 10_000), (0, 10), (0, 0))]
    assert told == ["100 %", "99.9 %", "0 %", "0 %"]


def test_samples_are_read_as_people_read_them() -> None:
    told = [rows.told(*pair) for pair in (
        ("boolean", True), ("amount", 2310.4), ("number", 12.0), ("date", "1980-05-23"), ("date", "--05-23"),
        ("list", ["a", "b"]), ("text", "x"),
    )]  # fmt: skip
    assert told == ["Yes", "2,310.40", "12", "23 May 1980", "23 May", "a, b", "x"]


def test_the_rows_are_ordered_and_what_has_nothing_there_is_last() -> None:
    some = [rows.row(one) for one in (field("b", people=1, of=4), field("a"), field("c", people=3, of=4))]
    for key, descending, names in (("known", True, "cba"), ("known", False, "bca"), ("label", False, "abc")):
        assert "".join(one["name"] for one in rows.ordered(some, key, descending=descending)) == names

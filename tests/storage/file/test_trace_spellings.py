"""Rows that were put aside tell of people in other letters and signs than their own, and those of others do not."""

from pathlib import Path

import pytest
from sqlalchemy import JSON, Column, MetaData, Table, create_engine, insert, select

from storage.file.trace_spellings import Spellings
from storage.file.traces import Traces

TOLD = Traces((("phone", "+491709998877"),), ("j\u00f6rg@odd.example",), ("J\u00f6rg", "Wei\u00df"))


@pytest.mark.parametrize(
    ("cell", "theirs"),
    [
        ("J\u00d6RG", True), ("Jo\u0308rg", True), (" WEISS ", True),
        ("0170 / 999-8877", True), ("0049 170 9998877", True),
        ("+49 (170) 9998877", True), ("J\u00d6RG@ODD.example", True), ("Weissbier", False), ("1709998878", False),
        ("8877", False), ("99981709998877x", False), ("", False),
    ],
)  # fmt: skip
def test_a_cell_is_theirs_however_it_is_written(tmp_path: Path, cell: str, theirs: bool) -> None:
    spelled = Spellings(TOLD)
    assert spelled.tells({"a": "x", "b": cell}) is theirs
    table = Table("kept", MetaData(), Column("row", JSON))
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table).values(row={"a": "x", "b": cell}))
        found = connection.scalars(select(table.c.row).where(spelled.may_stand_in(connection, table.c.row))).all()
        assert found or not theirs, "what tells of them is looked at"
    engine.dispose()


def test_of_many_people_only_the_numbers_are_looked_for() -> None:
    many = Traces((("phone", "+491709998877"),), tuple(f"a{at}@x.example" for at in range(100)))
    assert Spellings(many).tells(["0170 9998877"])
    assert not Spellings(many).tells(["A1@x.example"])
    assert not Spellings(Traces()).tells(["0170 9998877"])

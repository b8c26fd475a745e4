"""Whether a column of money is an order's or its lines', where one order alone, or equal prices, could mean both."""

from pathlib import Path

import pytest

from app import audience, ingest
from app.project import Project


def _revenue(project: Project) -> dict[str, float]:
    rows = audience.members(project, {"all": []}, ["email", "revenue"]).to_pylist()
    return {row["email"][0]: row["revenue"] / 1e4 for row in rows}


def _file(header: str, *rows: str) -> str:
    return f"order id,date,email,{header}\n" + "".join(
        f"{row.split(',')[0]},2011-05-01,{'abcd'[int(row.split(',')[0]) - 1]}@x.de,{','.join(row.split(',')[1:])}\n"
        for row in rows
    )


ONE = ("1,Mug,1,12.00", "1,Lamp,1,12.00")
PRICED = ("1,Mug,1,10.00,9.00", "1,Lamp,1,10.00,9.00")
CASES = {
    "a word of lines": (_file("product,qty,item total", *ONE), {"a": 24.0}),
    "a word of prices": (_file("product,qty,total price", *ONE), {"a": 24.0}),
    "no word at all": (_file("product,qty,amount", *ONE), {"a": 24.0}),
    "a word of orders": (_file("product,qty,order total", *ONE), {"a": 12.0}),
    "a word of totals": (_file("product,qty,total", *ONE), {"a": 12.0}),
    "nearer to the lines": (_file("product,qty,price,total", *PRICED), {"a": 18.0}),
    "nearer to the order": (_file("product,qty,price,amount", "1,Mug,1,9,18.50", "1,Lamp,1,9,18.50"), {"a": 18.5}),
    "price and count": (_file("product,qty,price,total", "1,Mug,2,10,20", "1,Lamp,1,20,20"), {"a": 40.0}),
    "the same alone": (_file("product,total", "1,Mug,10", "1,Lamp,10", "2,Mug,10", "3,Lamp,10"),
                       {"a": 20.0, "b": 10.0, "c": 10.0}),
    "the same in orders of other sizes": (
        _file("product,total", "1,Mug,10", "1,Lamp,10", "2,Mug,10", "2,Lamp,10", "2,Tea,10"), {"a": 20.0, "b": 30.0}),
    "twice the same thing": (_file("product,qty,amount", "1,Mug,1,5", "1,Mug,1,5", "2,Mug,1,5", "2,Mug,1,5"),
                             {"a": 10.0, "b": 10.0}),
    "an order's in several": (_file("product,order value", "1,Mug,12", "1,Lamp,12", "2,Mug,30", "2,Tea,30", "2,Pot,30"),
                              {"a": 12.0, "b": 30.0}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_column_of_money_is_of(name: str, project: Project, tmp_path: Path) -> None:
    text, right = CASES[name]
    path = tmp_path / "orders.csv"
    path.write_text(text)
    report = ingest.run_import(project, path)
    assert (report.kind, _revenue(project)) == ("orders", right), report.mapping.columns


def test_a_total_that_may_be_each_lines_is_told(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(CASES["a word of totals"][0])
    notes = [note for note in ingest.dry_run(project, path).warnings if "“total”" in note.text]
    assert [(note.level, note.lines) for note in notes] == [("yellow", (2, 3))]
    assert "map the column to “Amount”" in notes[0].text
    path.write_text(CASES["a word of orders"][0])
    assert not any("order total" in note.text for note in ingest.dry_run(project, path).warnings)

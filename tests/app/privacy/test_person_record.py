"""The record of a person has every row of theirs, with files by their names and times that can be read."""

from app.privacy import person_record
from app.project import Project


def test_rows_name_their_files_and_say_when_and_how_much(shop: Project) -> None:
    record = person_record.collect(shop, "ben@shop.example")
    assert {row["file"] for row in record.records["event"]} == {"zora.q@unusual-mail.example.csv", "events.csv"}
    bought = next(row for row in record.records["event"] if row["name"] == "ordered_product")
    assert (bought["at"], bought["price"], bought["quantity"]) == ("2020-02-02T10:00:00+00:00", 10, 2)
    assert "digest" not in bought
    assert [line.kind for line in record.log] == ["change"]
    assert record.said[0]["traits"]["first_name"] == "Ben"

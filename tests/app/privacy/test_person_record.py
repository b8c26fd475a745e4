"""The record of a person has every row of theirs, with files by their names and times that can be read."""

from app import people
from app.ingest import master_data
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


def test_days_and_times_that_files_and_hands_gave_are_read_as_such(shop: Project) -> None:
    master_data.set_value(shop, people.story(shop, "ben@shop.example").id, "birth_date", "1984-05-17")
    record = person_record.collect(shop, "ben@shop.example")
    # The store keeps them as days and microseconds, which stand in no file.
    assert record.said[0]["traits"]["signed_up_at"] == "2020-01-06T00:00:00+00:00"
    assert record.records["hand_value"][0]["said"] == "1984-05-17"

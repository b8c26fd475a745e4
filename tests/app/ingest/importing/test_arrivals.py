"""Rows as they will arrive: people with what they allow, orders and events with who did what when."""

from pathlib import Path

import pytest

from app import ingest
from app.ingest import Answer
from app.project import Project


@pytest.fixture
def arrivals(tmp_path: Path):
    """What arrives of a text."""
    with Project.create(tmp_path / "a.quill", clock="2025-01-01", timezone="Europe/London") as project:

        def look(text: str, kind: str):
            (tmp_path / "a.csv").write_text(text, "utf-8")
            return ingest.plan(project, tmp_path / "a.csv", kind).arrivals

        yield look


def test_a_person_has_a_name_an_address_answers_and_the_tags_first(arrivals) -> None:
    first, second = arrivals(
        "Email,First name,Last name,City,Tags,Email marketing consent,Email marketing consent timestamp\n"
        "ann@x.de,Ann,Lee,Bonn,vip,subscribed,2024-05-01 10:00\nbob@x.de,,,,,unsubscribed,\n",
        "profiles",
    )
    assert (first.line, first.name, first.address) == (2, "Ann Lee", "ann@x.de")
    assert first.answers == (Answer("email", "granted", "2024-05-01 10:00:00"),)
    assert first.facts == (("Tags", ["vip"]), ("City", "Bonn"))
    assert (first.what, first.at) == ("", "")
    assert (second.name, second.address, second.facts) == ("", "bob@x.de", ())
    assert {one.status for one in second.answers} >= {"withdrawn"}


def test_an_order_says_who_did_what_when_once_for_each_line(arrivals) -> None:
    one, other = arrivals(
        "Order,Email,Date,SKU,Quantity,Price\n7,ann@x.de,2024-05-01 10:00,MUG,2,4.50\n8,bob@x.de,2024-05-02,CUP,1,3\n",
        "orders",
    )
    assert (one.address, one.what, one.at) == ("ann@x.de", "ordered_product", "2024-05-01 10:00:00")
    assert dict(one.facts) == {"Order": "7", "SKU": "MUG", "Quantity": 2.0, "Price": 4.5}
    assert other.line == 3


def test_a_product_is_called_by_its_name_and_a_refused_row_does_not_arrive(arrivals) -> None:
    (mug,) = arrivals("SKU,Name,Price\nMUG,Blue mug,4.50\n", "products")
    assert (mug.name, mug.address, mug.facts) == ("Blue mug", "MUG", (("Price", 4.5),))
    assert [one.line for one in arrivals("Email,City\n,Bonn\nann@x.de,Köln\n", "profiles")] == [3]


def test_who_must_not_be_mailed_says_why(arrivals) -> None:
    (one,) = arrivals("Email,Reason\nann@x.de,hard bounce\n", "suppressions")
    assert (one.answers[0].status, one.answers[0].reason) == ("suppressed", "hard_bounce")


def test_of_two_columns_that_answer_the_same_the_strictest_is_told_alone(arrivals) -> None:
    (one, other) = arrivals("Email,Marketing Consent,Newsletter\na@x.de,yes,nein\nb@x.de,yes,ja\n", "profiles")
    assert one.answers == (Answer("email", "denied", ""),)
    assert other.answers == (Answer("email", "granted", ""),)

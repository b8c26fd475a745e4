"""What is said of a column: how it stands and what becomes of it, in a few words."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import ingest
from app.project import Project
from ui.panes.data import columns
from ui.panes.data.columns import HeadState

TEXT = """Email,Email marketing consent,Email marketing consent timestamp,Klaviyo ID,Born,Shoe,Company,Secret
a@x.de,subscribed,2024-05-01,01H475A5FD5ABF48F52D76C8C9,2000-01-01,38,,x
b@x.de,subscribed,2024-05-02,01H475A5FD5ABF48F52D76C8C8,2000-01-02,39,,y
c@x.de,subscribed,2024-05-03,01H475A5FD5ABF48F52D76C8C7,2000-01-03,40,,z
d@x.de,subscribed,2024-05-04,01H475A5FD5ABF48F52D76C8C6,00-00-0000,41,,z
"""


@pytest.fixture
def plan(tmp_path: Path) -> ingest.FilePlan:
    (tmp_path / "a.csv").write_text(TEXT, "utf-8")
    with Project.create(tmp_path / "a.quill", clock="2025-01-01", timezone="Europe/London") as project:
        found = ingest.plan(project, tmp_path / "a.csv", "profiles", leave_empty=True)
        skipped = found.mapping.with_column("Secret", ingest.Column(skip=True))
        return ingest.plan(project, tmp_path / "a.csv", None, skipped, leave_empty=True)


def test_each_column_says_what_it_becomes_and_how_sure_that_is(plan: ingest.FilePlan) -> None:
    heads = {head.header: head for head in columns.heads(plan)}
    assert {header: head.state for header, head in heads.items()} == {
        "Email": "understood", "Email marketing consent": "understood", "Klaviyo ID": "understood",
        "Email marketing consent timestamp": "understood", "Born": "doubtful", "Shoe": "new",
        "Company": "empty", "Secret": "skipped",
    }  # fmt: skip
    assert heads["Email marketing consent"].line == "Consent to email, with its time"
    assert heads["Klaviyo ID"].line == "Klaviyo id, tells apart"
    assert heads["Shoe"].line == "own field"
    assert heads["Born"].line == "Birth date · 1 cell unread"
    assert (heads["Company"].line, heads["Secret"].line) == ("skipped, empty", "skipped")
    assert heads["Shoe"].examples == "38, 39, 40"
    assert heads["Born"].said.startswith("Born. Birth date · 1 cell unread. 100")
    told = {word: number for _, word, _, number in columns.counts(list(heads.values()))}
    assert told == {"known": 4, "new": 1, "to check": 1, "empty": 1, "skipped": 1}


def test_the_choices_are_the_standard_meanings_and_the_names_of_other_columns(plan: ingest.FilePlan) -> None:
    found = {choice.key: choice.section for choice in columns.choices(plan)}
    assert found["email"] == "Who it is"
    assert found["shoe"] == "Fields of your own"


def test_a_state_says_all_of_itself_to_a_screen_reader() -> None:
    head = HeadState("A", "City", "tag", "Text", False, 0.5, "50 % filled", "2 cells unreadable", line="City")
    assert head.said == "A. City. 50 % filled. 2 cells unreadable"


def test_a_field_is_called_as_the_project_calls_it(plan: ingest.FilePlan) -> None:
    called = {"birth_date": "Birthday", "shoe": "Size"}
    told = [replace(one, called=called.get(one.column.to or "", ""), part=one.header == "Shoe") for one in plan.columns]
    plan = replace(plan, columns=told, called=called)
    heads = {head.header: head for head in columns.heads(plan)}
    assert (heads["Born"].line, heads["Shoe"].line) == ("Birthday · 1 cell unread", "part of Size")
    labels = {choice.key: choice.label for choice in columns.choices(plan)}
    assert (labels["birth_date"], labels["shoe"]) == ("Birthday", "Size")

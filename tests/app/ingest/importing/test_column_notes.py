"""What an import says of columns that it keeps under other names or reads otherwise than they stand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest
from app.project import Project
from storage.file import kept_traits

Write = Callable[[str, str], Path]


def test_a_column_called_as_a_computed_trait_is_kept_under_a_name_that_can_be_asked_for(
    project: Project, write: Write
) -> None:
    path = write("list.csv", "Email,Net revenue,Segment,Today,RFM segment\na@shop.example,41.5,Gold,soon,Champions\n")
    report = ingest.run_import(project, path, "profiles")
    columns = report.mapping.columns
    assert [column.to for column in columns.values()] == [
        "email", "imported_net_revenue", "imported_segment", "imported_today", "imported_rfm_segment",
    ]  # fmt: skip
    assert "“Net revenue” as imported_net_revenue" in report.warnings[0].text
    with project.read() as connection:
        traits = connection.scalars(select(kept_traits.of_profile())).one()
    assert traits == {
        "email": "a@shop.example", "imported_net_revenue": 41.5, "imported_segment": "Gold",
        "imported_today": "soon", "imported_rfm_segment": "Champions",
    }  # fmt: skip


def test_the_shared_file_of_computed_names_keeps_all_its_values(project: Project, shared_data: Path) -> None:
    report = ingest.run_import(
        project, shared_data / "reported/24-columns-named-as-computed-traits/customers.csv", "profiles"
    )
    assert report.mapping.header_of("imported_age") == "Age"
    assert report.mapping.header_of("imported_orders") == "Orders"
    assert [note.level for note in report.warnings] == ["yellow"]


def test_what_was_stated_for_a_computed_name_is_kept_apart_too(project: Project, write: Write) -> None:
    path = write("list.csv", "Email,Bestellungen\na@shop.example,3\n")
    stated = ingest.read_mapping(
        write("map.json", '{"version": 1, "kind": "profiles", "columns": {"Bestellungen": {"to": "orders"}}}')
    )
    report = ingest.run_import(project, path, "profiles", stated)
    assert report.mapping.columns["Bestellungen"].to == "imported_orders"


def test_the_sign_that_ends_an_entity_separates_nothing_and_the_entity_is_read(project: Project, write: Write) -> None:
    rows = "".join(f"p{i}@shop.example,Ana,Oak Ltd\n" for i in range(4))
    path = write("shop.csv", f"email,first_name,Firm\n{rows}z@shop.example,Ren&#233;,&quot;Salt &amp;amp; Rye&quot;\n")
    report = ingest.dry_run(project, path, "profiles")
    assert report.mapping.columns["Firm"].type == "text"
    assert report.preview is not None
    assert report.preview[-1]["first_name"] == "René"
    assert report.preview[-1]["firm"] == '"Salt & Rye"'
    assert [note.text for note in report.warnings] == [
        "2 cells of first_name and Firm held HTML entities (as &amp;): they were read as the signs that they mean."
    ]


def test_the_shared_file_of_entities(project: Project, shared_data: Path) -> None:
    report = ingest.dry_run(project, shared_data / "reported/23-html-entities-in-the-data/people.csv", "profiles")
    assert report.mapping.columns["Company"].type == "text"
    assert report.preview is not None
    assert (report.preview[4]["company"], report.preview[9]["first_name"]) == ("Smith & Sons", "Zoë")


@pytest.mark.parametrize("cell", ["<b>Salt &amp; Rye</b>", "AT&T-s", "a&b"])
def test_html_and_a_plain_ampersand_stay_as_they_are(project: Project, write: Write, cell: str) -> None:
    report = ingest.dry_run(project, write("x.csv", f"email,Firm\na@shop.example,{cell}\n"), "profiles")
    assert report.preview is not None
    assert report.preview[0]["firm"] == cell
    assert not report.warnings


def test_a_mapping_that_decodes_nothing_leaves_entities_as_they_are(project: Project, write: Write) -> None:
    stated = write(
        "map.json", '{"version": 1, "kind": "profiles", "recipe": [{"step": "decode_entities", "columns": []}]}'
    )
    path = write("x.csv", "email,Firm\na@shop.example,Salt &amp; Rye\n")
    report = ingest.dry_run(project, path, "profiles", ingest.read_mapping(stated))
    assert report.preview is not None
    assert report.preview[0]["firm"] == "Salt &amp; Rye"


def test_a_date_column_that_holds_no_dates_is_said(project: Project, write: Write) -> None:
    path = write("x.csv", "email,Date de naissance\na@x.de,au printemps\nb@x.de,jamais\n")
    report = ingest.dry_run(project, path, "profiles")
    assert [note.text for note in report.warnings] == [
        "2 cells of “Date de naissance” are no dates that can be read: kept as a text, date_de_naissance, "
        "and not as “Birth date”."
    ]


def test_an_order_of_day_and_month_that_nothing_tells_is_said(project: Project, write: Write) -> None:
    path = write("x.csv", "email,Signed up\na@x.de,03/04/2011\nb@x.de,05/06/2011\n")
    (note,) = ingest.dry_run(project, path, "profiles").warnings
    assert "03/04/2011 was read with the day first" in note.text
    told = write("y.csv", "email,Signed up\na@x.de,03/04/2011\nb@x.de,25/06/2011\n")
    assert not ingest.dry_run(project, told, "profiles").warnings

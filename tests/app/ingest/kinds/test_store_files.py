"""Stores: known by where they are, kept up to date, taken back, and never taken for people."""

from app import catalogue, ingest
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows, Write

STORES = """Store ID,Store name,Address,City,Postcode,Country,Lat,Lng,Phone,Email,Opening hours,Parking
7,Soho,Main St 1,London,W1,UK,51.51,-0.13,020 1234567,soho@shop.example,Mo-Fr 9-18,yes
8,Mitte,Weg 2,Berlin,10115,DE,52.53,13.38,030 1234567,mitte@shop.example,,no
"""


def test_stores_are_known_kept_and_changed(project: Project, write: Write, rows: Rows) -> None:
    tried = ingest.dry_run(project, write("stores.csv", STORES))
    assert (tried.kind, tried.stores, tried.profiles_created) == ("stores", 2, 0)
    ingest.run_import(project, write("stores.csv", STORES))
    moved = "Store ID,Store name,City\n7,Soho,Leeds\n9,York,York\n"
    second = ingest.run_import(project, write("moved.csv", moved), "stores")
    assert (second.stores, second.duplicates) == (1, 0)
    found = {row["store_id"]: row for row in catalogue.stores(project).rows}
    assert (found["7"]["city"], found["7"]["email"], found["7"]["parking"]) == ("Leeds", "soho@shop.example", True)
    assert (found["8"]["latitude"], found["8"]["opening_hours"]) == (52.53, None)
    ingest.undo(project, second.batch or 0)
    assert [(row["store_id"], row["city"]) for row in catalogue.stores(project).rows] == [
        ("7", "London"),
        ("8", "Berlin"),
    ]
    assert rows(project, models.profile) == []


def test_people_with_a_home_store_stay_people(project: Project, write: Write) -> None:
    text = "Email,First name,Store ID,City,Postcode\na@x.de,Ann,7,London,W1\nb@x.de,Bob,8,Berlin,10115\n"
    assert ingest.dry_run(project, write("customers.csv", text)).kind == "profiles"


def test_the_very_same_file_taken_back_once_leaves_the_stores(project: Project, write: Write) -> None:
    first = ingest.run_import(project, write("stores.csv", STORES))
    again = ingest.run_import(project, write("stores.csv", STORES))
    assert again.duplicates == 2
    ingest.undo(project, first.batch or 0)
    assert catalogue.counts(project)["stores"] == 2
    ingest.undo(project, again.batch or 0)
    assert catalogue.counts(project)["stores"] == 0

"""What follows from links and decisions: written anew it is what it was, and orders follow their people."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import ingest
from app.domain.progress import SILENT
from app.ingest.identity.profile_changes import none
from app.ingest.importing import rederiving
from app.project import Change, Project
from app.query import resolve_key
from storage.file.models import event

Write = Callable[[str, str], Path]


def test_nothing_changes_where_nothing_came_and_one_order_of_two_people_becomes_one(
    project: Project, write: Write, dump: Callable[[Project], Any], rows: Callable[..., list[dict[str, Any]]]
) -> None:
    orders = "order id,sku,price,date,customer id\n7,A,5,2011-05-01,1\n7,B,6,2011-05-01,2\n"
    ingest.run_import(project, write("o.csv", orders), "orders")
    before = dump(project)
    with project.write("Looked again", {Change.PROFILES}) as connection:
        rederiving.derive(connection, None, none(), set, SILENT)
    assert dump(project) == before
    ingest.merge(project, [resolve_key(project, f"customer_id:{number}") for number in "12"])
    placed = [row for row in rows(project, event) if row["name"] == "placed_order"]
    assert [(row["order_id"], row["amount"]) for row in placed] == [("7", 110_000)]

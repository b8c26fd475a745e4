"""Addresses that may never be mailed again: what a file changes of the list, and what is left when it goes."""

from app import ingest
from app.project import Project
from storage.file.models import suppression
from tests.app.ingest.conftest import Rows, Write

LIST = "email,reason\na@x.de,hard bounce\nb@x.de,unsubscribed\n"


def _list(project: Project, rows: Rows) -> dict[str, str]:
    return {row["address"]: row["reason"] for row in rows(project, suppression)}


def test_a_wish_stands_over_a_bounce_and_a_bounce_over_no_wish(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", LIST), "suppressions")
    ingest.run_import(
        project, write("b.csv", "email,reason\na@x.de,unsubscribed\nb@x.de,hard bounce\n"), "suppressions"
    )
    assert _list(project, rows) == {"a@x.de": "unsubscribed", "b@x.de": "unsubscribed"}


def test_who_is_refused_by_another_name_is_barred_at_each_of_their_addresses(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("p.csv", "Customer ID,Email\n7,a@x.de\n8,b@x.de\n"), "profiles")
    assert _list(project, rows) == {}
    ingest.run_import(
        project, write("s.csv", "Customer ID,Email,Reason\n7,,unsubscribed\n9,,unsubscribed\n"), "suppressions"
    )
    assert set(_list(project, rows)) == {"a@x.de"}
    ingest.run_import(project, write("q.csv", "Customer ID,Email\n9,late@x.de\n"), "profiles")
    assert set(_list(project, rows)) == {"a@x.de", "late@x.de"}, "whoever comes later under that number too"

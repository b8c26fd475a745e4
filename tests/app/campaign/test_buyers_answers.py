"""What buyers answer as they order: an export of orders says who may be mailed, and who may not."""

from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

HEAD = "Name,Email,Financial Status,Accepts Marketing,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
ORDERS = (
    "#1,yes@x.example,paid,yes,10.00,2024-01-05 10:00:00 +0000,1,Mug,5.00\n"
    "#1,yes@x.example,,,,2024-01-05 10:00:00 +0000,1,Tea,5.00\n"
    "#2,no@x.example,paid,no,5.00,2024-01-06 10:00:00 +0000,1,Tea,5.00\n"
    "#3,later@x.example,paid,no,5.00,2024-01-06 10:00:00 +0000,1,Tea,5.00\n"
    "#4,later@x.example,paid,yes,5.00,2024-03-06 10:00:00 +0000,1,Tea,5.00\n"
)
LIST = "Email,Newsletter\nno@x.example,yes\nyes@x.example,\n"
PLAN: dict[str, Any] = {
    "version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "columns": ["email"], "html": "none",
}  # fmt: skip


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _may_be_mailed(project: Project) -> set[str]:
    segments.save(project, "Everyone", {"all": []})
    templates.save(project, Template("T", "News", "New", "<p>{{ sender.address }} {{ unsubscribe_url }}</p>"))
    campaign.save(project, "C", PLAN)
    found = campaign.assembly(project, "C")
    return set(found.emails.take(found.recipients).to_pylist())


@pytest.mark.parametrize("names", [("orders", "list"), ("list", "orders")])
def test_what_a_buyer_answered_counts_and_is_dated_by_the_order(tmp_path: Path, names: tuple[str, str]) -> None:
    files = {
        "orders": (_write(tmp_path, "o.csv", HEAD + ORDERS), "orders"),
        "list": (_write(tmp_path, "l.csv", LIST), "profiles"),
    }
    with Project.create(tmp_path / "p.quill", clock="2024-06-15") as project:
        for name in names:
            ingest.run_import(project, *files[name])
        # A yes without a time undoes no no; of two orders the later answer counts.
        assert _may_be_mailed(project) == {"yes@x.example", "later@x.example"}


def test_an_order_answers_once_and_a_second_export_changes_nothing(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.quill", clock="2024-06-15") as project:
        first = _write(tmp_path, "o.csv", HEAD + ORDERS)
        told = ingest.dry_run(project, first, "orders")
        report = ingest.run_import(project, first, "orders")
        assert (told.consents, report.consents) == (4, 4)
        assert ingest.run_import(project, first, "orders").consents == 0
        again = ingest.run_import(project, _write(tmp_path, "o2.csv", HEAD + ORDERS.replace("#4", "#5")), "orders")
        assert _may_be_mailed(project) == {"yes@x.example", "later@x.example"}
        ingest.undo(project, again.batch or 0)
        assert _may_be_mailed(project) == {"yes@x.example", "later@x.example"}


def test_the_state_of_an_order_is_no_answer(tmp_path: Path) -> None:
    text = "Order,Email,Date,Total,Status,Subscription status\n1,a@x.example,2024-01-05,5,cancelled,active\n"
    with Project.create(tmp_path / "p.quill", clock="2024-06-15") as project:
        report = ingest.dry_run(project, _write(tmp_path, "o.csv", text), "orders")
        assert report.consents == 0
        assert "consent:email" not in report.mapping.targets()

"""Two customers who read one mailbox: what either of them refused, however they were named, is not sent there."""

import csv
import random
from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

BODY = "<p>Hello</p>{{ sender.address }} <a href='{{ unsubscribe_url }}'>u</a>"
PLAN: dict[str, Any] = {
    "version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "columns": ["email"], "html": "none",
}  # fmt: skip
SHOP = "Customer ID,Email,Email consent,Consent date\n1,family@x.example,yes,2024-01-01\n2,family@x.example,,\n"
OTHERS = "Customer ID,Email,Email consent,Consent date\n3,other@x.example,yes,2024-01-01\n"
BY_ID = "Customer ID,channel,status,at\n2,email,withdrawn,2024-02-01\n"
LISTED = "Customer ID,channel,reason\n2,email,asked by phone\n"
EVENT = "Customer ID,event,time\n2,unsubscribed,2024-02-01 10:00\n"


def _mailed(project: Project, folder: Path) -> list[str]:
    segments.save(project, "Everyone", {"all": []})
    templates.save(project, Template("T", "News from the shop", "What is new", BODY))
    project.change_settings({"sender": {"from_name": "S", "from_address": "a@s.example", "postal_address": "1 Quay"}})
    campaign.save(project, "C", PLAN)
    campaign.export(project, "C", folder, replace=True)
    with (folder / "contacts.csv").open(encoding="utf-8", newline="") as file:
        return [row["email"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(("name", "kind"), [("by_id", "consents"), ("listed", "suppressions"), ("event", "events")])
@pytest.mark.parametrize("seed", range(2))
def test_a_refusal_by_number_reaches_the_mailbox_that_is_shared(
    tmp_path: Path, name: str, kind: str, seed: int
) -> None:
    texts = {"shop": SHOP, "others": OTHERS, "by_id": BY_ID, "listed": LISTED, "event": EVENT}
    steps = [("shop", "profiles"), ("others", "profiles"), (name, kind)]
    random.Random(seed).shuffle(steps)
    with Project.create(tmp_path / "p.quill", clock="2024-06-15") as project:
        for step, of_kind in steps:
            (tmp_path / f"{step}.csv").write_text(texts[step], encoding="utf-8")
            ingest.run_import(project, tmp_path / f"{step}.csv", of_kind)
            project.audience().close()  # the mirror is caught up step by step, as in a window
        assert _mailed(project, tmp_path / "out") == ["other@x.example"]


def test_a_yes_by_number_opens_nobody_else_s_mailbox(tmp_path: Path) -> None:
    people = "Customer ID,Email\n1,family@x.example\n2,family@x.example\n3,other@x.example\n"
    said = "Customer ID,channel,status,at\n2,email,granted,2024-02-01\n3,email,granted,2024-02-01\n"
    with Project.create(tmp_path / "p.quill", clock="2024-06-15") as project:
        for name, text, kind in (("people", people, "profiles"), ("said", said, "consents")):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
            ingest.run_import(project, tmp_path / f"{name}.csv", kind)
        assert _mailed(project, tmp_path / "out") == ["other@x.example"]

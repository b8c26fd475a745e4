"""A campaign for people whose values are beyond what can be reckoned with: each of them is checked and exported."""

import csv
import io
from pathlib import Path

import pytest

from app import campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

BODY = (
    "<p>{% if nick > 3 %}over{% else %}under{% endif %} {{ nick | money('EUR') | default('-') }} {{ nick }} "
    "{{ signed_up_at | date('%Y') }} {{ birth_date }}</p>{{ sender.address }} <a href='{{ unsubscribe_url }}'>u</a>"
)
NICKS = ["1e9999999", "-1e9999999", "1e-9999999", "NaN", "Infinity", "9" * 400, "4"]
JOINED = ["9999-12-31 23:59:59", "0001-01-01 00:00:00"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
def test_no_value_stops_a_check_or_an_export(tmp_path: Path, zone: str) -> None:
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(["Email", "Nick", "Signed up", "Birthday", "Email consent"])
    rows.writerows(
        [f"p{number}@example.com", nick, JOINED[number % 2], JOINED[number % 2][:10], "yes"]
        for number, nick in enumerate(NICKS)
    )
    file = tmp_path / "people.csv"
    file.write_text(written.getvalue(), "utf-8")
    with Project.create(tmp_path / "p.quill", timezone=zone, clock="2024-06-15") as project:
        project.change_settings({"sender": {"from_name": "A", "from_address": "a@b.example", "postal_address": "1 St"}})
        ingest.run_import(project, file, "profiles")
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "Hello", "", BODY))
        for esp in ("generic", "mailchimp", "klaviyo"):
            plan = {"version": 1, "include": ["Everyone"], "template": "T", "esp": esp, "columns": ["email", "nick"]}
            campaign.save(project, esp, plan)
            done = campaign.export(project, esp, tmp_path / esp, overrule={"esp-cell": "A test of long cells"})
            assert done.verdict.recipients == len(NICKS)
        emails = [path.read_text("utf-8") for path in (tmp_path / "generic" / "html").iterdir()]
        assert sum("over" in email for email in emails) == 1
        # A birthday in the year 1 is how programs write that there is none: a cell that was not read.
        assert sum("9999-12-31" in email for email in emails) == len(NICKS) - len(NICKS) // 2
        assert sum("0001-01-01" in email for email in emails) == 0

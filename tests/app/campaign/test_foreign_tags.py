"""What customers' data says is no tag of an ESP's, in any column of the contacts: used by the template or not."""

import csv
import io
import re
from pathlib import Path

import pytest

from app import campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

VALUES = [
    *(
        "{{ first_name }}",
        "{% if x %}y{% endif %}",
        "{# x #}",
        "*|FNAME|*",
        "|FNAME|",
        "*|IF:X|*y*|END:IF|*",
        "**|X|**",
    ),
    *("%%x%%", "[[x]]", "<%= x %>", "#{x}", "{$x}", "${x}", "{x}", "{", "}}", "*|", "|*", "%%FNAME%%", "{{{x}}}"),
]
TAGS = re.compile(r"\{\{|\{%|\{#|\*\||\|\*|%%|\[\[|\]\]|<%|%>|\$\{\w")
BODY = (
    "<p>{{ nick }} {{ nick | upper }} {{ pets | join('|') }} *{{ nick }}*</p>"
    "{% for pet in pets %}<p title='{{ pet }}'>*{{ pet }}*</p>{% endfor %}"
    "{{ sender.address }} <a href='{{ unsubscribe_url }}'>u</a>"
)


@pytest.mark.parametrize("esp", ["generic", "mailchimp", "klaviyo"])
def test_no_cell_holds_a_tag(tmp_path: Path, esp: str) -> None:
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(["Email", "First name", "Nick", "Motto", "Pets", "Email consent"])
    rows.writerows(
        [f"p{number}@example.com", value, value, value, f"{value};x;*;FNAME;*", "yes"]
        for number, value in enumerate(VALUES)
    )
    file = tmp_path / "people.csv"
    file.write_text(written.getvalue(), "utf-8")
    with Project.create(tmp_path / "p.quill", clock="2024-06-15") as project:
        project.change_settings({"sender": {"from_name": "A", "from_address": "a@b.example", "postal_address": "1 St"}})
        ingest.run_import(project, file, "profiles")
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "Hello {{ nick }}", "For {{ nick | lower }}", BODY))
        columns = ["email", "first_name", "motto", "pets"]
        plan = {"version": 1, "include": ["Everyone"], "template": "T", "esp": esp, "columns": columns}
        campaign.save(project, "C", plan)
        reasons = dict.fromkeys(("esp-cell", "esp-columns", "empty-greeting", "entity"), "A test of tags")
        done = campaign.export(project, "C", tmp_path / "out", overrule=reasons)
        assert done.verdict.recipients == len(VALUES)
    for contacts in (tmp_path / "out").glob("contacts*.csv"):
        with contacts.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
    assert len(cells) > len(VALUES) * 5
    assert [cell for cell in cells if TAGS.search(cell)] == []

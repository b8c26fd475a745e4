"""People as CSV text: what a spreadsheet opens is what the project holds, and nothing in it runs."""

import csv
import io
from pathlib import Path

from sqlalchemy import insert

from app.people import csv_export
from app.project import Change, Project
from storage.file.models import profile, trait

TYPES = {
    "first_name": "text",
    "last_name": "text",
    "spent": "amount",
    "born": "date",
    "vip": "boolean",
    "likes": "list",
}


def test_rows_in_their_order_with_values_to_be_read(tmp_path: Path) -> None:
    traits = {
        1: {"first_name": "Zoë", "last_name": "Núñez", "spent": 12_345_000, "born": 3_652, "vip": True},
        2: {"first_name": '=HYPERLINK("x")', "likes": ["tea", "walks"]},
        3: {"last_name": "King", "spent": 20_000},
    }
    with Project.create(tmp_path / "p.quill", clock="2011-12-10") as project:
        with project.write("fill", set(Change)) as connection:
            known = [{"name": name, "label": name, "type": kind, "own": True} for name, kind in TYPES.items()]
            connection.execute(insert(trait), known)
            rows = [
                {"id": at, "key": f"p{at}", "mailable": False, "traits": one, "created_batch": 1}
                for at, one in traits.items()
            ]
            connection.execute(insert(profile), rows)
        text = csv_export.text(project, [3, 1, 2], ["key", "name", "spent", "born", "vip", "likes"])
    assert list(csv.reader(io.StringIO(text))) == [
        ["key", "name", "spent", "born", "vip", "likes"],
        ["p3", "King", "2.0", "", "", ""],
        ["p1", "Zoë Núñez", "1234.5", "1980-01-01", "True", ""],
        ["p2", '\'=HYPERLINK("x")', "", "", "", "tea, walks"],
    ]

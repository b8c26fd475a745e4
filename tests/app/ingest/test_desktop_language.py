"""The language of the desktop changes no reading of files: `QApplication` sets the process's locale from it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from app import command_line

ORDERS = """Order,SKU,Qty,Price,Order date,Email,Shipped
o1,T1,1,3.50,10 Dec 2011,ann@example.com,Mon 12 December 2011 03:15 PM
o2,T1,2,3.50,3 Mar 2011,bob@example.com,Tue 8 March 2011 11:00 AM
o3,T2,1,1.00,21 Oct 2011,ann@example.com,Sat 22 October 2011 09:30 AM
"""
PEOPLE = "Email,Joined,Birthday,Last seen\nann@example.com,15 May 2009,12/10/79,12/10/11\n"
STATED = {
    "version": 1,
    "kind": "profiles",
    "columns": {
        "Birthday": {"to": "birth_date", "type": "date", "format": "%x"},
        "Last seen": {"to": "last_seen", "type": "date", "format": "%x"},
        "Joined": {"to": "signed_up_at", "type": "datetime", "format": "%d %b %Y"},
    },
}
GERMAN = """
import calendar, datetime, locale, sys
try:
    locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
except locale.Error:
    # Without that locale: what strptime takes the names of months and days from, before anything has read it.
    calendar.month_abbr = [""] + "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez".split()
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    calendar.month_name = [""] + months.split()
    calendar.day_abbr, calendar.day_name = "Mo Di Mi Do Fr Sa So".split(), list("abcdefg")
assert datetime.datetime.strptime("10 Dez 2011", "%d %b %Y").month == 12
try:
    datetime.datetime.strptime("10 Dec 2011", "%d %b %Y")
except ValueError:
    pass
else:
    raise AssertionError("this is no other locale")
from app import command_line
sys.exit(command_line.run(sys.argv[1:], sys.stdout, sys.stderr))
"""


def _plain(document: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document)
    return found | {"seconds": 0}


def test_files_are_read_alike_on_a_german_desktop(tmp_path: Path, checkout: Path) -> None:
    project = tmp_path / "a.quill"
    assert command_line.run(["new", str(project), "--clock", "2012-01-01"], io.StringIO(), io.StringIO()) == 0
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "map.json").write_text(json.dumps(STATED), "utf-8")
    stated = ["--map", str(tmp_path / "map.json")]
    for name, kind, more in (("orders.csv", "orders", []), ("people.csv", "profiles", stated)):
        words = ["import", str(project), str(tmp_path / name), "--as", kind, "--dry-run", "--json", *more]
        out = io.StringIO()
        assert command_line.run(words, out, io.StringIO()) == 0
        there = subprocess.run(
            [sys.executable, "-c", GERMAN, *words], cwd=checkout, capture_output=True, text=True, check=False
        )
        assert there.returncode == 0, there.stderr
        assert _plain(there.stdout) == _plain(out.getvalue())
        here = _plain(out.getvalue())
        assert here["rejected"] == here["unread"] == 0
    assert here["preview"][0]["birth_date"] == "1979-12-10"
    assert here["preview"][0]["last_seen"] == "2011-12-10"

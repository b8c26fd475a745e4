"""How consents were given is kept with them, and opens no door."""

from pathlib import Path

import pytest

from app import ingest, people
from app.ingest.facts.how_given import confirmed
from app.project import Project

LEDGER = """email,channel,status,date,source,method,wording,double opt-in
ann@shop.example,email,granted,2026-01-02,footer form,web form,Send me news about tea,2026-01-03 10:00
ann@shop.example,sms,granted,2026-01-02,till,on paper,Text me,no
bob@shop.example,email,pending,2026-01-02,footer form,web form,Send me news about tea,
"""
CONTACTS = """email,consent,consent date,consent method,consent text,double opt-in at
eve@shop.example,yes,2026-02-01,checkout,Yes please,2026-02-02
"""


def test_a_ledger_keeps_the_method_the_wording_and_the_double_opt_in(tmp_path: Path) -> None:
    with Project.create(tmp_path / "shop.quill", clock="2026-03-01") as project:
        for name, text, kind in (("ledger.csv", LEDGER, "consents"), ("contacts.csv", CONTACTS, "profiles")):
            (tmp_path / name).write_text(text, "utf-8")
            report = ingest.run_import(project, tmp_path / name, kind)
            assert report.rejected == 0
        told = {one["channel"]: one for one in people.story(project, "ann@shop.example").consents}
        assert told["email"]["method"] == "web form"
        assert told["email"]["wording"] == "Send me news about tea"
        assert (told["email"]["double_opt_in"], told["sms"]["double_opt_in"]) == (True, False)
        assert people.story(project, "bob@shop.example").consents[0]["double_opt_in"] is None
        (eve,) = people.story(project, "eve@shop.example").consents
        assert (eve["status"], eve["method"], eve["wording"], eve["double_opt_in"]) == (
            "granted", "checkout", "Yes please", True,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes", True),
        ("2026-01-03", True),
        ("Confirmed", True),
        ("no", False),
        ("single", False),
        ("", None),
        ("?", None),
    ],
)
def test_a_day_or_a_yes_confirms_and_a_strange_word_says_nothing(text: str, said: bool | None) -> None:
    assert confirmed(text) is said

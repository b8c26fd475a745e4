"""The pre-flight's findings and checks."""

from typing import Any

from app import campaign
from app.campaign.findings import LINES, OWN_CODES, Finding
from app.project import Project
from app.template import store as templates
from app.template.findings import CODES
from app.template.prepared_template import Template

ARMS = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "template": "Other"}]


def test_every_code_belongs_to_one_check() -> None:
    codes = [code for _, _, theirs in LINES for code in theirs]
    assert sorted(codes) == sorted({**CODES, **OWN_CODES})


def test_what_stands_against_an_export() -> None:
    assert not Finding("size", "warning", "html", "x").blocks
    assert Finding("empty-greeting", "error", "html", "x").blocks
    assert not Finding("empty-greeting", "error", "html", "x", overruled="we know them").blocks


def test_what_all_variants_have_is_said_once_and_what_one_has_names_it(club: Project, plan: dict[str, Any]) -> None:
    foot = "{{ unsubscribe_url }} {{ sender.address }}"
    templates.save(club, Template("Spring", "Spring", "", f"<p>{{{{ last_name }}}}</p>{foot}"))
    templates.save(
        club, Template("Other", "Other", "", f"<p>{{{{ last_name }}}}</p><img src='https://x.example/a'>{foot}")
    )
    campaign.save(club, "All", plan | {"variants": ARMS})
    verdict = campaign.check(club, "All")
    found = {finding.code: finding for finding in verdict.findings}
    assert len(found) == len(verdict.findings)
    assert (found["missing-value"].variant, found["missing-value"].recipients) == (None, verdict.recipients)
    assert found["alt-missing"].variant == "B"
    (check,) = [one for one in verdict.checks if one.code == "html"]
    assert (check.state, verdict.behind(check)) == ("warning", [found["alt-missing"]])

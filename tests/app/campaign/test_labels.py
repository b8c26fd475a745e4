"""Labels, switches and headers turned round: each no in them counts for its address, and no yes is taken for one."""

from pathlib import Path

import pytest

from app import ingest
from app.project import Project
from tests.app.campaign.mailed import agreed, mailed_after

COLUMNS: list[tuple[str, list[str], str]] = [
    ("Tags", ["VIP;unsubscribed", "VIP", "do-not-email"], "b d"),
    ("Tags", ["bounced", "cleaned", "Not unsubscribed"], "c d"),
    ("Tags", ["no-newsletter", "DNC", "abgemeldet"], "d"),
    ("Tags", ["sms opt-out", "bounced cheque", "cancelled"], "a b c d"),
    ("Tags", ["subscribed", "Newsletter", "unsubscribed-sms"], "a b c d"),
    ("Lists", ["Master; Unsubscribed", "Master; News", "Master"], "b c d"),
    ("Groups", ["Opt-outs", "Customers", "Customers"], "b c d"),
    ("Contact type", ["Unsubscribed", "Customer", "Lead"], "b c d"),
    ("Email frequency", ["never", "daily", "weekly"], "b c d"),
    ("Email preference", ["No emails", "Weekly digest", "Monthly"], "b c d"),
    ("Contact preference", ["Do not contact", "Phone", "Post"], "b c d"),
    ("Segment", ["Hard bounces", "Soft bounces", "Bouncy castles"], "b c d"),
    ("Category", ["Opt-out survey", "Spam filter", "Mail order"], "a b c d"),
    ("Emails received", ["0", "1", "0"], "a b c d"),
    ("Not unsubscribed", ["yes", "no", "yes"], "a c d"),
    ("Not opted out", ["TRUE", "FALSE", "TRUE"], "a c d"),
    ("No longer wants email", ["yes", "no", "no"], "b c d"),
    ("Unsubscribed", ["subscribed", "unsubscribed", "Never"], "a c d"),
    ("Unsubscribed", ["Not unsubscribed", "☐", "☑"], "a b d"),
    ("Unsubscribed", ["No - unsubscribed", "not bounced, unsubscribed", "no"], "c d"),
    ("Opt Out", ["Opted In", "Opted Out", ""], "a c d"),
    ("Unsubscribe reason", ["Too many emails", "", ""], "b c d"),
    ("Newsletter gekündigt am", ["01.01.2026", "", ""], "b c d"),
    ("Marketing emails", ["Off", "On", "Off"], "b d"),
    ("Emails enabled", ["FALSE", "TRUE", "TRUE"], "b c d"),
    ("Email ok?", ["N", "Y", "Y"], "b c d"),
    ("Contact me by email?", ["No thanks", "Yes please", "Yes"], "b c d"),
    ("Darf angeschrieben werden", ["nein", "ja", "ja"], "b c d"),
    ("Mailing erlaubt", ["nein", "ja", "ja"], "b c d"),
    ("Newsletter", ["A", "I", "A"], "d"),
    ("Newsletter", ["Y", "N", "Y"], "a c d"),
    ("Email opened", ["no", "yes", "no"], "a b c d"),
    ("Has email account", ["no", "yes", "no"], "a b c d"),
]
OBJECTS: dict[str, tuple[str, str]] = {
    "a label that is an object": ('[{"email":"a@x.example","tags":[{"name":"Unsubscribed"}]}]', "b c d"),
    "a channel that is switched off": (
        '[{"email":"a@x.example","preferences":{"email":"off","push":"on"}},'
        '{"email":"b@x.example","preferences":{"email":"on","push":"off"}}]',
        "b c d",
    ),
    "a list of permissions": (
        '[{"email":"a@x.example","permissions":[{"channel":"email","status":"denied"}]},'
        '{"email":"b@x.example","permissions":[{"channel":"sms","status":"denied"}]}]',
        "b c d",
    ),
    "events that are wrapped": (
        '[{"event-data":{"event":"unsubscribed","timestamp":1777629600.5,"recipient":"a@x.example"}},'
        '{"event-data":{"event":"opened","timestamp":1777629600.5,"recipient":"b@x.example"}}]',
        "b c d",
    ),
    "where an event left somebody": (
        '[{"type":"STATUSCHANGE","created":1777629600000,"recipient":"a@x.example",'
        '"portalSubscriptionStatus":"UNSUBSCRIBED"},'
        '{"type":"OPEN","created":1777629600000,"recipient":"b@x.example"}]',
        "b c d",
    ),
    "a flag of bounces beside events": (
        '[{"event":"bounce","time":1777629600,"email":"a@x.example","hard_bounce":true},'
        '{"event":"bounce","time":1777629600,"email":"b@x.example","hard_bounce":false}]',
        "b c d",
    ),
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which four people may be mailed."""
    return agreed(tmp_path_factory.mktemp("labels"), "abcd")


@pytest.mark.parametrize(("header", "cells", "mailed"), COLUMNS)
def test_a_column_says_no_for_its_address(
    header: str, cells: list[str], mailed: str, bare: Path, tmp_path: Path
) -> None:
    rows = "".join(f'{one}@x.example,N{one},"{cell}"\n' for one, cell in zip("abc", cells, strict=True))
    (tmp_path / "file.csv").write_text(f"Email,First name,{header}\n{rows}")
    assert mailed_after(bare, tmp_path / "file.csv") == mailed


@pytest.mark.parametrize("case", OBJECTS)
def test_an_object_says_no_for_its_address(case: str, bare: Path, tmp_path: Path) -> None:
    text, mailed = OBJECTS[case]
    (tmp_path / "file.json").write_text(text)
    assert mailed_after(bare, tmp_path / "file.json") == mailed


def test_a_yes_at_a_time_to_come_undoes_no_refusal(bare: Path, tmp_path: Path) -> None:
    rows = "a@x.example,no,2026-01-01\na@x.example,yes,2999-01-01\n"
    rows += "b@x.example,no,2026-01-01\nb@x.example,yes,2026-02-01\n"
    (tmp_path / "file.csv").write_text(f"Email,Email consent,Consent date\n{rows}")
    assert mailed_after(bare, tmp_path / "file.csv") == "b c d"


def test_nor_does_one_in_a_second_column(bare: Path, tmp_path: Path) -> None:
    rows = "a@x.example,no,,2026-01-01\na@x.example,,yes,2999-01-01\n"
    rows += "b@x.example,no,,2026-01-01\nb@x.example,,yes,2026-02-01\n"
    (tmp_path / "file.csv").write_text(f"Email,Email consent,Newsletter,Consent date\n{rows}")
    assert mailed_after(bare, tmp_path / "file.csv") == "b c d"


def test_a_label_that_says_no_is_told_and_kept(bare: Path, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("Email,First name,Tags\na@x.example,Ann,VIP;unsubscribed\nb@x.example,Bob,VIP\n")
    project_file = tmp_path / "p.quill"
    project_file.write_bytes(bare.read_bytes())
    with Project.open(project_file) as project:
        report = ingest.run_import(project, tmp_path / "file.csv")
    assert any("“unsubscribed” (1) in “Tags”" in note.text for note in report.warnings)
    assert report.mapping.columns["Tags"].to == "tags"

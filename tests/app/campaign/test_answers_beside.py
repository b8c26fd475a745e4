"""Files whose rows are about something else, and answer beside who may be mailed: each counts for its address."""

from pathlib import Path

import pytest

from app import ingest
from app.project import Change, Project
from tests.app.campaign.mailed import agreed, mailed_after

ORDER = "Order ID,Date,Email,Total"

CASES: dict[str, tuple[str, str]] = {
    "two questions in orders": (f"{ORDER},Accepts Marketing,Newsletter\n1,2026-05-01,a@x.example,10,yes,no\n", "b c"),
    "orders with a time of leaving": (
        f"{ORDER},Newsletter,Unsubscribed at\n1,2026-05-01,a@x.example,10,yes,2026-05-03\n"
        "2,2026-05-02,b@x.example,10,yes,\n",
        "b c",
    ),
    "a mail program's flag in orders": (
        f"{ORDER},newsletter_subscribed,mailchimp_woocommerce_is_subscribed\n1,2026-05-01,a@x.example,10,,0\n"
        "2,2026-05-02,b@x.example,10,,1\n",
        "b c",
    ),
    "a cheque that bounced": (f"{ORDER},Bounced\n1,2026-05-01,a@x.example,10,yes\n", "a b c"),
    "a mail that bounced, in orders": (f"{ORDER},Email bounced\n1,2026-05-01,a@x.example,10,yes\n", "b c"),
    "a later answer in orders": (
        f"{ORDER},Newsletter,SKU\n1,2026-05-01,a@x.example,10,yes,s\n3,2026-05-09,a@x.example,10,no,t\n"
        "2,2026-05-02,b@x.example,10,no,s\n4,2026-05-03,b@x.example,10,yes,s\n",
        "b c",
    ),
    "a form's answer among events": (
        "Email,Event,Time,Marketing consent\na@x.example,form_submitted,2026-05-01 10:00,no\n"
        "b@x.example,form_submitted,2026-05-01 10:00,yes\n",
        "b c",
    ),
    "an opt-out beside an event": (
        "Email,Event,Time,Opt out\na@x.example,opened,2026-05-01 10:00,1\nb@x.example,opened,2026-05-01 10:00,0\n",
        "b c",
    ),
    "a soft bounce with its reason": (
        "Email,Event,Time,Bounce Type,Bounce Reason\na@x.example,bounce,2026-05-01 10:00,soft,mailbox full\n"
        "b@x.example,bounce,2026-05-01 10:00,hard,no such user\n",
        "a c",
    ),
    "an address that was switched off": (
        "Type,Email,BouncedAt,Inactive\nSoftBounce,a@x.example,2026-05-01T10:00:00Z,true\n"
        "SoftBounce,b@x.example,2026-05-01T10:00:00Z,false\n",
        "b c",
    ),
    "bounces that only their reason tells apart": (
        "email,event,timestamp,type,reason\na@x.example,bounce,1777629600,bounce,550 5.1.1 no such user\n"
        "b@x.example,bounce,1777629600,blocked,550 5.7.1 blocked for its content\nc@x.example,delivered,1777629600,,\n",
        "b c",
    ),
    "a ledger with a column of bounces": (
        "Email,Channel,Status,Date,Bounced\na@x.example,email,granted,2026-05-01,yes\n"
        "b@x.example,email,granted,2026-05-01,no\n",
        "b c",
    ),
    "a request to be forgotten": (
        "Email,Name,GDPR request type\na@x.example,Ann,Right to erasure\nb@x.example,Bob,\n",
        "b c",
    ),
    "an address that nothing reaches": (
        "Email,Name,email_availability\na@x.example,Ann,unreachable\nb@x.example,Bob,available\n",
        "b c",
    ),
    "a reason in its own words": (
        "Email,Name,Reason not to mail\na@x.example,Ann,moved abroad\nb@x.example,Bob,\n",
        "b c",
    ),
    "a rest that is not over": (
        "Email,Name,Snoozed until\na@x.example,Ann,2999-01-01\nb@x.example,Bob,2020-01-01\nc@x.example,Cid,\n",
        "b c",
    ),
    "whoever put an address on a list": ("Email,Reason,Added by\na@x.example,Complaint,b@x.example\n", "b c"),
    "another address of whoever is on a list": ("Email,Reason,Other\na@x.example,Complaint,b@x.example\n", "c"),
    "two addresses of whoever left": (
        "Email 1,Email 2,Name,Unsubscribed\na@x.example,b@x.example,Ann,yes\nc@x.example,,Cid,no\n",
        "c",
    ),
    "two addresses of whoever refused": (
        "Email 1,Email 2,Name,Newsletter\na@x.example,b@x.example,Ann,no\nc@x.example,,Cid,yes\n",
        "c",
    ),
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which three people may be mailed."""
    return agreed(tmp_path_factory.mktemp("bare"), "abc")


def _mailed_after(bare: Path, folder: Path, text: str) -> str:
    (folder / "file.csv").write_text(text)
    return mailed_after(bare, folder / "file.csv")


@pytest.mark.parametrize("case", CASES)
def test_each_answer_counts_for_its_address(case: str, bare: Path, tmp_path: Path) -> None:
    text, mailed = CASES[case]
    assert _mailed_after(bare, tmp_path, text) == mailed


def test_a_blank_first_answer_lets_the_second_speak(bare: Path, tmp_path: Path) -> None:
    text = (
        "Email,Newsletter,Email consent\nd@x.example,,yes\ne@x.example,no,yes\nf@x.example,yes,no\ng@x.example,yes,\n"
        "h@x.example,,\n"
    )
    assert _mailed_after(bare, tmp_path, text) == "a b c d g"


@pytest.mark.parametrize("case", ["two questions in orders", "a form's answer among events"])
def test_whoever_shows_consents_hears_of_them(case: str, bare: Path, tmp_path: Path) -> None:
    (tmp_path / "p.quill").write_bytes(bare.read_bytes())
    (tmp_path / "file.csv").write_text(CASES[case][0])
    heard: set[Change] = set()
    with Project.open(tmp_path / "p.quill") as project:
        project.subscribe(heard.update)
        ingest.run_import(project, tmp_path / "file.csv")
    assert Change.CONSENTS in heard


def test_records_of_several_shapes_name_their_people(bare: Path, tmp_path: Path) -> None:
    (tmp_path / "hooks.jsonl").write_text(
        '{"eventType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"a@x.example"}]}}\n'
        '{"eventType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"b@x.example"}]}}\n'
    )
    assert mailed_after(bare, tmp_path / "hooks.jsonl") == "c"

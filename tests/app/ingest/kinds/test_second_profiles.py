"""Second records of people who are known: an import that would make them says so."""

from app import ingest
from app.domain.serialising import to_json
from app.project import Project
from tests.app.ingest.conftest import Write


def _people(count: int, first: int = 0, mail: str = "p") -> str:
    rows = "".join(f"{first + number},{mail}{number}@x.de\n" for number in range(count))
    return f"Customer ID,Email\n{rows}"


def test_another_tools_numbers_are_told_and_read_apart(project: Project, write: Write) -> None:
    ingest.run_import(project, write("shop.csv", _people(30)), "profiles")
    report = ingest.dry_run(project, write("tool.csv", _people(30, first=5_000)), "profiles")
    assert report.proposal is not None
    assert "would be second records of people you have" in report.proposal.problem
    assert to_json(report.proposal.mapping)["columns"]["Customer ID"]["to"] != "customer_id"


def test_a_few_are_a_family_that_shares_a_mailbox(project: Project, write: Write) -> None:
    ingest.run_import(project, write("shop.csv", _people(30)), "profiles")
    text = _people(30, first=100, mail="q") + "900,p1@x.de\n"
    report = ingest.dry_run(project, write("more.csv", text), "profiles")
    assert report.proposal is None
    assert [note.level for note in report.warnings if "another person's already" in note.text] == ["yellow"]


def test_numbers_of_people_with_other_addresses_are_another_tools(project: Project, write: Write) -> None:
    ingest.run_import(project, write("shop.csv", _people(30)), "profiles")
    report = ingest.dry_run(project, write("tool.csv", _people(30, mail="other")), "profiles")
    assert report.proposal is not None
    assert "but other addresses" in report.proposal.problem

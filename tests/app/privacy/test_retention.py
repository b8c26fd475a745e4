"""Idle people are shown first and go only on purpose: deleted, or with nothing left that tells who they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience, ingest, people
from app.campaign.suppressed_addresses import suppressed_addresses
from app.domain.problems import Problem
from app.privacy import retention
from app.project import Project, audit_log, backups
from tests.app.privacy.conftest import found

PEOPLE = "email,first_name\n" + "".join(f"p{at}@odd-mail.example,Name{at}\n" for at in range(40))
EVENTS = "email,event,time,url\n" + "".join(
    f"p{at}@odd-mail.example,viewed_page,20{10 + at % 10}-05-0{1 + at % 9}T10:00:00Z,/x?m=p{at}%40odd-mail.example\n"
    f"p{at}@odd-mail.example,sent_email,2019-12-01T10:00:00Z,\n"
    for at in range(1, 40)
)
ORDERS = "order_id,email,time,sku,quantity,price\no1,p1@odd-mail.example,2011-05-02T10:00:00Z,TEA,2,10\n"


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Forty people, of whom most did something last in the years from 2010 to 2019; a mail was sent to all."""
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "backups"))
    (tmp_path / "files").mkdir()
    with Project.create(tmp_path / "club.quill", clock="2020-01-31") as project:
        for name, text, kind in (
            ("people", PEOPLE, "profiles"),
            ("events", EVENTS, "events"),
            ("orders", ORDERS, "orders"),
        ):
            (tmp_path / "files" / f"{name}.csv").write_text(text, "utf-8")
            ingest.run_import(project, tmp_path / "files" / f"{name}.csv", kind)
        (tmp_path / "files" / "no.csv").write_text("email,reason\np1@odd-mail.example,unsubscribed\n", "utf-8")
        ingest.run_import(project, tmp_path / "files" / "no.csv", "suppressions")
        yield project


def test_it_is_shown_who_did_nothing_and_nothing_is_changed(club: Project) -> None:
    before = club.token()
    shown = retention.preview(club, 24)
    assert (shown.people, shown.of, shown.before[:10]) == (31, 40, "2018-01-31")
    assert (shown.longest[0].name, shown.longest[0].last) == ("Name10", "2010-05-02")
    # A mail that was sent is no activity, and who never did anything counts from the import.
    assert "p0@odd-mail.example" not in {one.key for one in shown.longest}
    assert club.token() == before
    for months in (0, 100_000):
        with pytest.raises(Problem, match="Months are a number"):
            retention.preview(club, months)


def test_they_are_deleted_from_everywhere_and_who_refused_stays_suppressed(club: Project) -> None:
    backups.backup(club.path)
    gone = {one.key for one in retention.preview(club, 24).longest}
    done = retention.apply(club, 24, "delete")
    assert (done.people, done.suppressed, done.erased["profile"]) == (31, 1, 31)
    assert people.count(club) == 9
    assert club.integrity() == []
    club.close()
    texts = tuple(f"{key.partition('@')[0]}{sign}odd" for key in gone for sign in ("@", "%40"))
    assert found(club.path.parent, texts) == {}
    with Project.open(club.path) as again:
        assert audit_log.verify(again).whole
        assert "31 people without activity" in audit_log.entries(again, 1)[0].action
        report = ingest.run_import(again, club.path.parent / "files" / "people.csv", "profiles")
        # Nobody asked to be forgotten: only who refused is kept from coming back.
        assert [note.count for note in report.warnings if "erased" in note.text] == [1]
        assert "p1@odd-mail.example" in suppressed_addresses(again)
        with pytest.raises(Problem, match="Nobody was without activity"):
            retention.apply(again, 1_000, "delete")


def test_made_anonymous_they_keep_what_they_did_and_nothing_tells_who_they_were(club: Project) -> None:
    everybody = {"none": [{"trait": "first_name", "op": "is", "value": "x"}]}
    bought = {"event": "placed_order", "measure": "count", "op": ">=", "value": 1}
    assert audience.count(club, bought).count == 1
    done = retention.apply(club, 24, "anonymise")
    assert done.people == 31
    assert (audience.count(club, everybody).count, audience.count(club, bought).count) == (40, 1)
    assert retention.preview(club, 24).people == 0
    club.close()
    assert found(club.path.parent, ("p1@odd", "p1%40odd", 'Name1"', "Name11")) == {}
    with Project.open(club.path) as again:
        assert again.integrity() == []


def test_a_rule_is_kept_and_does_nothing(club: Project) -> None:
    assert retention.kept(club) == (36, "delete")
    retention.keep(club, 12, "anonymise")
    assert retention.kept(club) == (12, "anonymise")
    assert people.count(club) == 40
    with pytest.raises(Problem, match="no way"):
        retention.keep(club, 12, "burn")

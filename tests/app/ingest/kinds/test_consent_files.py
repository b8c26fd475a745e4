"""Files of consents: one line for each yes or no."""

from app import ingest
from app.project import Project
from storage.file.models import consent
from tests.app.ingest.conftest import Rows, Write


def test_answers_are_kept_by_channel_topic_and_time(project: Project, write: Write, rows: Rows) -> None:
    path = write(
        "a.csv",
        "email,channel,topic,status,date\na@x.de,email,News,yes,2011-01-01\na@x.de,sms,,no,2011-02-01\nb@x.de,email,,maybe,2011-01-01\n",
    )
    report = ingest.run_import(project, path, "consents")
    told = {(row["channel"], row["topic"], row["status"]) for row in rows(project, consent)}
    assert {("email", "News", "granted"), ("sms", None, "denied")} <= told
    assert report.profiles_created == 2
    assert ingest.run_import(project, path, "consents").profiles_created == 0

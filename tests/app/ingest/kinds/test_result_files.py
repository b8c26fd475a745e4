"""Results of campaigns: what each recipient did, in columns beside one another, as the standard events."""

import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows, Write

HEAD = "Email Address,First Name,Opens,Clicks,Bounced,Unsubscribed,Complaints\n"
SENT = {"sent_at": "2011-11-01 09:00"}


def test_a_file_of_recipients_is_known_and_its_campaign_is_in_its_name(project: Project, write: Write) -> None:
    text = "Email,Sent At,Opens,Clicks,Bounced\na@x.de,2011-11-01 09:00,3,1,\nb@x.de,2011-11-01 09:00,0,0,Hard\n"
    tried = ingest.dry_run(project, write("spring_sale_results.csv", text))
    assert tried.kind == "results"
    assert tried.mapping.about == {"campaign": "spring sale"}
    assert tried.events == {
        "sent_email": 2, "received_email": 1, "opened_email": 3, "clicked_email": 1, "bounced_email": 1,
    }  # fmt: skip


def test_contacts_with_what_they_opened_in_all_their_life_stay_people(project: Project, write: Write) -> None:
    text = "Email,First name,Sent,Opens,Clicks,Subscribed\na@x.de,Ann,9,3,1,2010-01-01\nb@x.de,Bob,8,0,0,2010-01-02\n"
    assert ingest.dry_run(project, write("subscribers.csv", text)).kind == "profiles"


def test_who_left_bounced_hard_or_complained_is_not_mailed_again(project: Project, write: Write, rows: Rows) -> None:
    text = HEAD + "a@x.de,Ann,0,0,Hard,,\nb@x.de,Bob,0,0,Soft,,\nc@x.de,Cat,1,,,Yes,\nd@x.de,Dan,1,,,,1\n"
    report = ingest.run_import(project, write("r.csv", text), "results", Mapping("results", about=SENT))
    assert report.suppressed == 3
    listed = {row["address"]: row["reason"] for row in rows(project, models.suppression)}
    assert listed == {"a@x.de": "hard_bounce", "c@x.de": "unsubscribed", "d@x.de": "marked_as_spam"}
    kinds = {row["kind"] for row in rows(project, models.event) if row["name"] == "bounced_email"}
    assert kinds == {"hard", "soft"}


def test_a_cell_that_is_not_understood_ends_mailing_and_counts_as_nothing_else(project: Project, write: Write) -> None:
    text = HEAD + "a@x.de,Ann,perhaps,0,,whatever,\n"
    report = ingest.run_import(project, write("r.csv", text), "results", Mapping("results", about=SENT))
    assert report.suppressed == 1
    assert report.events.get("opened_email") is None
    assert report.unread == 2


def test_the_same_results_add_nothing_and_later_ones_what_is_new(project: Project, write: Write) -> None:
    mapping = Mapping("results", about=SENT | {"campaign": "Spring"})
    first = HEAD + "a@x.de,Ann,1,0,,,\nb@x.de,Bob,0,0,,,\n"
    later = HEAD + "a@x.de,Ann,3,1,,,\nb@x.de,Bob,0,0,,,\n"
    ingest.run_import(project, write("monday.csv", first), "results", mapping)
    again = ingest.run_import(project, write("copy of monday.csv", first + "\n"), "results", mapping)
    assert (again.events, again.duplicates) == ({}, 2)
    tuesday = ingest.run_import(project, write("tuesday.csv", later), "results", mapping)
    assert (tuesday.events, tuesday.duplicates) == ({"opened_email": 2, "clicked_email": 1}, 1)


def test_taking_results_back_leaves_what_a_later_file_said_too(project: Project, write: Write, rows: Rows) -> None:
    mapping = Mapping("results", about=SENT | {"campaign": "Spring"})
    first = ingest.run_import(project, write("a.csv", HEAD + "a@x.de,Ann,1,0,,,\n"), "results", mapping)
    ingest.run_import(project, write("b.csv", HEAD + "a@x.de,Ann,2,0,,,\n"), "results", mapping)
    ingest.undo(project, first.batch or 0)
    names = sorted(row["name"] for row in rows(project, models.event))
    assert names == ["opened_email", "opened_email", "received_email", "sent_email"]


def test_times_are_those_of_the_columns_else_of_the_sending(project: Project, write: Write, rows: Rows) -> None:
    text = "Email,Sent at,Opened at,Clicks\na@x.de,2011-11-01 09:00,2011-11-02 10:30,1\nb@x.de,2011-11-01 09:05,,0\n"
    ingest.run_import(project, write("r.csv", text), "results")
    at = {(row["name"], row["at"]) for row in rows(project, models.event)}
    nine, opened = 1_320_138_000_000_000, 1_320_229_800_000_000
    assert {("sent_email", nine), ("clicked_email", nine), ("opened_email", opened)} <= at
    assert ("sent_email", nine + 300_000_000) in at


def test_without_any_time_it_is_asked_for(project: Project, write: Write) -> None:
    with pytest.raises(ImportProblem, match="Nothing says when this mailing was sent") as caught:
        ingest.run_import(project, write("r.csv", HEAD + "a@x.de,Ann,1,0,,,\n"), "results")
    assert "sent_at" in str(caught.value)


def test_totals_of_campaigns_are_refused_with_the_way_to_the_recipients(project: Project, write: Write) -> None:
    totals = write("totals.csv", "Campaign,Sends,Opens,Clicks\nSpring,100,20,3\nAutumn,90,10,1\n")
    tried = ingest.dry_run(project, totals)
    assert tried.kind == "results"
    assert "totals of whole campaigns" in tried.problem
    with pytest.raises(ImportProblem, match="Export the campaign's recipients"):
        ingest.run_import(project, totals, "results")


def test_one_row_for_each_event_is_read_as_events(project: Project, write: Write) -> None:
    text = "Email,Event,Timestamp,Campaign\na@x.de,open,2011-11-01,Spring\na@x.de,click,2011-11-01,Spring\n"
    report = ingest.run_import(project, write("r.csv", text), "results")
    assert (report.kind, report.events) == ("events", {"opened_email": 1, "clicked_email": 1})


def test_a_column_of_the_standing_of_each_mail_is_read(project: Project, write: Write) -> None:
    text = "Email,Campaign,Send date,Status\na@x.de,S,2011-11-01,Clicked\nb@x.de,S,2011-11-01,Bounced\n"
    report = ingest.run_import(project, write("r.csv", text + "c@x.de,S,2011-11-01,Delivered\n"), "results")
    assert report.events == {"sent_email": 3, "received_email": 2, "clicked_email": 1, "bounced_email": 1}


def test_the_words_of_a_standing_and_columns_of_times_tell_hard_bounces(project: Project, write: Write) -> None:
    standing = "Email,Campaign,Send date,Status\na@x.de,S,2011-11-01,hard_bounce\nb@x.de,S,2011-11-01,Soft bounce\n"
    assert ingest.dry_run(project, write("a.csv", standing), "results").suppressed == 1
    times = "Email,Send_Date,Open_Date,Hard_Bounce_Date,Soft_Bounce_Date,Complaint_Date\n"
    times += "c@x.de,2011-11-01 09:00,,2011-11-01 09:01,,\nd@x.de,2011-11-01 09:00,2011-11-01 10:00,,,\n"
    times += "e@x.de,2011-11-01 09:00,,,2011-11-01 09:01,\nf@x.de,2011-11-01 09:00,,,,2011-11-02 09:01\n"
    report = ingest.dry_run(project, write("recipients.csv", times))
    assert (report.kind, report.suppressed, report.events["bounced_email"]) == ("results", 2, 2)


def test_what_is_known_of_an_export_holds_though_somebody_says_what_it_is_about(project: Project, write: Write) -> None:
    text = "Recipient,Sent,Processed,Deferred,Delivered,Open,Click,Bounce,Dropped,SpamReport,Unsubscribed\n"
    text += "a@x.de,TRUE,TRUE,FALSE,TRUE,TRUE,FALSE,FALSE,FALSE,FALSE,FALSE\n"
    text += "b@x.de,TRUE,TRUE,FALSE,FALSE,FALSE,FALSE,TRUE,FALSE,FALSE,FALSE\n"
    report = ingest.dry_run(project, write("a.csv", text), "results", Mapping("results", about=SENT))
    assert report.ready_made == "HubSpot, recipients of an email"
    assert (report.suppressed, report.events["bounced_email"]) == (1, 1), "HubSpot calls hard ones bounces"


def test_the_preview_says_how_often_and_when(project: Project, write: Write) -> None:
    file = write("r.csv", HEAD + "a@x.de,Ann,2,0,,,\n")
    [row] = ingest.dry_run(project, file, "results", Mapping("results", about=SENT)).preview or []
    assert (row["opened_email"], row["clicked_email"], row["opened_email:at"]) == (2, 0, "2011-11-01 09:00:00")
    assert "clicked_email:at" not in row


def test_recipients_that_are_named_only_are_not_told_as_totals(project: Project, write: Write) -> None:
    text = "First name,Last name,Opens,Clicks\nAnn,Lee,2,0\nBob,Ray,0,0\n"
    with pytest.raises(ImportProblem, match="two people can have one name"):
        ingest.run_import(project, write("r.csv", text), "results", Mapping("results", about=SENT))


def test_a_complaint_in_another_language_is_one_of_this_mail(project: Project, write: Write) -> None:
    head = "이메일,Sent,Opened,수신거부,스팸신고,반송\n"
    text = head + "a@x.de,2011-11-01,2,N,N,N\nb@x.de,2011-11-01,1,Y,N,N\nc@x.de,2011-11-01,1,N,Y,N\n"
    report = ingest.run_import(project, write("r.csv", text), "results")
    assert report.suppressed == 2
    assert report.mapping.columns["반송"].to == "bounced_email"

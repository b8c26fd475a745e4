"""Importing small files: what arrives, what is refused and why, and that the same again adds nothing."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from app import ingest
from app.domain.clock import parse_moment
from app.domain.problems import ImportProblem
from app.domain.progress import Cancelled, Progress
from app.domain.serialising import to_json
from app.ingest import MalformedAddress
from app.ingest.vocabulary import map_file
from app.people import tags
from app.project import Project
from storage.file import models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]


CONTACTS = """Customer ID;E-mail;First name;Country;Signed up;Interests;Email consent;Consent date;Shoe size
1.0;Ann@Example.com;Ann;UK;13/02/2011 09:30;Bags|Home;yes;13/02/2011;38
2.0;bob@@example.com;n/a;Deutschland;01/03/2011 10:00;;no;01/03/2011;
;carl@example.com;Carl;;02/03/2011 10:00;Home;;;44
;;Nobody;;02/03/2011 10:00;;;;
;ANN@example.COM;Annie;;02/03/2011 10:00;;pending;02/03/2011;
"""


def test_people_arrive(project: Project, write: Write, rows: Rows) -> None:
    report = ingest.run_import(project, write("contacts.csv", CONTACTS))
    assert (report.kind, report.rows, report.accepted, report.rejected) == ("profiles", 5, 4, 1)
    assert (report.profiles_created, report.profiles_updated, report.malformed) == (3, 0, 1)
    people = {row["key"]: row for row in rows(project, models.profile)}
    ann, bob = people["customer_id:1"], people["customer_id:2"]
    assert ann["traits"] == {
        "email": "ANN@example.COM",
        "first_name": "Annie",
        "country": "GB",
        "country_original": "UK",
        "signed_up_at": parse_moment("2011-03-02T10:00", project.timezone).us,
        "interests": ["Bags", "Home"],
        "shoe_size": 38.0,
    }
    assert (ann["email"], ann["mailable"]) == ("ANN@example.COM", True)
    assert bob["traits"]["email"] == "bob@@example.com"
    assert "first_name" not in bob["traits"]
    assert (bob["email"], bob["mailable"], bob["traits"]["country"]) == (None, False, "DE")
    assert ingest.malformed_addresses(project) == [MalformedAddress("customer_id:2", "bob@@example.com", 1, 3)]


def test_consents_arrive(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("contacts.csv", CONTACTS))
    said = [(row["address"], row["status"]) for row in rows(project, models.consent)]
    assert said == [("ann@example.com", "granted"), ("customer_id:2", "denied"), ("ann@example.com", "pending")]


def test_own_traits_are_registered(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("contacts.csv", CONTACTS))
    known = {row["name"]: row for row in rows(project, models.trait)}
    assert (known["shoe_size"]["label"], known["shoe_size"]["type"], known["shoe_size"]["own"]) == (
        "Shoe size",
        "number",
        True,
    )
    assert known["signed_up_at"]["type"] == "datetime"


def test_what_somebody_calls_a_trait_is_kept_letter_for_letter(project: Project, write: Write, rows: Rows) -> None:
    file = write("contacts.csv", CONTACTS)
    look = ingest.plan(project, file)
    called = look.mapping.with_column("Shoe size", map_file.Column("r_d_budget", "number", label="R&D  budget"))
    ingest.run_import(project, file, mapping=map_file.parse(json.loads(json.dumps(to_json(called)))))
    (label,) = [row["label"] for row in rows(project, models.trait) if row["name"] == "r_d_budget"]
    assert label == "R&D  budget"


def test_a_refused_row_is_kept_with_its_line(project: Project, write: Write, tmp_path: Path) -> None:
    ingest.run_import(project, write("contacts.csv", CONTACTS))
    (row,) = ingest.rejected(project, 1)
    assert row.line == 5
    assert row.reason == "No identifier: the row does not say who it is about"
    assert row.row["First name"] == "Nobody"
    assert ingest.export_rejected(project, 1, tmp_path / "mend.csv") == 1
    assert (tmp_path / "mend.csv").read_bytes().startswith(b"line,reason,Customer ID,E-mail,First name,")


def test_a_formula_in_a_refused_row_does_not_run(project: Project, write: Write, tmp_path: Path) -> None:
    text = "email,first_name,amount_spent,phone\na@x.de,Ann,1,\n,=HYPERLINK(1),-5,+44 20 7946\n,@sum,-x,\n"
    ingest.run_import(project, write("contacts.csv", text), "profiles")
    ingest.export_rejected(project, 1, tmp_path / "mend.csv")
    assert (tmp_path / "mend.csv").read_text("utf-8").splitlines()[-1].endswith(",'@sum,'-x,")


def test_the_same_file_again_adds_nothing(project: Project, write: Write, dump: Dump) -> None:
    path = write("contacts.csv", CONTACTS)
    ingest.run_import(project, path)
    before = dump(project)
    again = ingest.run_import(project, path)
    assert (again.accepted, again.duplicates, again.profiles_created, again.profiles_updated) == (4, 4, 0, 0)
    assert dump(project) == before


def test_the_same_file_after_another_does_not_bring_old_values_back(project: Project, write: Write, rows: Rows) -> None:
    first = write("a.csv", "email,city\na@x.de,Paris\n")
    ingest.run_import(project, first)
    ingest.run_import(project, write("b.csv", "email,city\na@x.de,Lyon\n"))
    ingest.run_import(project, first)
    (person,) = rows(project, models.profile)
    assert person["traits"]["city"] == "Lyon"


def test_blank_cells_change_nothing_unless_they_replace(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", "email,city,first_name\na@x.de,Paris,Ann\n"))
    ingest.run_import(project, write("b.csv", "email,city,first_name\na@x.de,,Anna\n"))
    assert rows(project, models.profile)[0]["traits"] == {"email": "a@x.de", "city": "Paris", "first_name": "Anna"}
    keep = map_file.Mapping("profiles", on_conflict="keep")
    ingest.run_import(project, write("c.csv", "email,city,last_name\na@x.de,Rome,Lee\n"), mapping=keep)
    assert rows(project, models.profile)[0]["traits"]["city"] == "Paris"
    assert rows(project, models.profile)[0]["traits"]["last_name"] == "Lee"
    replacing = map_file.Mapping("profiles", on_conflict="replace")
    ingest.run_import(project, write("d.csv", "email,city,first_name\na@x.de,,\n"), mapping=replacing)
    assert rows(project, models.profile)[0]["traits"] == {"email": "a@x.de", "last_name": "Lee"}


def test_a_row_changed_earlier_does_not_win(project: Project, write: Write, rows: Rows) -> None:
    dated = map_file.Mapping("profiles", changed_at="changed")
    ingest.run_import(project, write("a.csv", "email,city,changed\na@x.de,Paris,2011-05-01\n"), mapping=dated)
    ingest.run_import(project, write("b.csv", "email,city,changed\na@x.de,Lyon,2010-05-01\n"), mapping=dated)
    assert rows(project, models.profile)[0]["traits"]["city"] == "Paris"


ORDERS = """order id,sku,quantity,unit price,order date,customer id
1,A,2,2.50,2011-05-01 10:00,7
1,A,2,2.50,2011-05-01 10:00,7
1,B,1,0.001,2011-05-01 09:59,7
C2,A,-1,2.50,2011-05-02 10:00,7
3,A,1,0,2011-05-03 10:00,7
4,A,-3,1,2011-05-03 10:00,8
5,A,1,1,2011-05-03 10:00,
6,A,1,1,someday,9
"""


def test_orders_refunds_and_adjustments(project: Project, write: Write, rows: Rows) -> None:
    report = ingest.run_import(project, write("orders.csv", ORDERS), "orders")
    assert (report.rows, report.accepted, report.rejected, report.adjustments) == (8, 6, 2, 2)
    assert report.events == {"ordered_product": 3, "refunded_order": 1, "placed_order": 1}
    found = rows(project, models.event)
    (placed,) = [row for row in found if row["name"] == "placed_order"]
    assert (placed["amount"], placed["quantity"]) == (100_010, 50_000)
    assert placed["at"] == parse_moment("2011-05-01T09:59", project.timezone).us
    (refund,) = [row for row in found if row["name"] == "refunded_order"]
    assert (refund["order_id"], refund["quantity"], refund["amount"]) == ("C2", 10_000, 25_000)
    assert sorted(row["reason"] for row in rows(project, models.adjustment)) == [
        "Price of zero or less",
        "Quantity of zero or less, and no cancellation",
    ]
    # Somebody with nothing but an adjustment is somebody.
    assert sorted(row["key"] for row in rows(project, models.profile)) == ["customer_id:7", "customer_id:8"]


def test_more_lines_of_an_order_update_it(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", ORDERS), "orders")
    more = ORDERS + "1,C,1,1,2011-05-01 10:01,7\n"
    report = ingest.run_import(project, write("b.csv", more), "orders")
    assert report.events == {"ordered_product": 1}
    assert report.duplicates == 6
    (placed,) = [row for row in rows(project, models.event) if row["name"] == "placed_order"]
    assert placed["amount"] == 110_010


EVENTS = """time,event,email,cookie_id,sku,campaign
2011-05-01 10:00:00,addtocart,,k1,A,
2011-05-01 10:00:00,addtocart,,k1,A,
2011-05-01 11:00:00,view,ann@example.com,k1,B,
2011-05-02 10:00:00,opened,new@example.com,,,C1
2011-05-02 10:00:00,Wheel spun,new@example.com,,,
2011-05-03 10:00:00,unsubscribed,new@example.com,,,C1
2011-05-03 10:00:00,bounced,soft@example.com,,,C1
2011-05-03 10:00:00,hard bounce,hard@example.com,,,C1
"""


def test_events_arrive_under_their_standard_names(project: Project, write: Write, rows: Rows) -> None:
    report = ingest.run_import(project, write("events.csv", EVENTS), "events")
    assert report.events == {
        "added_to_cart": 2,
        "viewed_product": 1,
        "opened_email": 1,
        "wheel_spun": 1,
        "unsubscribed": 1,
        "bounced_email": 2,
    }
    assert report.profiles_created == 4
    assert {row["name"] for row in rows(project, models.event_name)} == set(report.events)
    # The cookie belongs to Ann, whose row came after its first ones.
    ann = next(row["id"] for row in rows(project, models.profile) if row["key"] == "email:ann@example.com")
    carts = [row for row in rows(project, models.event) if row["name"] == "added_to_cart"]
    assert [row["profile_id"] for row in carts] == [ann, ann]
    assert sorted((row["address"], row["reason"]) for row in rows(project, models.suppression)) == [
        ("hard@example.com", "hard_bounce"),
        ("new@example.com", "unsubscribed"),
    ]


def test_equal_lines_stay_and_an_overlapping_export_adds_only_what_is_new(
    project: Project, write: Write, rows: Rows
) -> None:
    lines = EVENTS.splitlines(keepends=True)
    ingest.run_import(project, write("a.csv", "".join(lines[:3])), "events")
    assert len(rows(project, models.event)) == 2
    report = ingest.run_import(project, write("b.csv", "".join([*lines[:3], lines[1], *lines[3:]])), "events")
    assert (report.duplicates, report.events["added_to_cart"]) == (2, 1)


def test_a_cookie_seen_with_two_gives_its_events_back(project: Project, write: Write, rows: Rows) -> None:
    head = "time,event,customer_id,cookie_id\n"
    first = ingest.run_import(project, write("a.csv", head + "2011-05-01,view,1,k\n2011-05-01,cart,,k\n"), "events")
    assert first.anonymous == 0
    ingest.run_import(project, write("b.csv", head + "2011-06-01,view,2,k\n"), "events")
    waiting = [row["name"] for row in rows(project, models.event) if row["profile_id"] is None]
    assert waiting == ["added_to_cart"]
    assert "cookie_id" not in {row["kind"] for row in rows(project, models.identifier)}


def test_two_customer_ids_never_merge_and_the_conflict_is_listed(project: Project, write: Write, rows: Rows) -> None:
    text = "customer_id,email\n1,a@x.de\n2,b@x.de\n1,b@x.de\n"
    report = ingest.run_import(project, write("a.csv", text), "profiles")
    assert (report.profiles_created, report.conflicts) == (2, 1)
    (conflict,) = rows(project, models.conflict)
    assert conflict["row"] == 3
    assert conflict["detail"] == {
        "identifier": "email:b@x.de",
        "went_to": "customer_id:2",
        "stayed_with": "customer_id:1",
        "seen_with": "customer_id:2",
    }


def test_an_address_that_turns_out_to_be_another_s_goes_there_with_what_hangs_on_it(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,email\n2,a@x.de\n"), "profiles")
    ingest.run_import(project, write("b.csv", "order id,sku,price,date,email\n1,A,5,2011-05-01,A@x.de\n"), "orders")
    report = ingest.run_import(project, write("c.csv", "customer_id,email\n1,a@x.de\n"), "profiles")
    assert (report.profiles_created, report.conflicts) == (1, 1)
    keys = {row["id"]: row["key"] for row in rows(project, models.profile)}
    assert {keys[row["profile_id"]] for row in rows(project, models.event)} == {"customer_id:1"}
    ingest.undo(project, report.batch)
    keys = {row["id"]: row["key"] for row in rows(project, models.profile)}
    assert set(keys.values()) == {"customer_id:2"}
    assert {keys[row["profile_id"]] for row in rows(project, models.event)} == {"customer_id:2"}


def test_what_was_noted_by_hand_stays_with_whoever_it_was_noted_of(project: Project, write: Write, rows: Rows) -> None:
    """The profile that an address made first goes to another customer, with its number."""
    ingest.run_import(project, write("a.csv", "time,event,email\n2011-05-01,view,a@x.de\n"), "events")
    ingest.run_import(project, write("b.csv", "customer_id,email\n2,a@x.de\n"), "profiles")
    tags.add(project, [row["id"] for row in rows(project, models.profile)], "By hand")
    ingest.run_import(project, write("c.csv", "customer_id,email\n1,a@x.de\n"), "profiles")
    keys = {row["id"]: row["key"] for row in rows(project, models.profile)}
    assert sorted(keys.values()) == ["customer_id:1", "customer_id:2"]
    assert [keys[row["profile_id"]] for row in rows(project, models.tag)] == ["customer_id:2"]


def test_people_told_apart_in_the_order_of_files_are_told_apart_anew(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,email\n2,a@x.de\n1,a@x.de\n"), "profiles")
    kept = {"identifier": "email:a@x.de", "went_to": "customer_id:1", "stayed_with": "customer_id:2"}
    with project.write("As it was kept before", set()) as connection:
        connection.execute(update(models.conflict).values(detail=kept))
        two = select(models.profile.c.id).where(models.profile.c.key == "customer_id:2").scalar_subquery()
        connection.execute(update(models.identifier).where(models.identifier.c.kind == "email").values(profile_id=two))
    ingest.run_import(project, write("b.csv", "customer_id,email\n3,c@x.de\n"), "profiles")
    keys = {row["id"]: row["key"] for row in rows(project, models.profile)}
    owners = {row["value"]: keys[row["profile_id"]] for row in rows(project, models.identifier)}
    assert owners["a@x.de"] == "customer_id:1"


def test_a_merge_moves_orders_and_makes_one_of_two(project: Project, write: Write, rows: Rows) -> None:
    head = "order id,sku,price,date,customer id,email\n"
    ingest.run_import(project, write("a.csv", head + "1,A,5,2011-05-01,,a@x.de\n"), "orders")
    ingest.run_import(project, write("b.csv", head + "1,B,6,2011-05-01,7,\n"), "orders")
    placed = [row["amount"] for row in rows(project, models.event) if row["name"] == "placed_order"]
    assert sorted(placed) == [50_000, 60_000]
    report = ingest.run_import(project, write("c.csv", "customer_id,email\n7,a@x.de\n"), "profiles")
    assert report.profiles_created == 0
    placed = [row["amount"] for row in rows(project, models.event) if row["name"] == "placed_order"]
    assert placed == [110_000]
    assert [row["key"] for row in rows(project, models.profile)] == ["customer_id:7"]


def test_a_dry_run_says_the_same_and_changes_nothing(project: Project, write: Write) -> None:
    path = write("contacts.csv", CONTACTS)
    token = project.token()
    dry = ingest.dry_run(project, path)
    assert project.token() == token
    assert ingest.history(project) == []
    real = ingest.run_import(project, path)
    said, done = to_json(dry), to_json(real)
    assert dry.preview is not None
    assert dry.preview[0]["signed_up_at"] == "2011-02-13 09:30:00"
    assert dry.preview[0]["customer_id"] == "1"
    for unequal in ("batch", "seconds", "preview"):
        said.pop(unequal, None)
        done.pop(unequal, None)
    assert said == done


def test_a_cancelled_import_changes_nothing(
    project: Project, new_project: Callable[[], Project], write: Write, rows: Rows
) -> None:
    path = write("contacts.csv", CONTACTS)
    all_reports: list[str] = []
    ingest.run_import(new_project(), path, progress=Progress(lambda share, phrase: all_reports.append(phrase)))
    assert len(all_reports) >= 7
    for stop in range(len(all_reports)):
        reports = itertools.count()
        progress = Progress(None, lambda reports=reports, stop=stop: next(reports) >= stop)
        with pytest.raises(Cancelled):
            ingest.run_import(project, path, progress=progress)
        assert ingest.history(project) == []
        assert rows(project, models.profile) == []


def test_a_file_that_says_nobody_is_refused(project: Project, write: Write) -> None:
    with pytest.raises(ImportProblem, match="No column says who"):
        ingest.run_import(project, write("a.csv", "city,colour\nParis,red\n"), "profiles")


def test_products_and_their_history(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", "sku,name,price,in_stock,weight\nA,Lamp,2.50,True,3\nB,Cup,1,no,1\n"))
    report = ingest.run_import(project, write("b.csv", "sku,name,price\nA,Big lamp,\nB,Cup,1\n"), "products")
    assert (report.products, report.duplicates) == (0, 1)
    found = {row["sku"]: row for row in rows(project, models.product)}
    assert (found["A"]["name"], found["A"]["price"], found["A"]["more"]) == ("Big lamp", 25_000, {"weight": 3.0})
    assert found["B"]["in_stock"] is False
    ingest.undo(project, 2)
    assert {row["sku"]: row["name"] for row in rows(project, models.product)} == {"A": "Lamp", "B": "Cup"}


def test_a_list_of_the_suppressed(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("people.csv", "customer_id,email\n1,a@x.de\n"), "profiles")
    text = "email,customer_id,reason,date\nB@x.de,,Spam complaint,2011-05-01\n,1,,\nnot an address,,,\n"
    report = ingest.run_import(project, write("list.csv", text), "suppressions")
    assert (report.accepted, report.rejected, report.suppressed) == (2, 1, 2)
    assert [(row["address"], row["reason"]) for row in rows(project, models.suppression)] == [
        ("b@x.de", "marked_as_spam"),
        ("a@x.de", "listed"),
    ]
    # A list makes nobody.
    assert len(rows(project, models.profile)) == 1


def test_a_ledger_of_consents(project: Project, write: Write, rows: Rows) -> None:
    text = (
        "email,channel,topic,status,date\na@x.de,Email,News,opted in,2011-05-01\na@x.de,sms,,unsubscribed,2011-06-01\n"
    )
    report = ingest.run_import(project, write("consents.csv", text), "consents")
    assert report.consents == 2
    assert [(row["channel"], row["topic"], row["status"]) for row in rows(project, models.consent)] == [
        ("email", "News", "granted"),
        ("sms", None, "withdrawn"),
    ]


def test_who_said_no_without_an_address_is_suppressed_once_one_is_known(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("e.csv", "time,event,customer_id\n2011-05-01,unsubscribed,1\n"), "events")
    assert rows(project, models.suppression) == []
    ingest.run_import(project, write("p.csv", "customer_id,email\n1,a@x.de\n"), "profiles")
    assert [row["address"] for row in rows(project, models.suppression)] == ["a@x.de"]


def test_what_was_noted_of_a_person_outlives_a_merge(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", "email,city\na@x.de,Paris\n"), "profiles")
    ingest.run_import(project, write("b.csv", "customer_id\n7\n"), "profiles")
    (by_mail, by_number) = sorted(row["id"] for row in rows(project, models.profile))
    with project.write("note", set()) as connection:
        connection.execute(
            insert(models.score_run).values(name="rfm", kind="rfm", as_of=1, made_at=1, parameters={}, summary={})
        )
        scores = [
            {"run_id": 1, "profile_id": by_mail, "name": "rfm_recency", "number": 5.0},
            {"run_id": 1, "profile_id": by_number, "name": "rfm_recency", "number": 1.0},
            {"run_id": 1, "profile_id": by_number, "name": "rfm_monetary", "number": 2.0},
        ]
        connection.execute(insert(models.score_value), scores)
        connection.execute(insert(models.tag), [{"profile_id": by_number, "tag": "known", "batch_id": 0}])
    ingest.run_import(project, write("c.csv", "customer_id,email\n7,a@x.de\n"), "profiles")
    (person,) = rows(project, models.profile)
    assert person["key"] == "customer_id:7"
    kept = {row["name"]: (row["profile_id"], row["number"]) for row in rows(project, models.score_value)}
    assert kept == {"rfm_recency": (person["id"], 5.0), "rfm_monetary": (person["id"], 2.0)}
    assert [(row["profile_id"], row["tag"]) for row in rows(project, models.tag)] == [(person["id"], "known")]


def test_a_file_that_names_nobody_shows_its_mapping_though_it_says_who_consents(project: Project, write: Write) -> None:
    file = write("figures.csv", "campaign,event,time,email_consent\nSpring,opened,2024-01-01,yes\n")
    tried = ingest.dry_run(project, file, "events")
    assert (tried.rejected, tried.preview is not None) == (1, True)
    assert [note.asked.what for note in tried.warnings if note.asked] == ["who"]


def test_what_a_look_at_a_file_gives_can_be_stated_of_it(project: Project, write: Write) -> None:
    file = write("log.csv", "email,event,time,campaign\na@x.example,opened,2024-01-01,Spring\n")
    tried = ingest.dry_run(project, file, "results")
    assert tried.mapping.kind == "events", "each line is one event"
    assert ingest.dry_run(project, file, "results", tried.mapping).events == tried.events
    with pytest.raises(ImportProblem, match="not profiles"):
        ingest.dry_run(project, file, "profiles", tried.mapping)

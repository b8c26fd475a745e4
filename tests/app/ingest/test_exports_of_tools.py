"""Exports as mail services, analytics and shops write them: who is meant, who left, and what was said of things."""

import json

import pytest

from app import catalogue, ingest
from app.domain.problems import ImportProblem
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows, Write

HUNGARIAN = "E-mail cím;Esemény;Időpont;Rendelésszám;Összeg\n" + "".join(
    f"{name}@x.hu;{event};2024.05.08. 09:20;{name};5\n"
    for name, event in (("a", "Megnyitás"), ("b", "Leiratkozás"), ("c", "Kattintás"), ("d", "Elküldve"))
)


def _listed(project: Project, rows: Rows) -> set[str]:
    return {row["address"] for row in rows(project, models.suppression)}


def test_who_left_among_events_is_not_mailed_where_they_are_read_as_contacts(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("e.csv", HUNGARIAN), "profiles")
    assert [(row["address"], row["status"]) for row in rows(project, models.consent)] == [("b@x.hu", "withdrawn")]


@pytest.mark.parametrize("kind", ["orders", "scores"])
def test_who_left_among_events_is_told_of_where_nothing_keeps_it(project: Project, write: Write, kind: str) -> None:
    warned = ingest.dry_run(project, write("e.csv", HUNGARIAN), kind).warnings
    assert [note.level for note in warned if "Leiratkozás" in note.text] == ["red"]


def test_results_in_further_languages(project: Project, write: Write, rows: Rows) -> None:
    swedish = "E-postadress;Kampanj;Skickad;Öppnad;Klickad;Studs;Avregistrerad\n"
    swedish += "a@x.se;Vår;2024-05-08 09:00;2024-05-08 10:00;;;\nb@x.se;Vår;2024-05-08 09:00;;;Hård;\n"
    report = ingest.run_import(project, write("s.csv", swedish), "results")
    assert report.events == {"sent_email": 2, "received_email": 1, "opened_email": 1, "bounced_email": 1}
    korean = "이메일,캠페인,발송,열람,클릭,반송 유형,수신거부\n"
    korean += "a@x.kr,봄,1,1,0,소프트,0\nb@x.kr,봄,1,0,0,하드,0\nc@x.kr,봄,1,1,0,,1\n"
    ingest.run_import(project, write("k.csv", korean), "results", Mapping("results", about={"sent_at": "2024-05-08"}))
    assert _listed(project, rows) == {"b@x.se", "b@x.kr", "c@x.kr"}


def test_the_senders_account_and_address_are_nobody_who_was_mailed(project: Project, write: Write, rows: Rows) -> None:
    sent = "ClientID,SubscriberKey,EmailAddress,EventDate,EventType\n"
    sent += "".join(f"7001,K{n},p{n}@x.de,2024-05-08 09:20,Unsubscribe\n" for n in range(4))
    report = ingest.run_import(project, write("Unsubs.csv", sent), "events")
    assert report.profiles_created == 4
    complaint = {
        "eventType": "Complaint",
        "mail": {"timestamp": "2024-05-08T09:20:00Z", "source": "shop@x.de", "destination": ["c@x.de"]},
        "complaint": {"complainedRecipients": [{"emailAddress": "c@x.de"}], "timestamp": "2024-05-08T10:20:00Z"},
    }
    ingest.run_import(project, write("ses.jsonl", json.dumps(complaint)), "events")
    assert _listed(project, rows) == {"p0@x.de", "p1@x.de", "p2@x.de", "p3@x.de", "c@x.de"}
    [at] = [row["at"] for row in rows(project, models.event) if row["name"] == "marked_as_spam"]
    assert at == 1_715_163_600_000_000, "when it was complained of, and not when it was sent"


def test_records_that_are_wrapped_by_their_sort_are_of_one_table(project: Project, write: Write, rows: Rows) -> None:
    def wrapped(sort: str, event: str, to: str) -> dict[str, object]:
        return {"msys": {sort: {"type": event, "rcpt_to": to, "timestamp": "1715160000"}}}

    records = [
        wrapped("message_event", "delivery", "a@x.de"), wrapped("track_event", "open", "b@x.de"),
        wrapped("unsubscribe_event", "link_unsubscribe", "c@x.de"),
    ]  # fmt: skip
    report = ingest.run_import(project, write("s.json", json.dumps(records)), "events")
    assert report.events == {"received_email": 1, "opened_email": 1, "unsubscribed": 1}
    assert _listed(project, rows) == {"c@x.de"}


def test_a_click_on_a_page_is_none_in_a_mail_and_a_visit_to_a_shop_no_page(project: Project, write: Write) -> None:
    web = "User ID,Event,Time\n1,page_view,2024-05-08\n1,click,2024-05-08\n1,scroll,2024-05-08\n"
    assert "clicked_email" not in ingest.dry_run(project, write("w.csv", web), "events").events
    mail = "Email,Event,Time\na@x.de,open,2024-05-08\na@x.de,click,2024-05-08\n"
    assert ingest.dry_run(project, write("m.csv", mail), "events").events["clicked_email"] == 1
    shop = "Customer ID,Store ID,Check-in time\n1,S1,2024-05-08 10:00\n"
    assert ingest.dry_run(project, write("came.csv", shop), "events").events == {"visited_store": 1}


def test_what_a_thing_is_called_is_no_number_of_an_order(project: Project, write: Write) -> None:
    text = "Email,Event,Time,Name,Number\na@x.de,Product Viewed,2024-05-08,1001,1002\n"
    assert "order_id" not in ingest.dry_run(project, write("e.csv", text), "events").mapping.targets()


def test_machines_that_open_are_told_by_the_services_own_words(project: Project, write: Write, rows: Rows) -> None:
    text = "email,event,timestamp,sg_machine_open\na@x.de,open,1715160000,true\nb@x.de,open,1715160000,false\n"
    ingest.run_import(project, write("e.csv", text), "events")
    assert [row["machine"] for row in rows(project, models.event)] == [True, False]


def test_a_template_with_remarks_above_its_headers_and_blank_columns(project: Project, write: Write) -> None:
    fed = "# Required | The id,# Required | title,,# Optional\nid,title,,price\n"
    fed += "".join(f'F{n},Chair,,"{n},049.00 SEK"\n' for n in range(1, 4))
    ingest.run_import(project, write("f.csv", fed), "products")
    assert [row["price"] for row in catalogue.products(project).rows] == [1049, 2049, 3049]
    people = ",Email,,First Name,,\n" + "".join(f",p{n}@x.de,,Al,,\n" for n in range(4))
    assert ingest.dry_run(project, write("p.csv", people), "profiles").accepted == 4


def test_a_list_of_codes_without_a_header_keeps_its_first(project: Project, write: Write) -> None:
    codes = "".join(f"SPRING-{n}A9X{n}\n" for n in range(12))
    assert ingest.run_import(project, write("spring.txt", codes), "codes").accepted == 12
    used = "Code;Verwendet\nA1;ja\nB2;nein\n"
    assert "used" in ingest.dry_run(project, write("u.csv", used), "codes").mapping.targets()


def test_catalogues_in_the_words_of_shops(project: Project, write: Write) -> None:
    text = "id\ttitle\tlink\tavailability\tprice\nG1\tLamp\thttps://x.example/1\tin_stock\t20.00 EUR\n"
    text += "G2\tLamp\thttps://x.example/2\tout of stock\t20.00 EUR\n"
    ingest.run_import(project, write("g.tsv", text), "products")
    found = [(row["in_stock"], row["url"]) for row in catalogue.products(project).rows]
    assert found == [(True, "https://x.example/1"), (False, "https://x.example/2")]
    shop = "Product ID,Product Name,Product Code/SKU,Price\n77,Mug,MUG,12\n,[S]Size=L,MUG-L,15\n,[S]Size=S,MUG-S,11\n"
    assert ingest.dry_run(project, write("b.csv", shop), "products").accepted == 3
    xml = write("feed.xml", '<?xml version="1.0"?>\n<rss><item><id>1</id></item></rss>\n')
    with pytest.raises(ImportProblem, match="HTML or XML"):
        ingest.dry_run(project, xml, "products")
    handles = "Handle,Title,Variant SKU,Variant Price\ns,Shirt,S-1,5\ns,,S-2,6\ns,,,\n"
    assert ingest.dry_run(project, write("h.csv", handles), "products").accepted == 2
    korean = '상품코드,상품명,판매가\nK1,의자,"29,000원"\n'
    assert {"sku", "price"} <= ingest.dry_run(project, write("k.csv", korean), "products").mapping.targets().keys()


def test_where_stores_are(project: Project, write: Write) -> None:
    german = 'Filialnr.;Filiale;Koordinaten\nF0;Köln;"50,93, 6,95"\nF1;Bonn;nirgends\nF2;Ulm;"48,4, 9,99"\n'
    report = ingest.run_import(project, write("s.csv", german), "stores")
    assert report.unread == 1
    found = {row["store_id"]: row for row in catalogue.stores(project).rows}
    assert (found["F0"]["name"], found["F0"]["latitude"], found["F0"]["longitude"]) == ("Köln", 50.93, 6.95)
    assert found["F1"]["latitude"] is None

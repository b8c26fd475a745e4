"""Files as shops, mail services and spreadsheets export them, with nothing said of how they are to be read."""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.ingest import RejectedRow
from app.ingest.facts.collected import CollectedFacts
from app.ingest.importing.fact_collection import collect
from app.ingest.importing.preview import preview
from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.mapping.inference import infer
from app.ingest.readers.reading import read
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project

LONDON = ZoneInfo("Europe/London")


def look(path: Path, kind: str | None = None) -> tuple[Mapping, CollectedFacts, list[dict[str, Any]]]:
    """A file's mapping, what was gathered from it, and its first rows as they would arrive."""
    from app.domain.progress import SILENT

    source, raw = read(path)
    mapping = infer(raw, kind or guess_kind(raw, source.name, LONDON), LONDON, source.name)
    found = collect(raw, mapping, LONDON, 0, SILENT)
    return mapping, found, preview(found, mapping, LONDON)


def text(tmp_path: Path, content: str, kind: str | None = None, encoding: str = "utf-8") -> Any:
    path = tmp_path / "file.csv"
    path.write_bytes(content.encode(encoding))
    return look(path, kind)


def targets(mapping: Mapping) -> dict[str, str | None]:
    return {header: column.to for header, column in mapping.columns.items()}


SHOPIFY_ORDERS = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,\
Lineitem price,Lineitem sku,Device ID,Id
#1001,jane@example.com,paid,2024-03-01 10:00:05 +0100,EUR,70.00,75.00,SPRING,2024-03-01 10:00:00 +0100,2,Shirt,20.00,\
SH-M,,5001
#1001,jane@example.com,,,,,,,2024-03-01 10:00:00 +0100,1,Hat,30.00,HAT,,
#1002,bob@example.com,refunded,2024-03-05 11:00:05 +0100,EUR,35.00,35.00,,2024-03-05 11:00:00 +0100,1,Hat,30.00,HAT,\
,5002
#1002,bob@example.com,,,,,,,2024-03-05 11:00:00 +0100,1,Sock,5.00,SOCK,,
#1003,,paid,2024-03-06 11:00:05 +0100,EUR,30.00,35.00,,2024-03-06 11:00:00 +0100,1,Hat,30.00,HAT,POS-1,5003
"""


def test_a_shop_tells_an_order_once_and_its_lines_one_by_one(tmp_path: Path) -> None:
    mapping, found, _ = text(tmp_path, SHOPIFY_ORDERS)
    assert mapping.kind == "orders"
    told = targets(mapping)
    assert (told["Name"], told["Created at"], told["Lineitem sku"]) == ("order_id", "time", "sku")
    facts = found.facts
    assert facts.column("name").to_pylist() == ["ordered_product"] * 2 + ["refunded_order"] * 2
    assert facts.column("discount_code").to_pylist() == ["SPRING", "SPRING", None, None]
    # A till is nobody: whoever paid there without an address stays unknown.
    assert found.refused.column("line").to_pylist() == [6]


def test_a_flag_on_one_line_is_not_the_whole_orders(tmp_path: Path) -> None:
    lines = "1,a@x.de,2024-01-01,A,5,yes\n1,,,B,5,\n1,,,C,5,\n2,b@x.de,2024-01-02,A,5,\n"
    lines = "order id,email,date,sku,price,returned\n" + lines
    _, found, _ = text(tmp_path, lines, "orders")
    assert found.facts.column("name").to_pylist() == ["refunded_order"] + ["ordered_product"] * 3


WOO_ORDERS = """\
order_id,order_date,status,shipping_total,order_total,order_currency,customer_id,billing_email,item_sku,item_quantity,\
item_price,item_total
1501,2024-01-05 14:22:10,completed,4.95,54.95,GBP,17,amy@example.co.uk,TS-1,2,15.00,30.00
1502,2024-01-06 09:01:00,refunded,4.95,14.95,GBP,0,rory@example.co.uk,MUG-1,1,10.00,10.00
1503,2024-01-07 09:01:00,completed,4.95,14.95,GBP,0,river@example.co.uk,MUG-1,1,10.00,10.00
"""


def test_guests_who_share_the_customer_number_0_stay_apart(tmp_path: Path) -> None:
    mapping, found, rows = text(tmp_path, WOO_ORDERS)
    told = targets(mapping)
    assert (told["order_currency"], told["item_sku"], told["order_total"]) == ("currency", "sku", "total")
    assert told["shipping_total"] == "shipping_total"
    assert [row.get("customer_id") for row in rows] == ["17", None, None]
    assert found.links.count == 3
    assert found.facts.column("name").to_pylist() == ["ordered_product", "refunded_order", "ordered_product"]


def test_a_customer_whose_number_is_0_is_one(tmp_path: Path) -> None:
    _, _, rows = text(tmp_path, "customer_id,email\n0,a@x.de\n0,A@x.de\n1,b@x.de\n", "profiles")
    assert [row["customer_id"] for row in rows] == ["0", "0", "1"]


def test_mailchimps_audience(tmp_path: Path) -> None:
    mapping, _, rows = text(
        tmp_path,
        "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,TIMEZONE,CC,REGION,LEID,TAGS\n"
        'anna@example.de,Anna,4,"2021-03-04 10:11:12",Europe/Berlin,DE,be,123456789,"""VIP"",""Berlin, Mitte"""\n',
    )
    assert mapping.kind == "profiles"
    assert (rows[0]["tags"], rows[0]["country"]) == (["VIP", "Berlin, Mitte"], "DE")


@pytest.mark.parametrize(
    ("header", "cells", "statuses"),
    [
        ("Status", ["subscribed", "unsubscribed", "cleaned"], ["granted", "withdrawn", "withdrawn"]),
        ("Unsubscribed from all email", ["No", "Yes", ""], ["withdrawn"]),
        ("HasOptedOutOfEmail", ["false", "true", "true"], ["withdrawn", "withdrawn"]),
        ("UNSUB_TIME", ["", "2023-02-02 10:00:00", ""], ["withdrawn"]),
        ("Consenso marketing", ["Sì", "No", ""], ["granted", "denied"]),
        ("Nieuwsbrief", ["Ja", "Nee", ""], ["granted", "denied"]),
    ],
)
def test_what_a_file_of_contacts_says_of_consent(
    tmp_path: Path, header: str, cells: list[str], statuses: list[str]
) -> None:
    lines = "".join(f"{name}@x.de,{cell}\n" for name, cell in zip("abc", cells, strict=True))
    _, found, _ = text(tmp_path, f"email,{header}\n{lines}", "profiles")
    assert found.consents.column("status").to_pylist() == statuses


def test_a_state_of_a_deal_is_no_consent(tmp_path: Path) -> None:
    mapping, _, _ = text(tmp_path, "email,Status\na@x.de,active\nb@x.de,inactive\n", "profiles")
    assert targets(mapping)["Status"] == "status"


def test_a_source_of_what_no_column_says_is_the_files_own(tmp_path: Path) -> None:
    mapping, _, _ = text(tmp_path, "email,Signup source\na@x.de,web\n", "profiles")
    assert targets(mapping)["Signup source"] == "signup_source"


def test_masked_addresses_are_addresses_all_the_same(tmp_path: Path) -> None:
    mapping, _, rows = text(tmp_path, "id,email\n1,ab0bf25ab8b2\n2,8df1c0a1\n", "profiles")
    assert targets(mapping)["email"] == "email"
    assert rows[0] == {"line": 2, "customer_id": "1", "email": "ab0bf25ab8b2"}


def test_rows_that_only_an_id_of_their_own_tells_apart(tmp_path: Path) -> None:
    mapping, found, _ = text(tmp_path, "seller_id, given_name\nrec-1,Ann\nrec-2,Ann\n", "profiles")
    assert targets(mapping)["seller_id"] == "customer_id"
    assert found.links.count == 2
    twice, _, _ = text(tmp_path, "list_id,given_name\n7,Ann\n7,Bob\n", "profiles")
    assert targets(twice)["list_id"] == "list_id"


def test_customers_by_name_are_not_customer_numbers(tmp_path: Path) -> None:
    mapping, _, _ = text(tmp_path, "Customer,Email\nJane Doe,j@x.de\nBob Ray,b@x.de\n", "profiles")
    assert targets(mapping)["Customer"] == "full_name"


@pytest.mark.parametrize(
    ("content", "encoding", "expected"),
    [
        (
            "Civilité;Prénom;Nom;Adresse e-mail;Téléphone;Pays;Inscrit à la newsletter;Montant total\r\n"
            "Mme;Éloïse;Dupré;e@exemple.fr;06 12 34 56 78;France;oui;1 234,50\r\n",
            "utf-16",
            {"gender": "female", "first_name": "Éloïse", "phone": "+33612345678", "montant_total": 1234.5},
        ),
        (
            "Nombre\tApellidos\tCorreo electrónico\tTeléfono\tCiudad\tPaís\tFecha de alta\n"
            "José\tGarcía\tj@ejemplo.es\t612 345 678\tMadrid\tEspaña\t13/01/2023\n",
            "utf-16-le",
            {"first_name": "José", "phone": "+34612345678", "country": "ES", "signed_up_at": "2023-01-13 00:00:00"},
        ),
        (
            "Kunden-Nr.;E-Mail-Adresse;Geburtsdatum;Angemeldet am;Umsatz;Punkte\n"
            "1001;a@x.de;23.05.45;01.02.2020 13:45;1.234,50 €;1.200\n1002;b@x.de;01.12.85;15.03.2021;-12,50 €;350\n",
            "cp1252",
            {"birth_date": "1945-05-23", "signed_up_at": "2020-02-01 13:45:00", "umsatz": 1234.5, "punkte": 1200.0},
        ),
    ],
)
def test_contacts_in_other_languages(tmp_path: Path, content: str, encoding: str, expected: dict[str, Any]) -> None:
    _, _, rows = text(tmp_path, content, "profiles", encoding)
    assert {name: rows[0].get(name) for name in expected} == expected


def test_a_day_without_a_time_among_times_is_its_beginning(tmp_path: Path) -> None:
    content = "E-Mail;Angemeldet am\n"
    content += "a@x.de;01.02.2020 13:45\nb@x.de;15.03.2021\nc@x.de;16.03.2021 08:00:01\nd@x.de;17.03.2021 23:59\n"
    _, found, rows = text(tmp_path, content, "profiles")
    assert [row["signed_up_at"] for row in rows] == [
        "2020-02-01 13:45:00", "2021-03-15 00:00:00", "2021-03-16 08:00:01", "2021-03-17 23:59:00",
    ]  # fmt: skip
    assert found.unreadable == {}


def test_analytics_events_at_the_microsecond(tmp_path: Path) -> None:
    content = (
        "event_date,event_timestamp,event_name,user_pseudo_id\n"
        "20240115,1705312800123456,page_view,123.456\n20240115,1705312810123456,view_item,123.456\n"
    )
    mapping, _, rows = text(tmp_path, content)
    assert (mapping.kind, targets(mapping)["event_timestamp"]) == ("events", "time")
    assert [row["at"] for row in rows] == ["2024-01-15 10:00:00.123456", "2024-01-15 10:00:10.123456"]


def test_a_list_of_the_unsubscribed(tmp_path: Path) -> None:
    mapping, _, rows = text(
        tmp_path,
        "Email Address,First Name,MEMBER_RATING,UNSUB_TIME,UNSUB_REASON,LEID,EUID,NOTES,TAGS\n"
        'u@x.de,Ula,2,"2023-02-02 10:00:00",SPAM,1,abc,,\n',
    )
    assert mapping.kind == "suppressions"
    assert (rows[0]["at"], rows[0]["reason"]) == ("2023-02-02 10:00:00", "marked_as_spam")


def test_an_apostrophe_before_a_number_is_the_spreadsheets(tmp_path: Path) -> None:
    content = "Customer ID,Zip,Name\n'6874563215,'01067,'t Hooft\n"
    _, _, rows = text(tmp_path, content, "profiles")
    assert (rows[0]["customer_id"], rows[0]["postal_code"], rows[0]["full_name"]) == ("6874563215", "01067", "'t Hooft")


def test_nul_bytes_are_not_kept(tmp_path: Path) -> None:
    _, _, rows = text(tmp_path, "email,name\na@x.de,An\0n\n", "profiles")
    assert rows[0]["full_name"] == "Ann"


def test_catalogues_by_the_number_of_what_is_sold(tmp_path: Path) -> None:
    content = (
        "Handle,Title,Type,Variant SKU,Variant Price,Image Src\nshirt,Shirt,Tops,SH-S,20.00,https://x.test/1.jpg\n"
    )
    mapping, _, _ = text(tmp_path, content)
    assert (mapping.kind, targets(mapping)["Variant SKU"], targets(mapping)["Handle"]) == ("products", "sku", "handle")
    woo, _, _ = text(tmp_path, "ID,Type,SKU,Name,Regular price,Categories\n1,simple,A,Shirt,5,Tops\n")
    assert targets(woo)["Categories"] == "category"


def test_contacts_of_a_shop_with_a_website_are_no_visits(tmp_path: Path) -> None:
    mapping, _, _ = text(tmp_path, "email,_website,created_at,firstname\na@x.de,base,2023-04-11 10:00:00,Ann\n")
    assert mapping.kind == "profiles"


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_a_cover_a_title_and_a_free_column(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        {
            "Info": [["Customer report"], ["Generated 2024-01-01"]],
            "Customers": [
                ["Customers of ACME"],
                [],
                [None, "E-mail", "Birthday", "Signed up"],
                [None, "a@x.de", dt.date(1980, 5, 1), dt.datetime(2024, 1, 2, 13, 45)],
                [None, "b@x.de", dt.date(1981, 5, 1), dt.datetime(2024, 1, 3)],
                [None, "c@x.de", 33000, 45293.5],
            ],
        },
    )
    mapping, _, rows = look(path)
    assert (mapping.sheet, list(mapping.columns)) == ("Customers", ["E-mail", "Birthday", "Signed up"])
    assert (rows[2]["birth_date"], rows[2]["signed_up_at"]) == ("1990-05-07", "2024-01-02 12:00:00")


def test_a_column_of_a_workbooks_day_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {"A": [["Email", "Birthday"], ["a@x.de", 33000], ["b@x.de", 29221]]})
    mapping, _, rows = look(path)
    assert mapping.columns["Birthday"].format == "excel"
    assert [row["birth_date"] for row in rows] == ["1990-05-07", "1980-01-01"]


def test_json_that_is_no_list_of_objects(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "a.json"
    path.write_text("[1, 2]", "utf-8")
    with pytest.raises(ImportProblem, match="holds no JSON objects"):
        ingest.plan(project, path)
    path.write_text('[{"email": "a@x.de"}, 7]', "utf-8")
    report = ingest.run_import(project, path, "profiles")
    assert (report.rows, report.accepted, report.rejected) == (2, 1, 1)
    assert ingest.rejected(project, report.batch or 0) == [RejectedRow(2, "Not a JSON object", {"line": "7"})]


@pytest.mark.parametrize(
    ("encoding", "cells"),
    [
        ("cp1252", ["12 €", "13 €"]),
        ("cp1252", ["£12", "£13.50"]),
        ("cp1252", ["João", "São Paulo"]),
        ("cp1252", ["Þórður Ægisson", "Ásta Björk"]),
        ("cp1252", ["Søren Nørgård", "Hélène Lœuvre"]),
        ("cp1252", ["it’s – “fine”", "René"]),
        ("cp1250", ["Žofie Dvořáková", "Jiří Němec"]),
        ("cp1250", ["Michał Wójcik", "Małgorzata Łaska"]),
        ("cp1254", ["Ayşe Yılmaz", "Çağlar Öztürk"]),
        ("mac_roman", ["René", "Jörg Müller"]),
        ("cp1251", ["Иван Петров", "Ольга Смирнова"]),
        ("shift_jis", ["山田太郎", "鈴木花子さん"]),
    ],
)
def test_a_short_list_in_an_older_encoding(tmp_path: Path, encoding: str, cells: list[str]) -> None:
    content = "email,note\n" + "".join(f"{name}@x.de,{cell}\n" for name, cell in zip("ab", cells, strict=True))
    mapping, _, _ = text(tmp_path, content, "profiles", encoding)
    assert content.encode(encoding).decode(str(mapping.encoding)) == content


def test_rows_that_end_with_a_separator_which_their_header_row_lacks(tmp_path: Path) -> None:
    _, _, rows = text(tmp_path, "email,first name\na@x.de,Ann,\nb@x.de,Bob, \n", "profiles")
    assert [row["first_name"] for row in rows] == ["Ann", "Bob"]
    _, found, _ = text(tmp_path, "email,first name\na@x.de,Ann,\nb@x.de,Bob,x\n", "profiles")
    assert found.refused.column("line").to_pylist() == [3]

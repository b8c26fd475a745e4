"""What a file of orders calls its buyers: it fills what no file of contacts says, and joins nobody."""

import hashlib
import re
from typing import Any

import pytest
from sqlalchemy import select

from app import audience, ingest
from app.domain.problems import ImportProblem
from app.project import Project
from storage.file import kept_traits, models
from tests.app.ingest.conftest import Write

NAMES = ("first_name", "last_name", "full_name")
IN_TWO_COLUMNS = """\
Bestellnummer;Bestelldatum;Vorname;Nachname;E-Mail;Artikel;Menge;Preis
B1;01.05.2011;Anna;Müller;anna@x.de;Mug;1;10,00
B2;02.05.2011;Bo;Lee;bo@x.de;Mug;1;10,00
B3;03.05.2011;;;bo@x.de;Mug;1;10,00
"""
IN_ONE = """\
Kunde;E-Mail;Bestellnr.;Datum;Betrag
Anna Müller;anna@x.de;B1;01.05.2011;20,00
Bo Lee;bo@x.de;B2;02.05.2011;30,00
"""
BESIDE_A_PARCELS = """\
Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Shipping Name
#1,anna@x.de,paid,20.00,2011-05-01 10:00:00 +0000,2,Tea Pot,10.00,Anna Müller,Zoe Zed
"""
BILLED = """\
ID,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status,Customer Email
000000001,2011-05-01 10:00:00,Anna Müller,Zoe Zed,20.00,20.00,Complete,anna@x.de
"""
OF_THINGS = """\
order id,date,email,name,qty,price
1,2011-05-01,anna@x.de,Olive Oil,1,10
"""
CONTACTS = "Email,First Name,Last Name\nanna@x.de,Anne,\n"


def _names(project: Project) -> dict[str, list[Any]]:
    with project.read() as connection:
        people = connection.execute(select(models.profile.c.email, kept_traits.of_profile())).all()
    return {email.split("@")[0]: [traits[one] for one in NAMES if traits.get(one)] for email, traits in people}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (IN_TWO_COLUMNS, {"anna": ["Anna", "Müller"], "bo": ["Bo", "Lee"]}),
        (IN_ONE, {"anna": ["Anna Müller"], "bo": ["Bo Lee"]}),
        (BESIDE_A_PARCELS, {"anna": ["Anna Müller"]}),
        (BILLED, {"anna": ["Anna Müller"]}),
        (OF_THINGS, {"anna": []}),
    ],
)
def test_buyers_are_called_as_their_orders_say(
    project: Project, write: Write, text: str, right: dict[str, Any]
) -> None:
    assert ingest.run_import(project, write("orders.csv", text)).kind == "orders"
    assert _names(project) == right


@pytest.mark.parametrize("first", ["orders", "contacts"])
def test_what_contacts_say_stands_whatever_came_first(project: Project, write: Write, first: str) -> None:
    files = [write("orders.csv", IN_TWO_COLUMNS), write("contacts.csv", CONTACTS)]
    for path in files if first == "orders" else reversed(files):
        ingest.run_import(project, path)
    assert _names(project)["anna"] == ["Anne", "Müller"]


def test_an_undone_file_of_orders_takes_its_names_along(project: Project, write: Write) -> None:
    ingest.run_import(project, write("contacts.csv", CONTACTS))
    ingest.run_import(project, write("orders.csv", IN_TWO_COLUMNS))
    ingest.undo(project, 2)
    assert _names(project) == {"anna": ["Anne"]}


def test_two_people_of_one_name_stay_two(project: Project, write: Write) -> None:
    report = ingest.run_import(project, write("orders.csv", IN_ONE.replace("Bo Lee", "Anna Müller")))
    assert report.profiles_created == 2


ANALYTICS = """\
Date,Order #,Status,Customer,Customer type,Product(s),Items Sold,Coupon(s),Net Sales,Attribution
2011-05-01 10:00:00,1001,completed,Ana Ruiz,new,2× Mug,2,,20.00,Direct
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANALYTICS, r"WooCommerce's Analytics .* by name only.* with the billing email"),
        ("Kunde;Umsatz;Bestellungen\nAnna Müller;120,00;3\n", "“Kunde” holds names only.*email address"),
        ("Vorname;Nachname;Bestellnummer;Datum;Betrag\nAnna;Müller;B1;01.05.2011;20,00\n", "“Vorname” and “Nachname”"),
    ],
)
def test_a_file_of_names_alone_is_refused_with_the_remedy(project: Project, write: Write, text: str, said: str) -> None:
    path = write("orders.csv", text)
    with pytest.raises(ImportProblem, match=said):
        ingest.run_import(project, path, "orders")
    red = [note.text for note in ingest.dry_run(project, path, "orders").warnings if note.level == "red"]
    assert any("two people can have one name" in text for text in red)


def _hashes(kind: str, header: str = "") -> str:
    return header + "".join(hashlib.new(kind, f"p{number}@x.de".encode()).hexdigest() + "\n" for number in range(4))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            _hashes("sha256"),
            "The file holds SHA-256 hashes of addresses.* can still be mailed. Ask whoever made the list",
        ),
        (_hashes("md5", "email_md5\n"), "“email_md5” holds MD5 hashes of addresses.* can still be mailed"),
        ("10023\n10024\n10025\n", "bare numbers, .* can still be mailed. Map it to customer_id if"),
    ],
)
def test_a_list_without_addresses_is_refused_with_what_follows(
    project: Project, write: Write, text: str, said: str
) -> None:
    path = write("left.csv", text)
    with pytest.raises(ImportProblem, match=said):
        ingest.run_import(project, path, "suppressions")
    assert re.search(said, ingest.plan(project, path, "suppressions").problem)


def test_a_rule_finds_buyers_by_their_names(project: Project, write: Write) -> None:
    ingest.run_import(project, write("orders.csv", IN_TWO_COLUMNS))
    found = audience.members(project, {"all": [{"trait": "first_name", "op": "is", "value": "Bo"}]}, ["email"])
    assert [row["email"] for row in found.to_pylist()] == ["bo@x.de"]

"""Headers a word or a question off the known ones, and those that only look so."""

from pathlib import Path

import pytest

from app import ingest
from app.ingest.vocabulary.headers import meanings
from app.project import Project

PROFILES = {
    "Your email address *": "email", "E-Mail-Adresse (privat)": "email", "Customer e-mail": "email",
    "What is your email address?": "email", "Ihre E-Mail-Adresse": "email", "Adresse e-mail du client": "email",
    "Email subscriber status": "consent:email", "contact_status": "consent:email",
    "Marketing email status": "consent:email", "Do you want to receive our newsletter?": "consent:email",
    "I agree to receive marketing emails": "consent:email", "Ich möchte den Newsletter erhalten": "consent:email",
    "J'accepte de recevoir vos offres": "consent:email", "Acepto recibir ofertas": "consent:email",
    "Aceita receber newsletter": "consent:email", "Abonné newsletter": "consent:email",
    "Suscrito al boletín": "consent:email", "Chce otrzymywać newsletter": "consent:email",
    "Vill ha nyhetsbrev": "consent:email", "Wil nieuwsbrief ontvangen": "consent:email",
    "メルマガ購読": "consent:email", "이메일 광고 수신": "consent:email",
    "May we email you offers?": "consent:email", "Can we send you our newsletter?": "consent:email",
    "Email me about future events": "consent:email", "Dürfen wir Ihnen Newsletter senden?": "consent:email",
    "Συγκατάθεση": "consent:email", "İzin Durumu": "consent:email",
    "Ticari İleti İzni": "consent:email", "Consenso newsletter": "consent:email",
    "Souhlas se zasíláním": "consent:email", "是否订阅": "consent:email", "X-NEWSLETTER": "consent:email",
    "TEL;TYPE=CELL": "phone", "BDAY": "birth_date",
    "Súhlas so zasielaním noviniek": "consent:email", "Ad": "first_name",
    "Birthday (MM/DD)": "birth_date", "Your date of birth": "birth_date", "household_id": "customer_id",
    "CUSTNO": "customer_id", "Cust. #": "customer_id", "CUST_ID": "customer_id", "Membership No.": "customer_id",
    "Member No": "customer_id", "Please enter your first name": "first_name", "Votre prénom": "first_name",
    "Your phone number": "phone", "Preferred language": "language", "Customer's city": "city",
    "Primary Address City": "city", "Country/Region Name": "country",
}  # fmt: skip
ORDERS = {
    "sales_value": "amount", "transaction_timestamp": "time", "basket_id": "order_id", "household_id": "customer_id",
    "Purchase amount": "amount", "Order day": "time", "Your order number": "order_id",
}  # fmt: skip
NOTHING = [
    "Email opens", "Email clicks", "shipping_total", "Referrer email", "Email domain", "Email client", "Email verified",
    "Email sent date", "Number of emails", "Email frequency preference", "Company name", "Last order date",
    "I agree to the terms and conditions", "Country of birth", "Contact owner",
    "Account status", "Status of customer", "Child's first name", "Newsletter topics", "User type",
    "Email me the receipt", "Can we email you about your order?", "Souhlas se zpracováním údajů",
    "Date d'inscription newsletter", "Email registered", "Query email",
]  # fmt: skip


@pytest.mark.parametrize(("header", "target"), PROFILES.items())
def test_a_header_near_a_known_one_means_it(header: str, target: str) -> None:
    assert next(iter(meanings(header, "profiles"))) == target


@pytest.mark.parametrize(("header", "target"), ORDERS.items())
def test_a_header_of_orders_near_a_known_one_means_it(header: str, target: str) -> None:
    assert next(iter(meanings(header, "orders"))) == target


@pytest.mark.parametrize("header", NOTHING)
def test_a_word_that_changes_the_meaning_makes_it_another(header: str) -> None:
    assert meanings(header, "profiles") == {}


def test_a_known_header_is_never_beaten_by_one_that_is_near(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Your email address,Email,Email program\nold@x.de,a@x.de,Outlook\n", "utf-8")
    report = ingest.dry_run(project, path, "profiles")
    assert report.mapping.header_of("email") == "Email"


def test_an_answer_in_a_sentence_is_consent(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    asked = "Would you like to receive our newsletter?"
    path.write_text(f'Your email *,"{asked}"\na@x.de,"Yes, please"\nb@x.de,"No, thank you"\n', "utf-8")
    report = ingest.run_import(project, path, "profiles")
    assert report.mapping.header_of("consent:email") == asked
    assert report.consents == 2


@pytest.mark.parametrize("name", ["wix", "keila", "form"])
def test_the_shared_files_of_other_senders(project: Project, shared_data: Path, name: str) -> None:
    path = shared_data / f"reported/22-status-columns-of-other-senders/{name}.csv"
    assert ingest.dry_run(project, path, "profiles").mapping.header_of("consent:email") is not None


def test_the_shared_file_of_households(project: Project, shared_data: Path) -> None:
    report = ingest.run_import(project, shared_data / "odd_files/household_orders.csv", "orders")
    targets = {column.to for column in report.mapping.columns.values()}
    assert {"customer_id", "order_id", "sku", "quantity", "amount", "time"} <= targets
    assert report.events["placed_order"] == 2


def test_a_no_to_a_question_about_something_else_is_one_too(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Email,Ad,Can we email you the order's news?\na@x.de,Ayşe,yes\nb@x.de,Işık,no\n", "utf-8")
    columns = ingest.dry_run(project, path, "profiles").mapping.columns
    assert columns["Can we email you the order's news?"].to == "suppressed:email"
    assert columns["Ad"].to == "first_name"

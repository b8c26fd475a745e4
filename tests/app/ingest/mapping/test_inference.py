"""Guessing a file's kind and what its columns mean."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.mapping.inference import infer
from app.ingest.readers.reading import read
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project

LONDON = ZoneInfo("Europe/London")


def guess(tmp_path: Path, text: str, name: str = "file.csv", zone: ZoneInfo = LONDON) -> Mapping:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    source, raw = read(path)
    return infer(raw, guess_kind(raw, source.name, zone), zone, source.name)


@pytest.mark.parametrize(
    ("name", "headers", "kind"),
    [
        ("a.csv", "Vorname;Nachname;E-Mail-Adresse;PLZ", "profiles"),
        ("a.csv", "Email Address,FNAME,LNAME,TAGS,OPTIN_TIME", "profiles"),
        ("a.csv", "Name,Email,Created at,Lineitem sku,Lineitem quantity,Lineitem price,Order ID", "orders"),
        ("a.csv", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", "orders"),
        ("a.csv", "SKU,Name,Regular price,Categories,Images", "products"),
        ("a.csv", "email,channel,status,date", "consents"),
        ("a.csv", "email,reason", "suppressions"),
        ("unsubscribed.csv", "email,date", "suppressions"),
        ("a.csv", "event,timestamp,anonymousId,userId,url", "events"),
        ("pages.csv", "timestamp,anonymous_id,user_id,url,title", "events"),
    ],
)
def test_the_kind_by_the_headers(tmp_path: Path, name: str, headers: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(headers + "\n", "utf-8")
    source, raw = read(path)
    assert guess_kind(raw, source.name, LONDON) == kind


@pytest.mark.parametrize(
    ("given", "targets"),
    [
        (
            "Vorname;Nachname;E-Mail-Adresse;Geburtsdatum;PLZ;Ort;Land;Handy;Kundennummer",
            ["first_name", "last_name", "email", "birth_date", "postal_code", "city", "country", "phone", "customer_id"], # noqa: E501
        ),
        (
            "Email Address,FNAME,LNAME,Zip Code,State or Province,Date of birth,Opt-in time,Tier,Lng",
            ["email", "first_name", "last_name", "postal_code", "region", "birth_date", "signed_up_at", "loyalty_tier",
             "longitude"],
        ),
        ("Mail,Given name,Surname,Sex,DOB,Town,Labels", ["email", "first_name", "last_name", "gender", "birth_date",
                                                        "city", "tags"]),
    ],
)  # fmt: skip
def test_headers_of_people(tmp_path: Path, given: str, targets: list[str]) -> None:
    found = guess(tmp_path, given + "\n", "people.csv")
    assert [column.to for column in found.columns.values()] == targets


def test_own_columns_keep_their_names_and_get_their_types(tmp_path: Path) -> None:
    text = (
        "email,Shoe size,Is VIP,Hobbies list,Last visit,Branch code,Comment,Ratio\n"
        'a@x.de,38,yes,a|b,2011-05-01 10:00:00,007,one,"0,5"\nb@x.de,44,no,b,2011-06-01 11:00:00,012,two words,"1,25"\n'
    )
    found = guess(tmp_path, text).columns
    assert {column.to: column.type for column in found.values()} == {
        "email": None, "shoe_size": "number", "is_vip": "boolean", "hobbies_list": "list", "last_visit": "datetime",
        "branch_code": "text", "comment": "text", "ratio": "number",
    }  # fmt: skip
    assert found["Hobbies list"].separator == "|"
    assert found["Ratio"].format == "1.234,56"


def test_a_name_beside_a_first_name_that_it_never_holds_is_the_family_s(tmp_path: Path) -> None:
    found = guess(tmp_path, "E-Mail,Name,Vorname\na@x.de,Ruiz,Ana\nb@x.de,Lee,Bo\n")
    assert [found.columns[one].to for one in ("Name", "Vorname")] == ["last_name", "first_name"]
    whole = guess(tmp_path, "E-Mail,Name,Vorname\na@x.de,Ana Ruiz,Ana\nb@x.de,Lee,Bo\n")
    assert whole.columns["Name"].to == "full_name"


def test_a_name_beside_a_family_s_that_it_seldom_holds_is_the_first(tmp_path: Path) -> None:
    found = guess(tmp_path, "E-Mail,Name,Last name\na@x.de,Ana,Ruiz\nb@x.de,Bo,Lee\n")
    assert [found.columns[one].to for one in ("Name", "Last name")] == ["first_name", "last_name"]
    korean = guess(tmp_path, "성,이름,이메일\n이,이슬,a@x.kr\n김,민수,b@x.kr\n박,지우,c@x.kr\n")
    assert [korean.columns[one].to for one in ("성", "이름")] == ["last_name", "first_name"]
    whole = guess(tmp_path, "이름,이메일\n김민수,a@x.kr\n이영희,b@x.kr\n")
    assert whole.columns["이름"].to == "full_name"


def test_one_of_several_numbers_and_addresses_of_a_person_is_known_behind_the_word_for_them(tmp_path: Path) -> None:
    rows = "Al Bo,+14155550101,,a@x.de,\nBo Co,,+14155550102,,b@x.de\n"
    heads = "Person - Name,Person - Phone - Work,Person - Phone - Mobile,Person - Email - Work,Person - Email - Home\n"
    found = guess(tmp_path, heads + rows)
    assert [column.to for column in found.columns.values()] == ["full_name", "phone", "phone:2", "email", "email:2"]


def test_yes_and_no_below_the_name_of_a_channel_are_answers_and_no_numbers(tmp_path: Path) -> None:
    found = guess(tmp_path, "E-Mail,SMS\na@x.de,yes\nb@x.de,no\n")
    assert found.columns["SMS"].to == "consent:sms"
    both = guess(tmp_path, "E-Mail,SMS consent,Do not SMS\na@x.de,yes,no\nb@x.de,yes,yes\n")
    assert both.columns["Do not SMS"].to == "consent:sms"
    refused = guess(tmp_path, "E-Mail,SMS opt-out\na@x.de,yes\nb@x.de,no\n").columns["SMS opt-out"]
    assert (refused.to, refused.format) == ("consent:sms", "opt_out")


def test_the_shop_s_own_address_in_each_row_is_no_buyer_s(tmp_path: Path) -> None:
    rows = "".join(f"shop@x.de,2026-05-1{day},T{day},Paid,12.30,{who}@x.de\n" for day, who in enumerate("abc", 1))
    found = guess(tmp_path, f"Email,Date,Transaction ID,Status,Amount (incl. Tip),Customer Email\n{rows}")
    told = {one: column.to for one, column in found.columns.items()}
    assert (found.kind, told["Customer Email"], told["Amount (incl. Tip)"]) == ("orders", "email", "amount")
    assert told["Email"] != "email"


def test_an_address_column_is_found_by_its_values(tmp_path: Path) -> None:
    found = guess(tmp_path, "who,city\na@x.de,Paris\nb@x.de,Rome\n")
    assert found.columns["who"].to == "email"


@pytest.mark.parametrize(
    ("days", "zone", "style"),
    [
        (["03/04/2011", "25/04/2011"], "America/New_York", "%d/%m/%Y"),
        (["03/04/2011", "04/25/2011"], "Europe/London", "%m/%d/%Y"),
        (["03/04/2011", "05/06/2011"], "Europe/London", "%d/%m/%Y"),
        (["03/04/2011", "05/06/2011"], "America/New_York", "%m/%d/%Y"),
        (["03/04/2011", "05/06/2011"], "America/Sao_Paulo", "%d/%m/%Y"),
        (["3.4.2011", "24.12.2011"], "Europe/Berlin", "%d.%m.%Y"),
        (["2011-04-03", "2011-12-24"], "Europe/Berlin", None),
        (["5 May 2011", "17 Jun 2011"], "Europe/London", "day first"),
        (["1304208000", "1304294400"], "Europe/London", "unix"),
    ],
)
def test_dates(tmp_path: Path, days: list[str], zone: str, style: str | None) -> None:
    text = "email;Signed up\n" + "".join(f"a{number}@x.de;{day}\n" for number, day in enumerate(days))
    found = guess(tmp_path, text, zone=ZoneInfo(zone))
    assert found.columns["Signed up"] == Column("signed_up_at", None, style)


def test_day_and_month_are_told_apart_by_the_other_columns(tmp_path: Path) -> None:
    text = "email;Signed up;Consent date;Email consent\na@x.de;03/04/2011;25/04/2011;yes\n"
    found = guess(tmp_path, text, zone=ZoneInfo("America/New_York"))
    assert found.columns["Signed up"].format == "%d/%m/%Y"


def test_what_was_given_stands_and_the_rest_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Mail;Town;Joined\na@x.de;Paris;01/02/2011\n", "utf-8")
    given = Mapping("profiles", {"Town": Column(to="birthplace"), "Joined": Column(skip=True)})
    found = infer(read(path)[1], "profiles", LONDON, "a.csv", given)
    assert found.columns == {
        "Mail": Column("email"),
        "Town": Column("birthplace", "text"),
        "Joined": Column(skip=True),
    }
    with pytest.raises(ImportProblem, match="no column “Nowhere”"):
        infer(read(path)[1], "profiles", LONDON, "a.csv", Mapping("profiles", {"Nowhere": Column(to="city")}))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("Call back; then mail", "Wants tea", "Likes pots"), "text"),
        (("tea; pots", "tea", "cups"), "list"),
        (("tea; pots", "cups; mugs", "jars"), "list"),
    ],
)
def test_one_semicolon_makes_no_list(tmp_path: Path, cells: tuple[str, ...], kind: str) -> None:
    rows = "".join(f'{number}@x.example,"{cell}"\n' for number, cell in enumerate(cells))
    (tmp_path / "people.csv").write_text(f"email,Remark\n{rows}", "utf-8")
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        found = ingest.plan(project, tmp_path / "people.csv", "profiles")
    assert found.mapping.columns["Remark"].type == kind


@pytest.mark.parametrize(
    ("headers", "event"), [("query", "searched"), ("url,query", "viewed_page"), ("sku,query", "viewed_product")]
)
def test_a_file_of_one_kind_of_event_is_named_by_what_it_holds(tmp_path: Path, headers: str, event: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"email,date,{headers}\na@x.de,2026-05-01,{'x,' * headers.count(',')}lamp\n", "utf-8")
    source, raw = read(path)
    assert infer(raw, "events", LONDON, source.name).event == {"name": event}

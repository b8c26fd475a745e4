"""Which columns of a file say who may be emailed, beside the first that asks for consent."""

import pytest

from app.ingest.mapping import consent_columns
from tests.app.ingest.tables import guesser, mapped


@pytest.mark.parametrize(
    ("header", "asks"), [("Email consent", True), ("Newsletter?", True), ("Unsubscribed", True), ("City", False)]
)
def test_a_header_that_asks_whether_somebody_may_be_mailed(header: str, asks: bool) -> None:
    assert consent_columns.asks(header) is asks


def test_further_columns_bar_or_answer_and_the_rest_is_left() -> None:
    _, mapping = mapped(
        "Email,Email consent,Unsubscribed,Hard bounced,City\na@x.de,yes,no,no,x\nb@x.de,yes,yes,no,y\n"
        "c@x.de,no,no,yes,z\n",
        "profiles",
    )
    told = {header: column.to for header, column in mapping.columns.items()}
    assert told["Email consent"] == consent_columns.ASKED
    assert str(told["Unsubscribed"]).startswith(consent_columns.BARRED)
    assert str(told["Hard bounced"]).startswith(consent_columns.BARRED)
    assert told["City"] == "city"


def test_beside_orders_only_what_speaks_of_mailings_is_heard() -> None:
    looked = guesser("Stop,Email opt-out,City\nMain St,yes,x\nPark,no,y\n")
    assert consent_columns.says_beside_orders(looked, "Stop") is None
    assert consent_columns.says_beside_orders(looked, "Email opt-out") is not None
    assert consent_columns.says_beside_orders(looked, "City") is None
    assert consent_columns.bars_at_all(looked, "Email opt-out") is not None


def test_mails_beside_emails_are_letters() -> None:
    text = "Email,Do not allow Emails,Do not allow Mails\na@x.de,Allow,Do Not Allow\nb@x.de,Do Not Allow,Allow\n"
    told = {header: column.to for header, column in mapped(text, "profiles")[1].columns.items()}
    assert str(told["Do not allow Emails"]).startswith(consent_columns.BARRED)
    assert not str(told["Do not allow Mails"]).startswith(consent_columns.BARRED)


def test_a_no_to_others_and_to_profiles_is_none_to_mails() -> None:
    text = (
        "Email,Consenso marketing,Consenso cessione a terzi,Consenso profilazione\na@x.it,SI,NO,NO\nb@x.it,NO,SI,SI\n"
    )
    told = [column.to for column in mapped(text, "profiles")[1].columns.values()]
    assert told[1] == consent_columns.ASKED
    assert not any(str(one).startswith((consent_columns.ASKED, consent_columns.BARRED)) for one in told[2:])


def test_the_state_of_a_subscription_is_one_of_mails_where_somebody_left() -> None:
    left = mapped("Email,订阅状态\na@x.cn,正常\nb@x.cn,已退订\n", "profiles")[1]
    paid = mapped("Email,Status subskrypcji\na@x.pl,aktywny\nb@x.pl,nieaktywny\n", "profiles")[1]
    assert left.columns["订阅状态"].to == consent_columns.ASKED
    assert paid.columns["Status subskrypcji"].to != consent_columns.ASKED


def _told(header: str, first: str = "Newsletter") -> tuple[str | None, str | None]:
    text = f"Email,{first},{header}\na@x.de,yes,1\nb@x.de,yes,0\nc@x.de,no,1\n"
    column = mapped(text, "profiles")[1].columns[header]
    return column.to, column.format


@pytest.mark.parametrize("header", ["confirmed", "Email confirmed", "Double opt-in bestätigt"])
def test_whether_a_consent_was_confirmed_is_heard_beside_it_alone(header: str) -> None:
    assert _told(header) == (consent_columns.BARRED, "states")
    assert _told("confirmed", "Town") == ("confirmed", None)


@pytest.mark.parametrize("header", ["Gästenewsletter", "Kundenmailing", "Consentimento para comunicações"])
def test_noes_to_a_mailing_of_a_longer_name_and_to_all_messages_are_heard(header: str) -> None:
    assert _told(header) == (consent_columns.BARRED, "states")


@pytest.mark.parametrize(
    ("header", "yes", "no"), [("Ønsker nyhetsbrev", "Ja", "Nei"), ("Can Market To Buyer", "Yes", "No")]
)
def test_a_no_beside_orders_is_heard(header: str, yes: str, no: str) -> None:
    columns = guesser(f"Order,{header}\n1,{yes}\n2,{no}\n3,{no}\n")
    assert consent_columns.says_beside_orders(columns, header) == "consent:email"

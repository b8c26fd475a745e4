"""The field's standard names."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Loyalty tier", "loyalty_tier"), ("firstName", "first_name"), ("  E-mail ", "e_mail"),
        ("Größe (cm)", "grösse_cm"),
        ("ＡＢＣ", "abc"), ("__x__", "x"), ("%", ""), ("Order #", "order"), ("HTML5Page", "html5_page"),
    ],
)  # fmt: skip
def test_a_header_as_a_name(text: str, name: str) -> None:
    assert names.snake(text) == name


@given(st.text(max_size=20))
def test_a_name_stays_as_it_is_and_folding_too(text: str) -> None:
    once = names.snake(text)
    assert names.snake(once) == once
    assert names.fold(names.fold(text)) == names.fold(text)


def test_text_is_compared_without_case_and_in_one_form() -> None:
    assert names.fold("STRASSE") == names.fold("straße") == "strasse"
    assert names.fold("e\N{COMBINING ACUTE ACCENT}") == names.fold("É")


def test_every_standard_name_is_a_name_and_stands_once() -> None:
    given_by_files, computed = set(names.TRAITS), set(names.COMPUTED)
    assert not given_by_files & computed
    for name in [*names.TRAITS, *names.COMPUTED, *names.EVENTS, *names.PROPERTIES, *names.PRODUCT]:
        assert names.snake(name) == name
    assert {one.type for one in (*names.TRAITS.values(), *names.COMPUTED.values())} <= set(names.TYPES)


def test_every_property_of_a_standard_event_has_a_type() -> None:
    assert set(names.EVENT_PROPERTIES) <= set(names.EVENTS)
    assert {one for own in names.EVENT_PROPERTIES.values() for one in own} <= set(names.PROPERTIES)


def test_nothing_computed_can_be_given_by_a_file() -> None:
    assert set(names.COMPUTED) | set(names.MERGE_FIELDS) <= names.RESERVED
    assert not set(names.TRAITS) & names.RESERVED


def test_labels() -> None:
    told = [
        names.label_of(one)
        for one in ("loyalty_tier", "placed_order", "sku", "score:churn", "cluster:Groups", "shoe_size")
    ]
    assert told == ["Loyalty tier", "Placed order", "SKU", "Score: churn", "Groups", "Shoe size"]


def test_identifiers_rank_by_the_specification_and_own_kinds_by_name() -> None:
    kinds = ["zendesk_id", "cookie_id", "email", "hubspot_id", "customer_id"]
    assert sorted(kinds, key=names.identifier_rank) == ["customer_id", "email", "cookie_id", "hubspot_id", "zendesk_id"]


@given(st.dates(dt.date(1605, 1, 1), dt.date(2200, 1, 1)))
def test_dates_come_back_from_their_days_and_their_text(date: dt.date) -> None:
    days = (date - dt.date(1970, 1, 1)).days
    assert names.date_of_days(days) == date
    assert dt.date.fromisoformat(names.with_year(names.date_text(days))) == date


def test_a_birthday_without_a_year_is_written_as_vcard_has_it() -> None:
    days = (dt.date(names.YEARLESS, 2, 29) - dt.date(1970, 1, 1)).days
    assert names.date_text(days) == "--02-29"
    assert names.with_year("--02-29") == "1604-02-29"
    assert days < names.FIRST_KNOWN_DAY == (dt.date(1605, 1, 1) - dt.date(1970, 1, 1)).days

"""Amounts of money in an email: with the places that people write, exact in sums and conditions."""

import copy
from decimal import Decimal

import pytest

from app.template.amounts import Amount
from app.template.prepared_template import prepare
from tests.app.template.conftest import template

PRICE = Amount("12.5", "GBP")


def shown(source: str, **context: object) -> str:
    return prepare(template("", subject=source)).render(context).subject


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        ("12.5", "", "12.50"),
        ("12", "", "12.00"),
        ("0", "", "0.00"),
        ("-0.001", "", "0.00"),
        ("41.6667", "EUR", "41.67"),
        ("0.125", "EUR", "0.13"),
        ("-2.345", "EUR", "-2.35"),
        ("1234567.5", "EUR", "1234567.50"),
        ("1200.4", "JPY", "1200"),
        ("12.5", "kwd", "12.500"),
    ],
)
def test_an_amount_reads_as_money_does(value: str, currency: str, text: str) -> None:
    amount = Amount(value, currency)
    assert shown("{{ x }} {{ x | string }} {{ x ~ '' }}", x=amount) == f"{text} {text} {text}"
    assert shown("{{ xs[0].price }}", xs=[{"price": amount}]) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ price | money }}", "£12.50"),
        ("{{ price | money('EUR') }}", "€12.50"),
        ("{{ price | money('jpy') }}", "¥13"),
        ("{{ price | money('SEK') }}", "SEK\u00a012.50"),
        ("{{ price | money('EUR', 0) }}", "€13"),
        ("{{ -price | money }}", "-£12.50"),
        ("{{ price * 2 }} {{ 3 * price }} {{ price - 0.25 }} {{ price + price }}", "25.00 37.50 12.25 25.00"),
        ("{{ price * 0.9 }} {{ price / 3 }} {{ (price / 3) | money }}", "11.25 4.17 £4.17"),
        ("{{ price / price * 100 }} {{ price // 5 }}", "100 2"),
        ("{{ price | round }} {{ price | round(1) }} {{ price | round(2) }}", "13 12.5 12.50"),
        ("{{ price | int }} {{ price | float }} {{ price | number(1) }}", "12 12.5 12.5"),
        ("{{ lines | sum('price') }} {{ lines | map('price') | max }} {{ -price | abs }}", "15.00 12.50 12.50"),
        ("{{ price | default(0) }}", "12.50"),
        ("{% if price == 12.5 and price > 12.4 and not price > 12.5 %}yes{% endif %}", "yes"),
        ("{% if tenth == 0.1 and not tenth > 0.1 and tenth <= 0.1 %}yes{% endif %}", "yes"),
    ],
)
def test_what_is_worked_out_of_amounts_is_money_where_it_is(source: str, text: str) -> None:
    lines = [{"price": PRICE}, {"price": Amount("2.5", "GBP")}]
    assert shown(source, price=PRICE, lines=lines, tenth=Amount("0.1")) == text


def test_the_money_filter_takes_a_number_that_has_no_currency() -> None:
    assert shown("{{ x | money }} {{ x | money('USD') }}", x=1234.5) == "1,234.50 $1,234.50"
    assert shown("{{ x | money }}", x="n/a") == ""


def test_a_condition_is_asked_of_the_exact_amount() -> None:
    assert shown("{{ x }}{% if x >= 100 %} free{% endif %}", x=Amount("99.9951")) == "100.00"


def test_a_copy_is_the_same_money() -> None:
    assert copy.deepcopy(PRICE).currency == "GBP"
    assert copy.deepcopy(PRICE) == Decimal("12.5")

"""Numbers and amounts, in the signs of many lands."""

from decimal import Decimal

import pyarrow as pa
import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cleaning import numbers


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


@pytest.mark.parametrize(
    ("cells", "style", "found"),
    [
        (["2.55", "-1", "0.0001"], None, [25_500, -10_000, 1]),
        (
            ["£1,234.50", "$ 12", "1 234", "(3.5)", "5-"],
            numbers.POINT,
            [12_345_000, 120_000, 12_340_000, -35_000, -50_000],
        ),
        (["1.234,50 €", "0,99", "12", "1.5"], numbers.COMMA, [12_345_000, 9_900, 120_000, None]),
        (["12345678901234.5678", "0.00005", "1e3"], None, [123_456_789_012_345_678, 0, 10_000_000]),
        (["", "abc", "n/a", "1,2,3", "nan", "1" * 40], None, [None] * 6),
    ],
)
def test_amounts(cells: list[str], style: str | None, found: list[int | None]) -> None:
    assert numbers.amounts(column(*cells), style).to_pylist() == found


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_every_amount_comes_back(value: int) -> None:
    sign, whole = "-" if value < 0 else "", abs(value)
    assert numbers.amounts(column(f"{sign}{whole // 10_000}.{whole % 10_000:04d}")).to_pylist() == [value]


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1.234,50", "12"], numbers.COMMA),
        (["1,234.50"], numbers.POINT),
        (["1,234", "5,678"], numbers.POINT),
        (["1,5", "2"], numbers.COMMA),
        (["0,999"], numbers.COMMA),
        (["1.234.567"], numbers.COMMA),
        (["1.5", "2"], None),
    ],
)
def test_the_format_of_numbers_is_found(cells: list[str], style: str | None) -> None:
    assert numbers.find_format(cells) == style


@pytest.mark.parametrize(
    ("cell", "style", "told"),
    [
        ("1 234,56", numbers.COMMA, 1234.56), ("1\u202f234,56 €", numbers.COMMA, 1234.56), ("1'234.50", None, 1234.5),
        ("CHF 1’234.50", None, 1234.5), ("(12.50)", None, -12.5), ("($12.50)", None, -12.5), ("12.50-", None, -12.5),
        ("€ 12", None, 12), ("12 kr", None, 12), ("12 kr.", None, 12), ("1 234,50 zł", numbers.COMMA, 1234.5),
        ("Kč 12", None, 12), ("12,5 %", numbers.COMMA, 12.5), ("١٢٫٥", None, 12.5), ("۱۲", None, 12),
        ("１２", None, 12), ("−12", None, -12), ("Infinity", None, None), ("1e9999999", None, None),
        ("-1e9999999", None, None),
        ("1e-9999999", None, None), ("NaN", None, None), ("inf", None, None), ("12 apples", None, None),
    ],
)  # fmt: skip
def test_numbers_in_the_signs_of_many_lands_and_none_beyond_all_counting(
    cell: str, style: str | None, told: float | None
) -> None:
    assert numbers.decimals(column(cell), style).to_pylist() == [told]
    exact = None if told is None else round(told * 10_000)
    assert numbers.amounts(column(cell), style).to_pylist() == [exact]


@pytest.mark.parametrize(
    "cell",
    ["4OO", "O.50", "l2.50", "1Ol", "x4", "abc4", "no 4", "v2", "$4 off", "4 Mio", "4 5", "12 34", "1 2345", "1  234",
     "4x", "12abc", "kr4kr5", "$1.2M", "1M", "50c", "12l", "12.5S", "12a", "O12"],
)  # fmt: skip
def test_a_number_with_other_letters_or_two_in_one_cell_are_none(cell: str) -> None:
    assert numbers.decimals(column(cell)).to_pylist() == [None]
    assert numbers.amounts(column(cell)).to_pylist() == [None]


@pytest.mark.parametrize(
    "code",
    [
        "EUR",
        "usd",
        "AED",
        "Rs.",
        "R$",
        "A$",
        "HK$",
        "US$",
        "kr.",
        "zł",
        "руб.",
        "Fr.",
        "Bs.",
        "CFA",
        "NOK",
        "Birr",
        "MX$",
    ],
)
def test_money_is_read_with_its_sign_on_either_side(code: str) -> None:
    cells = [f"{code} 12.50", f"{code}12.50", f"12.50 {code}", f"-{code}12.50", f"({code} 12.50)"]
    assert numbers.amounts(column(*cells)).to_pylist() == [125_000, 125_000, 125_000, -125_000, -125_000]


def test_what_is_counted_may_stand_behind_a_number() -> None:
    assert numbers.decimals(column("Q12.50", "R 12", "P1,200.00", "L 12")).to_pylist() == [12.5, 12, 1200, 12]
    assert not numbers.holds_no_words(["36A", "34C"])
    cells = ["4 pcs", "12kg", "3 Stk.", "30 min", "5 szt", "12 Tage", "12.00 Euro", "₹1,23,456.00", "500/-"]
    assert numbers.decimals(column(*cells)).to_pylist() == [4, 12, 3, 30, 5, 12, 12, 123_456, 500]


@given(
    st.decimals(-999_999, 999_999, places=2),
    st.sampled_from(sorted({"en", "de", "fr", "de_CH", "pl", "sv", "nl", "it", "es", "pt_BR", "cs", "fa", "ar_EG"})),
)
def test_a_number_as_a_land_writes_it_is_that_number(number: Decimal, land: str) -> None:
    text = format_decimal(number, "#,##0.00", locale=land).replace("\u200e", "").replace("\u200f", "")
    point = text.translate(str.maketrans("٫", "."))[-3] == "."
    assert numbers.parse(text, None if point else numbers.COMMA) == number


def test_a_column_is_of_numbers_where_all_but_its_placeholders_are() -> None:
    assert numbers.all_numbers(["12", "n/a", "€ 3"], None)
    assert not numbers.all_numbers(["12", "twelve"], None)
    assert not numbers.all_numbers(["n/a", ""], None), "nothing is said"
    assert numbers.holds_no_words(["€ 12", "12 EUR", "kr 5"])

"""What headers mean, and how surely."""

import pytest

from app.ingest.vocabulary import headers


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Total incl. VAT", "Total excl. VAT"), ("Totaal incl. btw", "Totaal excl. btw"),
        ("Gesamt inkl. 19% MwSt.", "Gesamt netto"), ("Total (incl. GST)", "Total (excl. GST)"),
        ("Celkem s DPH", "Celkem bez DPH"), ("Importe con IVA", "Importe sin IVA"),
        ("Summa inkl. moms", "Summa exkl. moms"), ("Total IVA incluido", "Total HT"),
    ],
)  # fmt: skip
def test_a_total_with_tax_is_surer_than_one_without(better: str, worse: str) -> None:
    assert headers.meanings(better, "orders")["total"] < headers.meanings(worse, "orders")["total"]


def test_tax_itself_is_no_total() -> None:
    assert "total" not in headers.meanings("Total tax", "orders")
    assert "price" not in headers.meanings("Tax", "orders")


@pytest.mark.parametrize(
    ("header", "kind", "target"),
    [
        ("E-Mail-Adresse", "profiles", "email"),
        ("Vorname", "profiles", "first_name"),
        ("PLZ", "profiles", "postal_code"),
        ("Home Postal Code", "profiles", "postal_code"),
        ("merge_fields.FNAME", "profiles", "first_name"),
        ("Business Fax", "profiles", None),
        ("Lineitem sku", "orders", "sku"),
        ("Status", "orders", "state"),
        ("Regular price", "products", "price"),
        ("Xyzzy", "profiles", None),
    ],
)
def test_the_likeliest_meaning_of_a_header(header: str, kind: str, target: str | None) -> None:
    assert next(iter(headers.meanings(header, kind)), None) == target


def test_one_that_says_who_refused_is_less_sure_than_one_that_asks_and_one_that_bars_is_no_answer() -> None:
    sure = headers.meanings("Email consent", "profiles")["consent:email"]
    for header in ("Email opt-out", "Do not email", "Abgemeldet"):
        assert headers.meanings(header, "profiles")["consent:email"] > sure
    assert "consent:email" not in headers.meanings("Hard bounced", "profiles")


def test_a_header_is_compared_by_its_letters_and_figures() -> None:
    assert headers.plain("  E-Mail (2) ") == headers.plain("email2")
    assert [headers.numbered(one) for one in ("E-mail 2 - Value", "Home Phone", "City")] == ["email", "phone", None]


def test_an_orders_status_is_no_answer_of_the_buyers() -> None:
    assert not headers.asks("Status", "consent:email", "orders")
    assert headers.asks("Email opt-in", "consent:email", "orders")

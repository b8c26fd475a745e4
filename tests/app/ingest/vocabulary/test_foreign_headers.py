"""Headers in further languages, and two that mean the same in one."""

import pytest

from app.ingest.vocabulary import headers


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Imię", "first_name"), ("Förnamn", "first_name"), ("Příjmení", "last_name"), ("Irányítószám", "postal_code"),
        ("Дата рождения", "birth_date"), ("メールアドレス", "email"), ("우편번호", "postal_code"), ("城市", "city"),
        ("Zgoda na newsletter", "consent:email"), ("E-posta adresi", "email"), ("Endereço de e-mail", "email"),
        ("Town/City", "city"), ("Ort / Stadt", "city"), ("Address 1 - City", "city"),
    ],
)  # fmt: skip
def test_a_header_means_it_in_its_language(header: str, target: str) -> None:
    assert target in headers.meanings(header, "profiles")


def test_two_words_that_differ_mean_neither() -> None:
    assert headers.meanings("City/Country", "profiles") == {}

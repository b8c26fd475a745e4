"""Which of two readings of the same bytes people have written."""

import pytest

from app.ingest.readers.letter_frequencies import likelihood, signs_of


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Jürgen Müller, Köln", "cp1252", "cp1251"),
        ("Žaneta Dvořáková, Plzeň", "cp1250", "cp1252"),
        ("Иван Петров, Москва", "cp1251", "koi8-r"),
        ("Иван Петров, Москва", "koi8-r", "cp1251"),
        ("Γιώργος Παπαδόπουλος", "cp1253", "cp1252"),
        ("Oğuz Şahin, İstanbul", "cp1254", "cp1252"),
        ("Nº cliente;Nombre;Apellidos;Correo;Acepta publicidad\n2;Bo;Peña", "cp1252", "cp1250"),
    ],
)
def test_the_right_table_reads_likelier_words(text: str, right: str, wrong: str) -> None:
    data = text.encode(right)
    assert likelihood(data.decode(right)) > likelihood(data.decode(wrong))


def test_a_word_in_two_scripts_or_of_mixed_case_is_unlikely() -> None:
    assert likelihood("Muller") > likelihood("Muлler")
    assert likelihood("Müller") > likelihood("MüLLer")


def test_signs_that_are_written_every_day_are_likelier() -> None:
    chinese = signs_of("zh", "gb2312", 0xA1, 0xD7)
    assert likelihood("我们的客户", chinese) > likelihood("鼯鼹鼷鼽鼾", chinese)

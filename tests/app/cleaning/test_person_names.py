"""Names in their case: what is written all in capitals or all small, and what stays as somebody wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cleaning import person_names


@pytest.mark.parametrize(
    ("given_name", "written"),
    [
        ("MCDONALD", "McDonald"),
        ("ronan o'brien", "Ronan O'Brien"),
        ("D’ANGELO", "D’Angelo"),
        ("VON DER LEYEN", "von der Leyen"),
        ("ursula von der leyen", "Ursula von der Leyen"),
        ("LE PEN", "Le Pen"),
        ("JEAN-PAUL SARTRE", "Jean-Paul Sartre"),
        ("J.R.R. TOLKIEN", "J.R.R. Tolkien"),
        ("MACDONALD", "MacDonald"),
        ("MACHADO", "Machado"),
        ("HENRY VIII", "Henry VIII"),
        ("SAMMY DAVIS JR.", "Sammy Davis Jr."),
        ("IJSBRAND", "IJsbrand"),
        ("ÉMILE ZOLA", "Émile Zola"),
        ("Marie DUPONT", "Marie Dupont"),
        ("bell hooks", "Bell Hooks"),
        ("ann LEE", "Ann Lee"),
        ("o'neil SEAN", "O'Neil Sean"),
        ("anna von BEISPIEL", "Anna von Beispiel"),
        ("DJ shadow", "DJ Shadow"),
        ("VAN", "Van"),
        ("", ""),
    ],
)
def test_names_all_in_capitals_or_all_small_are_written_as_names(given_name: str, written: str) -> None:
    assert person_names.proper(given_name) == written


@pytest.mark.parametrize(
    "name", ["McDonald", "iPod", "DeShawn", "van Gogh", "Anna von Beispiel", "Li", "Dr. J.R. Ewing"]
)
def test_what_is_written_in_both_stays(name: str) -> None:
    assert person_names.proper(name) == name


@given(st.text(max_size=30))
def test_what_was_written_once_stays(name: str) -> None:
    once = person_names.proper(name)
    if once.upper() != once and once.lower() != once:
        assert person_names.proper(once) == once

"""Signs that hide: blanks as entities, colons between cells, backslashes far below the head, rarer tables."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest
from app.ingest.readers import encodings
from app.ingest.readers.separators import find_dialect
from app.project import Project
from storage.file import kept_traits, models
from tests.app.ingest.conftest import Write


def _traits(project: Project) -> list[dict[str, str]]:
    with project.read() as connection:
        return list(connection.scalars(select(kept_traits.of_profile()).order_by(models.profile.c.id)))


def test_a_blank_written_as_an_entity_is_a_blank(project: Project, write: Write) -> None:
    text = "Email,First&nbsp;Name,City\na@x.de,Ana&nbsp;Maria,&nbsp;\nb@x.de,Bo,Bad&#160;Ems\n"
    ingest.run_import(project, write("a.csv", text))
    assert _traits(project) == [
        {"email": "a@x.de", "first_name": "Ana Maria"},
        {"email": "b@x.de", "first_name": "Bo", "city": "Bad Ems"},
    ]


def test_colons_part_cells_where_nothing_else_does(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "email:first_name:city\na@x.de:Ana:Berlin\nb@x.de:Bo:Köln\n"))
    assert [one["city"] for one in _traits(project)] == ["Berlin", "Köln"]


@pytest.mark.parametrize(
    "text",
    [
        "time\n10:00:00\n11:00:00\n",
        "10:00\n11:00\n",
        "page\nhttps://x.example\nhttps://y.example\n",
        "email\na@x.de\n",
        "note: all\nplain\nother\n",
    ],
)
def test_colons_in_times_and_texts_part_nothing(text: str) -> None:
    assert find_dialect(text).delimiter != ":"


@pytest.mark.parametrize("rows", [400, 9_000])
def test_a_backslash_that_keeps_a_separator_far_below(project: Project, write: Write, rows: int) -> None:
    text = "email,full_name,city\n" + "".join(f"p{n}@x.de,N {n},Berlin\n" for n in range(rows))
    report = ingest.run_import(project, write("a.csv", f"{text}late@x.de,Lee\\, Bo,Paris\n"))
    assert (report.rejected, _traits(project)[-1]["full_name"]) == (0, "Lee, Bo")


def test_a_folder_far_below_keeps_its_backslash(project: Project, write: Write) -> None:
    text = "email,folder,city\n" + "".join(f"p{n}@x.de,C,Berlin\n" for n in range(400))
    report = ingest.run_import(project, write("a.csv", f"{text}late@x.de,C:\\,Paris\n"))
    assert (report.rejected, _traits(project)[-1]["folder"]) == (0, "C:\\")


KOREAN = "email,이름,도시\nana@x.de,김철수,서울특별시\nbo@x.de,이영희,부산광역시\ncy@x.de,박지민,대구광역시\n"
ROMANIAN = "email,Nume,Oraș\na@x.de,Ștefan Țăran,București\nb@x.de,Ioniță Mureșan,Iași\n"


@pytest.mark.parametrize("table", ["johab", "cp949"])
def test_korean_of_either_table(table: str) -> None:
    data = KOREAN.encode(table)
    assert data.decode(encodings.find(data)[0]) == KOREAN


def test_romanians_letters_of_either_table_are_asked_for(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(ROMANIAN.encode("iso8859-16"))
    plan = ingest.plan(project, path)
    assert plan.mapping.encoding == "cp1250"
    assert [(one.encoding, one.word, one.instead_of) for one in plan.encoding_alternatives] == [
        ("iso8859-16", "Oraș", "Oraş")
    ]

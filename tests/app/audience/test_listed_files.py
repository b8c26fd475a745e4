"""Whom the rows of a list mean: by addresses, numbers or keys, in whatever form the file has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audience import lists
from app.domain.problems import Problem
from app.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.quill") as made:
        yield made


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("email\na@x.example\n\nB@x.example\n", [("email:a@x.example",), ("email:B@x.example",)]),
        ("key,first_name\ncustomer_id:7,Ann\n", [("customer_id:7",)]),
        (
            "Name;Customer no.;E-mail\nAnn;7;a@x.example\nBob;8;\n",
            [("customer_id:7", "email:a@x.example"), ("customer_id:8",)],
        ),
        ("customer_id\n17.0\n", [("customer_id:17.0", "customer_id:17")]),
        ("a@x.example\nb@x.example\n", [("email:a@x.example",), ("email:b@x.example",)]),
    ],
)
def test_rows_are_keys(project: Project, tmp_path: Path, text: str, wanted: list[tuple[str, ...]]) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text)
    assert lists.keys_in(project, file) == wanted


def test_one_that_names_nobody_is_refused(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("city,colour\nParis,red\nLyon,blue\n")
    with pytest.raises(Problem, match=r"list\.csv"):
        lists.keys_in(project, file)

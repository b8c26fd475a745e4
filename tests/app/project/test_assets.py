"""Pictures that the project keeps: found by address, path or name, and exchanged under the same name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.project import Change, Project, assets


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill") as made:
        yield made


def test_a_picture_is_found_by_its_address_its_path_or_its_name(project: Project) -> None:
    assets.keep(
        project,
        {
            "https://a.example/x/one.png?v=2": ("image/png", b"whole"),
            "x/two.png": ("image/png", b"path"),
            "thrée.jpg": ("image/jpeg", b"\x00name"),
        },
    )
    assert assets.find(project, "https://a.example/x/one.png?v=2") == ("image/png", b"whole")
    assert assets.find(project, "https://b.example/x/two.png?w=20") == ("image/png", b"path")
    assert assets.find(project, "https://c.example/some/where/thr%C3%A9e.jpg") == ("image/jpeg", b"\x00name")
    assert assets.find(project, "https://a.example/x/one.png") is None
    assert assets.find(project, "") is None


def test_the_most_particular_name_is_taken(project: Project) -> None:
    assets.keep(project, {"two.png": ("image/png", b"name"), "x/two.png": ("image/png", b"path")})
    assert assets.find(project, "https://b.example/x/two.png") == ("image/png", b"path")
    assert assets.find(project, "https://b.example/y/two.png") == ("image/png", b"name")


def test_the_same_name_is_exchanged_and_told_of(project: Project) -> None:
    told: list[frozenset[Change]] = []
    project.subscribe(told.append)
    assets.keep(project, {"a.png": ("image/png", b"old")})
    assets.keep(project, {"a.png": ("image/webp", b"new")})
    assets.keep(project, {})
    assert assets.find(project, "a.png") == ("image/webp", b"new")
    assert told == [frozenset({Change.TEMPLATES})] * 2

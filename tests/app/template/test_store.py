"""Templates kept in a project: one name whatever its case, every version, nothing that cannot be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app import template as templates
from app.domain.problems import NotFound, TemplateProblem
from app.project import Change, Project
from app.template import Template
from storage.file import models


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill") as made:
        yield made


def test_a_template_comes_back_as_it_was_kept(project: Project) -> None:
    given = Template("Spring", "Hi {{ first_name }}", "Look", "<p>é {{ city }}</p>\n", "text")
    kept = templates.save(project, given)
    assert kept.version == 1
    assert templates.get(project, "spring") == kept
    assert [each.name for each in templates.all_of(project)] == ["Spring"]


def test_saving_again_makes_a_version_only_where_something_changed(project: Project) -> None:
    heard: list[frozenset[Change]] = []
    templates.save(project, Template("Spring", "a", "", "1"))
    project.subscribe(heard.append)
    assert templates.save(project, Template("Spring", "a", "", "1")).version == 1
    assert heard == []
    assert templates.save(project, Template("SPRING", "a", "", "2")).version == 2
    assert heard == [frozenset({Change.TEMPLATES})]
    found = templates.versions(project, "Spring")
    assert [(each.version, each.body) for each, _ in found] == [(2, "2"), (1, "1")]
    assert found[0][1] >= found[1][1] > 0
    assert [each.name for each in templates.all_of(project)] == ["SPRING"]


def test_what_cannot_be_read_is_kept_only_as_a_draft(project: Project) -> None:
    broken = Template("Spring", "", "", "{% if %}")
    with pytest.raises(TemplateProblem):
        templates.save(project, broken)
    assert templates.all_of(project) == []
    templates.save(project, broken, draft=True)
    assert templates.get(project, "Spring").body == "{% if %}"


def test_names_can_be_changed_but_not_taken_twice(project: Project) -> None:
    templates.save(project, Template("A", "", "", "a"))
    templates.save(project, Template("B", "", "", "b"))
    with pytest.raises(TemplateProblem, match="taken"):
        templates.rename(project, "A", "b")
    templates.rename(project, "A", "a")
    templates.rename(project, "a", "C")
    assert [each.name for each in templates.all_of(project)] == ["B", "C"]
    with pytest.raises(TemplateProblem, match="name"):
        templates.save(project, Template(" ", "", "", ""))


def test_deleting_takes_the_versions_too(project: Project) -> None:
    templates.save(project, Template("A", "", "", "1"))
    templates.save(project, Template("A", "", "", "2"))
    templates.remove(project, "a")
    with pytest.raises(NotFound, match="none yet"):
        templates.get(project, "A")
    assert templates.save(project, Template("A", "", "", "3")).version == 1
    assert len(templates.versions(project, "A")) == 1


def test_a_deletion_is_undone_whole(project: Project) -> None:
    templates.save(project, Template("First", "", "", "x"))
    templates.save(project, Template("A", "s", "p", "1"))
    templates.save(project, Template("A", "s", "p", "2", "text"))
    number, before = number_of(project, "A"), templates.versions(project, "A")
    gone = templates.remove(project, "a")
    assert gone.name == "A"
    templates.put_back(project, gone)
    assert templates.versions(project, "A") == before
    assert number_of(project, "A") == number  # campaigns know it by its number


def test_a_deletion_is_undone_though_its_number_was_given_away(project: Project) -> None:
    templates.save(project, Template("A", "", "", "1"))
    templates.save(project, Template("A", "", "", "2"))
    gone = templates.remove(project, "A")
    other = templates.save(project, Template("B", "", "", "b"))
    templates.put_back(project, gone)
    assert templates.get(project, "B") == other
    assert [each.body for each, _ in templates.versions(project, "A")] == ["2", "1"]


def test_a_deletion_is_not_undone_over_another_of_its_name(project: Project) -> None:
    templates.save(project, Template("A", "", "", "1"))
    gone = templates.remove(project, "A")
    templates.save(project, Template("a", "", "", "other"))
    with pytest.raises(TemplateProblem, match="called “A” again"):
        templates.put_back(project, gone)
    assert templates.get(project, "A").body == "other"


def number_of(project: Project, name: str) -> int:
    with project.read() as connection:
        return int(connection.scalars(select(models.template.c.id).where(models.template.c.name == name)).one())


def test_aliases_are_converted_in_every_part() -> None:
    given = Template("A", "{{ FirstName }}", "{{ FNAME | upper }}", "{{ customer.segment }}", None)
    made, renamed = templates.convert(given)
    assert made == Template("A", "{{ first_name }}", "{{ first_name | upper }}", "{{ segment }}", None)
    assert renamed == {"FirstName": "first_name", "FNAME": "first_name", "customer.segment": "segment"}


def test_a_template_is_written_with_others_as_the_next_version(project: Project) -> None:
    templates.save(project, Template("Hello", "", "", "<p>1</p>"))
    with project.write("Together", {Change.TEMPLATES}) as connection:
        templates.store.put(connection, Template("HELLO", "", "", "<p>2</p>"))
        templates.store.put(connection, Template("New", "", "", "<p>3</p>"))
    assert [(one.name, one.version) for one in templates.all_of(project)] == [("HELLO", 2), ("New", 1)]
    assert [one.body for one, _ in templates.versions(project, "Hello")] == ["<p>2</p>", "<p>1</p>"]

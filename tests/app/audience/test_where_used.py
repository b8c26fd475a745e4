"""Where a segment is used: in rules, in plans under whatever name, and in templates of any language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app import campaign
from app.audience import segments, where_used
from app.domain.problems import Problem
from app.project import Change, Project
from app.template import store as templates
from app.template.prepared_template import Template
from storage.file import models

PARIS = {"trait": "city", "op": "is", "value": "Paris"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.quill") as made:
        for name in ("A", "B", "C"):
            segments.save(made, name, PARIS)
        yield made


def used(project: Project, name: str) -> list[str]:
    return [str(one) for one in where_used.of(project, segments.get(project, name))]


def _plan(project: Project, plan: dict[str, Any]) -> None:
    with project.write("plan", {Change.CAMPAIGNS}) as connection:
        values = {"name": "Spring", "name_folded": "spring", "plan": plan, "created_at": 0, "changed_at": 0}
        connection.execute(insert(models.campaign).values(**values))


@pytest.mark.parametrize(("key", "role"), [("include", "included"), ("exclude", "left out")])
def test_what_a_kept_campaign_names_is_in_use_under_whatever_name(project: Project, key: str, role: str) -> None:
    templates.save(project, Template("Spring", "Spring", "", "<p>Hello</p>"))
    plan = {"version": 1, "include": ["A"], "template": "Spring", "esp": "generic"}
    campaign.save(project, "Spring", plan | {key: ["B"]})
    assert used(project, "B") == [f"the campaign “Spring” ({role})"]
    assert used(project, "C") == []
    segments.rename(project, "B", "Bee")
    segments.rename(project, "C", "B")
    assert used(project, "Bee") == [f"the campaign “Spring” ({role})"]
    assert used(project, "B") == []


@pytest.mark.parametrize("key", ["include", "exclude"])
def test_a_plan_without_numbers_is_read_by_its_names(project: Project, key: str) -> None:
    _plan(project, {key: ["a"]})
    assert len(used(project, "A")) == 1


@pytest.mark.parametrize("key", ["segment", "entered", "left"])
def test_every_kind_of_condition_that_names_it_counts_wherever_it_stands(project: Project, key: str) -> None:
    segments.save(project, "D", {"all": [{"none": [{key: "A", "muted": True}]}, {key: "B"}, {key: "B"}]})
    assert used(project, "A") == used(project, "B") == ["the segment “D”"]
    assert used(project, "D") == []


@pytest.mark.parametrize(
    "body",
    [
        "{% if 'a' in segments %}x{% endif %}",
        "{% if segment == 'A' %}x{% endif %}",
        "{% if customer.segment == 'A' %}x{% endif %}",
    ],
)
def test_a_template_that_holds_its_name_against_segments_uses_it(project: Project, body: str) -> None:
    templates.save(project, Template("Mail", "S", "", f"<p>{body} B</p>"))
    assert used(project, "A") == ["the template “Mail”"]
    assert used(project, "B") == []
    with pytest.raises(Problem, match="the template “Mail”"):
        segments.delete(project, "A")


def test_content_segments_are_used_by_what_asks_for_the_segment(project: Project) -> None:
    segments.save(project, "A", PARIS, content=True)
    templates.save(project, Template("Mail", "S", "", "<p>{{ segment|default('x') }}</p>"))
    templates.save(project, Template("Draft", "S", "", "<p>{% if segment %}"), draft=True)
    assert used(project, "A") == ["the template “Mail” (as {{ segment }})"]
    assert used(project, "B") == []


def test_it_is_told_in_few_words(project: Project) -> None:
    segments.save(project, "D", {"segment": "A"})
    segments.save(project, "E", {"segment": "A"})
    _plan(project, {"include": ["A"]})
    every, kept = where_used.every(project), segments.get(project, "A")
    assert where_used.in_few_words(every[kept.id]) == "1 campaign, 2 segments"
    assert where_used.in_few_words(every[segments.get(project, "D").id]) == ""

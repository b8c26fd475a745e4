"""The rule that a command is about: named or in a file, never both and never neither."""

import argparse
import json
from pathlib import Path

import pytest

from app.audience import segments
from app.commands import which_rule
from app.domain.problems import NotFound, Problem
from app.project import Project

RULE = {"trait": "city", "op": "is", "value": "York"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "shop.quill")
    segments.save(project, "York", RULE)
    return project


def said(name: str | None = None, rule: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(name=name, rule=rule and str(rule))


def test_a_kept_segment_or_a_file(project: Project, tmp_path: Path) -> None:
    assert which_rule.by_name(said("york"), project) == {"segment": segments.get(project, "York").id}
    assert which_rule.itself(said("York"), project) == RULE
    file = tmp_path / "rule.json"
    file.write_text(json.dumps({"all": []}))
    assert which_rule.by_name(said(rule=file), project) == which_rule.itself(said(rule=file), project) == {"all": []}
    with pytest.raises(NotFound):
        which_rule.itself(said("Leeds"), project)
    project.close()


def test_just_one_of_the_two(project: Project, tmp_path: Path) -> None:
    for ask in (which_rule.by_name, which_rule.itself):
        with pytest.raises(Problem, match="not said"):
            ask(said(), project)
        with pytest.raises(Problem, match="said twice"):
            ask(said("York", tmp_path / "rule.json"), project)
    project.close()

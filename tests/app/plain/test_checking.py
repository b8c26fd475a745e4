"""Whether what was read can be kept, by the project and by the files themselves."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import plain
from app.audience import segments
from app.domain.progress import SILENT
from app.plain.checking import Ready, checked, sentences
from app.plain.reading import read
from app.project import Project
from app.template import store as templates

Edit = Callable[[str, Callable[[dict[str, Any]], object]], Ready]


@pytest.fixture
def edited(shop: Project, tmp_path: Path) -> Edit:
    """What is said of the shop's own files when one of them is changed, or made anew."""
    plain.export(shop, tmp_path / "out")

    def edit(path: str, change: Callable[[dict[str, Any]], object]) -> Ready:
        (file,) = (tmp_path / "out").glob(path)
        document = json.loads(file.read_bytes())
        change(document)
        file.write_text(json.dumps(document), "utf-8")
        return checked(shop, read(tmp_path / "out"), SILENT)

    return edit


def _names(things: list[plain.Thing]) -> list[str]:
    return [one.name for one in things]


def test_what_is_there_is_the_same_also_what_could_not_be_kept_anew(shop: Project, edited: Edit) -> None:
    templates.remove(shop, "Hello")
    ready = edited("templates/Unfinished/template.json", lambda said: said.pop("draft"))
    # The template that a campaign names is among the files.
    assert (ready.wrong, _names(ready.new), ready.changed) == ([], ["Hello"], [])
    assert len(ready.same) == 6


def test_another_order_of_keys_is_the_same(edited: Edit) -> None:
    ready = edited("segments/Buyers.json", lambda said: said["rule"]["all"].__setitem__(1, dict(
        reversed(said["rule"]["all"][1].items())
    )))  # fmt: skip
    assert (ready.new, ready.changed, ready.wrong) == ([], [], [])


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.update(note="other"),
        lambda said: said.update(content=False),
        lambda said: said.update(name="BUYERS"),
        lambda said: said["rule"]["all"][1].update(value=2),
        lambda said: said["rule"]["all"][1].update(muted=True),
    ],
)
def test_any_change_of_a_segment_is_one(edited: Edit, change: Callable[[dict[str, Any]], object]) -> None:
    ready = edited("segments/Buyers.json", change)
    assert [one.file for one in ready.changed] == ["segments/Buyers.json"]
    assert len(ready.rules) == 1


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        (
            "segments/Buyers.json",
            lambda said: said["rule"]["all"][1].update(trait="ordres"),
            "segments/Buyers.json: rule.all[1].trait: there is no trait",
        ),
        (
            "segments/Buyers.json",
            lambda said: said.update(rule={"segment": "CON"}),
            "segments/Buyers.json: rule: the segment “Buyers” would be defined by itself",
        ),
        (
            "segments/Buyers.json",
            lambda said: said.update(rule={"any": [{"muted": True, "segment": 2}]}),
            "segments/Buyers.json: rule: names a segment by its number (2)",
        ),
        (
            "templates/Hello/template.json",
            lambda said: said.update(language="perl"),
            "templates/Hello/template.json: language: There is no language of templates called “perl”",
        ),
        (
            "templates/Hello/template.json",
            lambda said: said.update(subject="{{ a"),
            "templates/Hello/template.json: subject, line 1",
        ),
        (
            "campaigns/Spring.json",
            lambda said: said["plan"].update(esp="nobody"),
            "campaigns/Spring.json: plan.esp: There is no ESP called “nobody”",
        ),
        (
            "campaigns/Spring.json",
            lambda said: said["plan"]["variants"][1].update(template="None such"),
            "campaigns/Spring.json: plan.variants[1].template: There is no template called “None such”",
        ),
        ("campaigns/Spring.json", lambda said: said["plan"].update(version=7), "campaigns/Spring.json: plan.version"),
    ],
)
def test_what_cannot_be_kept_is_told_with_file_and_place(
    edited: Edit, path: str, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    found = list(sentences(edited(path, change).wrong))
    # A circle is told of each that is in it.
    assert any(one.startswith(told) for one in found), found
    assert len(found) == (2 if "by itself" in told else 1)


def test_a_body_that_cannot_be_read_is_told_unless_it_is_called_a_draft(
    shop: Project, edited: Edit, tmp_path: Path
) -> None:
    (tmp_path / "out" / "templates" / "Hello" / "body.html").write_text("<p>\n{% if %}", "utf-8")
    (problem,) = edited("templates/Hello/template.json", lambda said: None).wrong
    assert problem.where.startswith("templates/Hello/body.html: body, line 2")
    assert "as a draft" in problem.remedy
    ready = edited("templates/Hello/template.json", lambda said: said.update(draft=True))
    assert (ready.wrong, _names(ready.changed)) == ([], ["Hello"])


def test_a_last_line_that_ends_or_not_and_other_line_ends_are_the_same(shop: Project, edited: Edit) -> None:
    kept = templates.get(shop, "Hello")
    assert "\r\n" in kept.body
    assert not kept.body.endswith("\n")
    assert "Hello" in _names(edited("templates/Hello/template.json", lambda said: None).same)


def test_one_that_rests_on_what_is_wrong_is_not_told_too(edited: Edit) -> None:
    assert len(edited("segments/Zero_*.json", lambda said: said.update(rule={"all": 3})).wrong) == 1


def test_files_may_rest_on_what_is_in_the_project_alone(shop: Project, edited: Edit, tmp_path: Path) -> None:
    segments.save(shop, "Unwritten", {"segment": "Buyers"})
    ready = edited("segments/Zero_*.json", lambda said: said.update(rule={"segment": "Unwritten"}))
    assert "by itself" in str(ready.wrong[0])
    ready = edited("segments/Zero_*.json", lambda said: said.update(rule={"none": []}))
    assert (ready.wrong, _names(ready.changed)) == ([], ["Zero: all"])


def test_what_is_switched_off_but_wrong_is_a_warning(edited: Edit) -> None:
    ready = edited("segments/_CON-*.json", lambda said: None)
    assert len(ready.warnings) == 1
    assert "Never was" in ready.warnings[0]


def test_a_name_in_other_capitals_is_followed_by_the_campaign(edited: Edit) -> None:
    ready = edited("segments/Buyers.json", lambda said: said.update(name="buyers"))
    assert (ready.wrong, _names(ready.changed)) == ([], ["buyers"])

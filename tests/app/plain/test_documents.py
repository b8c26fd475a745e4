"""What a project keeps, as files."""

import json

from app.domain.progress import SILENT
from app.plain.documents import files_of
from app.project import Project
from app.template import store as templates


def test_each_thing_has_its_file_in_the_projects_order(shop: Project) -> None:
    found = files_of(shop, SILENT)
    names = [path.rpartition("-")[0] or path for path in found]
    assert names == [
        "segments/Zero_ all", "segments/Buyers.json", "segments/_CON",
        "templates/Hello/template.json", "templates/Hello/body.html",
        "templates/Ready_soon", "templates/Ready_soon", "templates/Ready_soon",
        "templates/Unfinished/template.json", "templates/Unfinished/body.html", "campaigns/Spring.json",
    ]  # fmt: skip
    buyers = json.loads(found["segments/Buyers.json"])
    assert buyers["rule"]["all"][0] == {"segment": "Zero: all"}
    assert (buyers["note"], buyers["content"]) == ("of Buyers", True)
    assert found["templates/Hello/body.html"].count(b"\n") == 2
    assert json.loads(found["campaigns/Spring.json"])["plan"]["include"] == ["Buyers"]
    assert "ids" not in json.loads(found["campaigns/Spring.json"])["plan"]


def test_only_what_cannot_be_read_is_called_a_draft(shop: Project) -> None:
    found = files_of(shop, SILENT)
    drafts = [path for path in found if path.endswith("template.json") and "draft" in json.loads(found[path])]
    assert drafts == ["templates/Unfinished/template.json"]


def test_a_campaign_whose_template_is_gone_is_written_all_the_same(shop: Project) -> None:
    templates.remove(shop, "Hello")
    assert json.loads(files_of(shop, SILENT)["campaigns/Spring.json"])["plan"]["template"] == "Hello"

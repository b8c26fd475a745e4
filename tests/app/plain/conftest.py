"""A small project with segments that rest on one another, templates and a campaign."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import campaign
from app.audience import segments
from app.project import Project
from app.template import Template
from app.template import store as templates
from tests.copies import copy_of

RULES = {
    "Zero: all": {"all": []},
    "Buyers": {"all": [{"segment": "Zero: all"}, {"trait": "orders", "op": ">=", "value": 1}]},
    "CON": {"none": [{"segment": "Buyers"}, {"muted": True, "segment": "Never was"}]},
}
BODY = "<p>Hi {{ first_name | default('there', true) }}</p>\r\n<p>{{ unsubscribe_url }}</p>"
MJML = "<mjml><mj-body><mj-section><mj-column><mj-text>Hi</mj-text></mj-column></mj-section></mj-body></mjml>\n"
PLAN = {
    "version": 1,
    "include": ["Buyers"],
    "exclude": ["CON"],
    "template": "Hello",
    "esp": "klaviyo",
    "holdout": {"share": 0.1, "seed": "spring"},
    "variants": [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "template": "Ready/soon"}],
}


def fill(project: Project) -> None:
    """Keep three segments, three templates and a campaign."""
    for name, rule in RULES.items():
        segments.save(project, name, rule, note=f"of {name}", content=name == "Buyers")
    templates.save(project, Template("Hello", "Hi {{ first_name }}", "Soon", BODY))
    templates.save(project, Template("Ready/soon", "Soon", "", MJML, "In words\n"))
    templates.save(project, Template("Unfinished", "", "", "<p>{% if %}</p>"), draft=True)
    campaign.save(project, "Spring", PLAN)


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "shop.quill"
    with Project.create(path) as project:
        fill(project)
    return path


@pytest.fixture(scope="session")
def bare_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a project with nothing in it."""
    path = tmp_path_factory.mktemp("bare") / "bare.quill"
    Project.create(path).close()
    return path


@pytest.fixture
def shop(_filled: Path, tmp_path: Path) -> Iterator[Project]:
    """The project, a copy of its own."""
    with Project.open(copy_of(_filled, tmp_path / "shop.quill")) as project:
        yield project


@pytest.fixture
def bare(bare_file: Path, tmp_path: Path) -> Iterator[Project]:
    """A project with nothing in it."""
    with Project.open(copy_of(bare_file, tmp_path / "bare.quill")) as project:
        yield project


@pytest.fixture
def content() -> Callable[[Path], dict[str, bytes]]:
    """What stands in the files of a folder, by their paths in it."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }

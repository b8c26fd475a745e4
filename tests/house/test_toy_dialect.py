"""An ESP is one module and one profile: a toy from outside goes through chooser, compile, check and export."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

import app.template.dialects
import resources
from app.command_line import run
from app.project import Project
from app.template import Template, esp_names
from app.template import store as templates
from app.template.esp_profile import profile_of
from tests.ui.conftest import wait, window  # noqa: F401
from tests.ui.panes.conftest import readers, readers_once  # noqa: F401
from ui.panes.campaigns.pane import Campaigns
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker
from ui.widgets.value_popups import TextsPopup

MODULE = '''
from app.template.families.liquid import Liquid

class Sparrow(Liquid):
    """A small bird's newsletters."""

    name = "sparrow"
    links = {"unsubscribe_url": "{{ leave }}"}

    def computed_header(self, wish):
        return f"own_{wish}", f"bird.{wish}"

DIALECT = Sparrow()
'''
PROFILE = {
    "version": 1,
    "name": "sparrow",
    "title": "Sparrow",
    "headers": {"email": ["Nest", "nest"]},
    "limits": {"columns": 12, "there": ["Nest box"], "holder": "aviary"},
    "lists": "pipe",
    "moments": "iso",
    "byte_order_mark": True,
    "file_bytes": None,
    "upload": ["Send {contacts} with the pigeon: {consent}. {fields}", "Hang up {templates}."],
    "variants": "Ask `{variant}`.",
    "keeps_out": [{"stem": "cats", "header": "Nest", "bounced": None}],
}
BODY = """<html><body>
<p>Hello {{ first_name | default("there", true) }}, {{ first_name | title }},</p>
<p>{% if city == "Leeds" %}Shall we meet?{% elif city %}Come to us.{% else %}Write to us.{% endif %}</p>
<p><a href="{{ unsubscribe_url }}">Leave</a> {{ sender.postal_address }}</p>
</body></html>
"""


@pytest.fixture
def sparrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An ESP's module and profile, beside those that the program brings."""
    folder = tmp_path / "outside"
    (folder / "esp").mkdir(parents=True)
    (folder / "sparrow.py").write_text(MODULE)
    (folder / "esp" / "sparrow.json").write_text(json.dumps(PROFILE))
    with monkeypatch.context() as patch:
        patch.setattr(app.template.dialects, "__path__", [*app.template.dialects.__path__, str(folder)])
        patch.setattr(resources, "__path__", [*resources.__path__, str(folder)])
        app.template.dialects.dialects.cache_clear()
        yield
    sys.modules.pop("app.template.dialects.sparrow", None)
    app.template.dialects.dialects.cache_clear()
    profile_of.cache_clear()


@pytest.fixture
def nest(readers: Path, sparrow: None) -> Path:  # noqa: F811
    with Project.open(readers) as project:
        templates.save(project, Template("Song", "For {{ first_name }}", "Soon", BODY))
    return readers


def asked(*words: str) -> Any:
    out = io.StringIO()
    assert run([*words, "--json"], out=out) == 0
    return json.loads(out.getvalue())


def test_the_command_line_lists_it_and_compiles_for_it(nest: Path, tmp_path: Path, capsys: Any) -> None:
    assert esp_names() == ["generic", "klaviyo", "mailchimp", "sparrow"]
    assert run(["template", "compile", "--help"]) == 0
    assert "klaviyo, mailchimp, sparrow" in " ".join(capsys.readouterr().out.split())
    made = asked("template", "compile", str(nest), "Song", "--esp", "sparrow", "--out", str(tmp_path / "out"))
    sent = (tmp_path / "out" / "template.html").read_text("utf-8")
    assert "Hello {{ bird.first_name | default: 'there' | escape }}" in sent
    assert "{% if bird.city == 'Leeds' %}Shall we meet?{% elsif bird.city != nil and bird.city != '' %}Come" in sent
    assert '<a href="{{ leave }}">' in sent
    assert (tmp_path / "out" / "subject.txt").read_text("utf-8") == "For {{ bird.first_name }}"
    [computed] = made["computed_columns"]
    assert computed == {
        "header": "own_first_name_text",
        "from": "first_name | title",
        "computed_because": "Sparrow's “title” is missing or works otherwise",
    }
    assert made["unsupported"] == []


def test_what_it_lacks_is_said_of_it(nest: Path, tmp_path: Path) -> None:
    with Project.open(nest) as project:
        templates.save(project, Template("View", "x", "", '<a href="{{ view_in_browser_url }}">See</a>'))
    made = asked("template", "compile", str(nest), "View", "--esp", "sparrow", "--out", str(tmp_path / "out"))
    assert set(made["unsupported"]) == {"line 1: Sparrow has no view_in_browser_url"}


def choose(pane: Campaigns, qtbot: QtBot, field: str, name: str) -> None:
    qtbot.mouseClick(pane.plan_card.fields[field], Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, Picker)
    qtbot.keyClicks(found.search, name)
    qtbot.keyClick(found.search, Qt.Key.Key_Return)


def include(pane: Campaigns, qtbot: QtBot, name: str) -> None:
    qtbot.mouseClick(pane.plan_card.fields["include"], Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, TextsPopup)
    item = next(one for row in range(found.list.count()) if (one := found.list.item(row)).text() == name)
    item.setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(found.done, Qt.MouseButton.LeftButton)


def test_the_window_offers_checks_and_exports_it(
    nest: Path,
    window: MainWindow,  # noqa: F811
    wait: Callable[..., None],  # noqa: F811
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.projects.open(nest, lambda: window.go_to("campaigns"))
    assert settle(window, lambda: isinstance(window.host.current(), Campaigns))
    pane = window.host.current()
    assert isinstance(pane, Campaigns)
    pane.new_button.click()
    wait()
    choose(pane, qtbot, "template", "Song")
    include(pane, qtbot, "Gold")
    choose(pane, qtbot, "esp", "Sparrow")
    wait(lambda: pane.checks.verdict.text() != "")
    name = pane.name_field.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(pane.export_button, Qt.MouseButton.LeftButton)
    wait(lambda: bool(pane.exporting.folder))
    folder = Path(pane.exporting.folder)
    window.projects.leave()
    wait()

    verdict = asked("campaign", "check", str(nest), name)
    assert verdict["ready"]
    rows = (folder / "contacts.csv").read_bytes()
    assert rows.startswith(b"\xef\xbb\xbfNest,own_first_name,")
    assert (folder / "cats.csv").read_text("utf-8").splitlines() == ["Nest", "r05@example.com"]
    upload = (folder / "UPLOAD.md").read_text("utf-8")
    assert "uploading to Sparrow" in upload
    assert "An aviary has room for 12 fields, of which 1 are there from the start" in upload
    assert "{{ leave }}" in (folder / "template.html").read_text("utf-8")


def test_every_module_there_goes_by_its_name_and_has_a_profile(checkout: Path) -> None:
    found = app.template.dialects.dialects()
    assert {name: one.name for name, one in found.items()} == {name: name for name in found}
    kept = {file.stem for file in (checkout / "resources" / "esp").glob("*.json")}
    assert kept == set(found)
    assert {one.profile.name for one in found.values()} == kept

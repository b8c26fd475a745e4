"""A language of templates is one object: a toy from outside goes through all that is done with templates."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import app.template.languages
from app.command_line import run
from app.project import Project
from app.template import Template, convert, get, language_names, lint_template
from tests.ui.conftest import wait, window  # noqa: F401
from tests.ui.panes.conftest import readers, readers_once  # noqa: F401
from ui.panes.templates.pane import Templates
from ui.shell.window import MainWindow

MODULE = r'''
import re
from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.fields import canonical
from app.template.language import Language
from app.template.source_signs import Signs

PIECE = re.compile(r"~\((.*?)\)~|~\[(.*?)\]~", re.DOTALL)

class Tilde(Language):
    """~( field, words instead )~ and ~[ if field ]~ … ~[ end ]~; whatever is known is true, 0 too."""

    name = "tilde"
    title = "Tilde"
    signs = Signs(("~(", ")~"), ("~[", "]~"))
    hints = {"today": "the day of the owl"}

    def read(self, source):
        bodies, asked, at = [[]], [], 0
        for found in PIECE.finditer(source):
            line = source.count("\n", 0, found.start()) + 1
            if found.start() > at:
                bodies[-1].append(t.Text(source[at : found.start()], source.count("\n", 0, at) + 1))
            at = found.end()
            words = (found[2] or "").split()
            if found[1] is not None:
                bodies[-1].append(t.Output(self._value(found[1], line), line))
            elif words[:1] == ["if"] and len(words) == 2:
                asked.append(t.Branch(self._value(words[1], line), (), line))
                bodies.append([])
            elif words == ["end"] and asked:
                branch = asked.pop()
                body = tuple(bodies.pop())
                bodies[-1].append(t.If((t.Branch(branch.test, body, branch.line),), branch.line))
            else:
                said = f"“{' '.join(words)}” is no Tilde"
                raise TemplateProblem(said, "", "Write ~[ if x ]~ or ~[ end ]~.", line=line)
        rest = (t.Text(source[at:], source.count("\n", 0, at) + 1),) if source[at:] else ()
        return t.Tree((*bodies[0], *rest))

    def _value(self, written, line):
        name, comma, words = written.strip().partition(",")
        first, *parts = name.split(".")
        found = canonical(first)
        of = t.Name(found, line, first if found != first else "")
        for part in parts:
            of = t.Attr(of, part, line)
        return t.Filter(of, "default", (t.Const(words.strip(), line),), (), line) if comma else of

    def write(self, expr):
        match expr:
            case t.Name(name):
                return name
            case t.Attr(of, part):
                return f"{self.write(of)}.{part}"
            case t.Filter(of, "default", (t.Const(words),)):
                return f"{self.write(of)}, {words}"
            case t.Test(of, "defined"):
                return self.write(of)
        return "…"

    def holds(self, expr):
        return t.Test(expr, "defined", (), expr.line)

    def renamed(self, source, names):
        def put(found):
            return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), found[0])
        return PIECE.sub(put, source)

LANGUAGE = Tilde()
'''
BODY = """<html><body>
<p>Hello ~( first_name, there )~, {{ braces }} are plain here.</p>
<p>~[ if orders ]~We have counted your orders.~[ end ]~</p>
<p><a href="https://shop.example/?to=~( city )~">Go</a></p>
<p><a href="~( unsubscribe_url )~">Leave</a> ~( sender.postal_address )~</p>
</body></html>
"""


@pytest.fixture
def tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language's module, beside those that the program brings."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "tilde.py").write_text(MODULE, "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(app.template.languages, "__path__", [*app.template.languages.__path__, str(folder)])
        app.template.languages.languages.cache_clear()
        yield
    sys.modules.pop("app.template.languages.tilde", None)
    app.template.languages.languages.cache_clear()


def asked(*words: str) -> Any:
    out = io.StringIO()
    assert run([*words, "--json"], out=out) == 0
    return json.loads(out.getvalue())


@pytest.fixture
def kept(readers: Path, tilde: None, tmp_path: Path) -> Path:  # noqa: F811
    """The readers' project with a template in Tilde, saved by the command line."""
    (tmp_path / "body.html").write_text(BODY, "utf-8")
    words = ("--body", str(tmp_path / "body.html"), "--language", "tilde", "--subject", "For ~( first_name, you )~")
    made = asked("template", "save", str(readers), "Owl", *words)
    assert made["fields"] == ["first_name", "orders", "city", "unsubscribe_url", "sender"]
    return readers


def test_it_is_kept_rendered_and_checked(kept: Path) -> None:
    assert language_names() == ["jinja", "handlebars", "liquid", "tilde"]
    assert asked("template", "show", str(kept), "Owl")["language"] == "tilde"
    nobody = asked("template", "render", str(kept), "Owl", "--for", "r01@example.com")
    assert nobody["subject"] == "For you"
    assert "Hello there, {{ braces }} are plain here." in nobody["html"]
    assert {one["field"] for one in nobody["fallbacks"]} == {"first_name"}
    found = asked("template", "check", str(kept), "Owl")
    assert found["recipients"] == 12
    assert not any("unsubscribe" in one["code"] for one in found["findings"])


def test_what_is_true_is_what_it_says(kept: Path) -> None:
    shown = asked("template", "render", str(kept), "Owl", "--for", "r02@example.com")["html"]
    assert "We have counted" in shown  # nobody has an order, and in Tilde 0 is true
    with Project.open(kept) as project:
        from app.mailing import render_one

        jinja = Template("J", "x", "", "<p>{% if orders %}We have counted{% endif %}</p>")
        assert "We have counted" not in render_one(project, jinja, "r02@example.com").html


def test_its_mistakes_are_told_in_its_own_words(kept: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "wrong.html").write_text("a\n~[ while x ]~")
    wrong = ["template", "save", str(kept), "Wrong", "--body", str(tmp_path / "wrong.html")]
    assert run([*wrong, "--language", "tilde"]) == 1
    assert "“while x” is no Tilde" in capsys.readouterr().err
    assert run([*wrong, "--language", "owlish"]) == 1
    said = "Templates in owlish cannot be read. Write the template in Jinja2 or Handlebars or Liquid or Tilde."
    assert said in capsys.readouterr().err
    bare = Template("B", "x", "", "~( FNAME )~ { first_name } ~[ if ciyt ]~x~[ end ]~", language="tilde")
    said = " ".join(one.message for one in lint_template(bare, {"first_name"}))
    assert "use ~( unsubscribe_url )~" in said
    assert "use ~( sender.address )~" in said
    assert "write ~( first_name )~" in said
    assert "did you mean “city”" in said
    assert convert(bare)[0].body.startswith("~( first_name )~ {")


@pytest.mark.parametrize(
    ("esp", "greeting"), [("klaviyo", "{{ first_name|default:'there' }}"), ("mailchimp", "*|FNAME|*")]
)
def test_it_compiles_to_what_an_esp_reads(kept: Path, tmp_path: Path, esp: str, greeting: str) -> None:
    made = asked("template", "compile", str(kept), "Owl", "--esp", esp, "--out", str(tmp_path / "out"))
    assert greeting in (tmp_path / "out" / "template.html").read_text("utf-8")
    sources = {one["from"] for one in made["computed_columns"]}
    assert "orders" in sources  # as the condition was written, not as the tree has it
    assert made["unsupported"] == []


def test_the_editor_knows_its_signs(
    kept: Path,
    window: MainWindow,  # noqa: F811
    wait: Callable[..., None],  # noqa: F811
) -> None:
    window.projects.open(kept, lambda: window.go_to("templates"))
    wait(lambda: isinstance(window.host.current(), Templates))
    pane = window.host.current()
    assert isinstance(pane, Templates)
    pane.open_template("Owl")
    wait(lambda: pane.name == "Owl" and bool(pane.recipients.fields))
    assert pane.editor.hint.text() == "or type ~("
    assert pane.recipients.fields["today"].endswith("the day of the owl")
    source = pane.editor.source
    source.setFocus()
    source.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(source, "~(last_n")
    assert source.completion.offered()[:1] == ["last_name"]
    source.completion.take("last_name")
    assert source.toPlainText().startswith("~( last_name )~<html>")
    QApplication.processEvents()
    wait()
    window.projects.leave()
    wait()
    with Project.open(kept) as project:
        assert get(project, "Owl").body.startswith("~( last_name )~<html>")
        assert get(project, "Owl").language == "tilde"

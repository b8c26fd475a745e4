"""Templates of any length are prepared in time that grows as they do, and whoever waits for one can stop it."""

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app import command_line
from app.domain.problems import TemplateProblem
from app.domain.progress import Cancelled, Progress
from app.mailing.render import check, render_one
from app.project import Project
from app.template.linting import lint_template
from app.template.prepared_template import Template, prepare, stoppable
from app.template.store import all_of

GROWING: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "<!-- a -->" * n,
    "comments before other elements": lambda n: "<!-- a --> " * n + "<mjmlx>",
    "conditional comments": lambda n: "<!--[if mso]>x<![endif]-->" * n,
    "addresses in CSS": lambda n: "<style>p{a:" + "url(" * n + "}</style><p>x</p>",
    "at-rules": lambda n: "<style>" + "@media x{" * n + "</style><p>x</p>",
    "strings in CSS": lambda n: "<style>" + '"\\' * n + "</style><p>x</p>",
    "unclosed tags": lambda n: '<a href="' * n,
    "signs": lambda n: "<" * n,
    "unclosed paragraphs": lambda n: "<p>" * n,
    "ends": lambda n: "<div>" * 200 + "</b>" * n,
    "entities": lambda n: "&amp;&x" * n,
    "fields of others": lambda n: "[[ *| %% {% raw %}{{ {% endraw %}"[:12] * n,
    "placeholders": lambda n: "[First Name] " * n,
    "MJML": lambda n: "<mjml><mj-body>" + "<!-- <a " * n + "</mj-body></mjml>",
}
"""Sources by how often something stands in them."""


def _took(source: str) -> float:
    began = time.process_time()
    made = Template("x", "S", "", source)
    with contextlib.suppress(TemplateProblem):
        prepare(made)
    lint_template(made, {}, "")
    return time.process_time() - began


@pytest.mark.parametrize("kind", sorted(GROWING))
def test_preparing_takes_no_longer_a_piece_where_there_are_many(kind: str) -> None:
    small, large = _took(GROWING[kind](500)), _took(GROWING[kind](4_000))
    # Eight times as much; what grows with the square takes 64 times as long, what is worse never ends.
    assert large < 0.2 + 24 * small


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", sorted(GROWING))
def test_a_template_of_the_greatest_length_is_prepared_in_thirty_seconds(kind: str) -> None:
    assert _took(GROWING[kind](950_000 // len(GROWING[kind](2)) * 2)) < 30


LINK = "<a href='https://shop.example/{{ first_name }}?a={{ city }}'>x</a>"
FIELDS = f"<p>{{% if first_name %}}{LINK}{{% endif %}}</p>\n" * 700


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project with nothing in it."""
    Project.create(tmp_path / "empty.quill").close()
    return tmp_path / "empty.quill"


def _stopped_after(work: Callable[[Progress], object]) -> float:
    """Seconds that work goes on after it was asked to stop in its midst."""
    asked = threading.Event()
    timer = threading.Timer(0.15, asked.set)
    began = time.monotonic()
    timer.start()
    with pytest.raises(Cancelled):
        work(Progress(cancelled=asked.is_set))
    return time.monotonic() - began - 0.15


def test_preparing_stops_within_a_second() -> None:
    def work(progress: Progress) -> None:
        with stoppable(progress):
            prepare(Template("x", "S", "", FIELDS))

    assert _stopped_after(work) < 1


def test_checking_and_rendering_stop_while_the_template_is_prepared(empty: Path) -> None:
    template = Template("x", "S", "", FIELDS + "<!-- another -->")
    with Project.open(empty) as project:
        assert _stopped_after(lambda progress: check(project, template, [], progress)) < 1
        assert _stopped_after(lambda progress: render_one(project, template, "a@b.example", progress=progress)) < 1


def test_a_command_stops_where_somebody_says_so(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = tmp_path / "body.html"
    body.write_text(FIELDS + "<!-- a third -->", "utf-8")
    saw: list[str] = []

    def step(self: Progress, done: float, total: float, phrase: str) -> None:
        saw.append(phrase)
        raise Cancelled(phrase)

    monkeypatch.setattr(Progress, "step", step)
    words = ["template", "save", str(empty), "Large", "--body", str(body), "--subject", "S"]
    assert command_line.run(words) == 130
    assert "stopped" in capsys.readouterr().err
    assert saw == ["Preparing the template"]
    monkeypatch.undo()
    with Project.open(empty) as project:
        assert all_of(project) == []

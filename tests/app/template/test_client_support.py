"""What mail programs do not know of a source: recognised wherever it stands, told by those who read, each once."""

from pathlib import Path

import pytest

from app.template.client_support import MAIN_PROGRAMS, features, lint_clients, program_names, seen
from app.template.construct_markers import Skeleton, skeleton_of
from app.template.languages import language_of


def skeleton(source: str) -> Skeleton:
    return skeleton_of(language_of("jinja").parse(source))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ('<p style="display: flex">x</p>', "css-display-flex"),
        ('<p style="color:red;DISPLAY:inline-grid">x</p>', "css-display-grid"),
        ("<style>.a { position: absolute }</style>", "css-position"),
        ("<style>.a::before { content: 'x' }</style>", "css-pseudo-element-before"),
        ("<style>a:hover { color: red }</style>", "css-pseudo-class-hover"),
        (
            "<style>@media (prefers-color-scheme: dark) { a { color: red } }</style>",
            "css-at-media-prefers-color-scheme",
        ),
        ("<style>@font-face { font-family: X }</style>", "css-at-font-face"),
        ('<p style="width: calc(100% - 2px)">x</p>', "css-unit-calc"),
        ('<p style="margin-inline-start: 2px">x</p>', "css-margin-inline-start-end"),
        ('<p style="background: var(--x)">x</p>', "css-variables"),
        ('<td style="height: 50vh">x</td>', "css-unit-vh"),
        ("<video src='x'></video>", "html-video"),
        ('<input type="checkbox">', "html-input-checkbox"),
        ("<input>", "html-input-text"),
        ('<img src="https://x.example/a.webp?w=2" alt="">', "image-webp"),
        ('<img src="data:image/png;base64,AA" alt="">', "image-base64"),
        ('<p role="note">x</p>', "html-role"),
    ],
)
def test_a_feature_is_recognised(source: str, name: str) -> None:
    assert name in {one.name for one in seen(skeleton(source))}


def test_what_only_some_programs_read_is_no_fault() -> None:
    source = "<style>@media (min-width: 600px) { .a { display: flex } }</style><p style='display: block'>flex</p>"
    assert "css-display-flex" not in {one.name for one in seen(skeleton(source))}


def test_each_feature_once_with_its_line_and_whom_it_concerns() -> None:
    source = skeleton("<p>a</p>\n<p style='display:flex'>b</p><p style='display:flex'>c</p>\n<svg></svg>")
    told = [(one.code, one.line, one.message) for one in lint_clients(source, MAIN_PROGRAMS)]
    assert told[0] == ("client-support", 2, "display:flex is not known to Outlook (Windows)")
    assert [one[:2] for one in told] == [("client-support", 2), ("client-support", 3)]
    assert list(lint_clients(source, ["apple-mail.ios"])) == []


def test_what_makes_it_plainer_is_told_together() -> None:
    source = skeleton("<p style='border-radius: 3px; box-shadow: 0 0 2px red'>b</p>")
    (one,) = lint_clients(source, MAIN_PROGRAMS)
    assert (one.code, one.severity) == ("client-plainer", "note")
    assert "border-radius and box-shadow" in one.message


def test_the_tables_are_whole() -> None:
    assert len(features()) > 250
    assert set(MAIN_PROGRAMS) <= set(program_names())
    assert {one for feature in features() for one in feature.unknown_to} <= set(program_names())


def test_the_tables_are_those_of_the_source(shared_data: Path) -> None:
    told = {
        "css-display-flex": {"outlook.windows"},
        "image-webp": {"outlook.windows"},
        "css-variables": {"outlook.windows", "gmail.desktop-webmail", "yahoo.desktop-webmail"},
    }
    folder = shared_data / "caniemail" / "_features"
    for feature in features():
        assert (folder / f"{feature.name}.md").exists()
        assert told.get(feature.name, set()) <= feature.unknown_to

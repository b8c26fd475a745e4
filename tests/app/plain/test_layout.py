"""How files are written, and which can be ours."""

import json

import pytest

from app.plain.layout import can_be_ours, json_file, mark_of, ordered, text_file, unit_of


@pytest.mark.parametrize(
    "path", ["segments/VIPs.json", "campaigns/ü.json", "templates/a b/body.mjml", "templates/x/text.txt"]
)
def test_what_an_export_writes_can_be_ours(path: str) -> None:
    assert can_be_ours(path)


@pytest.mark.parametrize(
    "path",
    [
        "segments/../x.json", "/etc/passwd.json", "segments/.git.json", ".git/config", "README.md", "segments/",
        "templates/x/logo.png", "templates/../text.txt", "segments/a/b.json", "segments\\a.json", "segments/C:x.json",
        7, None,
    ],
)  # fmt: skip
def test_nothing_else_can(path: object) -> None:
    assert not can_be_ours(path)


def test_each_folder_has_its_mark() -> None:
    paths = ("segments/a.json", "templates/a/body.html", "campaigns/a.json", "quillwork.json")
    assert [mark_of(path) for path in paths] == ["segment", "template", "campaign", "plain files"]


def test_rules_have_one_order_whoever_wrote_them() -> None:
    rule = {"note": "n", "value": 3, "op": ">=", "where": [{"value": 1, "op": "=", "property": "sku"}], "event": "x"}
    assert json.dumps(ordered(rule)) == json.dumps(
        {"event": "x", "where": [{"property": "sku", "op": "=", "value": 1}], "op": ">=", "value": 3, "note": "n"}
    )


def test_files_are_utf_8_with_one_line_end() -> None:
    made = json_file("segment", {"name": "Zoë 😀 \ud83d"})
    assert made.endswith(b"}\n")
    assert b"\r" not in made
    assert "Zoë 😀 \\ud83d".encode() in made
    assert json.loads(made)["quillwork"] == "segment"
    assert text_file("\ufeffa\r\nb\rc") == b"a\nb\nc\n"
    assert (text_file(""), text_file("a\n")) == (b"", b"a\n")


def test_a_template_has_its_folder_for_itself() -> None:
    assert unit_of("templates/Hello/body.html") == unit_of("templates/Hello/template.json") == "templates/Hello"
    assert unit_of("segments/VIPs.json") == "segments/VIPs.json"

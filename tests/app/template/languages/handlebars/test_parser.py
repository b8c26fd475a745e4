"""Handlebars as its own specification and Mustache's have it: each case agrees, or is refused; nothing is silent."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.handlebars import LANGUAGE
from app.template.languages.handlebars.parser import parse
from tests.app.template.languages.conformance import Case, results

TABLE = {
    "basic": (62, 7),
    "blocks": (24, 2),
    "builtins": (13, 0),
    "data": (2, 1),
    "helpers": (1, 1),
    "mustache: comments": (12, 0),
    "mustache: delimiters": (0, 14),
    "mustache: dynamic-names": (0, 21),
    "mustache: inheritance": (0, 27),
    "mustache: interpolation": (37, 5),
    "mustache: inverted": (19, 3),
    "mustache: partials": (0, 12),
    "mustache: sections": (26, 4),
    "partials": (0, 54),
    "regressions": (15, 8),
    "whitespace-control": (26, 10),
}
"""By group how many of the cases agree, and how many are refused."""

CODE = {
    "basic": 21,
    "blocks": 13,
    "builtins": 28,
    "data": 19,
    "helpers": 85,
    "partials": 7,
    "regressions": 7,
    "strict": 22,
    "string-params": 8,
    "subexpressions": 18,
    "track-ids": 17,
    "mustache: lambdas": 10,
}
"""By group how many cases stand on code of theirs, or on options that make another language of it."""

NOT_OURS = {
    "a field's name is in small letters": ["GH-926: Depths and de-dupe"],
    "a list is printed with a comma and a space": ["GH-676: Using array in escaping mustache fails"],
    "a list has no holes": ["GH-1065: Sparse arrays"],
    "Mustache finds in a section what stands outside of it, and Handlebars does not": [
        "Parent contexts",
        "Variable test",
        "List Contexts",
        "Deeply Nested Contexts",
    ],
}
"""Cases that come out otherwise, by the reason, which the help says."""

_OPTIONS = ("compat", "ignoreStandalone", "strict", "assumeObjects", "knownHelpersOnly", "noEscape")


def _is_code(found: Any) -> bool:
    if isinstance(found, dict):
        return "!code" in found or "__tag__" in found or any(map(_is_code, found.values()))
    return isinstance(found, list) and any(map(_is_code, found))


def _needs_code(case: dict[str, Any]) -> bool:
    asked = any(case.get("compileOptions", {}).get(option) for option in _OPTIONS)
    theirs = ("helpers", "data", "decorators", "runtimeOptions")
    return asked or bool(case.get("runtimeOptions", {}).get("data")) or any(_is_code(case.get(each)) for each in theirs)


def _found(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((folder / "handlebars_spec" / "spec").glob("*.json")):
        # Those two say what another parser makes of a source on the way.
        if path.stem not in ("parser", "tokenizer"):
            yield from ((path.stem, each) for each in json.loads(path.read_text("utf-8")))
    for path in sorted((folder / "mustache_spec" / "specs").glob("*.json")):
        yield from (
            (f"mustache: {path.stem.strip('~')}", each) for each in json.loads(path.read_text("utf-8"))["tests"]
        )


def _cases(folder: Path) -> Iterator[Case]:
    for group, each in _found(folder):
        if not _needs_code(each):
            expected = None if "exception" in each else (each.get("expected", ""),)
            # What is not escaped is asked for where nothing is.
            mode = (
                "text" if "{{{" in each["template"] or "&" in each["template"] or "{{~{" in each["template"] else "html"
            )
            name = each.get("it") or each["name"]
            yield Case(group, name, each["template"], each.get("data"), expected, mode)  # type: ignore[arg-type]


def test_the_specifications_cases_agree_or_are_refused(shared_data: Path) -> None:
    found = results(LANGUAGE, _cases(shared_data))
    assert found.differ == {name for names in NOT_OURS.values() for name in names}
    assert found.table() == TABLE


def test_what_is_left_out_stands_on_code(shared_data: Path) -> None:
    left: dict[str, int] = {}
    for group, each in _found(shared_data):
        left[group] = left.get(group, 0) + _needs_code(each)
    assert {group: count for group, count in left.items() if count} == CODE


def test_what_the_specification_cannot_parse_is_refused(shared_data: Path) -> None:
    for each in json.loads((shared_data / "handlebars_spec" / "spec" / "parser.json").read_text("utf-8")):
        if "exception" in each:
            with pytest.raises(TemplateProblem):
                parse(each["template"])


def test_each_construct_becomes_its_node() -> None:
    source = "a{{FirstName}}{{#if vip}}b{{else if city}}c{{else}}d{{/if}}"
    source += "{{#each recommendations}}{{name}}{{../city}}{{/each}}"
    text, output, choice, loop = parse(source).body
    assert text == t.Text("a")
    assert output == t.Output(t.Name("first_name"))
    assert isinstance(choice, t.If)
    assert [branch.test for branch in choice.branches] == [t.Name("vip"), t.Name("city"), None]
    body = (t.Output(t.Attr(t.Name("item"), "name")), t.Output(t.Name("city")))
    assert loop == t.For("item", t.Name("recommendations"), None, body)


def test_the_place_in_an_outer_loop_is_kept_by_a_name() -> None:
    source = "{{#each recommendations as |a|}}{{#each interests}}{{@../index}}{{@index}}{{/each}}{{/each}}"
    (loop,) = parse(source).body
    assert isinstance(loop, t.For)
    assert loop.body[0] == t.Set("a_index0", t.Attr(t.Name("loop"), "index0"))


@pytest.mark.parametrize(
    ("source", "line", "column", "what", "remedy"),
    [
        ("a\n  {{ first_name", 2, 3, "A merge field is opened and not closed", "Close it with }}."),
        ("x {{#if a}}", 1, 3, "The if that begins there is not closed", "Close it with {{/if}}."),
        ("x {{/if}}", 1, 3, "There is no open block that “/if” could belong to", "Take it out"),
        ("{{#if a}}{{/each}}", 1, 10, "“{{/each}}” closes what is not open", "Close the if with {{/if}} first."),
        ("{{uper city}}", 1, 3, "There is no helper called “uper”", "Did you mean “upper”?"),
        ("{{#if a b}}{{/if}}", 1, 7, "A template cannot use if with other than one value", "(and a b)"),
        ("{{> header}}", 1, 1, "A template cannot use a partial", "Put its text into this template."),
        ("{{a.__proto__}}", 1, 5, "“__proto__” begins with an underscore", "No merge field does."),
        ("{% if a %}{{#if %}", 1, 17, "“{%” is Jinja or Liquid", "{{#if … }}"),
        ("{{'x}}", 1, 3, "A quote is opened and not closed", "Close it"),
        ("{{}}", 1, 1, "There is nothing between the braces", "{{first_name}}"),
        ("{{../x}}", 1, 3, "A template cannot use ../ above the top", "Take it out."),
        ("{{" + "(" * 300 + "}}", 1, 3, "“(” cannot stand there", "A field’s name has to stand there."),
        ("{{not " + "(not " * 70 + "a" + ")" * 70 + "}}", 1, 307, "nested too deeply", "Take them apart."),
    ],
)
def test_what_cannot_be_read_is_said_so_that_it_can_be_mended(
    source: str, line: int, column: int, what: str, remedy: str
) -> None:
    with pytest.raises(TemplateProblem) as caught:
        parse(source)
    found = caught.value
    assert (found.line, found.column) == (line, column)
    assert what in found.what
    assert remedy in found.remedy

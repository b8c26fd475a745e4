"""Liquid as its suite of golden cases has it: each agrees to the sign, or is refused; nothing is silently different."""

import json
from pathlib import Path

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.liquid import LANGUAGE
from app.template.languages.liquid.parser import parse
from tests.app.template.languages.conformance import Case, results

TABLE = {
    "blank and empty": (22, 18),
    "filters: abs": (12, 1),
    "filters: append": (5, 2),
    "filters: at least": (12, 2),
    "filters: at most": (10, 2),
    "filters: base64 decode": (0, 5),
    "filters: base64 encode": (0, 5),
    "filters: base64 url safe decode": (0, 5),
    "filters: base64 url safe encode": (0, 5),
    "filters: capitalize": (4, 1),
    "filters: ceil": (10, 1),
    "filters: compact": (0, 6),
    "filters: concat": (0, 9),
    "filters: date": (1, 9),
    "filters: default": (16, 3),
    "filters: divided by": (14, 4),
    "filters: downcase": (3, 1),
    "filters: escape": (3, 1),
    "filters: escape once": (0, 5),
    "filters: find": (0, 13),
    "filters: find index": (0, 14),
    "filters: first": (7, 0),
    "filters: floor": (10, 1),
    "filters: has": (0, 22),
    "filters: join": (10, 1),
    "filters: last": (7, 0),
    "filters: lstrip": (3, 1),
    "filters: map": (3, 2),
    "filters: minus": (9, 1),
    "filters: modulo": (7, 3),
    "filters: newline to br": (5, 1),
    "filters: plus": (10, 1),
    "filters: prepend": (5, 2),
    "filters: reject": (15, 3),
    "filters: remove": (5, 2),
    "filters: remove first": (5, 2),
    "filters: remove last": (5, 2),
    "filters: replace": (7, 2),
    "filters: replace first": (7, 2),
    "filters: replace last": (6, 3),
    "filters: reverse": (4, 1),
    "filters: round": (11, 4),
    "filters: rstrip": (3, 1),
    "filters: size": (5, 1),
    "filters: slice": (13, 8),
    "filters: sort": (8, 2),
    "filters: sort natural": (8, 1),
    "filters: split": (14, 2),
    "filters: strip": (5, 1),
    "filters: strip html": (10, 1),
    "filters: strip newlines": (5, 1),
    "filters: sum": (10, 0),
    "filters: times": (7, 2),
    "filters: truncate": (8, 2),
    "filters: truncatewords": (14, 2),
    "filters: uniq": (7, 1),
    "filters: upcase": (3, 1),
    "filters: url decode": (3, 1),
    "filters: url encode": (3, 1),
    "filters: where": (7, 4),
    "identifiers": (10, 17),
    "illegal": (0, 4),
    "output": (35, 9),
    "range": (7, 5),
    "special": (13, 0),
    "tags: assign": (6, 1),
    "tags: capture": (2, 1),
    "tags: case": (11, 13),
    "tags: comment": (6, 5),
    "tags: cycle": (0, 12),
    "tags: decrement": (0, 2),
    "tags: doc": (4, 4),
    "tags: echo": (15, 0),
    "tags: for": (36, 32),
    "tags: if": (57, 9),
    "tags: ifchanged": (0, 5),
    "tags: include": (0, 17),
    "tags: increment": (0, 5),
    "tags: inline comment": (14, 3),
    "tags: liquid": (0, 16),
    "tags: raw": (5, 0),
    "tags: render": (0, 17),
    "tags: tablerow": (0, 15),
    "tags: unless": (11, 3),
    "whitespace control": (16, 0),
}
"""By group how many of the golden cases agree, and how many are refused."""

NOT_OUR_DATA = {
    "a field's name is in small letters": ["identifiers, ascii uppercase"],
    "a value stands on one line": [
        "filters, lstrip, left and right padded",
        "filters, lstrip, right padded",
        "filters, rstrip, left and right padded",
        "filters, rstrip, left padded",
        "filters, split, argument is a newline",
    ],
    "a list is printed with commas": ["tags, echo, dump an array from the global context"],
    "a merge field is no record, and none is printed with its braces": [
        "filters, first, first of a hash",
        "filters, last, array of things",
        "filters, replace, left value is an object",
        "filters, reverse, array of things",
        "filters, sort natural, incompatible types",
        "filters, uniq, unhashable items",
    ],
    "a list is of one kind, and Liquid stops or reads letters where it is not": [
        "filters, map, array containing a non object",
        "filters, map, left value not an array",
        "filters, map, nested arrays get flattened",
        "filters, reject, array containing an int, default value",
        "filters, reject, array containing null, default value",
        "filters, reject, array of strings, default value",
        "filters, reject, nested array of hashes gets flattened",
        "filters, reject, string input becomes a single element array, no match",
        "filters, sort, incompatible types",
        "filters, sum, nested ints",
        "filters, sum, properties arguments with non-hash items",
        "filters, where, left value is not an array",
    ],
}
"""Cases about data that no project holds, by what is so of every project's; the help says each."""


def _cases(folder: Path) -> list[Case]:
    found = json.loads((folder / "golden_liquid" / "golden_liquid.json").read_text("utf-8"))["tests"]
    return [
        Case(
            _group(each["name"]),
            each["name"],
            each["template"],
            each.get("data"),
            None if each.get("invalid") else tuple(each.get("results") or [each["result"]]),
            # The filter leaves to HTML what is escaped there anyhow.
            "html" if "escape" in each["template"] else "text",
        )
        for each in found
    ]


def _group(name: str) -> str:
    first, second, *_ = name.split(", ")
    return f"{first}: {second}" if first in ("tags", "filters") else first


def test_the_golden_cases_agree_or_are_refused(shared_data: Path) -> None:
    found = results(LANGUAGE, _cases(shared_data))
    assert found.differ == {name for names in NOT_OUR_DATA.values() for name in names}
    assert found.table() == TABLE


def test_each_construct_becomes_its_node() -> None:
    source = (
        "a{{ customer.FNAME }}{% if x %}b{% elsif y == 1 %}c{% else %}d{% endif %}"
        "{% for e in recommendations limit: 2 reversed %}{{ forloop.rindex }}{% endfor %}"
    )
    text, output, choice, loop = parse(source).body
    assert text == t.Text("a")
    assert output == t.Output(t.Name("first_name"))
    assert isinstance(choice, t.If)
    assert [branch.test for branch in choice.branches] == [
        t.Name("x"),
        t.Compare(t.Name("y"), (("==", t.Const(1)),)),
        None,
    ]
    some = t.Slice(t.Name("recommendations"), None, t.Const(2))
    place = t.Output(t.Attr(t.Name("loop"), "revindex"))
    assert loop == t.For("e", t.Filter(some, "backwards"), None, (place,))


def test_the_articles_template_reads_as_it_does_in_jinja() -> None:
    source = (
        "{% if customer.segment == 'HighEngagement' %}A{% elsif customer.segment == 'Low' %}B{% else %}C{% endif %}"
    )
    from app.template.languages.jinja import LANGUAGE as JINJA

    assert LANGUAGE.parse(source) == JINJA.parse(source.replace("elsif", "elif"))


@pytest.mark.parametrize(
    ("source", "line", "column", "what", "remedy"),
    [
        ("a\n  {{ first_name", 2, 3, "A merge field is opened and not closed", "Close it with }}."),
        ("{% if a", 1, 1, "A tag is opened and not closed", "Close it with %}."),
        ("x {% if a %}", 1, 3, "The if that begins there is not closed", "Close it with {% endif %}."),
        ("x {% endif %}", 1, 3, "There is nothing open that “endif” could belong to", "Take it out"),
        ("{% if a %}{% elif b %}{% endif %}", 1, 11, "There is no tag “elif”", "Write {% elsif … %}."),
        ("{{ city | upcse }}", 1, 11, "There is no filter called “upcse”", "Did you mean “upcase”?"),
        ("{{ a + b }}", 1, 6, "“+” cannot stand there", "Reckon with filters, as in {{ orders | plus: 1 }}."),
        ("{{ 'x }}", 1, 4, "A quote is opened and not closed", "Close it"),
        ("{{ }}", 1, 1, "There is nothing between the braces", "{{ first_name }}"),
        ("{{ a.__class__ }}", 1, 6, "“__class__” begins with an underscore", "No merge field does."),
        ("{% include 'x' %}", 1, 1, "A template cannot use the tag “include”", "Put its text into this template."),
        ("{% for a in (1..9999999) %}{% endfor %}", 1, 13, "A template cannot use such a range", "at most 100 apart"),
        ("{% if city == '' %}{% endif %}", 1, 12, "a comparison of a field with ''", "write == blank"),
        ("a\x00b", 1, 2, "The template holds a control character", "Delete it."),
        ("{{ a }}" * 11_000, 1, 70004, "over 10,000 fields", "Take it apart."),
        ("{% if a %}" * 20, 1, 121, "nested too deeply", "Take them apart."),
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

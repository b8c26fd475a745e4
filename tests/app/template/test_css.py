"""The tolerant reader of CSS."""

from typing import Any

import pytest

from app.template import css as reader
from app.template.construct_markers import rebuild, skeleton_of
from app.template.inline import inline_css
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Program


def rendered(source: str, context: dict[str, Any], *, inline: bool) -> str:
    skeleton = skeleton_of(parse(source))
    text, problem = inline_css(skeleton.text, skeleton) if inline else (skeleton.text, "")
    assert problem == ""
    return Program(rebuild(text, skeleton), "html", LANGUAGE).render(prepared_context(context), Run())


@pytest.mark.parametrize(
    "css",
    [
        "p{",
        "}p{color:red",
        "p{color:red;;;:}",
        "@media{p{",
        "/* p{",
        "p{background:url(a;b}",
        "p:is(a,b{}",
        ":{}",
        "p{a:'",
    ],
)
def test_css_that_is_broken_off_stays_harmless(css: str) -> None:
    assert rendered(f"<style>{css}</style><p>x</p>", {}, inline=True).endswith(">x</p>")


def test_rules_are_found_with_what_stands_inside_of_conditions() -> None:
    text = "/* p{} */ a, b:is(i,u) { color: red !important; background:url(x;y) }\n@media print { p { top: 0 } }"
    text += " @font-face { src: z }"
    first, second = reader.rules(text)
    assert (first.selectors, first.conditional) == (("a", "b:is(i,u)"), False)
    assert [(one.name, one.important) for one in first.declarations] == [("color", True), ("background", False)]
    assert text[first.declarations[1].start : first.declarations[1].end] == "background:url(x;y)"
    assert text[first.start : first.end].startswith("/* p{} */ a") or text[first.start : first.end].startswith("a")
    assert (second.selectors, second.conditional) == (("p",), True)


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("p", (0, 0, 1)),
        ("#a .b p", (1, 1, 1)),
        ("a:hover", (0, 1, 1)),
        ("[href='#x.y']", (0, 1, 0)),
        ("*", (0, 0, 0)),
        ("p::before", (0, 0, 2)),
        (":where(#a) p", (0, 0, 1)),
        (":not(.b)", (0, 1, 0)),
        ("ul li.x.y", (0, 2, 2)),
    ],
)
def test_how_specific_a_selector_is(selector: str, found: tuple[int, int, int]) -> None:
    """As Selectors Level 4 counts them, section 17."""
    assert reader.specificity(selector) == found


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("background", "background-color", True),
        ("color", "background-color", False),
        ("font", "line-height", True),
        ("all", "color", True),
        ("border-top", "border-color", True),
        ("border-top", "border-left", False),
        ("border-top-width", "border-color", False),
        ("border", "border-radius", False),
        ("top", "top", True),
        ("border-collapse", "border-collapse", True),
    ],
)
def test_whether_two_properties_set_something_in_common(one: str, other: str, common: bool) -> None:
    assert reader.overlap(one, other) is reader.overlap(other, one) is common


def test_importance_is_put_on_and_taken_off() -> None:
    assert reader.with_importance("color: red", important=True) == "color: red !important"
    assert reader.with_importance("color: red ! IMPORTANT ", important=True) == "color: red !important"
    assert reader.with_importance("color: red !important", important=False) == "color: red"

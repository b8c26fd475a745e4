"""Rules that stay beside inlined ones beat what they beat before."""

from typing import Any

from app.template.construct_markers import rebuild, skeleton_of
from app.template.inline import inline_css
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Program


def inlined(source: str) -> str:
    """The template source after inlining, its constructs in it again."""
    return rendered(source, {}, inline=True)


def rendered(source: str, context: dict[str, Any], *, inline: bool) -> str:
    skeleton = skeleton_of(parse(source))
    text, problem = inline_css(skeleton.text, skeleton) if inline else (skeleton.text, "")
    assert problem == ""
    return Program(rebuild(text, skeleton), "html", LANGUAGE).render(prepared_context(context), Run())


def test_a_rule_that_stays_keeps_its_force_over_what_was_inlined() -> None:
    made = inlined(
        "<style>p{color:red;top:0} .gold{color:gold} p:hover{left:1px} [data-ogsc] p{color:silver}"
        "@media (max-width:600px){p{color:blue;top:1px !important;right:0}}</style>"
        "<p class='{{ tier }}'>a</p><p style='color: teal'>b</p>"
    )
    style = made[made.index("<style>") : made.index("</style>")]
    assert ".gold{color:gold !important}" in style
    assert "p:hover{left:1px}" in style
    assert "[data-ogsc] p{color:silver !important}" in style
    assert "{p{color:blue !important;top:1px !important;right:0}}" in style
    assert "color: teal !important" in made


def test_what_is_not_touched_stays_as_it_was_written() -> None:
    source = "<style>p{color:red}@media print{i{top:0}}</style><p>a</p><b style='left:0'>b</b>"
    made = inlined(source)
    assert "@media print{i{top:0}}" in made
    assert '<b style="left:0">b</b>' in made
    assert "!important" not in made


def test_a_rule_that_lost_before_loses_after() -> None:
    made = inlined("<style>p:hover{color:red} .a{color:blue !important}</style><p class='a'>a</p>")
    assert "p:hover{color:red}" in made, "it never beat the important one"
    assert "color: blue !important" in made

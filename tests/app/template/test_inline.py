"""CSS inlined once means the same as CSS inlined for each recipient, and the rest of the source stays as it was."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import css_inline
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.template.construct_markers import rebuild, skeleton_of
from app.template.inline import inline_css
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Program

STYLE = """<style>
p { margin: 0; color: {{ brand }} } td { padding: 4px } .gold, #top { color: gold !important }
a { color: red } a:hover { color: blue } table .cell { border: 1px solid {{ brand }} }
@media (max-width: 600px) { p { font-size: 20px } }
</style>"""


class _Elements(HTMLParser):
    """Every element with its attributes, styles by property."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("html", "head", "body", "tbody", "style", "meta"):
            kept: dict[str, Any] = {name: value or "" for name, value in attrs}
            if "style" in kept:
                kept["style"] = _properties(kept["style"])
            self.found.append((tag, kept))


def _properties(style: str) -> dict[str, str]:
    """What a browser makes of a style: the last of a property holds, unless an earlier one is important."""
    made: dict[str, str] = {}
    for declaration in filter(str.strip, style.split(";")):
        name, _, value = declaration.partition(":")
        value = re.sub(r"\s+", " ", value.strip())
        if "!important" in value or "!important" not in made.get(name.strip(), ""):
            made[name.strip()] = value
    return {name: value.replace(" !important", "") for name, value in made.items() if value}


def elements(markup: str) -> list[tuple[str, dict[str, Any]]]:
    parser = _Elements()
    parser.feed(markup)
    return parser.found


def inlined(source: str) -> str:
    """The template source after inlining, its constructs in it again."""
    return rendered(source, {}, inline=True)


def rendered(source: str, context: dict[str, Any], *, inline: bool) -> str:
    skeleton = skeleton_of(parse(source))
    text, problem = inline_css(skeleton.text, skeleton) if inline else (skeleton.text, "")
    assert problem == ""
    return Program(rebuild(text, skeleton), "html", LANGUAGE).render(prepared_context(context), Run())


_CELLS = [
    "<tr><td class='cell'>{{ name }}</td></tr>",
    "{% if gold %}<tr><td style='width:{{ width }}px'>x</td></tr>{% endif %}",
    '{% for x in xs %}<tr><td class="cell"><p>{{ x }}</p></td></tr>{% endfor %}',
    '{# note #}<tr id=top><td><a href="https://x.example/?q={{ name }}&b=1">{{ name }}</a></td></tr>',
]


_BLOCKS = [
    "<p>Hi {{ name }}</p>",
    '<p style="color: {{ brand }}; {% if gold %}font-weight: bold{% endif %}">x</p>',
    '{% if gold %}<p class="gold">Gold</p>{% else %}<p>Plain</p>{% endif %}',
    "<p style='margin: 9px'>&nbsp;&copy; é</p>",
    "<a {% if gold %}href='https://gold.example'{% endif %}>go</a>",
    "<!-- {{ name }} --><!--[if mso]><p>Outlook</p><![endif]-->",
]


@settings(deadline=None, max_examples=80)
@given(
    cells=st.lists(st.sampled_from(_CELLS), max_size=4),
    blocks=st.lists(st.sampled_from(_BLOCKS), max_size=5),
    gold=st.booleans(),
    name=st.sampled_from(["Ann", "O'Neil & <Co>", '"', None]),
    xs=st.lists(st.sampled_from(["a", "<b>"]), max_size=3),
)
def test_rendering_after_inlining_is_inlining_after_rendering(
    cells: list[str], blocks: list[str], gold: bool, name: str | None, xs: list[str]
) -> None:
    source = f"<html><head>{STYLE}</head><body>{''.join(blocks)}<table>{''.join(cells)}</table></body></html>"
    context = {"gold": gold, "name": name, "xs": xs, "brand": "#123456", "width": 40}
    once = rendered(source, context, inline=True)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    each = inliner.inline(rendered(source, context, inline=False))
    assert elements(once) == elements(each)


def test_whatever_is_not_a_style_stays_byte_for_byte() -> None:
    source = (
        "<!DOCTYPE html>\n<BODY bgColor=white><TABLE>{% for x in xs %}<TR><td>{{ x }}</TABLE>"
        "<a href='a?b=1&c={{ x }}'>&nbsp;é</a><!--[if mso]><b>{{ x }}</b><![endif]--><br/>"
    )
    source += "{% endfor %}"
    skeleton = skeleton_of(parse(source))
    assert inline_css(skeleton.text, skeleton) == (skeleton.text, "")
    styled = skeleton_of(parse("<style>td{top:0}</style>" + source))
    text, _ = inline_css(styled.text, styled)
    assert text.replace('<td style="top: 0;">', "<td>").replace("<style></style>", "") == skeleton.text


def test_rules_that_cannot_be_inlined_stay_in_their_style() -> None:
    made = inlined(
        "<style>p{top:0} p:hover{top:1px} .x{top:2px} @media print{p{top:3px}}</style><p class='{{ y }}'>a</p>"
    )
    style = made[made.index("<style>") : made.index("</style>")]
    assert "p:hover" in style
    assert ".x" in style
    assert "@media print" in style
    assert "p{top:0}" not in style


def test_styles_for_some_people_or_screens_are_left_alone() -> None:
    source = '<style media="print">p{top:1px}</style>{% if a %}<style>p{top:2px}</style>{% endif %}<p>x</p>'
    assert 'style="' not in rendered(source, {"a": True}, inline=True)


def test_no_stylesheet_is_read_from_the_disk_or_the_network(tmp_path: Path) -> None:
    sheet = tmp_path / "s.css"
    sheet.write_text("p{color:lime}")
    for href in (str(sheet), sheet.as_uri(), "https://x.example/s.css"):
        made = inlined(f'<link rel="stylesheet" href="{href}"><style>@import url("{href}");p{{top:0}}</style><p>x</p>')
        assert "lime" not in made


def test_css_that_cannot_be_read_leaves_the_template_as_it_is() -> None:
    skeleton = skeleton_of(parse('<style>p{color:red}</style><p style="@#$%">x</p>'))
    text, problem = inline_css(skeleton.text, skeleton)
    assert problem or "color: red" in text


@pytest.mark.parametrize("name", ["cerberus/cerberus-hybrid.html", "konsav/general.html", "leemunroe/email.html"])
def test_real_emails_come_out_as_the_inliner_would_have_them(shared_data: Path, name: str) -> None:
    source = (shared_data / "email_templates" / name).read_text("utf-8")
    once = rendered("{% raw %}" + source + "{% endraw %}", {}, inline=True)
    each = css_inline.CSSInliner(load_remote_stylesheets=False).inline(source)
    ours, theirs = elements(once), elements(each)
    assert [each for each in ours if each not in theirs] == []


def test_a_style_that_is_no_css_takes_no_other_style_away() -> None:
    broken = "<p style='color: red'>a</p><p style='color: green; \\'>b</p><a>c</a>"
    found = [
        attributes["style"]
        for _, attributes in elements(inlined(f"<style>p, a {{ margin: 0; color: blue }}</style>{broken}"))
    ]
    assert found == [
        {"margin": "0", "color": "red"},
        {"margin": "0", "color": "green"},
        {"margin": "0", "color": "blue"},
    ]

"""Who cannot read an email, and where: its language, tables, headings, links and contrast."""

import pytest

from app.template.construct_markers import skeleton_of
from app.template.languages import language_of
from app.template.linting import lint, lint_look
from app.template.prepared_template import Template, prepare

LAYOUT = '<table width="100%"><tr><td>x</td></tr></table>'


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("\n<html><body>x</body></html>", "language-missing", 2),
        ('<html lang=" ">x</html>', "language-missing", 1),
        (f"a\n{LAYOUT}", "role-missing", 2),
        ("<h1>a</h1>\n<h3>b</h3>", "heading-order", 2),
        ("<h2>a</h2><h3>b</h3><h2>c</h2>\n<h4>d</h4>", "heading-order", 2),
        ("\n<a href='https://x.example'><b>Click</b> here!</a>", "link-words", 2),
    ],
)
def test_each_is_found_on_its_line(source: str, code: str, line: int) -> None:
    assert [one.line for one in lint(source) if one.code == code] == [line]


@pytest.mark.parametrize(
    "source",
    [
        '<html lang="de"><body>x</body></html>',
        '<table role="presentation" width="100%"><tr><td>x</td></tr></table>',
        '<table width="100%"><tr><th>Item</th></tr><tr><td>1</td></tr></table>',
        "<h1>a</h1><h2>b</h2><h3>c</h3><h1>d</h1>",
        "<a href='https://x.example'>See the lamps here</a>",
        "<h3>a</h3>",
    ],
)
def test_what_is_right_is_left_alone(source: str) -> None:
    codes = {"language-missing", "role-missing", "heading-order", "link-words"}
    assert [one for one in lint(source) if one.code in codes] == []


def contrasts(source: str) -> list[tuple[int, str]]:
    found = lint_look(prepare(Template("T", "s", "p", source)), ["apple-mail.ios"])
    return [(one.line, one.message) for one in found if one.code == "contrast"]


def test_text_that_is_too_like_its_ground_is_told_with_a_colour_that_would_do() -> None:
    source = "<style>.q { color: #999999 }</style>\n<p class='q'>Quiet words</p>\n<p class='q'>And more</p>"
    assert contrasts(source) == [
        (2, "“Quiet words” stands out too little from its ground (2.8 to 1 of 4.5): write #767676")
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<p style='color:#767676'>enough</p>",
        # Large, and large for being bold.
        "<p style='color:#949494;font-size:24px'>large</p>",
        "<h2 style='color:#949494;font-size:19px'>large</h2>",
        # Nothing that is seen.
        "<p style='color:#fff;display:none'>hidden</p>",
        "<p style='color:#fff;font-size:1px'>hidden</p>",
        "<p style='color:#ffffff'>&nbsp;&zwnj;</p>",
        # What cannot be known.
        "<p style='color:{{ colour }}'>who knows</p>",
        "<div style='background:url(x.png)'><p style='color:#fff'>over a picture</p></div>",
        "<table role='presentation'><tr><td bgcolor='#000000'><p style='color:#fff'>on black</p></td></tr></table>",
    ],
)
def test_what_stands_out_or_cannot_be_known_is_left_alone(source: str) -> None:
    assert contrasts(source) == []


def test_the_ground_is_that_of_the_nearest_element_that_has_one() -> None:
    source = "<div style='background-color:#111'><p style='background:#fff'><b style='color:#eee'>x</b></p></div>"
    assert len(contrasts(source)) == 1


def test_in_mjml_the_line_is_that_of_the_source() -> None:
    source = (
        "<mjml><mj-body><mj-section><mj-column>\n<mj-text color='#aaaaaa'>Pale words</mj-text>\n"
        "</mj-column></mj-section></mj-body></mjml>"
    )
    assert [line for line, _ in contrasts(source)] == [2]


def test_contrast_is_found_behind_merge_fields_too() -> None:
    skeleton = skeleton_of(language_of("jinja").parse("x"))
    assert skeleton.text == "x"
    assert contrasts("<p style='color:#ccc'>Hi {{ first_name }}, pale</p>")

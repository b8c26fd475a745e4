"""Hostile templates end with a sentence: markup nested too deeply for its tools, work without an end, long sources."""

import subprocess
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.problems import TemplateProblem
from app.mailing.recipient_checks import Checker
from app.template import esp_names
from app.template.bounds import Opened
from app.template.compiler import compile_template, computed_values
from app.template.linting import lint
from app.template.markup import VOID, Piece, scan
from app.template.prepared_template import prepare
from tests.app.template.conftest import template

SECONDS = 5


STYLE = "<style>p{color:red}</style>"


PEOPLE = {"xs": [f"item number {number}" for number in range(400)], "day": "2024-01-01"}


def _mjml(inside: str) -> str:
    return f"<mjml><mj-body>{inside}</mj-body></mjml>"


def _text(inside: str) -> str:
    return _mjml(f"<mj-section><mj-column><mj-text>{inside}</mj-text></mj-column></mj-section>")


DEEP = {
    "wrappers": _mjml("<mj-wrapper>" * 20_000),
    "heroes": _mjml("<mj-hero>" * 100 + "</mj-hero>" * 100),
    "html in a text": _text("<div>" * 20_000 + "</div>" * 20_000),
    "html in raw": _mjml("<mj-raw>" + "<div>" * 20_000 + "</div>" * 20_000 + "</mj-raw>"),
    "capitals of void elements": _text("<BR>" * 20_000),
    "behind an attribute of tags": _mjml(f'<mj-section a="{"</x>" * 9_000}">' + "<mj-section>" * 9_000),
    "behind a comment of ends": _mjml("<mj-wrapper>" * 9_000 + "<!--" + "</x>" * 9_000 + "-->" + "<mj-wrapper>" * 9),
    "in a style": _text("<style>" + "<i>" * 20_000),
    "divs": STYLE + "<div>" * 20_000,
    "divs closed": STYLE + "<div>" * 20_000 + "</div>" * 20_000,
    "tables": STYLE + "<table><tr><td>" * 7_000,
    "bold": STYLE + "<b>" * 20_000,
    "empty divs, which HTML has not": STYLE + "<div/>" * 20_000,
    "bold that divs cannot close": STYLE + "<b><div></b>" * 9_000,
    "tables that divs cannot close": STYLE + "<div><table></div>" * 9_000,
    "fonts of paragraphs": STYLE + "".join(f"<p><font size={number}></p>" for number in range(3_000)),
    "in a picture": STYLE + "<svg>" + "<br>" * 20_000,
    "cells in a picture": STYLE + "<svg>" + "<td>" * 20_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_too_deeply_for_its_tools_is_refused_before(name: str) -> None:
    with pytest.raises(TemplateProblem, match=r"is nested deeper than (30|250) elements") as caught:
        prepare(template("\n\n" + DEEP[name]))
    assert caught.value.line == 3
    assert caught.value.remedy


HARMLESS = {
    "tags that are none": STYLE + '<a ">' * 30 + '<div ">' * 20_000,
    "tags in a style of a picture": "<svg><style>" + "<div>" * 20_000 + "</style></svg>",
    "tags in a title of a picture": STYLE + "<svg><title>" + "<div>" * 20_000 + "</title></svg>",
    "paragraphs left open": STYLE + "<p>x" * 3_000,
    "rows and cells left open": STYLE + "<table>" + "<tr><td>x<td>y" * 1_000 + "</table>",
    "items left open": STYLE + "<ul>" + "<li>x" * 3_000 + "</ul>",
    "thirty tables in one another": STYLE + "<table><tbody><tr><td>" * 30 + "x" + "</td></tr></tbody></table>" * 30,
    "at-rules in one another": "<style>" + "@media all{" * 5_000 + "</style><p>x</p>",
    "declarations that never end": STYLE + "<!" * 200_000,
    "classes that fields choose": "<style>"
    + "".join(f".c{number}{{color:red}}" for number in range(2_000))
    + "</style>"
    + '<p class="{{ nick }}">x</p>' * 2_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_deep_or_long_is_prepared_in_a_child_that_lives(name: str) -> None:
    """In a process of its own: were it too deep, no exception would tell."""
    program = (
        "import contextlib, sys\nfrom app.domain.problems import TemplateProblem\n"
        "from app.template.prepared_template import Template, prepare\n"
        "with contextlib.suppress(TemplateProblem): prepare(Template('T', 'S', '', sys.stdin.read()))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=HARMLESS[name], text=True, timeout=30, check=False)
    assert done.returncode == 0


def test_mjml_that_becomes_a_book_is_refused() -> None:
    section = "<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>"
    with pytest.raises(TemplateProblem, match="two million characters"):
        prepare(template(_mjml(section * 2_500)))
    with pytest.raises(TemplateProblem, match=r"over 10.000 elements"):
        prepare(template(_mjml(section * 5_000)))


_NAMES = ["div", "b", "a", "p", "table", "tr", "td", "li", "span", "svg", "br", "font", "form", "select", "template"]


_FORMS = [f"<{name}>" for name in _NAMES] + [f"</{name}>" for name in _NAMES] + [f"<{name}/>" for name in _NAMES]


_TAGS = st.lists(st.sampled_from(_FORMS), max_size=30)


def _scan_tags(html: str) -> list[Piece]:
    return [piece for piece in scan(html) if piece.kind == "tag"]


def _really(html: str) -> int:
    """How deep the inliner's own reading of it is, by what it writes: in that every element is closed where it ends."""
    import css_inline

    made = css_inline.CSSInliner(load_remote_stylesheets=False).inline(html)
    depth = deepest = 0
    for piece in _scan_tags(made):
        depth += -1 if piece.closing else 0 if piece.name in VOID and not piece.empty else 1
        deepest = max(deepest, depth)
    return deepest


@settings(deadline=None, max_examples=300)
@given(_TAGS)
def test_depth_is_never_counted_much_too_low(tags: list[str]) -> None:
    """Within a factor: what a browser opens again for a cut-off element is no deeper than all that were open."""
    html = "".join(f"{tag}x" for tag in tags)
    opened = Opened()
    most = max((opened.take(piece) for piece in _scan_tags(html)), default=0)
    assert _really(html) - 3 <= 2 * most + 1  # html, head or body, tbody


_DOUBLED = "{% set a = [1, 2] %}" + "{% set a = [a, a] %}" * 12


_LONG = "{% set s = '" + "ab" * 100 + "' %}" + "{% set s = s ~ s %}" * 8


WORK = {
    "printed": _DOUBLED + "{{ a }}" * 600,
    "sorted": _DOUBLED + "{% set b = a | sort %}" * 600,
    "told apart": _DOUBLED + "{% set b = a | unique %}" * 600,
    "joined": _DOUBLED + "{% set b = a | join('x') %}" * 600,
    "as text": _DOUBLED + "{% set b = a | string | length %}" * 600,
    "compared": _DOUBLED + "{% if a == [a, a] or a in [a] or a < a %}x{% endif %}" * 300,
    "sums in loops": "{% for x in xs %}{% for y in xs %}{% set b = xs | sum %}{% endfor %}{% endfor %}",
    "joins in loops": "{% for x in xs %}{% set b = xs | join('x') %}{% endfor %}" * 9,
    "asked in loops": "{% for x in xs %}{% if 'q' in xs %}{% endif %}{% endfor %}" * 9,
    "cut in loops": "{% for x in xs %}{% set b = xs[:9999] %}{% endfor %}" * 9,
    "long texts": _LONG + "{% for x in xs %}{% set t = s | title | urlencode | replace('a', 'b') %}{% endfor %}",
    "doubled for ever": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}",
    "texts that grow": _LONG + "{% set s = s | replace('a', 'aaaa') %}" * 60 + "{{ s }}",
}


@pytest.mark.parametrize("name", WORK)
def test_work_without_an_end_is_refused_everywhere_with_its_line(name: str) -> None:
    made = template(f"\n{WORK[name]}")
    began = time.process_time()
    lint(made.body)
    with pytest.raises(TemplateProblem) as caught:
        prepare(made).render(PEOPLE)
    checker = Checker(prepare(made), None, {})
    assert checker.see("k", PEOPLE) is None
    for esp in esp_names():
        with suppress(TemplateProblem):
            list(computed_values(compile_template(made, esp), [PEOPLE]))
    assert time.process_time() - began < 2 * SECONDS
    assert caught.value.remedy
    assert caught.value.line == 2 or "texts" in name


def test_an_email_with_all_that_a_shop_shows_is_no_matter() -> None:
    source = (
        "{% for x in xs[:50] | sort %}{% if x in xs %}{{ x | upper | truncate(20) }}{% endif %}{% endfor %}"
        "{{ xs | join(', ') }}{{ text }}{{ xs | length }}"
    )
    assert prepare(template(source)).render({**PEOPLE, "text": "word " * 5_000}).html

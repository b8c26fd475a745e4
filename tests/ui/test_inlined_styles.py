"""Inlining changes nothing that a browser shows: the computed styles are those of the email as it was written.

Each email is laid out by the browser engine before and after inlining, as wide as a phone and as a desktop, light and
dark, with and without the mouse over it. Both conditions that depend on a moment are asked through ones that a page
can be given: dark mode as a width that always holds, the mouse as a class that nothing has.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.template.construct_markers import skeleton_of
from app.template.inline import inline_css
from app.template.languages.jinja.parser import parse
from app.template.prepared_template import Template, prepare
from tests.app.template.test_links import WORST

Ask = Callable[[list[str], str], Any]

WIDTHS = (360, 720)
MEASURE = """frames => frames.map(frame => Array.from(frame.contentDocument.querySelectorAll("body, body *"), one => {
    const style = frame.contentWindow.getComputedStyle(one), made = {};
    for (const name of style) if (!name.startsWith("-webkit-locale")) made[name] = style.getPropertyValue(name);
    return made;
}))"""


@pytest.fixture(scope="module")
def engine(qapp: Any) -> Iterator[Any]:
    """A page of the browser engine, scripts on, that reaches nothing."""
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

    from ui.preview.browser import Gate
    from ui.preview.view import register_scheme, stay_offline

    class QuietPage(QWebEnginePage):
        """Emails of the world give Chromium much to say."""

        def javaScriptConsoleMessage(self, *_: Any) -> None:
            """Say nothing."""

    # Once any page was shown it is too late to make the preview's own scheme known, for the tests that come after.
    stay_offline()
    register_scheme()
    profile = QWebEngineProfile()
    gate = Gate()
    profile.setUrlRequestInterceptor(gate)
    page = QuietPage(profile)
    yield page
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    profile.deleteLater()
    QCoreApplication.sendPostedEvents(profile, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def ask(engine: Any, qtbot: QtBot) -> Ask:
    """Loads pages beside each other, each as wide as WIDTHS, and gives what a function of their frames returns."""

    def answer(pages: list[str], script: str) -> Any:
        frames = [
            f'<iframe width="{width}" height="500" srcdoc="{html.escape(page)}"></iframe>'
            for page in pages
            for width in WIDTHS
        ]
        with qtbot.waitSignal(engine.loadFinished, timeout=60_000):
            engine.setHtml("".join(frames))
        found: list[str] = []
        call = f"JSON.stringify(({script})(Array.from(document.querySelectorAll('iframe'))))"
        engine.runJavaScript(call, found.append)
        qtbot.waitUntil(lambda: bool(found), timeout=60_000)
        return json.loads(found[0])

    return answer


def _moment(page: str, *, dark: bool, hover: bool) -> str:
    """The page as it is in dark mode, or under the mouse."""
    if dark:
        page = re.sub(r"prefers-color-scheme\s*:\s*dark", "min-width: 1px", page)
        page = page.replace("<body", "<body data-ogsc", 1)
    return re.sub(r":hover\b", ":not(.under-no-mouse)", page) if hover else page


def _inlined(source: str) -> str:
    skeleton = skeleton_of(parse("{% raw %}" + source + "{% endraw %}"))
    text, problem = inline_css(skeleton.text, skeleton)
    assert problem == ""
    return text


def assert_same(ask: Ask, before: str, after: str, name: str = "") -> None:
    moments = [(dark, hover) for dark in (False, True) for hover in (False, True)]
    pages = [_moment(page, dark=dark, hover=hover) for dark, hover in moments for page in (before, after)]
    frames = ask(pages, MEASURE)
    wide = len(WIDTHS)
    for number, moment in enumerate(moments):
        ours, theirs = (frames[2 * wide * number :][wide * side : wide * (side + 1)] for side in (0, 1))
        for width, left, right in zip(WIDTHS, ours, theirs, strict=True):
            assert len(left) == len(right)
            different = [
                (place, own, one[own], other[own])
                for place, (one, other) in enumerate(zip(left, right, strict=True))
                for own in one
                if not own.startswith("--") and one[own] != other[own]
            ]
            assert different[:5] == [], (name, moment, width)


OWN = {
    "phone": "p{width:100px;color:red} .b{width:50px}"
    " @media (max-width:600px){p{width:90px} .b{width:100%;color:blue}}",
    "order": "@media (max-width:600px){p{color:blue}} p{color:red} .b{color:green} @media (min-width:1px){.b{top:1px}}",
    "specific": "#i{color:red} p{color:blue} @media (max-width:600px){p{color:lime} .b{color:pink} #i{margin:1px}}",
    "dark": "a{color:#111} .b{color:#fff} .b:hover{color:#eee} @media (prefers-color-scheme:dark){a,p{color:#ddd}}",
    "important": "p{padding:9px !important} .b{padding:5px} @media (max-width:600px){p{padding:1px !important}}",
    "weaker": "p{color:red !important} @media (max-width:600px){.b{color:blue} p{top:0}} @media all{p{color:lime}}",
    "shorthand": "p{margin:9px;background:red;font:12px serif;border:1px solid red} .b{margin-top:3px}"
    " @media (max-width:600px){p{margin-left:1px;background-color:lime;line-height:3;border-top-color:blue}"
    " .b{margin:0;border-color:pink}}",
    "outlook": "p{color:red} [data-ogsc] p{color:silver} [data-ogsc] .b{color:gray} p.b:first-child{color:teal}",
    "supports": "p{color:red;display:block} "
    "@supports (display:grid){p{display:grid} @media (max-width:600px){.b{color:lime}}}",
    "root": ":root{color:navy} p{color:inherit}"
    " @media (prefers-color-scheme:dark){:root{color:white} p:hover{color:red}}",
    "lists": "p,.none,a:hover{color:red} .none p,p:hover,.b{color:blue}"
    " @media (max-width:600px){a,.none,p{color:lime}}",
    "chain": "a{color:red} .b{color:blue} #i{color:green} @media (max-width:600px){a{color:lime} .b{color:pink}}"
    " @media (prefers-color-scheme:dark){a{color:silver}} #i:hover{color:gold} a:hover{color:black}",
}
BODY = (
    '<p>1</p><p class="b">2</p><p id="i" class="b">3</p><p style="color:teal;padding:2px">4</p><p class="b" '
    'style="color:navy;margin-left:7px">5</p><a href="#">6</a><a class="b" href="#">7</a><a id="i" class="b">8</a>'
)


@pytest.mark.parametrize("name", OWN)
def test_a_rule_that_stays_beats_what_it_beat(ask: Ask, name: str) -> None:
    source = f"<!doctype html><html><head><style>{OWN[name]}</style></head><body>{BODY}</body></html>"
    assert_same(ask, source, _inlined(source))


@pytest.mark.parametrize("file", ["leemunroe/email.html", "postmark/templates/basic/invoice/content.html"])
def test_a_real_email_looks_as_it_was_written(ask: Ask, shared_data: Path, file: str) -> None:
    source = (shared_data / "email_templates" / file).read_text("utf-8")
    assert_same(ask, source, _inlined(source))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_real_email_looks_as_it_was_written(ask: Ask, shared_data: Path) -> None:
    for file in sorted((shared_data / "email_templates").rglob("*.html")):
        source = file.read_text("utf-8")
        assert_same(ask, source, _inlined(source), str(file)[-60:])


def test_a_browser_reads_from_a_link_what_stands_in_the_merge_field(ask: Ask) -> None:
    body = '<body><a href="https://shop.example/in/{{ v }}?city={{ v }}&b=1#{{ v }}">x</a></body>'
    ready = prepare(Template("T", "", "", body))
    pages = [ready.render({"v": value}).html for value in WORST]
    script = """frames => frames.map(frame => {
        const link = new URL(frame.contentDocument.querySelector("a").href), asked = link.searchParams;
        return [link.pathname, asked.get("city"), asked.get("b"), decodeURIComponent(link.hash.slice(1))];
    })"""
    for value, (path, city, other, hash_) in zip(
        [value for value in WORST for _ in WIDTHS], ask(pages, script), strict=True
    ):
        assert urlsplit(f"//h{path}").path.startswith("/in/")
        assert (city, other, hash_) == (value, "1", value)

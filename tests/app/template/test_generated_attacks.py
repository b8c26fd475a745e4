"""Hostile templates by the thousand, and the attacks that are known: each ends in an email or in a sentence."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import command_line
from app.domain.problems import Problem
from app.mailing.recipient_checks import Checker
from app.project import Project
from app.template import esp_names
from app.template.compiler import compile_template, computed_values
from app.template.prepared_template import Template, prepare, with_system
from app.template.runnable import MAX_OUTPUT

SECONDS = 30
MEMORY = 1_000_000_000
"""What one template may take, beside what the process held before it (other tests ran in it)."""
MARK = "quillwork-was-here"
"""What an attack would print, or name a file by, if anything of it ran."""

NAMES = ["first_name", "nick", "segments", "loop", "x", "self", "cycler", "range", "lipsum", "namespace", "joiner"]
WALKS = [
    "''.__class__.__mro__[1].__subclasses__()",
    "x.__init__.__globals__['os'].popen('touch quillwork-was-here').read()",
    "self._TemplateReference__context",
    "cycler.__init__.__globals__.os",
    "lipsum['__globals__']['os']['popen']('id')",
    "(x|attr('__class__'))",
    "first_name|map(attribute='__class__')|list",
    "'{0.__class__.__mro__}'|format(x)",
    "'%s' % x.__class__",
    "'{}'.format(x)",
    "x['__class__']",
    "x|format(y)",
    "range(999999999)|list",
    "'a' * 999999999",
    "10 ** 10 ** 10",
    "9999999 * 'x'",
    "[1] * 999999999",
    "namespace(a=x)",
    "dict(a=1)",
    "{'a': 1}",
    "x|replace('', 'aaaaaaaa')|replace('a', 'aaaaaaaaaaaa')",
    "x|center(99999999)",
    "x|truncate(-1)",
    "x|round(999999999)",
    "'%999999999d'|format(1)",
    "1e308 * 1e308",
    "9" * 400,
]

EXPRESSIONS = st.recursive(
    st.sampled_from([*NAMES, *WALKS, "1", "-1", "0", "'a'", "none", "true", "1.5", "''", "'\\x00'", "'\u202e'"]),
    lambda inner: st.one_of(
        st.builds(
            "({0} {1} {2})".format, inner, st.sampled_from("+ - * / // % ~ == != < <= in and or ** |".split()), inner
        ),
        st.builds("[{0}, {1}, [{0}]]".format, inner, inner),
        st.builds(
            "{0}|{1}".format, inner, st.sampled_from("upper join list sort unique first length default tojson".split())
        ),
        st.builds("{0}|join({1})".format, inner, inner),
        st.builds("{0}[{1}]".format, inner, inner),
        st.builds("{0}[:{1}]".format, inner, inner),
        st.builds("{0}({1})".format, inner, inner),
        st.builds("{0}.{1}".format, inner, st.sampled_from(["a", "__class__", "format", "items", "mro"])),
        st.builds("({0} if {1} else {2})".format, inner, inner, inner),
        st.builds("not {0} is {1}".format, inner, st.sampled_from(["defined", "none", "sameas(x)", "in(x)", "string"])),
    ),
    max_leaves=8,
)
BROKEN = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{% raw %}", "{%- ", "{{ ' }}", "\0", "\u202e", "\ud7ff", "\U000f0001"]
)
WHOLE = st.sampled_from(
    [
        "{% include 'a' %}",
        "{% import 'os' as x %}",
        "{% from 'a' import b %}",
        "{% extends '/etc/passwd' %}",
        "{% block a %}{{ super() }}{% endblock %}",
        "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
        "{% call m() %}a{% endcall %}",
        "{% set x %}a{% endset %}",
        "{% set ns = namespace(a=1) %}{% set ns.a = ns %}{{ ns }}",
        "{% filter upper %}a{% endfilter %}",
        "{% with a = 1 %}{{ a }}{% endwith %}",
        "{% autoescape false %}{{ nick }}{% endautoescape %}",
        "{% do x.append(1) %}",
        "{% trans %}a{% endtrans %}",
        "{% debug %}",
        "{% for a in x recursive %}{{ loop(a) }}{% endfor %}",
        "{% set x = [x, x] %}" * 40 + "{{ x }}{% if x == [x] %}a{% endif %}",
        "{% set a = 'aaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% for a in segments %}" * 8 + "x" + "{% endfor %}" * 8,
        "{{ " + " ~ ".join(["nick"] * 60) + " }}",
    ]
)
MARKUP = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<table><tr><td>",
            "</table>",
            "<b><i>",
            "<style>p{color:red}",
            "<style>@media x{p{",
            "</style>",
        ),
        *(
            "<svg><script>",
            "<math><mi>",
            "<!--",
            "-->",
            "<!--[if mso]>",
            "<![CDATA[",
            "<?xml",
            "<!DOCTYPE [<!ENTITY a 'b'>]>",
        ),
        *(
            "<a href=",
            '<a href="',
            "<img src=x onerror=",
            "<{{ nick }}>",
            "<{{ nick }} a=1>",
            "</{{ nick }}>",
            "<a {{ nick }}=1>",
        ),
        *(
            "<a href={{ nick }}>",
            "<p onclick='{{ nick }}'>",
            "<a href='javascript:{{ nick }}'>",
            "<p style='{{ nick }}'>",
        ),
        *(
            "<iframe srcdoc='{{ nick }}'>",
            "<script>{{ nick }}</script>",
            "<style>{{ nick }}</style>",
            "&#x110000;",
            "&amp",
            "&#0;",
        ),
        *(
            "<template>",
            "<plaintext>",
            "<frameset>",
            "<select><option>",
            "<p class='{{ nick }}'>",
            "<div data-quillwork=0>",
        ),
        *("*|IF:X|*", "{% unsubscribe %}", "[[x]]", "%%x%%", "\u2028", "\ufeff", "<p\0>", "<x" + " a=1" * 500 + ">"),
    ]
)
MJ = st.sampled_from(
    [
        *(
            "<mj-section>",
            "<mj-column>",
            "<mj-text>",
            "</mj-text>",
            "</mj-section>",
            "<mj-wrapper>",
            "<mj-raw>",
            "<mj-head>",
        ),
        *(
            "<mj-include path='/etc/passwd' />",
            "<mj-style inline='inline'>p{a:b}</mj-style>",
            "<mj-attributes><mj-all x='{{ x }}'/>",
        ),
        *(
            "<mj-image src='{{ nick }}' />",
            "<mj-button href='{{ nick }}' onclick='x'>",
            "<mj-group>",
            "</mj-column>",
            "<mj-table>",
        ),
        *(
            "<mj-{{ nick }}>",
            "<mj-text color={{ nick }}>",
            "<mj-hero>",
            "<mj-carousel>",
            "<mj-accordion>",
            "<mj-x/>",
            "&bad;",
        ),
    ]
)
BLOCKS = st.recursive(
    st.one_of(st.builds("{{{{ {0} }}}}".format, EXPRESSIONS), WHOLE, MARKUP, BROKEN, st.text(max_size=5)),
    lambda inner: st.one_of(
        st.builds("{{% if {0} %}}{1}{{% else %}}{2}{{% endif %}}".format, EXPRESSIONS, inner, inner),
        st.builds("{{% for x in {0} %}}{1}{{% endfor %}}".format, EXPRESSIONS, inner),
        st.builds("{{% set x = {0} %}}{1}".format, EXPRESSIONS, inner),
        st.builds(lambda a, n: a * n, inner, st.sampled_from([2, 40, 300])),
        st.builds("{0}{1}".format, inner, inner),
    ),
    max_leaves=8,
)
BODIES = BLOCKS | st.lists(MJ | MARKUP | BLOCKS, max_size=8).map(
    lambda some: "<mjml><mj-body>" + "".join(some) + "</mj-body></mjml>"
)

CONTEXT = {
    "first_name": "Ann",
    "nick": "x' onmouseover='alert(1)\"><script>alert(1)</script>{{ 7*7 }}",
    "segments": ["a", ["b", {"name": "c"}]] * 20,
    "x": {"a": [1, None], "name": "n"},
}


def _memory(line: str) -> int:
    """Bytes of this process by a line of Linux's own account (its peak can be forgotten, `getrusage`'s cannot)."""
    with contextlib.suppress(OSError):
        for name, _, held in (said.partition(":") for said in Path("/proc/self/status").read_text().splitlines()):
            if name == line:
                return int(held.split()[0]) * 1024
    return 0


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def go(template: Template) -> None:
    """Prepare, check and preview it, and compile it for every ESP; what cannot be done is said in a sentence."""
    _forget_peak()
    held = _memory("VmRSS")
    began = time.monotonic()
    with contextlib.suppress(Problem):
        ready = prepare(template)
        checker = Checker(ready, {"nick": "text"}, {})
        checker.see("a", CONTEXT)
        checker.findings()
        for esp in esp_names():
            with contextlib.suppress(Problem):
                compiled = compile_template(template, esp, {"nick": "text"})
                list(computed_values(compiled, [CONTEXT]))
        parts = ready.render(with_system(dict(CONTEXT), {}))
        for part in (parts.subject, parts.preheader, parts.html, parts.text):
            part.encode()
            assert len(part) <= MAX_OUTPUT
            assert "<class '" not in part
            assert "<bound method" not in part
            assert "<script>alert(1)" not in part.replace(template.body, "") or part is not parts.html
    assert time.monotonic() - began < SECONDS
    assert _memory("VmHWM") - held < MEMORY
    assert not Path(MARK).exists()


HURRIED = settings(deadline=None, max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck))


@HURRIED
@given(body=BODIES, subject=BLOCKS)
def test_a_hostile_template_ends_in_an_email_or_a_sentence(body: str, subject: str) -> None:
    go(Template("x", subject, "", body))


@pytest.mark.long
@pytest.mark.timeout(7_200)
@settings(deadline=None, max_examples=4_000, suppress_health_check=list(HealthCheck))
@given(body=BODIES, subject=BLOCKS, text=st.none() | BLOCKS)
def test_thousands_of_hostile_templates_end_so(body: str, subject: str, text: str | None) -> None:
    go(Template("x", subject, subject, body, text))


ATTACKS = {
    **{f"walk {number}": f"<p>{{{{ {walk} }}}}</p>" for number, walk in enumerate(WALKS)},
    "loops in loops": "{% for a in [1,2,3,4,5,6,7,8,9] %}" * 9 + "x" + "{% endfor %}" * 9,
    "a macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "another file": "{% include '/etc/passwd' %}",
    "nested lists": "{% set a = [1, 1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
    "joins": "{% set a = 'aaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "nested elements": "<div>" * 5_000,
    "nested MJML": "<mjml><mj-body>" + "<mj-section><mj-column>" * 2_000 + "</mj-body></mjml>",
    "an included file": "<mjml><mj-body><mj-include path='/etc/passwd' /></mj-body></mjml>",
    "comments": "<!-- a --> " * 2_000 + "<mjmlx>",
    "styles": "<style>" + "".join(f".a{n} b c d{{e:f}}" for n in range(3_000)) + "</style>" + "<p>x</p>" * 3_000,
    "brackets": "{{ " + "(" * 5_000,
    "conditions": "{% if x %}" * 2_000,
    "a null": "a\0b",
}


@pytest.fixture(scope="module")
def project_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one person in it."""
    folder = tmp_path_factory.mktemp("attacks")
    (folder / "people.csv").write_text("email,first_name\nann@b.example,Ann\n", "utf-8")
    Project.create(folder / "a.quill").close()
    assert command_line.run(["import", "--as", "profiles", str(folder / "a.quill"), str(folder / "people.csv")]) == 0
    return folder / "a.quill"


IN_CI = ("walk 0", "walk 5", "another file", "nested lists", "nested elements", "nested MJML", "an included file")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in IN_CI else pytest.mark.long) for name in sorted(ATTACKS)]
)
def test_a_known_attack_on_the_command_line_ends_in_a_sentence(
    name: str, project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    body = tmp_path / "body.html"
    body.write_text(ATTACKS[name], "utf-8")
    file, began = str(project_file), time.monotonic()
    kept = command_line.run(["template", "save", file, "A", "--body", str(body), "--subject", "S"])
    if kept == 0:
        assert command_line.run(["template", "check", file, "A"]) == 0
        assert command_line.run(["template", "render", file, "A", "--for", "ann@b.example"]) in (0, 1)
        for esp in esp_names():
            words = ["template", "compile", file, "A", "--esp", esp, "--out", str(tmp_path / esp)]
            assert command_line.run(words) in (0, 1)
        command_line.run(["template", "delete", file, "A"])
    said = capsys.readouterr()
    assert kept == 0 or said.err.startswith("quillwork: ")
    assert "root:" not in said.out
    assert "<class '" not in said.out
    assert "Traceback" not in said.err
    assert time.monotonic() - began < SECONDS
    assert not (tmp_path / MARK).exists()

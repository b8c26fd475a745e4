"""MJML into HTML, with fields, conditions and loops carried through it."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.prepared_template import Parts, Template, prepare, with_system

SENDER = {"from_name": "Shop", "from_address": "a@shop.example", "postal_address": "1 Quay St, Leeds"}


def render(body: str, subject: str = "", preheader: str = "", text: str | None = None, **context: object) -> Parts:
    return prepare(Template("T", subject, preheader, body, text)).render(with_system(context, SENDER))


MJML = """<mjml><mj-head><mj-style>.a { color: {{ brand }} }</mj-style></mj-head><mj-body>
{% if gold %}<mj-section><mj-column>{% for x in xs %}<mj-text css-class="a">Hi {{ x }}
{% if x == 'b' %}<b>B</b>{% endif %}</mj-text>{% endfor %}
<mj-button href="https://x.example/?q={{ q }}">go</mj-button></mj-column></mj-section>{% endif %}</mj-body></mjml>"""


def test_mjml_becomes_html_with_its_fields_conditions_and_loops() -> None:
    made = render(MJML, gold=True, xs=["a", "b"], q="1&2", brand="#111").html
    assert "mj-text" not in made
    assert made.count(">Hi ") == 2
    assert made.count("<b>B</b>") == 1
    assert 'href="https://x.example/?q=1%262"' in made
    assert "Hi a" not in render(MJML, gold=False, xs=["a"]).html
    assert "fonts.googleapis" not in made


def test_mjml_reads_no_file_and_says_where_it_cannot_keep_a_condition() -> None:
    with pytest.raises(TemplateProblem, match="MJML"):
        prepare(Template("T", "", "", '<mjml><mj-body><mj-include path="/etc/passwd" /></mj-body></mjml>'))
    source = "<mjml><mj-head>\n<mj-attributes>{% if a %}<mj-all />{% endif %}</mj-attributes></mj-head></mjml>"
    with pytest.raises(TemplateProblem, match="line 2"):
        prepare(Template("T", "", "", source))

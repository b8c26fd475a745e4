"""A whole email from its sources: preheader, MJML, text part, system links."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.prepared_template import Parts, Template, prepare, with_system

SENDER = {"from_name": "Shop", "from_address": "a@shop.example", "postal_address": "1 Quay St, Leeds"}


def render(body: str, subject: str = "", preheader: str = "", text: str | None = None, **context: object) -> Parts:
    return prepare(Template("T", subject, preheader, body, text)).render(with_system(context, SENDER))


def test_the_preheader_is_the_first_thing_in_the_body_and_hidden() -> None:
    parts = render("<html><body class='x'><p>Hi</p></body></html>", "", "For <{{ city }}>\n only", city="A&B")
    assert parts.preheader == "For <A&B> only"
    head, tail = parts.html.split("For &lt;A&amp;B&gt; only")
    assert head.startswith("<html><body class='x'><div style=\"display:none;")
    assert tail.endswith("</div><p>Hi</p></body></html>")
    assert parts.text == "Hi\n"


def test_without_a_preheader_nothing_is_put_in() -> None:
    assert render("<body><p>x</p></body>").html == "<body><p>x</p></body>"


def test_a_subject_is_one_line_and_not_escaped() -> None:
    assert render("x", "A\n  & {{ first_name }}", first_name="B\r\nBcc: c").subject == "A & B Bcc: c"


def test_the_links_of_the_esp_lead_nowhere_here_and_the_sender_is_filled_in() -> None:
    source = '<a href="{{ unsubscribe_url }}">x</a>{{ sender.name }} {{ sender.address }} {{ sender.from_address }}'
    assert render(source).html == '<a href="#unsubscribe">x</a>Shop 1 Quay St, Leeds a@shop.example'


def test_the_text_part_reads_well_and_keeps_links() -> None:
    body = """<html><head><title>No</title><style>p{}</style></head><body>
    <h1>Big  news,&nbsp;{{ first_name }}</h1><p>Line one<br>line &amp; two</p>
    {% if city %}<p>Near {{ city }}</p>{% else %}<p>Anywhere</p>{% endif %}
    <ul>{% for r in recommendations %}<li><a href="{{ r.url }}">{{ r.name }}</a></li>{% endfor %}</ul>
    <div style="display:none">hidden <div>deep</div></div><img src="x" alt="A lamp">
    <a href="https://x.example">https://x.example</a> <a href="#">top</a></body></html>"""
    lamps = [{"url": "https://x.example/?a=1&b=2", "name": "Lamp <1>"}, {"url": "https://y.example", "name": "B"}]
    assert render(body, first_name="Ann", city="Leeds", recommendations=lamps).text == (
        "Big news, Ann\n\nLine one\nline & two\n\nNear Leeds\n\n"
        "* Lamp <1> (https://x.example/?a=1&b=2)\n* B (https://y.example)\n\nA lamp https://x.example top\n"
    )


def test_a_text_part_of_one_s_own_is_kept() -> None:
    assert render("<p>x</p>", text="Dear {{ first_name }} & co\n", first_name="<A>").text == "Dear <A> & co"


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


def test_a_problem_says_which_part_and_line_it_is_in() -> None:
    with pytest.raises(TemplateProblem, match=r"^subject, line 1, column 1: ") as caught:
        prepare(Template("T", "{{ x ", "", ""))
    assert caught.value.line == 1
    with pytest.raises(TemplateProblem, match=r"^body, line 2, column 1: "):
        prepare(Template("T", "", "", "\n{% if %}"))


def test_another_language_is_refused_in_words() -> None:
    with pytest.raises(TemplateProblem, match="handlebars"):
        prepare(Template("T", "", "", "{{x}}", language="handlebars"))

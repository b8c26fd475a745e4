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


def test_a_problem_says_which_part_and_line_it_is_in() -> None:
    with pytest.raises(TemplateProblem, match=r"^subject, line 1, column 1: ") as caught:
        prepare(Template("T", "{{ x ", "", ""))
    assert caught.value.line == 1
    with pytest.raises(TemplateProblem, match=r"^body, line 2, column 1: "):
        prepare(Template("T", "", "", "\n{% if %}"))


def test_another_language_is_refused_in_words() -> None:
    with pytest.raises(TemplateProblem, match="cobol"):
        prepare(Template("T", "", "", "{{x}}", language="cobol"))

"""A template in another language, or brought over from a tool's tags."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.conversion import tool_of, translated
from app.template.languages import language_names
from app.template.prepared_template import Template, prepare

ARTICLE = (
    "{% if customer.segment == 'HighEngagement' %}<p>Exclusive</p>{% elif segment == 'New' %}<p>Hi</p>"
    "{% else %}<p>Come back</p>{% endif %}{% for item in recommendations[:2] %}{{ item.name }} {% endfor %}"
)
PEOPLE = [{"segment": "HighEngagement", "recommendations": [{"name": "A & B"}]}, {"segment": "New"}, {}]


@pytest.mark.parametrize("name", language_names())
def test_the_articles_template_says_the_same_in_each_language(name: str) -> None:
    kept = Template("A", "Hi {{ FirstName | default('there') }}", "", ARTICLE, "{{ revenue | money('GBP') }}")
    made = translated(kept, name)
    assert (made.template.language, made.untold, made.origin) == (name, (), "")
    for person in PEOPLE:
        one, other = prepare(kept).render(dict(person)), prepare(made.template).render(dict(person))
        assert (one.subject, one.html, one.text) == (other.subject, other.html, other.text)


def test_the_articles_handlebars_reads_as_it_stands() -> None:
    body = "{{#if vip}}<p>Dear {{FirstName}}</p>{{/if}}{{#each recommendations}}<li>{{name}}</li>{{/each}}"
    kept = Template("A", "x", "", body, language="handlebars")
    person = {"vip": True, "first_name": "Ann", "recommendations": [{"name": "Mug"}]}
    assert prepare(kept).render(person).html == "<p>Dear Ann</p><li>Mug</li>"


def test_what_cannot_be_said_is_told_by_its_line_and_nothing_is_made_of_it() -> None:
    kept = Template("A", "x", "", "a\n{{ [] }}\n{% set s = 'both \" and \\'' %}")
    with pytest.raises(TemplateProblem, match="html line 2: Liquid cannot say") as caught:
        translated(kept, "liquid")
    assert "html line 3" in caught.value.why
    with pytest.raises(TemplateProblem, match="html, line 1, column 1"):
        translated(Template("A", "x", "", "{{ a"), "liquid")


@pytest.mark.parametrize("name", language_names())
def test_a_tools_tags_are_brought_over(name: str) -> None:
    kept = Template("A", "*|IF:FNAME|**|FNAME|**|ELSE:|*You*|END:IF|*", "", "<p>*|LNAME|*</p>\n*|FEED:x|*")
    assert tool_of(kept) == "Mailchimp"
    made = translated(kept, name)
    assert made.origin == "Mailchimp"
    assert [(each.part, each.line) for each in made.untold] == [("html", 2)]
    shown = prepare(made.template).render({"last_name": "Lee"})
    assert (shown.subject, shown.html) == ("You", "<p>Lee</p>\n*|FEED:x|*")
    assert translated(kept, "jinja", None, "").template == kept


def test_a_part_without_the_tools_tags_is_in_the_templates_own_language() -> None:
    kept = Template("A", "{{#if vip}}Dear{{/if}} you", "", "<p>*|FNAME|*</p>", language="handlebars")
    made = translated(kept, "liquid").template
    assert made.subject == "{% if vip != blank and vip != 0 %}Dear{% endif %} you"
    assert made.body == "<p>{{ first_name }}</p>"

"""Words that were to be replaced are found where they stand, and what only looks a little like them is left alone."""

import pytest

from app.template.findings import Finding
from app.template.linting import lint, lint_template
from app.template.prepared_template import Template

FOUND = [
    "[Product Name]",
    "[Your Name]",
    "[insert name]",
    "[first_name]",
    "[Vorname]",
    "Lorem ipsum dolor",
    "INSERT LINK HERE",
    "INSERT_HEADLINE",
    "Your text here",
    "Headline goes here",
    "One line that makes them open it",
    "Use this space to add a short email preview",
    "XX% off",
    "Save $XX",
    "TODO: price",
    "${first_name}",
    "{$name}",
    "%FIRSTNAME%",
    "«Name»",
    "YOUR_COMPANY",
    "{First Name}",
    "{!Contact.FirstName}",
    "__NAME__",
    "[% name %]",
    "Add your text",
    "Subject line here",
    "<<First Name>>",
]
DOUBTFUL = ["TODO", "xxx", "Your Company", "123 Main Street", "[Unsubscribe]"]
GOOD = [
    "[Last chance] 20% off",
    "[Sold out]",
    "Your journey starts here",
    "Write a review here",
    "Visit our shop here",
    "Add your phone number",
    "{Size: 40}",
    "Size XXL",
    "50% off, 100% wool",
    "Café [1]",
    "Products, names and prices",
    "Insert the battery as shown",
]


def codes(source: str, part: str = "html") -> list[str]:
    return [one.code for one in lint(source, part, set()) if one.code.startswith("placeholder")]


@pytest.mark.parametrize("part", ["subject", "preheader", "html", "text"])
@pytest.mark.parametrize("words", FOUND)
def test_what_was_to_be_replaced_is_found_in_every_part(part: str, words: str) -> None:
    assert codes(f"Hello\n{words} and more", part) == ["placeholder"]


@pytest.mark.parametrize("words", DOUBTFUL)
def test_what_may_be_meant_is_a_warning_of_its_own(words: str) -> None:
    assert codes(f"<p>{words}</p>") == ["placeholder-doubtful"]


@pytest.mark.parametrize("words", GOOD)
def test_what_people_write_is_left_alone(words: str) -> None:
    assert codes(words) == []
    assert codes(words, "subject") == []


@pytest.mark.parametrize("before", ["&nbsp;" * 40, "&amp" * 40, "&#8199;" * 40, "&unknown;" * 40, "&" * 40])
def test_the_line_is_told_behind_entities(before: str) -> None:
    source = f"<p>{before}\nfirst &copy; second\nLorem ipsum &copy;</p>"
    assert [found.line for found in lint(source) if found.code == "placeholder"] == [3]


def test_the_place_is_told() -> None:
    source = "<p>Hi</p>\n<p style='a:b'>One\n[Product Name]</p><img src='https://via.placeholder.com/6' alt='[Image]'>"
    found = [one for one in lint(source) if one.code.startswith("placeholder")]
    assert [(one.code, one.line) for one in found] == [
        ("placeholder", 3),
        ("placeholder", 3),
        ("placeholder-doubtful", 3),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "{{ first_name | default('[First Name]') }}",
        "<a href='https://www.example.com/sale'>Sale</a>",
        "<a href='[link]'>Sale</a>",
        "<p>&#91;Product Name&#93;</p>",
    ],
)
def test_it_is_found_in_links_fallbacks_and_entities(source: str) -> None:
    assert codes(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ company }} {% if city == 'x' %}y{% endif %}",
        "<a href='{{ unsubscribe_url }}'>[Unsubscribe]</a>",
        "<a href='https://shop.example/?a=%C3%BC%20'>Sale</a>",
        "<style>.a{content:'Lorem ipsum'}</style><!-- TODO: later -->",
        "{# TODO: later #}",
        "{% raw %}{% endraw %}",
    ],
)
def test_what_nobody_is_sent_is_not_looked_at(source: str) -> None:
    assert codes(source) == []


def test_a_template_that_nobody_has_written_yet_is_known() -> None:
    from ui.panes.templates.parts import STARTER

    subject, preheader, body = STARTER
    found: list[Finding] = lint_template(Template("New", subject, preheader, body), set(), "1 Road")
    assert [(one.code, one.where) for one in found] == [("placeholder", "preheader"), ("placeholder", "html")]

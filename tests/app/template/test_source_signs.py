"""What an editor asks about a text while somebody types, for signs of more than one language."""

import pytest

from app.template.source_signs import Put, Signs, Typing

JINJA = Typing(Signs(("{{", "}}"), ("{%", "%}"), ("{#", "#}"), trim="-"))
PLAIN = Typing(Signs(("[[", "]]")))


@pytest.mark.parametrize(
    ("typing", "before", "word", "fresh"),
    [
        (JINJA, "a {{", "", True),
        (JINJA, "a {{-", "", True),
        (JINJA, "a {{ ", "", False),
        (JINJA, "{{ first_n", "first_n", False),
        (JINJA, "{{ score:ch", "score:ch", False),
        (JINJA, "{% if a", None, False),
        (JINJA, "{{ a }} b", None, False),
        (PLAIN, "{{ a", None, False),
        (PLAIN, "[[ci", "ci", False),
    ],
)
def test_what_has_been_begun(typing: Typing, before: str, word: str | None, fresh: bool) -> None:
    assert typing.begun(before) == word
    assert typing.just_opened(before) is fresh


@pytest.mark.parametrize(
    ("typing", "head", "after", "put"),
    [
        (JINJA, "Hi ", "", Put("{{ city }}")),
        (JINJA, "Hi {{", "", Put(" city }}")),
        (JINJA, "Hi {{ ", " }}", Put("city", 0, 3)),
        (JINJA, "Hi {{", "}}", Put(" city ", 0, 2)),
        (JINJA, "Hi {{ ", "ty | upper }}", Put("city", 2)),
        (JINJA, "{% if ", " %}", Put("city")),
        (PLAIN, "Hi {{", "", Put("[[ city ]]")),
        (PLAIN, "Hi [[", "", Put(" city ]]")),
    ],
)
def test_a_name_is_put_with_the_signs_that_are_not_there(typing: Typing, head: str, after: str, put: Put) -> None:
    assert typing.put("city", head, after) == put


def test_colours_are_of_what_stands_between() -> None:
    signs = Signs(("[[", "]]"), comments=("[*", "*]"))
    found = {kind: pattern.findall("a [[b]] [* c *] d") for pattern, kind in signs.colours}
    assert found == {"field": ["[[b]]"], "comment": ["[* c *]"]}

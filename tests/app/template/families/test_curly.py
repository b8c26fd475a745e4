"""Tags in doubled braces."""

import pytest

from app.template.families.curly import Curly, chosen


class Wren(Curly):
    """A language of such tags."""


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{{ a", "{{ '{' }}{ a"),
        ("{% a", "{{ '{' }}% a"),
        ("{# a", "{{ '{' }}# a"),
        ("{ a", "{ a"),
        ("a {", "a {{ '{' }}"),
    ],
)
def test_a_brace_that_would_begin_a_tag_is_printed(text: str, made: str) -> None:
    # Of two braces the second alone begins nothing any more.
    assert Wren().literal(text, "html") == made


def test_branches_under_the_word_of_the_language() -> None:
    assert chosen([("a", "1"), ("b", "2"), (None, "3")], "elsif") == ("{% if a %}1{% elsif b %}2{% else %}3{% endif %}")

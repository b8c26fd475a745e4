"""What a language has no words for."""

from app.template.reading.composing import CannotSay


def test_it_says_what_and_where() -> None:
    found = CannotSay("a loop", 3)
    assert (found.what, found.line, str(found)) == ("a loop", 3, "a loop")

"""What is mended by itself is no finding any more, and nothing else of the source is changed."""

import pytest

from app.template.findings import CODES
from app.template.linting import lint
from app.template.mending import MENDS, mended


@pytest.mark.parametrize(
    ("code", "source", "after"),
    [
        ("language-missing", "<!doctype x>\n<html id='x'>a</html>", "<!doctype x>\n<html lang=\"en\" id='x'>a</html>"),
        ("language-missing", '<html lang="">a</html>', '<html lang="en">a</html>'),
        (
            "role-missing",
            '<table width="1"><tr><td><TABLE border=0></table></td></tr></table><table><tr><th>x</th></tr></table>',
            '<table role="presentation" width="1"><tr><td><TABLE role="presentation" border=0></table></td></tr>'
            "</table>"
            "<table><tr><th>x</th></tr></table>",
        ),
        (
            "link-insecure",
            "<p>http://a.example</p>\n<a href='http://b.example?x=http://c.example'>b</a> <a href=\"HTTP://d.example\">d</a>",
            "<p>http://a.example</p>\n<a href='https://b.example?x=http://c.example'>b</a> <a href=\"https://d.example\">d</a>",
        ),
    ],
)  # fmt: skip
def test_it_is_put_right(code: str, source: str, after: str) -> None:
    (line,) = {one.line for one in lint(source) if one.code == code}
    assert mended(source, code, line) == after
    assert code not in [one.code for one in lint(after)]


def test_what_cannot_be_mended_by_itself_stays() -> None:
    assert set(MENDS) <= set(CODES)
    assert mended("<p>x</p>", "contrast", 1) == "<p>x</p>"
    assert mended("<p>x</p>", "link-insecure", 7) == "<p>x</p>"
    assert mended("<p>x</p>", "language-missing", 1) == "<p>x</p>"

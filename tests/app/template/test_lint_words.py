"""What stands in the inbox, and links that are counted in part."""

import pytest

from app.template.linting import lint, lint_template
from app.template.prepared_template import Template

BODY = "<p>x</p><a href='{{ unsubscribe_url }}'>No more</a> {{ sender.address }}"
LINE = "What is new in the shop this week"


def codes(subject: str, preheader: str) -> list[str]:
    return [one.code for one in lint_template(Template("T", subject, preheader, BODY))]


@pytest.mark.parametrize(
    ("subject", "preheader", "expected"),
    [
        ("New lamps", LINE, []),
        ("{{ first_name | default('You') }}, new lamps", LINE, []),
        ("New lamps", "", ["preheader-missing"]),
        ("New  lamps", " New lamps ", ["preheader-missing"]),
        ("New lamps", "Look", ["preheader-short"]),
        ("New lamps", "{{ city }}", []),
        ("Act now: you won", LINE, ["subject-suspect"]),
        ("LAMPS ARE CHEAPER", LINE, ["subject-suspect"]),
        ("NASA lamps", LINE, []),
        ("Lamps!!", LINE, ["subject-suspect"]),
        ("Really?! Lamps! For you! Today!", LINE, ["subject-suspect"]),
        ("Facts now on lamps", LINE, []),
    ],
)
def test_what_an_inbox_shows(subject: str, preheader: str, expected: list[str]) -> None:
    assert codes(subject, preheader) == expected


def test_links_to_one_site_are_counted_all_or_none() -> None:
    counted, bare = "<a href='https://www.x.example/a?utm_source=q'>a</a>", "\n<a href='https://x.example/b'>b</a>"
    other = "<a href='https://y.example'>c</a><a href='{{ url }}'>d</a>"
    (one,) = [one for one in lint(counted + bare + other) if one.code == "utm-mixed"]
    assert (one.line, one.message) == (2, "1 of 2 links to x.example lack the UTM parameters that others have")
    assert [one for one in lint(bare * 2 + other) if one.code == "utm-mixed"] == []

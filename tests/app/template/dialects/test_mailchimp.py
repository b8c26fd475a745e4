"""Mailchimp proven by an interpreter of its documented merge language: what it prints is our own rendering."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from app.domain.problems import TemplateProblem
from app.template.compiler import Compiled, compile_template, computed_values, too_long
from app.template.prepared_template import Template, prepare, with_system
from tests.app.template.conftest import people, sources, template

SENDER = {"from_name": "Lamp & Co's", "from_address": "hi@lamp.example", "postal_address": "1 Quay St, Leeds"}
TYPES = {"vip": "boolean", "score:odd name": "number"}
LINKS = {"UNSUB": "#unsubscribe", "UPDATE_PROFILE": "#preferences", "ARCHIVE": "#view-in-browser"}

Rows = Callable[[Compiled, list[dict[str, Any]]], list[dict[str, str]]]


def mailchimp(source: str, cells: dict[str, str], *, escape: bool) -> str:
    """What Mailchimp sends: IF, ELSEIF, ELSE, END:IF, `=` and `!=`, values escaped in HTML, `HTML:` values not."""
    made: list[str] = []
    _run(iter(re.split(r"\*\|(.*?)\|\*", source)), cells, escape, made)
    return "".join(made)


def _run(pieces: Iterator[str], cells: dict[str, str], escape: bool, made: list[str]) -> None:
    for text in pieces:
        made.append(text)
        tag = next(pieces, None)
        if tag is None:
            return
        word, _, condition = tag.partition(":")
        if word == "IF":
            _branch(pieces, cells, escape, made, shown=True, holds=_holds(condition, cells))
        else:
            made.append(_value(tag, cells, escape))


def _branch(
    pieces: Iterator[str], cells: dict[str, str], escape: bool, made: list[str], shown: bool, holds: bool
) -> None:
    taken = holds
    alive = shown and holds
    while True:
        text = next(pieces)
        if alive:
            made.append(text)
        tag = next(pieces)
        word, _, condition = tag.partition(":")
        if tag == "END:IF":
            return
        if word == "IF":
            _branch(pieces, cells, escape, made, alive, _holds(condition, cells))
        elif word in ("ELSE", "ELSEIF"):
            holds = not taken and (word == "ELSE" or _holds(condition, cells))
            taken = taken or holds
            alive = shown and holds
        elif alive:
            made.append(_value(tag, cells, escape))


def _holds(condition: str, cells: dict[str, str]) -> bool:
    name, differs, word = re.fullmatch(r"(\w+)(?:(!?)=(.*))?", condition).groups()  # type: ignore[union-attr]
    value = cells[name]
    return bool(value) if word is None else (value == word) != bool(differs)


def _value(tag: str, cells: dict[str, str], escape: bool) -> str:
    if tag in LINKS:
        return LINKS[tag]
    if tag.startswith("HTML:"):
        return cells[tag.removeprefix("HTML:")]
    return html.escape(cells[tag]) if escape else cells[tag]


def _plain(text: str) -> str:
    return text.replace("&#42;", "*").replace("&#124;", "|").replace("\u2060", "")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=sources, subject=sources, context=people)
def test_it_prints_what_we_print(rows_of: Rows, body: str, subject: str, context: dict[str, Any]) -> None:
    made = template(f"<html><body>{body}</body></html>", subject, subject)
    try:
        ours = prepare(made).render(with_system(context, SENDER))
    except TemplateProblem:
        assume(False)
    compiled = compile_template(made, "mailchimp", TYPES, SENDER)
    assume(not compiled.unsupported)
    row = rows_of(compiled, [context])[0]
    cells = {column.tag: row[column.header] for column in compiled.columns}
    theirs = {
        name: _plain(mailchimp(source, cells, escape=name == "template.html"))
        for name, source in compiled.files.items()
    }
    assert theirs == {
        "template.html": _plain(ours.html),
        "subject.txt": _plain(ours.subject),
        "preheader.txt": _plain(ours.preheader),
        "text.txt": _plain(ours.text),
    }
    assert all(len(column.tag.encode()) <= 10 for column in compiled.columns)
    assert len({column.tag for column in compiled.columns}) == len(compiled.columns)


def test_a_default_and_a_condition_are_said_in_its_own_words() -> None:
    body = "Hi {{ first_name | default('there') }}{% if loyalty_tier == 'Gold' %}!{% else %}.{% endif %}"
    compiled = compile_template(template(body), "mailchimp")
    assert compiled.files["template.html"] == (
        "Hi *|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|**|IF:LOYALTY_TI=Gold|*!*|ELSE:|*.*|END:IF|*"
    )
    assert [column.header for column in compiled.columns] == ["First Name", "LOYALTY_TI"]
    assert compiled.computed == ()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("{{ first_name | default('there', true) }}", "*|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*"),
        ("{{ first_name or 'there' }}", "*|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*"),
        ("{% if first_name is defined %}a{% endif %}", "*|IF:FNAME|*a*|END:IF|*"),
        ("{% if not first_name %}a{% else %}b{% endif %}", "*|IF:FNAME|*b*|ELSE:|*a*|END:IF|*"),
        ("{% if first_name == '' %}a{% endif %}", "*|IF:FNAME|**|ELSE:|*a*|END:IF|*"),
        ("{{ 'Dear' if first_name else 'Hello' }}", "*|IF:FNAME|*Dear*|ELSE:|*Hello*|END:IF|*"),
    ],
)
def test_common_forms_are_said_in_mailchimp_s_own_words(rows_of: Rows, ours: str, theirs: str) -> None:
    compiled = compile_template(template(ours), "mailchimp", TYPES, SENDER)
    assert compiled.files["template.html"] == theirs
    assert compiled.computed == ()
    for name in (None, " ", "Ann", "none"):
        row = rows_of(compiled, [{"first_name": name}])[0]
        cells = {column.tag: row[column.header] for column in compiled.columns}
        assert mailchimp(theirs, cells, escape=True) == prepare(template(ours)).render({"first_name": name}).html


@pytest.mark.parametrize("orders", [0, 3, None])
def test_no_orders_are_not_taken_for_an_unknown_number_of_them(rows_of: Rows, orders: int | None) -> None:
    made = template("{% if orders == '' %}a{% else %}b{% endif %}{% if not vip %}c{% endif %}")
    compiled = compile_template(made, "mailchimp", TYPES, SENDER)
    context = {"orders": orders, "vip": False}
    row = rows_of(compiled, [context])[0]
    cells = {column.tag: row[column.header] for column in compiled.columns}
    assert mailchimp(compiled.files["template.html"], cells, escape=True) == prepare(made).render(context).html


def test_a_loop_over_a_few_is_written_out_so_that_each_cell_is_short() -> None:
    body = "{% for r in recommendations[:2] %}{{ loop.index }}. {{ r.name }};{% else %}Nothing{% endfor %}"
    compiled = compile_template(template(body), "mailchimp")
    lamps = {"recommendations": [{"name": "Lamp " + "x" * 240}, {"name": "Shade"}]}
    row = next(computed_values(compiled, [lamps]))
    cells = {column.tag: cell for column, cell in zip(compiled.columns, row, strict=True)}
    sent = mailchimp(compiled.files["template.html"], cells, escape=True)
    assert sent == prepare(template(body)).render(lamps).html
    assert too_long(compiled, row) == []


def test_a_cell_that_it_would_clip_is_named() -> None:
    compiled = compile_template(template("{% for r in interests %}<b>{{ r }}</b>{% endfor %}"), "mailchimp")
    row = next(computed_values(compiled, [{"interests": ["é" * 130]}]))
    assert [column.kind for column in too_long(compiled, row)] == ["html", "text"]


@pytest.mark.parametrize("own", [25, 26])
def test_more_fields_than_an_audience_has_room_for_beside_its_own_are_a_warning(own: int) -> None:
    body = "{{ email }} {{ first_name }} {{ last_name }} " + " ".join(
        f"{{{{ own_{number} }}}}" for number in range(own)
    )
    compiled = compile_template(Template("Many", "", "", body), "mailchimp", {f"own_{n}": "text" for n in range(own)})
    said = ("The template needs 26 fields of its own; Mailchimp has room for 25",)
    assert compiled.warnings == (said if own > 25 else ())
    tags = [column.tag for column in compiled.columns]
    assert len(set(tags)) == own + 3
    assert all(len(tag) <= 10 for tag in tags)


@pytest.mark.parametrize(
    "body",
    [
        "{{ loyalty_tier | title }} {{ loyalty_tier }}",
        "{{ loyalty_tier }} {{ loyalty_tier | title }}",
        "{{ favourite_category }} {{ favourite_brand }}",
    ],
)
def test_names_that_are_cut_to_one_tag_stay_apart(rows_of: Rows, body: str) -> None:
    compiled = compile_template(template(body), "mailchimp", TYPES, SENDER)
    assert len({column.tag for column in compiled.columns}) == len({column.header for column in compiled.columns}) == 2
    person = {"loyalty_tier": "gold plus", "favourite_category": "Lamps", "favourite_brand": "Heron"}
    row = rows_of(compiled, [person])[0]
    cells = {column.tag: row[column.header] for column in compiled.columns}
    assert mailchimp(compiled.files["template.html"], cells, escape=True) == prepare(template(body)).render(person).html

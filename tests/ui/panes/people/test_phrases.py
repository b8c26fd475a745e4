"""What somebody did as sentences, and what they are like as values."""

import datetime as dt

import pytest

from app.people import Happening, OrderLine
from ui.panes.people import phrases

AT = dt.datetime(2011, 12, 9, 10, 30)


def _told(group: str, *names: str, **more: object) -> Happening:
    return Happening(at=0, local=AT, group=group, names=names, **more)


@pytest.mark.parametrize(
    ("told", "text", "note", "number"),
    [
        (_told("orders", "placed_order", products=1, amount=30_000, details=("Teacup",)), "Ordered Teacup", "", "3.00"),
        (
            _told("orders", "refunded_order", products=2, amount=-5_000, details=("Cup", "Pot")),
            *("Sent back 2 products", "Cup, Pot", "-0.50"),
        ),
        (_told("email", "received_email", "opened_email", subject="Spring"), "Opened “Spring”", "", ""),
        (_told("web", "searched", subject="teapot", times=3), "Searched for “teapot”", "", "3 times"),
        (_told("web", "viewed_product", subject="Teacup"), "Viewed Teacup", "", ""),
        (
            _told("other", "joined_club", properties=(("plan", "Pro"), ("starts_at", AT), ("paid", False))),
            *("Joined club", "plan Pro, starts at 9 Dec 2011 10:30, paid no", ""),
        ),
    ],
)
def test_each_thing_is_a_sentence(told: Happening, text: str, note: str, number: str) -> None:
    line = phrases.line(told, AT.date(), first=True)
    assert (line.text, line.note, line.number.replace("\u2212", "-")) == (text, note, number)
    assert (line.day, line.time) == ("9 Dec", "10:30")


def test_kinds_have_colours_and_only_orders_with_lines_open() -> None:
    order = _told("orders", "placed_order", products=2, amount=30_000, details=("Cup", "Pot"), order="A1")
    back = _told("orders", "refunded_order", products=2, amount=5_000, order="A1")
    seen = _told("web", "viewed_product", subject="Teacup", visit=7)
    lines = [phrases.line(one, AT.date(), first=True, begins=one is not seen) for one in (order, back, seen)]
    assert [(one.tone, one.order, one.begins) for one in lines] == [
        ("series-3", "A1", True),
        ("series-2", "", True),
        ("series-1", "", False),
    ]
    assert phrases.line(_told("orders", "placed_order", amount=1, order="A1"), AT.date(), first=True).order == ""


def test_the_lines_of_an_order_say_how_many_of_what_for_how_much() -> None:
    found = [OrderLine("Teacup", 20_000, 60_000), OrderLine("", 5_000, None), OrderLine("Pot", -10_000, -30_000)]
    lines = phrases.order_lines(found, "9 Dec")
    said = [(one.text, one.number.replace("\u2212", "-"), one.within) for one in lines]
    assert [(text.replace("\u2212", "-"), number, within) for text, number, within in said] == [
        ("2 × Teacup", "6.00", True),
        ("0.50 × a product", "", True),
        ("-1 × Pot", "-3.00", True),
    ]


def test_a_day_of_another_year_says_so() -> None:
    assert phrases.short_day(AT.date(), dt.date(2012, 1, 3)) == "9 Dec 2011"


@pytest.mark.parametrize(
    ("kind", "kept", "said"),
    [
        ("amount", 23_104_000, "2,310.40"),
        ("number", 4, "4"),
        ("number", 4.2, "4.2"),
        ("boolean", 0, "No"),
        ("list", ["tea", "cups"], "tea, cups"),
        ("text", "", "–"),
        ("date", 15_317, "9 Dec 2011"),
        ("datetime", 15_317 * 86_400_000_000 + 82_800_000_000, "10 Dec 2011"),
    ],
)
def test_a_value_is_read_as_people_write_it_on_the_day_of_the_project(kind: str, kept: object, said: str) -> None:
    assert phrases.value(kind, kept, dt.timezone(dt.timedelta(hours=2))) == said

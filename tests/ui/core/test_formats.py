import datetime as dt

import pytest

from ui.core import formats


@pytest.fixture(autouse=True)
def _british(monkeypatch) -> None:
    from PySide6.QtCore import QLocale

    british = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    monkeypatch.setattr(formats, "locale", lambda: british)


def test_numbers_are_grouped() -> None:
    assert formats.number(613802) == "613,802"
    assert formats.number(2310.4, 2) == "2,310.40"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(214, 4561, "4.7 %"), (4561, 4561, "100 %"), (0, 9, "0 %"), (1, 3, "33 %"), (1, 0, "")],
)
def test_a_share_has_a_decimal_where_it_is_small(part: int, whole: int, said: str) -> None:
    assert formats.share(part, whole) == said.replace(" ", formats.NBSP)


def test_one_is_not_many() -> None:
    assert formats.counted(1, "person", "people") == "1 person"
    assert formats.counted(1204, "person", "people") == "1,204 people"
    assert formats.counted(0, "event") == "0 events"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ((2011, 12, 10, 14, 2), "today 14:02"),
        ((2011, 12, 9, 23, 59), "yesterday 23:59"),
        ((2011, 12, 5, 8, 0), "Monday"),
        ((2011, 12, 3, 8, 0), "3 Dec 2011"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(then: tuple[int, ...], said: str) -> None:
    now = dt.datetime(2011, 12, 10, 18, 0, tzinfo=dt.UTC)
    assert formats.when(dt.datetime(*then, tzinfo=dt.UTC), now) == said


def test_a_time_of_the_store_is_local_here() -> None:
    local = formats.local(1_323_522_000_000_000)
    assert local.astimezone(dt.UTC) == dt.datetime(2011, 12, 10, 13, 0, tzinfo=dt.UTC)
    assert local.utcoffset() is not None


@pytest.mark.parametrize(
    ("key", "read"),
    [("customer_id:17", "customer 17"), ("email:a@x.example", "a@x.example"), ("hubspot_id:3", "hubspot id 3")],
)
def test_a_key_is_read_as_people_say_it(key: str, read: str) -> None:
    assert formats.key(key) == read

"""The words that dates are written with."""

from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from app.cleaning import calendar_words as calendar


@pytest.mark.parametrize("language", sorted(set(calendar.LANGUAGES) - {"ja", "zh", "ko"}))
def test_every_month_is_known_in_its_own_language(language: str) -> None:
    for number, name in Locale.parse(language).months["format"]["wide"].items():
        assert calendar.meaning(str(name), language) == ("month", number)


@pytest.mark.parametrize(
    ("word", "language", "meant"),
    [
        ("Jänner", "de", ("month", 1)), ("sept.", "en", ("month", 9)), ("Sat", "en", ("day", 0)),
        ("PM", "en", ("half", 12)),
        ("listopad", "pl", ("month", 11)), ("listopad", "hr", ("month", 10)), ("Mai", "pl", ("month", 5)),
        ("apples", "en", None), ("ja", "en", None),
    ],
)  # fmt: skip
def test_a_word_is_read_in_its_columns_language_and_else_in_any(
    word: str, language: str, meant: calendar.Word | None
) -> None:
    assert calendar.meaning(word, language) == meant


def test_the_language_of_a_column_is_that_of_most_of_its_words() -> None:
    assert calendar.language_of(["listopada", "siječnja", "srpnja"]) == "hr"
    assert calendar.language_of(["listopada", "stycznia", "lipca"]) == "pl"
    assert calendar.language_of([]) == "en"


@pytest.mark.parametrize(
    ("zone", "leads"),
    [
        ("America/New_York", True), ("US/Eastern", True), ("Pacific/Honolulu", True), ("America/Toronto", True),
        ("America/Mexico_City", False), ("America/Sao_Paulo", False), ("America/Argentina/Buenos_Aires", False),
        ("Europe/London", False), ("UTC", False),
    ],
)  # fmt: skip
def test_the_month_leads_where_the_land_of_a_zone_writes_it_first(zone: str, leads: bool) -> None:
    assert calendar.month_leads(ZoneInfo(zone)) is leads


def test_a_short_name_of_a_zone_is_the_projects_own_where_it_has_one() -> None:
    assert calendar.offset("IST", ZoneInfo("Europe/Dublin")) == 60
    assert calendar.offset("IST", ZoneInfo("Asia/Kolkata")) == 330
    assert calendar.offset("cest", ZoneInfo("UTC")) == 120
    assert calendar.offset("XYZT", ZoneInfo("UTC")) is None


def test_long_names_of_zones_know_summer_in_each_language() -> None:
    assert calendar.long_zone("Central European Summer Time") == 120
    assert calendar.long_zone("(Mitteleuropäische Normalzeit)") == 60
    assert calendar.long_zone("Pacific Standard Time") == -480
    assert calendar.long_zone("Narnia Standard Time") is None


@pytest.mark.parametrize("text", ["Europe", "Europe/Nowhere", "../etc/passwd", "Europe/Berlin/x/y", ""])
def test_what_names_no_zone_opens_no_file(text: str) -> None:
    assert calendar.named_zone(text) is None
    assert calendar.named_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")

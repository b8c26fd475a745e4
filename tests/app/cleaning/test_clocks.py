"""Clocks and zones in columns of their own, joined with their day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pyarrow as pa

from app.cleaning import clocks, dates


def test_zones_of_summer_and_winter() -> None:
    home = ZoneInfo("UTC")
    days = pa.chunked_array([["2025-01-15", "2025-07-15", "2025-07-15T10:00:00Z"]])
    found = clocks.joined(
        days, dates.ISO, pa.chunked_array([["12:00"] * 3]), pa.chunked_array([["Pacific Time (US & Canada)"] * 3]), home
    )
    said = [f"{dt.datetime.fromtimestamp(at / 1e6, dt.UTC):%m-%d %H:%M}" for at in found.at.to_pylist()]
    assert said == ["01-15 20:00", "07-15 19:00", "07-15 10:00"]
    assert clocks.zone_of("W. Europe Standard Time", home) == ZoneInfo("Europe/Berlin")
    assert [clocks.zone_of(one, home) for one in ("CEST", "(GMT-05:00) Lima", "UTC+2", "GMT", "Narnia", "")] == [
        120, -300, 120, 0, None, None,
    ]  # fmt: skip


def test_a_clock_is_a_spreadsheets_share_of_a_day_and_figures_that_lost_a_zero() -> None:
    days = pa.chunked_array([["2025-01-15"] * 5])
    clock = pa.chunked_array([["0.5", "93000", "2:30 PM", "", "noonish"]])
    found = clocks.joined(days, dates.ISO, clock, None, ZoneInfo("UTC"))
    said = [f"{dt.datetime.fromtimestamp(at / 1e6, dt.UTC):%H:%M}" for at in found.at.to_pylist()]
    assert said == ["12:00", "09:30", "14:30", "00:00", "00:00"]
    assert found.no_clock.tolist() == [False, False, False, False, True]
    assert not found.no_zone.any()


def test_half_of_the_values_tell_what_a_column_is() -> None:
    assert clocks.are_clocks(["08:20", "14h20", "n"])
    assert not clocks.are_clocks(["08:20", "x", "y"])
    assert not clocks.are_clocks([])
    assert clocks.are_zones(["Europe/Berlin", "Narnia"])
    assert not clocks.are_zones(["Berlin", "Paris"])

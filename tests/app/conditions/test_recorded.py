"""What refreshes recorded of one person, and the field that names a segment."""

from dataclasses import replace
from types import SimpleNamespace

from app.conditions import Evaluation, Person, recorded
from app.conditions.recorded import Stay
from app.domain.clock import parse_moment
from app.rules import KnownSegment
from tests.app.conditions.asking import NAMES, with_segment

VIP = with_segment({"all": []})
TWO = replace(NAMES, segments={**VIP.segments, 2: KnownSegment(2, "Regulars", {"all": []})})


def test_a_stay_lasts_from_the_refresh_that_found_it_to_the_one_that_did_not() -> None:
    stay = Stay(10, 20)
    assert [stay.lasts_at(moment) for moment in (9, 10, 19, 20)] == [False, True, True, False]
    assert Stay(10, None).lasts_at(10**18)
    assert not Stay(10, 10).lasts_at(10)


def test_what_a_later_refresh_found_is_not_known_yet() -> None:
    rows = [
        {"segment_id": 1, "entered_at": entered, "left_at": left}
        for entered, left in ((5, None), (1, 2), (2, 99_000_000_000), (10**17, None))
    ]
    other = [{"segment_id": 2, "entered_at": 3, "left_at": None}]
    moment = parse_moment("1970-01-02", VIP.zone)
    asked = Evaluation(Person(1, "k", None, rows={"memberships": rows + other}), SimpleNamespace(moment=moment))  # type: ignore[arg-type]
    assert recorded.stays(1, asked) == [Stay(1, 2), Stay(2, None), Stay(5, None)]
    assert recorded.stays(2, asked) == [Stay(3, None)]


def test_the_field_names_the_segment() -> None:
    chosen = recorded.field({"left": "VIP"}, "left", VIP)
    assert (chosen.text, chosen.missing, chosen.given("Other")) == ("VIP", False, {"left": "Other"})
    assert recorded.field({"left": 1}, "left", VIP).text == "VIP"
    gone = recorded.field({"left": "gone"}, "left", VIP)
    assert (gone.text, gone.missing) == ("gone", True)
    assert recorded.field({"left": ""}, "left", VIP).text == "choose…"


def test_a_new_condition_is_about_the_segment_of_the_old_one() -> None:
    assert recorded.first_of(TWO, {"segment": "Regulars"}) == "Regulars"
    assert recorded.first_of(TWO, {"entered": 1}) == "VIP"
    assert recorded.first_of(TWO, {"tag": "x"}) == recorded.first_of(TWO, None) == ""
    assert recorded.first_of(VIP, None) == "VIP"
    assert (recorded.called(1, VIP), recorded.quoted(1, VIP)) == ("the segment “VIP”", "“VIP”")

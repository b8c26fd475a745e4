"""Who is in many segments, found in one pass, is who is in each of them asked alone."""

import numpy as np
import pytest

from app import audience
from app.audience import inside
from app.rules import KnownSegment
from tests.app.audience.random_rules import drawn, signs
from tests.app.audience.shop_data import Shop
from tests.app.audience.test_meaning import KINDS


def asked(question, rules):
    """These rules as segments of a question, which no project keeps."""
    from dataclasses import replace

    segments = {number: KnownSegment(number, f"S{number}", rule) for number, rule in enumerate(rules, 1)}
    question.names = replace(question.names, segments=segments)
    return list(segments.values())


def test_every_kind_of_condition_and_group(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "_AT_ONCE", 7)
    plain = [rule for rule in KINDS if not rule.keys() & {"in_segment_for", "entered", "left", "listed"}]
    groups = [{kind: plain[at : at + 3]} for at, kind in enumerate(("all", "any", "none"))]
    rules = [*plain, *groups, {"muted": True, "tag": "x"}, {"none": []}, {"any": []}]
    alone = [set(audience.member_ids(shop.project, rule).tolist()) for rule in rules]
    reach = [audience.reach(shop.project, rule).mailable for rule in rules]
    with audience.asking(shop.project) as question:
        # Of the last, which names another, the other's rule is asked.
        found = inside.find(question, asked(question, [*rules, {"none": [{"segment": 1}]}]), unknown_is_consent=False)
    assert found.problems == {}
    assert [set(found.numbers(found.members[number]).tolist()) for number in range(1, len(rules) + 1)] == alone
    assert [inside.count(bits) for bits in found.members.values()] == [*map(len, alone), 12 - len(alone[0])]
    mailable = [inside.count(found.members[number] & found.mailable) for number in range(1, len(rules) + 1)]
    assert mailable == reach


def test_some_two_hundred_rules_by_chance(shop: Shop) -> None:
    named = {"segment", "in_segment_for", "entered", "left", "listed"}
    rules = [rule for rule in drawn(250, number=77) if not named & set(signs(rule))]
    assert len(rules) > 150
    alone = [set(audience.member_ids(shop.project, rule).tolist()) for rule in rules]
    with audience.asking(shop.project) as question:
        found = inside.find(question, asked(question, rules), unknown_is_consent=False)
    assert found.problems == {}
    together = [set(found.numbers(found.members[number]).tolist()) for number in range(1, len(rules) + 1)]
    assert [rule for rule, one, other in zip(rules, together, alone, strict=True) if one != other] == []


def test_one_that_cannot_be_asked_leaves_the_others_alone(shop: Shop) -> None:
    loop, broken, sound = {"segment": 2}, {"segment": 1}, {"tag": "outdoor"}
    with audience.asking(shop.project) as question:
        kept = asked(question, [loop, broken, sound, {"segment": 9}, {"segment": 3}])
        found = inside.find(question, kept, unknown_is_consent=False)
    assert sorted(found.problems) == [1, 2, 4]
    assert set(found.numbers(found.members[3]).tolist()) == set(found.numbers(found.members[5]).tolist()) == {1, 2}


def test_people_are_found_by_their_numbers() -> None:
    people = np.array([2, 3, 7, 11, 12, 13, 14, 15, 90], dtype=np.int64)
    found = inside.Inside(people, {}, np.packbits(np.ones(9, dtype=bool)), {})
    bits = found.bits(np.array([90, 3, 4, 3], dtype=np.int64))
    assert found.numbers(bits).tolist() == [3, 90]
    assert found.places(np.array([1, 2, 90, 91], dtype=np.int64)).tolist() == [-1, 0, 8, -1]
    assert inside.count(bits) == 2
    nobody = inside.Inside(people[:0], {}, np.zeros(0, dtype=np.uint8), {})
    assert nobody.places(people).tolist() == [-1] * 9

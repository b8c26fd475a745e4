"""A record of two segments of the shop, with stays that begin and end at the edges of windows; its plain reading."""

from sqlalchemy import insert

from app.project import Change
from storage.file import models
from tests.app.audience.shop_data import DAY, FACTS, SEGMENTS

HOUR = DAY // 24
STAYS = FACTS.stays


def record(project, facts=FACTS):
    """Keep the segments and what was recorded of them."""
    with project.write("Recorded", {Change.SEGMENTS, Change.MEMBERSHIPS}) as connection:
        for name, number in SEGMENTS.items():
            rule = facts.segments[name.casefold()]
            values = {"id": number, "name": name, "name_folded": name.casefold(), "rule": rule}
            made = {"position": number, "content": False, "created_at": 0, "changed_at": 0}
            connection.execute(insert(models.segment).values(values | made))
        rows = [
            {"profile_id": person, "segment_id": SEGMENTS[name], "entered_at": entered, "left_at": left}
            for person, name, entered, left in facts.stays
        ]
        if rows:
            connection.execute(insert(models.membership), rows)


def holds(plain, rule):
    """Whether a condition on the record holds for a person."""
    key = next(key for key in ("in_segment_for", "entered", "left", "listed") if key in rule)
    mine = [
        one for one in plain.facts.stays if one[0] == plain.person["id"] and one[1].casefold() == rule[key].casefold()
    ]
    if key == "in_segment_for":
        return any(
            _so_long(plain.clock, came, rule)
            for _, _, came, went in mine
            if came <= plain.us and (went is None or went > plain.us)
        )
    if key == "listed":
        return any(went is None for _, _, _, went in mine)
    low, high = plain.window(rule)
    return any(at is not None and low < at <= high for at in (one[2 if key == "entered" else 3] for one in mine))


def _so_long(clock, came, rule):
    value = rule["value"] if isinstance(rule["value"], list) else [rule["value"]]
    # As long as that means to have come when it was so long ago: the earlier, the longer.
    then = [clock.back(clock.us, one) for one in value]
    if rule["op"] == "between":
        return then[1] <= came <= then[0]
    return {
        "=": came == then[0],
        "!=": came != then[0],
        "<": came > then[0],
        "<=": came >= then[0],
        ">": came < then[0],
        ">=": came <= then[0],
    }[rule["op"]]

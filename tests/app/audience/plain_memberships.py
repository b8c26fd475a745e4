"""A record of two segments of the shop, with stays that begin and end at the edges of windows; its plain reading."""

from sqlalchemy import insert

from app.project import Change
from storage.file import models
from tests.app.audience import plain_reading
from tests.app.audience.shop_data import DAY, US

SEGMENTS = {"VIP": 1, "Regulars": 2}
HOUR = DAY // 24
STAYS = [
    # person, segment, entered, left
    (1, "VIP", US - 14 * DAY, None),
    (2, "VIP", US - 30 * DAY, US - 14 * DAY),
    (2, "VIP", US - 7 * DAY, None),
    (3, "VIP", US - 90 * DAY, US),
    (4, "VIP", US, None),
    (5, "VIP", US - 3 * DAY, US + DAY),
    (6, "VIP", US + DAY, None),
    (7, "VIP", US - DAY, US - DAY),
    (8, "VIP", US - 61 * DAY - HOUR, None),
    (9, "VIP", US - 40 * DAY, US - 20 * DAY),
    (9, "VIP", US - 20 * DAY, US - 1),
    (1, "Regulars", US - 100 * DAY, US - 50 * DAY),
    (3, "Regulars", US - 2 * HOUR, None),
    (7, "Regulars", US - 31 * DAY, None),
    (10, "Regulars", US - 14 * DAY + 1, None),
]


def record(project):
    """Keep the segments and what was recorded of them."""
    with project.write("Recorded", {Change.SEGMENTS, Change.MEMBERSHIPS}) as connection:
        for name, number in SEGMENTS.items():
            values = {"id": number, "name": name, "name_folded": name.casefold(), "rule": {"tag": name}}
            made = {"position": number, "content": False, "created_at": 0, "changed_at": 0}
            connection.execute(insert(models.segment).values(values | made))
        rows = [
            {"profile_id": person, "segment_id": SEGMENTS[name], "entered_at": entered, "left_at": left}
            for person, name, entered, left in STAYS
        ]
        connection.execute(insert(models.membership), rows)


def holds(plain, rule):
    """Whether a condition on the record holds for a person."""
    key = next(key for key in ("in_segment_for", "entered", "left", "listed") if key in rule)
    mine = [one for one in STAYS if one[0] == plain.person["id"] and one[1].casefold() == rule[key].casefold()]
    if key == "in_segment_for":
        return any(_so_long(came, rule) for _, _, came, went in mine if came <= US and (went is None or went > US))
    if key == "listed":
        return any(went is None for _, _, _, went in mine)
    low, high = plain.window(rule)
    return any(at is not None and low < at <= high for at in (one[2 if key == "entered" else 3] for one in mine))


def _so_long(came, rule):
    value = rule["value"] if isinstance(rule["value"], list) else [rule["value"]]
    # As long as that means to have come when it was so long ago: the earlier, the longer.
    then = [plain_reading.back(US, one) for one in value]
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

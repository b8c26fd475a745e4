"""One reading at one moment: what had happened by then, of everyone or of a few."""

import datetime as dt

import numpy as np

from app import audience
from app.query import Question
from tests.app.audience.shop_data import DAY, US, Shop


def test_nothing_later_than_the_moment_is_seen(shop: Shop) -> None:
    moment = US - 40 * DAY
    iso = dt.datetime.fromtimestamp(moment / 1e6, dt.UTC).isoformat()
    with audience.asking(shop.project, iso) as question:
        assert question.moment.us == moment
        count = question.mirror.scalar
        assert count(question.events.count()) == sum(row["at"] <= moment for row in shop.events)
        # One refusal without a time always held; of the suppressions one has none.
        assert (count(question.consents.count()), count(question.suppressions.count())) == (2, 1)
        assert count(question.products.count()) == 3


def test_of_a_few_only_their_rows_are_looked_at(shop: Shop) -> None:
    few = np.array([2, 5, 99])
    with audience.asking(shop.project) as question:
        inner = Question(question.mirror, question.moment, question.names, among=few)
        people = sorted(question.mirror.to_pyarrow(inner.people.select("id")).column("id").to_pylist())
        events = question.mirror.to_pyarrow(inner.events.select("profile_id")).column("profile_id").to_pylist()
    assert people == [2, 5]
    assert sorted(events) == sorted(
        row["profile_id"] for row in shop.events if row["profile_id"] in (2, 5) and row["at"] <= US
    )

"""A rule as one expression: two-valued at every condition, and shallow however many stand in it."""

from functools import reduce
from operator import and_, or_

import pytest

from app import audience, conditions
from app.query import compile as compiling
from tests.app.audience.shop_data import Shop

CITY = {"trait": "city", "op": "is", "value": "paris"}
NOBODY = {"tag": "nobody"}


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ({"all": []}, 12), ({"any": []}, 0), ({"none": []}, 12), ({"all": [CITY, NOBODY]}, 0),
        ({"any": [CITY, NOBODY]}, 2),
        ({"none": [CITY, NOBODY]}, 10), ({"none": [{"none": [CITY]}]}, 2), (CITY | {"muted": True}, 12),
        ({"none": [{"trait": "city", "op": "is_set"}]}, 3),
    ],
)  # fmt: skip
def test_groups_of_conditions(shop: Shop, rule: dict, number: int) -> None:
    with audience.asking(shop.project) as question:
        found = compiling.members(conditions.parse(rule, question.names).root, question)
        assert question.mirror.scalar(found.count()) == number
        if not rule.get("muted"):
            said = compiling.predicate(conditions.parse(rule, question.names).root, question)
            answers = question.mirror.to_pyarrow(question.people.select(said=said)).column("said").to_pylist()
            assert (answers.count(True), answers.count(False) + answers.count(None)) == (number, 12 - number)


@pytest.mark.parametrize("number", [1, 2, 3, 7, 500])
def test_many_are_joined_as_a_shallow_tree_in_their_order(number: int) -> None:
    parts = [(str(at), 0) for at in range(number)]
    text, depth = compiling.joined(parts, lambda one, other: (one[0] + other[0], max(one[1], other[1]) + 1))
    assert text == "".join(str(at) for at in range(number))
    assert depth == (number - 1).bit_length()
    bits = [at % 3 == 0 for at in range(number)]
    assert [compiling.joined(bits, by) for by in (and_, or_)] == [reduce(by, bits) for by in (and_, or_)]

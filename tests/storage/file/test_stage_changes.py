"""Which runs are compared with which, whatever the order in which they were made."""

from storage.file.stage_changes import Pair, pairs

LIFE = {"stages": [{"name": "Active"}, {"name": "At risk"}]}


def test_each_run_is_compared_with_the_one_before_it_in_time() -> None:
    # Made out of order: the third was made for a day between the two others.
    assert pairs([(1, 10, LIFE), (2, 30, LIFE), (3, 20, LIFE)]) == [Pair(3, 1, 20), Pair(2, 3, 30)]
    assert pairs([]) == pairs([(1, 10, LIFE)]) == []


def test_of_several_at_one_moment_the_one_made_last_counts() -> None:
    assert pairs([(1, 10, LIFE), (2, 20, LIFE), (3, 20, LIFE), (4, 10, LIFE)]) == [Pair(3, 4, 20)]


def test_another_family_of_stages_moves_nobody() -> None:
    buyers = {"stages": [{"name": "Prospect"}]}
    assert pairs([(1, 10, LIFE), (2, 20, buyers), (3, 30, '{"stages": [{"name": "PROSPECT"}]}')]) == [Pair(3, 2, 30)]
    assert pairs([(1, 10, {}), (2, 20, LIFE)]) == []

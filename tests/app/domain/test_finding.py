"""What was typed finds whole words before parts of words, and other words for the same."""

import pytest

from app.domain.finding import rank


def best(typed: str, *labels: str) -> list[str]:
    ranked = [(rank(typed, label), label) for label in labels]
    return [label for points, label in sorted(ranked, key=lambda one: -one[0]) if points]


def test_words_come_before_parts_of_words() -> None:
    assert best("age", "Average order value", "Age", "Page viewed", "Their age") == [
        "Age", "Their age", "Average order value", "Page viewed"
    ]  # fmt: skip
    assert best("or", "Colorado", "Order date", "Last order") == ["Order date", "Last order", "Colorado"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("spent", "Revenue"), ("bought", "Orders"), ("basket", "Added to cart"), ("zip", "Postal code"),
        ("birthday", "Birth date"), ("opt-out", "On the suppression list: suppressed"), ("SPENT", "Net revenue"),
    ],
)  # fmt: skip
def test_other_words_for_it_find_it_too(typed: str, label: str) -> None:
    assert rank(typed, label)
    assert rank(typed, label) < rank(label.split()[0], label)


def test_every_word_must_fit() -> None:
    assert rank("last order", "Last order at")
    assert rank("order last", "Last order at")
    assert not rank("last click", "Last order at")
    assert not rank("xyz", "Last order at", "last_order_at")
    assert rank("", "anything") == rank("  ", "else") == 1
    assert rank("last_order", "When they bought", "last_order_at")


def test_two_letters_mean_no_idea_yet() -> None:
    assert not rank("sp", "Revenue")

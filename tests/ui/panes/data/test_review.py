"""What an import would do, in numbers: the one that matters large, what deserves a look apart, none of another file."""

from PySide6.QtWidgets import QApplication, QLabel

from ui.panes.data.review import Figure, Review, ReviewCard


def _texts(card: ReviewCard) -> set[str]:
    QApplication.processEvents()
    return {one.text() for one in card.findChildren(QLabel) if one.isVisible()}


def test_numbers_come_with_what_deserves_a_look_and_go_with_their_file(shown) -> None:
    card = ReviewCard()
    card.resize(320, 600)
    shown(card)
    looks = (Figure("of “born” cannot be read", 3, "warn", "What cannot be read stays empty."),)
    figures = (Figure("Rejected rows", 1_204, "warn", "See them after the import."),)
    card.show_review(Review("New people", 12, "from 20 rows", figures, looks, "Use that mapping"))
    assert card.hero.accessibleName() == "New people 12 from 20 rows"
    assert {"Rejected rows", "1,204"} <= _texts(card)
    assert (card.more.text(), "Worth a look" in _texts(card)) == ("1 thing worth a look", False)
    card.more.click()
    assert {"3 of “born” cannot be read", "Worth a look"} <= _texts(card)
    assert (card.remedy.isVisible(), card.remedy.text()) == (True, "Use that mapping")
    card.set_busy(0.5, "Reading orders.csv")
    assert card.progress.isVisible()
    card.wait("Reading the file…")
    assert card.review is None
    assert {"Rejected rows", "Worth a look"}.isdisjoint(_texts(card))
    assert not card.remedy.isVisible()
    card.show_review(Review("New people", 0, "from 20 rows"))
    assert not card.progress.isVisible()
    assert "Worth a look" not in _texts(card)
    red = (Figure("No column says who a row is about", None, "bad"), *looks)
    card.more.click()
    card.show_review(Review("New people", 0, "from 20 rows", (), red))
    assert "No column says who a row is about" in _texts(card), "what is red is always seen"
    assert card.more.text() == "1 more thing worth a look"
    card.clear_review("No file")
    assert card.hero.text() == "–"

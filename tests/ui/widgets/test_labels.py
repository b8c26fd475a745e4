from PySide6.QtWidgets import QApplication, QLabel

from ui.widgets.labels import LEADING, Elided, HeroNumber, Label

LONG = "People who ordered at least three times, but not in the last ninety days, and who consented to email."


def test_running_text_takes_the_lines_it_needs_with_leading_between(qapp) -> None:
    label = Label(LONG, wrap=True)
    line = label.fontMetrics().height() * LEADING
    wide, narrow = label.heightForWidth(2000), label.heightForWidth(200)
    assert wide == -(-line // 1)
    assert narrow >= 3 * line
    assert Label("one\ntwo\nthree", wrap=True).heightForWidth(2000) >= 3 * line - 1


def test_text_of_a_file_is_never_markup(qapp) -> None:
    label = Label("<b>bold</b>")
    assert label.text() == "<b>bold</b>"
    assert label.sizeHint().width() > QLabel("<b>bold</b>").sizeHint().width()


def test_cut_text_may_be_narrow_and_whole_on_demand(qapp) -> None:
    label = Elided(LONG)
    assert label.minimumSizeHint().width() < 40
    assert label.sizeHint().width() > 300


def test_the_hero_keeps_its_old_number_dimmed_until_the_new_one_lands(shown) -> None:
    hero = HeroNumber("Match now")
    hero.set("214", "of 4,561 · 4.7 %")
    shown(hero)
    bright = hero.grab().toImage()
    hero.set_dim(True)
    assert hero.text() == "214"
    assert hero.grab().toImage() != bright
    hero.set("215", "of 4,561")
    assert hero.accessibleName() == "Match now 215 of 4,561"
    hero.set("214", "of 4,561 · 4.7 %")
    assert hero.grab().toImage() == bright


def test_nothing_takes_the_place_of_what_was_on_its_way(qtbot, shown) -> None:
    label = Label("")
    label.resize(200, 30)
    label.blank(120)
    shown(label)
    before = label.grab().toImage()
    label.setText("")
    assert not label.is_blank
    qtbot.wait(20)
    assert label.grab().toImage() != before


def test_the_context_of_a_large_figure_stands_below_it_rather_than_cut_off(shown) -> None:
    hero = HeroNumber("New people")
    hero.resize(270, 120)
    shown(hero)
    for number, context, below in (("6", "from 8 rows", False), ("1,250,000", "from 1,250,000 rows", True)):
        hero.set(number, context)
        QApplication.processEvents()
        line = hero._context
        assert line.fontMetrics().horizontalAdvance(context) <= line.width()
        assert (line.y() >= hero._number.geometry().bottom()) == below

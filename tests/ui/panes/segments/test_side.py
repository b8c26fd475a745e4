"""What follows from a rule: how many, who can be emailed, some of them, and the rule in words."""

import datetime as dt
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from app.audience import Figures, Look, Reach, Statement
from app.audience.rule_figures import Rung
from app.domain.clock import Moment
from ui.panes.segments.side import InWords, Side

DAY = 86_400_000_000
NOW = Moment(15_318 * DAY, ZoneInfo("UTC"))
ANA = {"key": "email:a@example.com", "first_name": "Ana", "city": "Leeds", "orders": 1_204}
NEWCOMER = {"key": "customer_id:7"}


class Asks:
    """Asks nothing: nobody looks at what is over time here."""

    def over_time(self, *what: object) -> None:
        raise AssertionError(what)

    moved = movers = over_time


def _look(**more: object) -> Look:
    rungs = (Rung("all[0]", "from <Leeds>", 2_000), Rung("all[1]", "Has a name", 1_204))
    figures = Figures({}, {"all[0]": 796, "all[1]": 0}, rungs)
    return Look(Reach(1_204, 1_000, 100, 4, 100, 4_816, 1.0), "From Leeds", figures, **more)


def test_the_figures_are_those_of_the_answer_and_people_are_opened_by_their_key(shown) -> None:
    opened: list[str] = []
    side = Side(opened.append, Asks())
    side.resize(372, 700)
    shown(side)
    ana = ANA | {"last_order_at": 15_308 * DAY, "net_revenue": 23_100_000}
    side.show_look(_look(sample=[ana, NEWCOMER]), NOW)
    hero = side.reach.hero.accessibleName().replace("\u00a0", " ")
    assert hero == "Match now 1,204 of 4,816 · 25 %"
    figures = {key: label.text() for key, label in side.reach._figures.items()}
    assert figures == {"mailable": "1,000", "suppressed": "100", "no_consent": "4", "no_address": "100"}
    assert "without it 2,000 match" in side.reach.because.text()
    assert "&lt;Leeds&gt;" in side.reach.because.text()
    rows = [side.sample.model.row(at) for at in range(2)]
    assert [(row["name"], row["last"], row["spent"], row["orders"]) for row in rows] == [
        ("Ana", "10 d", "2,310", "1,204"),
        ("customer_id:7", "", "0", "0"),
    ]
    assert side.sample.more.text() == "1,202 more"
    side.sample.table.row_activated.emit(0)
    assert opened == ["email:a@example.com"]


def test_figures_of_another_segment_are_taken_away_and_what_cannot_be_asked_has_none(shown) -> None:
    side = Side(lambda key: None, Asks())
    side.resize(372, 700)
    shown(side)
    side.show_look(_look(sample=[ANA]), NOW)
    side.wait()
    assert side.reach._figures["mailable"].is_blank
    assert (side.sample.model.rowCount(), side.sample.more.text()) == (0, "")
    side.show_unknown()
    assert side.reach.hero.text() == "–"
    assert {label.text() for label in side.reach._figures.values()} == {"–"}
    none = Look(Reach(0, 0, 0, 0, 0, 12, 1.0), "", Figures({}))
    side.show_look(none, NOW)
    assert "Nobody matches." in side.reach.because.text()
    assert side.sample.empty.isVisible()


def test_the_rule_in_words_can_be_copied_and_is_read_out(shown) -> None:
    words = shown(InWords())
    words.wait()
    assert words.sentence.accessibleName() == "The rule in words, on its way"
    words.set("From Leeds & older than 30")
    assert words.sentence.accessibleName() == "The rule in words: From Leeds & older than 30"
    assert words.sentence.text() == "From Leeds & older than 30"
    assert NOW.local().date() == dt.date(2011, 12, 10)


def test_the_sql_takes_the_place_of_the_words_and_follows_the_rule(qtbot, shown) -> None:
    asked: list = []
    words = shown(InWords(asked.append))
    words.set("Everyone from Leeds.")
    assert not asked, "nobody asks for what is not shown"
    qtbot.mouseClick(words.as_sql, Qt.MouseButton.LeftButton)
    assert words.statement.is_blank
    asked.pop()(Statement("SELECT 1", "duckdb"))
    assert (words.statement.text(), words.sentence.isVisible()) == ("SELECT 1", False)
    words.set("Everyone from York.")
    asked.pop()(Statement("SELECT 2", "duckdb"))
    assert words.statement.text() == "SELECT 2"
    words.set("")
    assert words.statement.text() == ""
    qtbot.mouseClick(words.as_sql, Qt.MouseButton.LeftButton)
    assert words.sentence.isVisible()
    assert not asked

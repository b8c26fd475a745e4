"""How suspected duplicates look: the rows in which they are compared, and who they would be."""

import datetime as dt

from pytestqt.qtbot import QtBot

from app.people.comparison import Comparison, Row, Side
from tests.ui.panes.people.crowd import texts
from tests.ui.panes.people.test_suspects import suspects
from ui.panes.people.duplicates_page import DuplicatesPage


def test_people_stand_side_by_side_with_what_survives(qtbot: QtBot) -> None:
    page = DuplicatesPage()
    qtbot.addWidget(page)
    sides = (
        Side(1, "customer_id:1", "Zoë Núñez", ("orders.csv",), 11, 30),
        Side(2, "email:z@x.de", "Zoe Nunez", (), 0, 0),
    )
    rows = (
        Row("first_name", "First name", "text", ("Zoë", "Zoe"), "Zoë", "same but for the accent"),
        Row("city", "City", "text", ("Leeds", None), "Leeds", ""),
        Row("birth_date", "Birth date", "date", (5157, 5157), 5157, "same birthday"),
    )
    page.show_pair(suspects(1, "Zoë Núñez", "Zoe Nunez"), Comparison(sides, rows, "z@x.de"), dt.UTC)
    said = texts(page.card)
    assert {"Zoë Núñez", "orders.csv · customer 1", "same birthday", "not known of all", "–", "96 %"} <= set(said)
    assert any("11 orders, 30 events" in text for text in said)
    joined = " ".join(texts(page.joined))
    assert "Zoë, Leeds" in joined
    assert (
        "mailed at z@x.de. Their story: 11 orders, 30 events. A no that either of them said stays with its address."
        in joined
    )
    assert page.apart.text() == "Two people"
    page.show_nobody()
    assert not page.same.isEnabled()

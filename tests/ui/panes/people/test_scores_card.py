"""What somebody's scores are made of, on their card."""

from app.runs import scoring
from ui.panes.people.scores_card import ScoresCard
from ui.widgets.labels import Label

TOLD = scoring.Explained(
    "Web", "score:Web", "Web", "email:a@x.example", "2026-06-01T00:00:00+00:00", 12.0,
    (scoring.Told("1 × click, 5 points", 5.0), scoring.Told("2 × order, faded", 9.3)), "Together 14.3, held at 12",
    11.0, "2026-05-01T00:00:00+00:00",
)  # fmt: skip


def test_parts_stand_with_the_largest_first(shown) -> None:
    card = ScoresCard()
    shown(card)
    card.offer([], "")
    assert card.isHidden()
    card.offer([("Web", "Web"), ("Best", "Best")], "Web")
    assert not card.isHidden()
    card.wait()
    card.show_score(TOLD)
    assert card.value.text() == "11", "what rules and emails have"
    texts = [label.text() for label in card.findChildren(Label)]
    assert texts.index("2 × order, faded") < texts.index("1 × click, 5 points")
    assert "+9.3" in texts
    assert card.note.text() == "Together 14.3, held at 12. Worked out anew it would be 12."

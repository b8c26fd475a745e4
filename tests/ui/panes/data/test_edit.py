"""What the wizard makes of a mapping when somebody chooses."""

from app.ingest.vocabulary.map_file import Column, Mapping, parse
from ui.panes.data import edit
from ui.panes.data.picker import OWN

MAPPING = Mapping("profiles", {"Budget": Column("budget", "number"), "Email": Column("email")})


def test_a_field_of_ones_own_is_called_as_it_was_typed() -> None:
    called = edit.with_target(MAPPING, "Budget", OWN + "R&D, München")
    assert (called.columns["Budget"].to, called.columns["Budget"].label) == ("r_d_münchen", "R&D, München")
    assert parse(called.document()) == called
    other = edit.with_type(called, "Budget", "text").columns["Budget"]
    assert (other.to, other.type, other.label) == ("r_d_münchen", "text", "R&D, München")
    again = edit.with_target(called, "Budget", "city").columns["Budget"]
    assert (again.to, again.label) == ("city", None)

"""The words and icons of kinds of import, as the window has them."""

import pytest

from app import ingest
from ui.core import icons
from ui.panes.data import phrases


def test_kinds_are_offered_in_the_order_in_which_files_are_best_brought_in() -> None:
    titles = [title for _, title in phrases.kind_choices()]
    assert titles == [
        "Contacts", "Orders", "Products", "Stores", "Events", "Campaign results", "Scores", "Consents",
        "Do-not-mail list", "Codes of offers",
    ]  # fmt: skip
    turns = [phrases.order_of(name) for name, _ in phrases.kind_choices()]
    assert turns == sorted(turns)
    assert phrases.order_of("") > turns[-1], "what is not known yet comes last"


@pytest.mark.parametrize("kind", ingest.import_kinds(), ids=lambda kind: kind.name)
def test_every_kind_has_an_icon_of_the_set(kind: ingest.ImportKind) -> None:
    assert not icons.icon(kind.icon).isNull()


def test_meanings_of_a_kind_stand_under_its_own_heading() -> None:
    assert phrases.target_section("email", "orders") == "Who it is"
    assert phrases.target_section("consent:email", "orders") == "What they allow"
    assert [phrases.target_section("price", kind) for kind in ("orders", "products", "events")] == [
        "The order", "The product", "What happened",
    ]  # fmt: skip

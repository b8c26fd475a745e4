"""What a pane says of itself: what it is made of, its pages and its icon are there."""

import pytest

from ui.core import icons
from ui.panes import described, panes


@pytest.mark.parametrize("key", [one.key for one in panes()])
def test_a_pane_is_loaded_from_its_own_folder(key: str) -> None:
    pane = described(key)
    assert pane.load().__module__ == f"ui.panes.{key}.pane"
    assert pane.pages[0] == key
    assert icons._glyphs()[pane.icon]

"""The three tiles over a story."""

from ui.panes.people.tiles import Tiles


def test_each_says_its_figure_and_another_person_takes_it_away(shown) -> None:
    tiles = Tiles()
    shown(tiles)
    tiles.show_tiles([("366.90", "in 3 orders"), ("28 Dec 2024", ""), ("–", "no email to them is known")])
    assert [tile.figure.text() for tile in tiles.tiles] == ["366.90", "28 Dec 2024", "–"]
    assert tiles.tiles[0].accessibleName() == "Spent: 366.90, in 3 orders"
    assert tiles.tiles[1].accessibleName() == "Last order: 28 Dec 2024"
    tall = tiles.tiles[0].height()
    tiles.wait()
    assert {tile.figure.text().strip() for tile in tiles.tiles} == {""}
    assert tiles.tiles[0].accessibleName() == "Spent"
    assert tiles.tiles[0].height() == tall, "nothing jumps when somebody else comes"

"""What stands where rows are on their way: as high as they, drawn, and said to be no text."""

from ui.widgets.skeleton import Skeleton


def test_it_is_as_high_as_the_rows_that_will_come_and_leaves_room_for_their_icons(shown) -> None:
    plain, indented = Skeleton(4, 30), Skeleton(4, 30, indent=40)
    drawn = []
    for one in (plain, indented):
        one.resize(200, one.sizeHint().height())
        drawn.append(shown(one).grab().toImage())
    assert plain.sizeHint().height() == 4 * Skeleton(1, 30).sizeHint().height()
    assert plain.accessibleName() == "On its way"
    # Line by line something is drawn, and between an icon and its line is a gap.
    ground = drawn[0].pixelColor(199, 0)
    rows = [any(drawn[0].pixelColor(x, 15 + 30 * at) != ground for x in range(200)) for at in range(4)]
    assert rows == [True] * 4
    assert drawn[0].pixelColor(30, 15) != ground
    assert drawn[1].pixelColor(30, 15) == ground

"""What a layout holds, in its order, without asking for the items that hold it.

`QLayout.itemAt` gives a wrapper that PySide keeps as long as the layout's own, while Qt deletes the item together with
its widget. The next C++ object at that address, say the style after a change of theme, then comes to Python as that
item: a `QWidgetItem` instead of a `QStyle`. Widgets and layouts know when they are deleted; items do not.
"""

from PySide6.QtWidgets import QLayout, QWidget


def in_order(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts directly in a layout, in their order; spaces and stretches are left out."""
    holder = layout.parentWidget()
    widgets = [child for child in holder.children() if isinstance(child, QWidget)] if holder is not None else []
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(widget), widget) for widget in widgets]
    placed += [(layout.indexOf(inner), inner) for inner in layout.children() if isinstance(inner, QLayout)]
    return [held for at, held in sorted(placed, key=lambda place: place[0]) if at >= 0]

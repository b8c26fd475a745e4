"""The wizard's buttons: what each says and whether it can be pressed, by how far the file is."""

from PySide6.QtWidgets import QWidget

from ui.core import formats, theme
from ui.widgets.buttons import Button, keep_room


class WizardButtons:
    """Skip this file, cancel or stop, import."""

    def __init__(self, parent: QWidget) -> None:
        self.skip = Button("Skip this file", parent=parent)
        self.cancel = Button("Cancel", parent=parent)
        self.bring_in = Button("Import", kind="main", parent=parent)
        for button in (self.skip, self.cancel, self.bring_in):
            button.hide()
        # As wide as they will be: a button must not move while somebody reaches for it.
        # With large text there is no room for millions beside the other buttons.
        most = 888 if theme.active().large else 8_888_888
        keep_room(self.bring_in, "Import " + formats.counted(most, "row"))
        keep_room(self.cancel, "Cancel")

    def shown(self, accepted: int | None, *, several: bool, busy: bool) -> list[Button]:
        """Those to be shown; `accepted` rows were found when the file was tried out, None while it is not."""
        self.cancel.setText("Stop" if busy else "Cancel")
        rows = formats.counted(accepted, "row") if accepted is not None else ""
        self.bring_in.setText(f"Import {rows}".strip())
        self.bring_in.setEnabled(bool(accepted) and not busy)
        self.skip.setEnabled(not busy)
        # One file alone is left by Cancel. While one comes in all stay where they are.
        return [self.skip, self.cancel, self.bring_in] if several else [self.cancel, self.bring_in]

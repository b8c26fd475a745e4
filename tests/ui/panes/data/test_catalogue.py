"""What the project knows of products, stores and codes: counted beside the imports, and looked at."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import catalogue, ingest
from tests.ui.panes.data.looked_at import texts
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

FILES = {
    "profiles": "email\nann@x.example\n",
    "products": "SKU,Name,Price\nM1,Mug,12.50\nL1,Lamp,30\n",
    "stores": "Store ID,Name,City,Postcode\n7,Soho,London,W1\n",
    "codes": "Code,Offer,Value\nA1,Spring,10%\nA2,Spring,10%\n",
}


def test_they_are_counted_listed_and_searched_and_an_undo_is_honest(
    data: Data, window: MainWindow, tried: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    del tried
    assert not data.history.catalogue.isVisible()
    for kind, text in FILES.items():
        (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
        ingest.run_import(data.project, tmp_path / f"{kind}.csv", kind)
    assert settle(window, lambda: data.history.catalogue.isVisible())
    assert {"Products", "Stores", "Offers", "Codes"} <= texts(data.history.catalogue)
    qtbot.mouseClick(data.history.catalogue.look, Qt.MouseButton.LeftButton)
    assert settle(window)
    shown = data.catalogue.window
    assert shown is not None
    assert [shown.models["products"].row(at)["price"] for at in range(2)] == ["30.00", "12.50"]
    shown.search.setText("mug")
    shown.search.searched.emit("mug")
    assert settle(window)
    assert shown.models["products"].rowCount() == 1
    shown.search.clear()
    shown.show_list("offers")
    assert settle(window)
    assert (shown.models["offers"].row(0)["offer"], shown.models["offers"].row(0)["free"]) == ("Spring", "2")
    shown.close()
    catalogue.hand_out(data.project, "Spring", "ann@x.example")
    data.undo(4)
    assert settle(window, lambda: "handed out already" in window.toast.text())

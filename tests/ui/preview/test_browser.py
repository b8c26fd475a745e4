"""The browser against emails that want out: nothing runs, nothing is fetched, links lead nowhere."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor
from PySide6.QtNetwork import QHostAddress, QTcpServer
from pytestqt.qtbot import QtBot

from tests.ui.preview.shown_emails import RED, becomes, page, text
from ui.preview.view import PAGE, Preview


@pytest.fixture
def stranger(qapp: Any) -> Iterator[QTcpServer]:
    """A server on this machine that must never be called."""
    server = QTcpServer()
    assert server.listen(QHostAddress.SpecialAddress.LocalHost)
    yield server
    server.close()


def test_nothing_in_an_email_runs_or_is_fetched(
    preview: Preview, show: Callable[[str], None], stranger: QTcpServer, qtbot: QtBot
) -> None:
    there = f"http://127.0.0.1:{stranger.serverPort()}"
    counted: list[int] = []
    preview.kept_out.connect(counted.append)
    show(f"""<html><head>
      <meta http-equiv="refresh" content="0; url={there}/refresh">
      <link rel="stylesheet" href="{there}/a.css"><link rel="preload" as="image" href="{there}/b.png">
      <link rel="dns-prefetch" href="{there}"><link rel="preconnect" href="{there}">
      <style>@import url({there}/c.css); @font-face {{ font-family: x; src: url({there}/d.woff) }}
             p {{ font-family: x; background: url({there}/e.png) }}</style></head>
      <body onload="document.body.innerHTML = 'it ran'"><p>Plain words</p>
      <img src="{there}/f.png" srcset="{there}/g.png 2x"><img src={there}/unquoted.png><img src="//127.0.0.1/i.png">
      <img src="file:///etc/hostname"><iframe src="{there}/h"></iframe><object data="{there}/i"></object>
      <embed src="{there}/j"><video src="{there}/k" autoplay></video><svg><image href="{there}/l.png"/></svg>
      <form action="{there}/m"><input name="a" autofocus></form>
      <script>document.body.innerHTML = "it ran"; fetch("{there}/n"); new Image().src = "{there}/o"</script>
      </body></html>""")
    qtbot.wait(300)
    assert "Plain words" in text(preview, qtbot)
    assert "it ran" not in text(preview, qtbot)
    assert not stranger.hasPendingConnections()
    assert page(preview).url().toString().startswith(PAGE)
    # Of us only pictures are asked, in vain; fonts, styles, frames and films are not even looked for.
    assert preview._engine is not None
    asked = {parse_qs(urlsplit(one).query).get("at", [one])[0] for one in preview._engine._handler.missing}
    assert asked == {f"{there}/e.png", f"{there}/f.png", "preview://127.0.0.1/i.png"}
    assert counted[-1] == 3
    assert preview._engine._gate.blocked == []


def test_a_link_leads_nowhere_but_says_where_it_would(
    preview: Preview, show: Callable[[str], None], stranger: QTcpServer, qtbot: QtBot
) -> None:
    there = f"http://127.0.0.1:{stranger.serverPort()}/shop"
    show(f'<body style="margin:0"><a href="{there}" style="display:block;height:600px;background:{RED}">Go</a>')
    becomes(preview, qtbot, 200, 150, lambda colour: colour == QColor(RED))
    before, surface = page(preview).url(), page(preview).parent().focusProxy()
    with qtbot.waitSignal(preview.hovered, timeout=10_000) as said:
        qtbot.mouseMove(surface, QPoint(100, 100))
        qtbot.mouseMove(surface, QPoint(200, 150))
    assert said.args == [there]
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
        qtbot.mouseClick(surface, button, pos=QPoint(200, 150))
    qtbot.wait(300)
    assert page(preview).url() == before
    assert not stranger.hasPendingConnections()
    assert "Go" in text(preview, qtbot)


def test_what_gets_past_the_page_is_stopped_at_the_gate(
    preview: Preview, show: Callable[[str], None], qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtWebEngineCore import QWebEnginePage

    show("<p>Plain words</p>")
    assert preview._engine is not None
    # A page of the engine's own kind goes wherever it is sent, and no resolver stands between it and a file.
    (tmp_path / "letter.html").write_text("<p>Dear Maria</p>", "utf-8")
    astray = QWebEnginePage(page(preview).profile(), preview._engine.view)
    there = QUrl.fromLocalFile(str(tmp_path / "letter.html"))
    with qtbot.waitSignal(astray.loadFinished, timeout=30_000) as ended:
        astray.load(there)
    assert ended.args == [False]
    assert preview._engine._gate.blocked == [there.toString()]

"""The preview against emails that want out: nothing runs, nothing is fetched, links lead nowhere; and what it shows."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtNetwork import QHostAddress, QTcpServer
from pytestqt.qtbot import QtBot

from ui.preview.view import PAGE, Preview, own_pictures

RED = "#c81e3c"


def _png(colour: str) -> bytes:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


PICTURES = {"https://shop.example/own.png?a=1&b=2": ("image/png", _png(RED))}


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[Preview]:
    made = Preview(PICTURES.get)
    made.resize(400, 300)
    made.show()
    yield made
    made.shutdown()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def show(preview: Preview, qtbot: QtBot) -> Callable[[str], None]:
    """Shows an email and waits until it has been loaded."""

    def load(html: str) -> None:
        with qtbot.waitSignal(preview.kept_out, timeout=30_000):
            preview.show_html(html)

    return load


@pytest.fixture
def stranger(qapp: Any) -> Iterator[QTcpServer]:
    """A server on this machine that must never be called."""
    server = QTcpServer()
    assert server.listen(QHostAddress.SpecialAddress.LocalHost)
    yield server
    server.close()


def page(preview: Preview) -> Any:
    assert preview._engine is not None
    return preview._engine.view.page()


def text(preview: Preview, qtbot: QtBot) -> str:
    said: list[str] = []
    page(preview).toPlainText(said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    return said[0]


def becomes(preview: Preview, qtbot: QtBot, x: int, y: int, wanted: Callable[[QColor], bool]) -> None:
    """Wait until a spot of what is drawn is of a colour; a page is drawn a moment after it was loaded."""
    qtbot.waitUntil(lambda: wanted(preview.grab().toImage().pixelColor(x, y)), timeout=30_000)


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


def test_the_project_s_own_pictures_are_shown(preview: Preview, show: Callable[[str], None], qtbot: QtBot) -> None:
    counted: list[int] = []
    preview.kept_out.connect(counted.append)
    show(
        '<body style="margin:0"><img style="display:block;width:100%;height:200px" '
        'src="https://shop.example/own.png?a=1&amp;b=2">'
    )
    becomes(preview, qtbot, 200, 100, lambda colour: colour == QColor(RED))
    assert counted == [0]


def test_an_email_of_three_megabytes_is_shown_whole(
    preview: Preview, show: Callable[[str], None], qtbot: QtBot
) -> None:
    show("<body>" + "<p>Something to read, again and again.</p>" * 75_000 + "<p>Ünd the end</p>")
    assert text(preview, qtbot).rstrip().endswith("Ünd the end")


def test_dark_darkens_and_light_comes_back(preview: Preview, show: Callable[[str], None], qtbot: QtBot) -> None:
    show('<body style="background:#fff;color:#000"><p>Words</p>')
    becomes(preview, qtbot, 350, 250, lambda colour: colour.lightness() > 240)
    preview.set_dark(True)
    becomes(preview, qtbot, 350, 250, lambda colour: colour.lightness() < 80)
    preview.set_dark(False)
    becomes(preview, qtbot, 350, 250, lambda colour: colour.lightness() > 240)


def test_rules_for_phones_hold_at_a_phone_s_width_only(
    preview: Preview, show: Callable[[str], None], qtbot: QtBot
) -> None:
    preview.set_width(660)
    show(f"<style>body {{ background: #fff }} @media (max-width: 600px) {{ body {{ background: {RED} }} }}</style>")
    becomes(preview, qtbot, 350, 250, lambda colour: colour.lightness() > 240)
    preview.set_width(375)
    becomes(preview, qtbot, 350, 250, lambda colour: colour == QColor(RED))


def test_after_a_shutdown_it_comes_back_with_the_next_email(
    preview: Preview, show: Callable[[str], None], qtbot: QtBot
) -> None:
    show("<p>First</p>")
    preview.shutdown()
    preview.shutdown()
    assert preview._engine is None
    show("<p>Second</p>")
    assert text(preview, qtbot).strip() == "Second"
    assert not preview.is_simplified


def test_addresses_of_pictures_become_ours_and_nothing_else_does() -> None:
    html = """<IMG alt='src' SRC='https://a.example/x.png?a=1&amp;b=2'><a href="https://a.example">x</a>
    <td style="background:url('http://a.example/y.png')">"""
    ours = own_pictures(html)
    assert "SRC='preview://mail/picture?at=https%3A%2F%2Fa.example%2Fx.png%3Fa%3D1%26b%3D2'" in ours
    assert "url('preview://mail/picture?at=http%3A%2F%2Fa.example%2Fy.png')" in ours
    assert '<a href="https://a.example">' in ours


def test_the_product_never_turns_the_sandbox_off() -> None:
    from ui.preview import browser, view

    for module in (view, browser):
        with open(str(module.__file__), encoding="utf-8") as source:
            assert "DISABLE_SANDBOX" not in source.read()

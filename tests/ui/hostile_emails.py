"""Emails that want out, loaded one after the other: `hostile_emails.py gated|open PORT`; run by test_offline.py.

`gated` shows them in our preview, `open` in a page of the browser engine as it comes, scripts and all.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

CONTROL = '<img src="{there}/control.png">'
EMAILS = {
    "picture": '<img src="{there}/1.png">',
    "picture by srcset": '<img srcset="{there}/2.png 1x, {there}/2b.png 2x">',
    "picture without quotes": "<img src={there}/3.png>",
    "picture by source": '<picture><source srcset="{there}/4.png"><img src="data:,"></picture>',
    "background attribute": '<table background="{there}/5.png"><tr><td>a</td></tr></table>',
    "background style": '<p style="background: url({there}/6.png)">a</p>',
    "background by escape": '<p style="background: u\\72l({there}/7.png)">a</p>',
    "style import": "<style>@import url({there}/8.css);</style>",
    "style import by text": '<style>@import "{there}/9.css";</style>',
    "font": "<style>@font-face {{ font-family: x; src: url({there}/10.woff) }} p {{ font-family: x }}</style><p>a</p>",
    "style sheet": '<link rel="stylesheet" href="{there}/11.css">',
    "preload": '<link rel="preload" as="image" href="{there}/12.png">',
    "prefetch": '<link rel="prefetch" href="{there}/13.html">',
    "preconnect": '<link rel="preconnect" href="{there}">',
    "module preload": '<link rel="modulepreload" href="{there}/15.js">',
    "icon": '<link rel="icon" href="{there}/16.ico">',
    "manifest": '<link rel="manifest" href="{there}/17.json">',
    "refresh": '<meta http-equiv="refresh" content="0; url={there}/18">',
    "base": '<base href="{there}/"><img src="19.png">',
    "frame": '<iframe src="{there}/20"></iframe>',
    "frame of its own text": '<iframe srcdoc="&lt;img src={there}/21.png&gt;"></iframe>',
    "object": '<object data="{there}/22"></object>',
    "embed": '<embed src="{there}/23">',
    "film": '<video src="{there}/24.mp4" poster="{there}/24.png" autoplay muted></video>',
    "sound": '<audio src="{there}/25.mp3" autoplay></audio>',
    "svg picture": '<svg><image href="{there}/26.png" width="9" height="9"/></svg>',
    "svg by data": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>"
    "<image href='{there}/27.png'/></svg>\">",
    "script": '<script>new Image().src = "{there}/28.png"; fetch("{there}/28")</script>',
    "event attribute": '<img src="data:," onerror="new Image().src = \'{there}/29.png\'">',
    "form that sends itself": '<form id=f action="{there}/30"></form><script>f.submit()</script>',
    "socket": '<script>new WebSocket("ws" + "{there}/31".slice(4))</script>',
    "frame by script address": "<iframe src=\"javascript:new Image().src='{there}/32.png'\"></iframe>",
    "list bullet": '<ul style="list-style: url({there}/33.png)"><li>a</li></ul>',
    "cursor": '<style>body {{ cursor: url({there}/34.cur), auto }}</style><p style="cursor: inherit">a</p>',
    "content of a mark": "<style>p::before {{ content: url({there}/35.png) }}</style><p>a</p>",
    "mask": '<p style="-webkit-mask-image: url({there}/36.png)">a</p>',
}


def _wait(seconds: float, until: Callable[[], bool] = lambda: False) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and not until():
        QApplication.processEvents()
        time.sleep(0.005)


def _gated(there: str, say: Callable[[str], None]) -> None:
    from ui.preview.view import Preview

    preview = Preview(lambda _: None)
    preview.resize(300, 300)
    preview.show()
    for name, email in EMAILS.items():
        loaded: list[int] = []
        preview.kept_out.connect(loaded.append)
        preview.show_html(f"<html><body>{email.format(there=there)}<p>{name}</p></body></html>")
        _wait(20, lambda loaded=loaded: bool(loaded))  # type: ignore[misc]
        _wait(0.25)
        say(f"{name}\t{'shown' if loaded else 'not shown'}")
        preview.kept_out.disconnect(loaded.append)
    preview.shutdown()


def _open(there: str, say: Callable[[str], None]) -> None:
    from PySide6.QtWebEngineWidgets import QWebEngineView

    view = QWebEngineView()
    view.resize(300, 300)
    view.show()
    for name, email in ({"control": CONTROL} | EMAILS).items():
        loaded: list[bool] = []
        view.loadFinished.connect(loaded.append)
        view.setHtml(f"<html><body>{email.format(there=there)}<p>{name}</p></body></html>", QUrl(f"{there}/{name}"))
        _wait(5, lambda loaded=loaded: bool(loaded))  # type: ignore[misc]
        _wait(0.25)
        say(f"{name}\tshown")
        view.loadFinished.disconnect(loaded.append)
    view.close()


def main(how: str, port: str) -> int:
    """Load them all, saying which one is done."""
    there = f"http://127.0.0.1:{port}"
    if how == "gated":
        from ui.core.application import prepare

        application = prepare(sys.argv[:1])
    else:
        application = QApplication(sys.argv[:1])
    (_gated if how == "gated" else _open)(there, lambda line: print(line, flush=True))
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

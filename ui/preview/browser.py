"""The parts of the browser engine that we replace; imported only once an email is shown, for they load the engine."""

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWidgets import QWidget

from ui.preview.view import PAGE, Picture, answer


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Serves the email that is shown, and the project's pictures; `missing` are those that it asked for in vain."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.missing: set[str] = set()
        self._html = b""
        self._picture = picture

    def serve(self, html: bytes) -> None:
        """From now on serve this email."""
        self._html = html
        self.missing.clear()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        if not answer(job, self._html, self._picture):
            self.missing.add(job.requestUrl().toString())


class Gate(QWebEngineUrlRequestInterceptor):
    """Blocks every request but ours; `blocked` counts them, for the tests."""

    def __init__(self) -> None:
        super().__init__()
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        # What stands in the email itself asks nobody: a `data:` address never leaves this computer.
        if info.requestUrl().scheme() not in ("preview", "data"):
            self.blocked.append(info.requestUrl().toString())
            info.block(True)


class InertPage(QWebEnginePage):
    """A page whose links lead nowhere and whose console is not ours to log."""

    def __init__(self, profile: QWebEngineProfile, parent: QWidget) -> None:
        super().__init__(profile, parent)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main: bool) -> bool:
        # Our own page is a navigation too: the first loading of it must be let through.
        return QUrl(url).toString().startswith(PAGE)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Say nothing: what an email's author sees in a browser's console is of no use here."""

"""The preview: a real browser engine that shows one email and reaches nothing else.

Everything comes from a scheme of its own, `preview:`; pictures are the project's own; every other request is
blocked, scripts are off, links lead nowhere. So looking at an email never tells anybody that it was looked at.
"""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.core import theme
from ui.core.timers import once
from ui.widgets.labels import Label
from ui.widgets.layouts import vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineUrlRequestJob

    from ui.preview.browser import Gate, InertPage, SchemeHandler

SCHEME = b"preview"
PAGE = "preview://mail/page"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src preview: data:; font-src data:"
"""The content policy of every page: its own styles and the project's own pictures."""

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
NO_HOSTS = '--host-resolver-rules="MAP * ~NOTFOUND"'

Picture = Callable[[str], tuple[str, bytes] | None]
"""Finds the type and the bytes of the picture that an email has at an address, or nothing."""

PAINTED_AFTER = 50
"""Milliseconds after a page was loaded until it is seen: the engine paints in a process of its own."""
AT_LAST = 3000
"""Milliseconds after which an email is shown whether or not the engine said that it was loaded."""

_SOURCE = re.compile(r"""(\bsrc\s*=\s*)(["'])(https?:[^"']*)\2""", re.IGNORECASE)
_BACKGROUND = re.compile(r"url\(\s*(['\"]?)(https?:[^'\")]*)\1\s*\)", re.IGNORECASE)


def own_pictures(html: str) -> str:
    """The page with the addresses of its pictures turned into ours, so that they are looked for in the project."""

    def ours(address: str) -> str:
        # In HTML an ampersand of an address is an entity; the project's pictures are kept by the address itself.
        return f"preview://mail/picture?at={quote(address.replace('&amp;', '&'), safe='')}"

    html = _SOURCE.sub(lambda m: f"{m[1]}{m[2]}{ours(m[3])}{m[2]}", html)
    return _BACKGROUND.sub(lambda m: f"url({m[1]}{ours(m[2])}{m[1]})", html)


class _Veil(QWidget):
    """Lies over an email that is another's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bones = Skeleton(6, 40)
        vbox(self._bones, 1, margins=(24, 24, 24, 24), parent=self)
        self.hide()

    def cover(self, rect: QRect) -> None:
        """Lie on top."""
        self.setGeometry(rect)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.active().color("surface"))


class Preview(QWidget):
    """Shows an email; `hovered` gives the address of the link under the mouse, `kept_out` how many of its pictures
    are not the project's own and so are not shown.

    The engine starts with the first email that is shown. Where it cannot be loaded a simplified view stands in and
    says so.
    """

    hovered = Signal(str)
    kept_out = Signal(int)

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._html = ""
        self._number = self._wanted = 0
        self._dark = False
        self._css_width = 0
        self._engine: _Engine | None = None
        self._plain: QTextBrowser | None = None
        self._column = vbox(spacing=0, parent=self)
        self._veil = _Veil(self)
        self._lift_soon = once(self, PAINTED_AFTER, self._veil.hide)
        self._lift_at_last = once(self, AT_LAST, self._veil.hide)
        self.setAccessibleName("Preview of the email")

    @property
    def is_blank(self) -> bool:
        """Whether no email can be seen: the one that is meant is on its way."""
        return not self._veil.isHidden()

    def blank(self) -> None:
        """Let nothing be seen until the next email has been painted: the one that stands there is another's."""
        self._lift_soon.stop()
        self._lift_at_last.stop()
        self._html, self._wanted = "", 0
        self._veil.cover(self.rect())
        # Now, before the new name is painted: the engine's picture lies over ours for one frame longer.
        self.repaint()
        if self._engine is not None:
            self._number += 1
            self._engine.load("", self._number)
        elif self._plain is not None:
            self._plain.clear()

    def _loaded(self, address: str) -> None:
        # An older page may end its loading after a newer one was asked for.
        if self._wanted and address.endswith(f"?{self._wanted}"):
            self._lift_soon.start()

    def show_html(self, html: str) -> None:
        """Show this email exactly as it will be sent."""
        self._html = html
        if self._engine is None and self._plain is None:
            self._start()
        if self._engine is not None:
            self._wanted = self._number = self._number + 1
            self._engine.load(own_pictures(html), self._number)
            if self.is_blank:
                self._lift_at_last.start()
        elif self._plain is not None:
            self._plain.setHtml(html)
            self._veil.hide()

    def set_dark(self, dark: bool) -> None:
        """Show it as a mail program in dark mode might: Chromium's way of darkening; programs differ."""
        self._dark = dark
        if self._engine is not None:
            self._engine.set_dark(dark)
            if self._html:
                self.show_html(self._html)

    def set_width(self, pixels: int) -> None:
        """Lay the email out as on a screen of this many CSS pixels (0: as wide as there is room); drawn smaller to fit.

        So a wide email is seen as on a desktop, and its rules for phones hold only where it is a phone's width.
        """
        self._css_width = pixels
        self._fit()

    def _fit(self) -> None:
        if self._engine is not None:
            share = self.width() / self._css_width if self._css_width else 1.0
            # The browser takes no factor below a quarter, and what is narrower than the room is not drawn larger than
            # it is.
            self._engine.view.setZoomFactor(min(1.0, max(0.25, share)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())
        self._fit()

    @property
    def is_simplified(self) -> bool:
        """Whether the browser engine could not be loaded."""
        return self._plain is not None

    def _start(self) -> None:
        try:
            self._engine = _Engine(self._picture, self.hovered.emit, self.kept_out.emit, self._loaded)
        except ImportError:
            self._plain = QTextBrowser()
            # This view would follow a link by itself, and so look for the page.
            self._plain.setOpenLinks(False)
            self._plain.setAccessibleName("Simplified preview of the email")
            self._column.addWidget(Label("Simplified preview: the browser engine is missing here.", "small", "warn"))
            self._column.addWidget(self._plain, 1)
            return
        self._engine.set_dark(self._dark)
        self._column.addWidget(self._engine.view, 1)
        self._veil.raise_()
        self._fit()

    def shutdown(self) -> None:
        """Take the engine down in the order that it needs: the page before its profile."""
        self._lift_soon.stop()
        self._lift_at_last.stop()
        if self._engine is not None:
            self._engine.shutdown()
            self._engine = None


class _Engine:
    """The web view with all its doors closed."""

    def __init__(
        self,
        picture: Picture,
        hovered: Callable[[str], None],
        kept_out: Callable[[int], None],
        loaded: Callable[[str], None],
    ) -> None:
        stay_offline()
        register_scheme()
        from PySide6.QtWebEngineCore import QWebEngineProfile
        from PySide6.QtWebEngineWidgets import QWebEngineView

        # A profile without a name is off the record: no cookie and no cache of it is ever written to the disk.
        self._profile = QWebEngineProfile()
        self._handler = _handler(picture)
        self._gate = _gate()
        self._profile.installUrlSchemeHandler(SCHEME, self._handler)
        self._profile.setUrlRequestInterceptor(self._gate)
        self.view = QWebEngineView()
        self._page = _page(self._profile, self.view)
        self._page.linkHovered.connect(hovered)
        self._page.loadFinished.connect(lambda _: kept_out(len(self._handler.missing)))
        self._page.loadFinished.connect(lambda whole: loaded(self._page.url().toString()) if whole else None)
        self.view.setPage(self._page)
        # The browser’s own menu would offer to reload, to save and to see the source.
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAccessibleName("The email")
        self._harden()

    def _harden(self) -> None:
        from PySide6.QtWebEngineCore import QWebEngineSettings

        off = QWebEngineSettings.WebAttribute
        settings = self._page.settings()
        for attribute in (
            off.JavascriptEnabled,
            off.PluginsEnabled,
            off.LocalStorageEnabled,
            off.LocalContentCanAccessFileUrls,
            off.LocalContentCanAccessRemoteUrls,
            off.AutoLoadIconsForPage,
            off.DnsPrefetchEnabled,
        ):
            settings.setAttribute(attribute, False)

    def load(self, html: str, number: int) -> None:
        """Show a page; each gets an address of its own so that none comes from a cache."""
        self._handler.serve(html.encode())
        self._page.load(QUrl(f"{PAGE}?{number}"))

    def set_dark(self, dark: bool) -> None:
        """Darken pages, or not."""
        from PySide6.QtWebEngineCore import QWebEngineSettings

        self._page.settings().setAttribute(QWebEngineSettings.WebAttribute.ForceDarkMode, dark)

    def shutdown(self) -> None:
        """See Preview."""
        from shiboken6 import delete

        self.view.setPage(None)  # type: ignore[arg-type]  # the binding takes None as C++ takes nullptr
        delete(self._page)
        self.view.deleteLater()
        delete(self._profile)


def stay_offline() -> None:
    """Tell the engine, before it starts, that no host has an address.

    A page may ask for a connection ahead of any request (`rel="preconnect"`), which neither the content policy nor
    the interceptor of requests is asked about.
    """
    given = os.environ.get(FLAGS, "")
    if NO_HOSTS not in given:
        os.environ[FLAGS] = f"{given} {NO_HOSTS}".strip()


def register_scheme() -> None:
    """Tell the engine of our scheme; it must be before its first profile, and counts once."""
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


def _handler(picture: Picture) -> "SchemeHandler":
    from ui.preview.browser import SchemeHandler

    return SchemeHandler(picture)


def _gate() -> "Gate":
    from ui.preview.browser import Gate

    return Gate()


def _page(profile: "QWebEngineProfile", parent: QWidget) -> "InertPage":
    from ui.preview.browser import InertPage

    return InertPage(profile, parent)


def answer(job: "QWebEngineUrlRequestJob", html: bytes, picture: Picture) -> bool:
    """Serve the page or a picture of the project; anything else is not found, which is told."""
    # Encoded, else the picture's address inside ours would be parted at its own `&`.
    url = urlsplit(job.requestUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded))
    if url.path == "/page":
        _reply(job, "text/html; charset=utf-8", html)
        return True
    found = picture(parse_qs(url.query).get("at", [""])[0]) if url.path == "/picture" else None
    if found is None:
        job.fail(job.Error.UrlNotFound)
    else:
        _reply(job, found[0], found[1])
    return found is not None


def _reply(job: "QWebEngineUrlRequestJob", kind: str, data: bytes) -> None:
    # The job’s child: the browser reads it after this has returned, and nobody else keeps it.
    buffer = QBuffer(job)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # A list, whatever the stubs say: headers are a multi-map, and a bare value is dropped without a word.
    policy: Any = {QByteArray(b"Content-Security-Policy"): [QByteArray(POLICY.encode())]}
    job.setAdditionalResponseHeaders(policy)
    job.reply(QByteArray(kind.encode()), buffer)

"""Colours, fonts and the palette, all from the tokens in `resources/theme.json`; light, dark, or as the system says."""

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

CHOICES: Final = ("system", "light", "dark")
"""What the user may choose; `system` follows the desktop."""

TEXT_SIZES: Final = (100, 125, 150, 175, 200)
"""Text sizes that the user may choose, in percent of the system's."""

_BASE_PIXELS = 13.0
_SIZES: Final[dict[str, tuple[float, QFont.Weight]]] = {
    "base": (13, QFont.Weight.Normal),
    "medium": (13, QFont.Weight.Medium),
    "strong": (13, QFont.Weight.DemiBold),
    "small": (12, QFont.Weight.Normal),
    "small-strong": (12, QFont.Weight.DemiBold),
    "tiny": (11, QFont.Weight.Medium),
    "lead": (14, QFont.Weight.Normal),
    "mark": (15, QFont.Weight.Bold),
    "name-plain": (16, QFont.Weight.Normal),
    "name": (16, QFont.Weight.DemiBold),
    "title": (18, QFont.Weight.Bold),
    "welcome": (22, QFont.Weight.Bold),
    "hero": (34, QFont.Weight.Bold),
}
_GENERIC = {"sans serif", "sans", "sans-serif", ""}
_PREFERRED = ["Inter", "Cantarell", "Noto Sans"]
_SCRIPTS = ["Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"]
"""Beside them for names that they have no letters for: what comes otherwise is drawn as if its tops were cut off."""


@cache
def tokens(name: str) -> dict[str, str]:
    """The colour of each token as `#RRGGBB`, for `light` or `dark`."""
    found: dict[str, dict[str, str]] = json.loads(files("resources").joinpath("theme.json").read_text("utf-8"))
    return found[name]


class Theme(QObject):
    """The one theme of the running program: gives colours and fonts, and says when they change."""

    changed = Signal()

    def __init__(self, choice: str = "system") -> None:
        super().__init__()
        self._choice = choice if choice in CHOICES else "system"
        self._family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._text_size = 100
        # A screen of people asks for hundreds of them, and Qt takes longer to say whether the desktop is dark.
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """What the user chose: `system`, `light` or `dark`."""
        return self._choice

    @property
    def name(self) -> str:
        """What is shown now: `light` or `dark`."""
        if self._choice != "system":
            return self._choice
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def choose(self, choice: str) -> None:
        """Switch at once, everywhere."""
        self._choice = choice if choice in CHOICES else "system"
        self.apply()

    @property
    def text_size(self) -> int:
        """Percent of the system's text size that the user chose, one of `TEXT_SIZES`."""
        return self._text_size

    def choose_text_size(self, percent: int) -> None:
        """Take another text size; what is there already has to be made anew to show it."""
        self._text_size = min(TEXT_SIZES, key=lambda size: abs(size - percent))
        self.apply()

    @property
    def _scale(self) -> float:
        """Points per pixel of the design."""
        return _scale(self._family) * self._text_size / 100

    def color(self, token: str) -> QColor:
        """The colour of a token as it is now; raises KeyError for a token that the theme does not have."""
        if token not in self._colours:
            self._colours[token] = QColor(tokens(self.name)[token])
        # Each has a copy of its own, which it may change.
        return QColor(self._colours[token])

    def series(self, index: int) -> QColor:
        """The colour of the index-th cluster or variant, counted from 0; goes round after five."""
        return self.color(f"series-{index % 5 + 1}")

    def px(self, pixels: float) -> int:
        """A height or width that holds text, larger where the text is larger than the design's."""
        return round(pixels * self._scale / _plain_scale())

    def column(self, pixels: float) -> int:
        """The width of a column at a side: it grows half as much as its text, which has room to wrap."""
        return round((pixels + self.px(pixels)) / 2)

    @property
    def large(self) -> bool:
        """Whether the text is so large that what is only convenient gives way to what is needed."""
        return self.px(100) >= 140

    def font(self, role: str = "base") -> QFont:
        """The interface font in the size of a role: base, strong, small, small-strong, tiny, lead, title, hero…"""
        if role not in self._fonts:
            pixels, weight = _SIZES[role]
            self._fonts[role] = self._made(QFont(self._family), pixels, weight)
        return QFont(self._fonts[role])

    def mono(self) -> QFont:
        """The fixed-width font for source text, in the base size."""
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setFamilies([fixed.family(), "DejaVu Sans Mono", "Noto Sans Mono"])
        return self._made(fixed, _SIZES["base"][0], QFont.Weight.Normal, spread=False)

    def _made(self, font: QFont, pixels: float, weight: QFont.Weight, *, spread: bool = True) -> QFont:
        if spread and font.family().casefold() in _GENERIC:
            # No desktop named a font: ask for the good ones first, and let Qt fall back.
            font.setFamilies([*_PREFERRED, *_SCRIPTS, font.family()])
        font.setPointSizeF(round(pixels * self._scale, 2))
        font.setWeight(weight)
        # Figures of one width: they stand below each other, and a figure that changes moves nothing.
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def apply(self) -> None:
        """Dress the whole application: style, palette, font and the few rules of the style sheet."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._colours.clear()
        self._fonts.clear()
        # Without a sheet first: Qt takes ten times as long to put one in another's place. Only without one, too, does
        # the style tell its own name.
        app.setStyleSheet("")
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
        app.setPalette(self._palette())
        app.setFont(self.font())
        app.setStyleSheet(style_sheet(self.name, self.px(1000) / 1000))
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._choice == "system":
            self.apply()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted"))
        return palette


_ROLES: Final = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "bg",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "line",
}


def _scale(font: QFont) -> float:
    """Points per pixel of the design: the base size is 13 px, or the system's own where that is larger."""
    return max(font.pointSizeF() / _BASE_PIXELS, _plain_scale())


def _plain_scale() -> float:
    """Points per pixel of this screen."""
    return 72.0 / QGuiApplication.primaryScreen().logicalDotsPerInch()


def style_sheet(name: str, scale: float = 1.0) -> str:
    """The style sheet with every `@token` replaced by its colour, `@image(x)` by that icon's file, `@px(n)` scaled."""
    colours, folder = tokens(name), files("resources")
    source = folder.joinpath("window.qss").read_text("utf-8")
    # Before the tokens, whose pattern would match the beginning of these.
    source = re.sub(r"@image\(([a-z-]+)\)", lambda match: _image(folder / "icons" / f"{match[1]}-{name}.svg"), source)
    source = re.sub(r"@px\((\d+)\)", lambda match: f"{round(int(match[1]) * scale)}px", source)
    return re.sub(r"@([a-z]+(?:-[a-z0-9]+)?)", lambda match: colours[match[1]], source)


def _image(path: Traversable) -> str:
    """A file as a style sheet names it: Qt wants slashes, on Windows too."""
    return f'url("{Path(str(path)).as_posix()}")'


_active: Theme | None = None


def active() -> Theme:
    """The theme that the application wears; made, following the system, on first use."""
    global _active
    if _active is None:
        _active = Theme()
    return _active

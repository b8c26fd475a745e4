import re

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.core import theme


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READ = [
    *[(ink, ground) for ink in ("text", "muted") for ground in ("bg", "surface", "sunken")],
    ("text", "accent-soft"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("on-accent", "accent"),
    *[(tone, f"{tone}-soft") for tone in ("accent", "good", "warn", "bad")],
    *[(tone, "surface") for tone in ("good", "warn", "bad")],
]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_text_can_be_read_on_every_ground_it_stands_on(name: str, ink: str, ground: str) -> None:
    colours = theme.tokens(name)
    assert _contrast(colours[ink], colours[ground]) >= 4.5


def test_both_themes_have_the_same_tokens() -> None:
    assert theme.tokens("light").keys() == theme.tokens("dark").keys()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_style_sheet_knows_every_token_it_names_and_every_picture_is_there(name: str) -> None:
    from pathlib import Path

    sheet = theme.style_sheet(name)
    assert "@" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_the_style_sheet_stays_short(checkout) -> None:
    assert len((checkout / "resources" / "window.qss").read_text().splitlines()) < 150


def test_a_choice_dresses_the_application_at_once(qapp: QApplication) -> None:
    heard: list[str] = []
    active = theme.active()
    remember = lambda: heard.append(active.name)  # noqa: E731
    active.changed.connect(remember)
    try:
        active.choose("dark")
        assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.tokens("dark")["bg"]
        assert theme.tokens("dark")["line"] in qapp.styleSheet()
        active.choose("light")
        assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.tokens("light")["bg"]
        assert heard == ["dark", "light"]
    finally:
        active.changed.disconnect(remember)
        active.choose("light")


def test_an_unknown_choice_follows_the_system(qapp: QApplication) -> None:
    made = theme.Theme("purple")
    assert made.choice == "system"
    assert made.name in ("light", "dark")


def test_fonts_are_in_points_and_their_figures_are_of_one_width(qapp: QApplication) -> None:
    active = theme.active()
    base, hero, tiny = active.font(), active.font("hero"), active.font("tiny")
    assert base.pixelSize() == -1
    assert hero.pointSizeF() / base.pointSizeF() == pytest.approx(34 / 13, abs=0.02)
    assert tiny.pointSizeF() / base.pointSizeF() == pytest.approx(11 / 13, abs=0.02)
    assert hero.isFeatureSet(QFont.Tag("tnum"))


def test_a_larger_font_of_the_system_makes_everything_larger(qapp: QApplication) -> None:
    large = QFont()
    large.setPointSizeF(20)
    small = QFont()
    small.setPointSizeF(6)
    assert theme._scale(large) == pytest.approx(20 / 13)
    assert theme._scale(small) * 13 * qapp.primaryScreen().logicalDotsPerInch() / 72 == pytest.approx(13)


def test_series_go_round_after_five(qapp: QApplication) -> None:
    active = theme.active()
    assert active.series(0) == active.series(5)
    assert len({active.series(at).name() for at in range(5)}) == 5


def test_scripts_have_a_font_of_their_own_before_any_that_the_system_finds(qapp: QApplication) -> None:
    families = theme.active().font("strong").families()
    if families[0] == "Inter":
        assert families.index("Noto Sans Arabic") < len(families) - 1
        assert families.index("Noto Sans Hebrew") < len(families) - 1

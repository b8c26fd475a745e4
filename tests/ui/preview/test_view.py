"""The preview as one looks at it: whole, in the dark, at a phone's width, with the project's own pictures."""

from collections.abc import Callable

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.ui.preview.shown_emails import RED, becomes, text
from ui.preview.view import Preview, own_pictures


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

"""A disc with initials, an icon where there is no name, and an empty one while nobody is known."""

from tests.ui.ink import has_ink
from ui.widgets.face import Face, initials


def test_initials_are_those_of_the_first_and_the_last_word() -> None:
    assert initials("Chloé Müller") == "CM"
    assert initials("Ann Maria von Lee") == "AL"
    assert initials("ann") == "A"
    assert initials("Æsa Østergård (work)") == "ÆW"
    assert initials("翔太 佐藤") == "翔"
    assert initials("  ") == initials("01H475") == initials("") == ""


def test_a_face_shows_somebody_or_waits(shown) -> None:
    face = Face()
    shown(face)
    assert not has_ink(face, "accent")
    face.show_name("Ann Lee")
    assert has_ink(face, "accent-soft")
    assert has_ink(face, "accent")
    face.show_name("")
    assert has_ink(face, "accent"), "an icon stands for whoever has no name"
    face.blank()
    assert not has_ink(face, "accent")

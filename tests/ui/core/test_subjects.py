"""What a part of a pane is about: nothing of one thing stands under another's name."""

from ui.core.subjects import Shown


def test_another_subject_blanks_at_once_and_its_own_again_does_not() -> None:
    said = []
    shown = Shown(lambda: said.append("blank"))
    assert shown.turn_to("VIP")
    assert not shown.turn_to("VIP")
    assert said == ["blank"]
    assert shown.turn_to("VIP", anew=True)
    assert said == ["blank", "blank"]


def test_an_answer_about_the_last_subject_is_nobodys() -> None:
    shown = Shown()
    shown.turn_to("VIP")
    still = shown.still()
    assert still()
    shown.turn_to("Lapsed")
    assert not still()
    shown.turn_to("VIP")
    assert not still(), "back again is another question"

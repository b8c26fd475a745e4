"""Which way groups are found: all of it as the registered algorithms say it, and only what was set is told."""

from app.discover import ALGORITHMS
from app.discover.algorithms import Setting
from ui.panes.discover.algorithm import AlgorithmChoice, SettingField


def test_every_algorithm_can_be_chosen_and_brings_its_own_settings(shown) -> None:
    choice = AlgorithmChoice()
    shown(choice)
    for name, one in ALGORITHMS.items():
        choice.field.set_key(name)
        assert (choice.chosen.name, choice.about.text()) == (name, one.good_for)
        assert list(choice.fields) == [setting.name for setting in one.settings]
        assert [field.accessibleName() for field in choice.fields.values()] == [s.label for s in one.settings]
        assert choice.settings() == {}


def test_what_was_set_is_told_and_taken_up_again(shown) -> None:
    choice, again = AlgorithmChoice(), AlgorithmChoice()
    for one in (choice, again):
        shown(one)
    name = next(name for name, one in ALGORITHMS.items() if one.settings)
    setting = ALGORITHMS[name].settings[0]
    choice.field.set_key(name)
    choice.fields[setting.name].setValue(setting.most)
    assert choice.settings() == {setting.name: setting.most}
    again.take_up(choice.state())
    assert (again.chosen.name, again.settings()) == (name, {setting.name: setting.most})


def test_a_setting_that_is_found_from_the_people_says_so_below_its_least(shown) -> None:
    field = SettingField(Setting("size", "Least people", "In a group.", None, 2, 50))
    shown(field)
    assert (field.text(), field.given()) == ("Found", None)
    field.stepUp()
    assert field.given() == 2
    given = SettingField(Setting("size", "Least people", "In a group.", 5, 2, 50))
    shown(given)
    given.setValue(0)
    assert given.given() == 2

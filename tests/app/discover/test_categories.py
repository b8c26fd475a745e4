"""Texts and lists of texts as numbers."""

from sqlalchemy import select, update

from app import discover
from app.discover.answers import Choice
from app.discover.feature_survey import people
from app.project import Change, Project
from storage.file import kept_traits
from storage.file.models import profile

AS_OF = "2011-07-01T12:00:00"


def test_the_common_elements_of_a_list_are_offered_one_by_one(shop: Project) -> None:
    with shop.write("Hobbies", {Change.PROFILES}) as connection:
        for person in range(1, 61):
            hobbies = (["Tea", "tea"] if person % 2 else ["walks"]) + ["reading"] if person <= 40 else []
            hobbies += ["chess"] if person == 1 else []
            traits = connection.scalar(select(kept_traits.of_profile()).where(profile.c.id == person))
            connection.execute(
                update(profile).where(profile.c.id == person).values(traits=traits | {"hobbies": hobbies})
            )
    found = {feature.name: feature for feature in discover.features(shop, AS_OF)}
    # Who writes it twice, in two cases, has it once; those that one person alone has are still a sixtieth.
    assert [name for name in found if name.startswith("hobbies")] == [
        "hobbies:reading",
        "hobbies:Tea",
        "hobbies:walks",
        "hobbies:chess",
    ]
    tea = found["hobbies:Tea"]
    assert (tea.label, tea.measure, tea.coverage, tea.skew) == ("Hobbies: Tea", "yes/no", 20 / 60, None)
    made = people(shop, ["hobbies:TEA", "orders"], AS_OF)
    has = dict(zip(made.ids.tolist(), made.values[:, 0].tolist(), strict=True))
    assert [person for person, value in has.items() if value] == [*range(39, 0, -2)]
    assert len(has) == 60
    assert discover.find_groups(shop, Choice(("hobbies:Tea", "orders")), 2, AS_OF).missing == 0


def test_a_category_has_one_column_for_each_value_and_nobody_is_left_out(shop: Project) -> None:
    found = people(shop, ["gender", "orders"], AS_OF)
    assert [column.name for column in found.columns] == ["gender:female", "gender:male", "orders"]
    assert [column.label for column in found.columns][:2] == ["Gender: female", "Gender: male"]
    by_id = dict(zip(found.ids.tolist(), found.values[:, :2].tolist(), strict=True))
    assert (by_id[1], by_id[2], by_id[3]) == ([1, 0], [0, 1], [0, 0])

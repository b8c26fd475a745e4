"""The page: searched, filtered and sorted, with the chosen field beside it whatever comes."""

from app.fields import Field
from ui.panes.traits.page import FieldsPage

FIELDS = [
    Field(
        "email",
        "Email",
        "identifier",
        "identifier",
        sources=("CRM",),
        source_keys=("crm",),
        people=2,
        of=4,
        samples=("a@x.de",),
    ),
    Field(
        "city",
        "City",
        "standard",
        "text",
        sources=("CRM", "Shop"),
        source_keys=("crm", "shop"),
        people=4,
        of=4,
        samples=("Rome",),
    ),
    Field("orders", "Orders", "computed", "number", people=1, of=4, hidden=True),
]


def names(page: FieldsPage) -> list[str]:
    return [page.model.row(at)["name"] for at in range(page.model.rowCount())]


def test_the_chosen_field_stays_chosen_when_others_come(shown) -> None:
    page = FieldsPage()
    page.resize(1000, 600)
    shown(page)
    page.wait()
    assert page.model.waiting
    page.show_fields(FIELDS)
    assert page.card.title.text() == "Email"
    page.choose("city")
    page.sort("known", True)
    assert names(page) == ["city", "email", "orders"]
    page.show_fields([*FIELDS[:1], Field("city", "Town", "standard", "text")])
    assert page.card.title.text() == "Town"
    page.grab()


def test_a_filter_and_a_search_leave_those_that_answer(shown) -> None:
    page = FieldsPage()
    page.resize(1000, 600)
    shown(page)
    page.show_fields(FIELDS)
    for key, left in (("files", ["email", "city"]), ("computed", ["orders"]), ("hidden", ["orders"])):
        page.filter._keys[key].click()
        assert names(page) == left
    page.filter._keys["all"].click()
    page.search.setText("shop city")
    page.fill()
    assert names(page) == ["city"]

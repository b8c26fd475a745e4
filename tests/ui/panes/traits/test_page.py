"""The page: searched, filtered and sorted, with the chosen field beside it whatever comes."""

from PySide6.QtWidgets import QLabel

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


def test_what_events_have_is_a_group_of_its_own_that_is_only_read(shown) -> None:
    page = FieldsPage()
    shown(page)
    price = Field("ordered_product.price", "Price", "event", "amount", event="Ordered product", people=3, of=4)
    page.show_fields([Field("city", "City", "standard", "text", people=1, of=2), price])
    page.filter._keys["events"].click()
    assert [page.model.row(at)["what"] for at in range(page.model.rowCount())] == ["Ordered product, Amount"]
    page.table.selectRow(0)
    card = page.card
    hidden = (card.name, card.rename, card.hide_button, card.merge, card.delete, card.order)
    assert not any(widget.isVisible() for widget in hidden)
    assert "3 of 4 events" in [one.text() for one in card.findChildren(QLabel)]

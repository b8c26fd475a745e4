"""The page says everything in tables, and leaves out what there is none of."""

from app.privacy import person_page, person_record
from app.project import Project


def test_what_there_is_none_of_has_no_heading(shop: Project) -> None:
    page = person_page.page(person_record.collect(shop, "cy@shop.example"), "A & B", "2020-06-01")
    assert "<h1>Cy Lee</h1>" in page
    assert "A &amp; B" in page
    assert "What they did" not in page
    assert "What each file said" in page


def test_fields_are_called_as_people_read_them(shop: Project) -> None:
    page = person_page.page(person_record.collect(shop, "ben@shop.example"), "Shop", "2020-06-01")
    assert "<td>First name</td><td>Ben</td>" in page
    assert "first_name" not in page.split("What they did")[0]
    assert "Signed up: 2020-01-06T00:00:00+00:00" in page

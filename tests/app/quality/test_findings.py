"""The report on the data: what it finds, of how much, whom it leads to, and what changed since."""

from pathlib import Path

import pytest

from app import audience, ingest, people, quality
from app.project import Project
from app.quality import Finding, Report

PEOPLE = """email,first_name,birth_date,phone,signed_up_at,customer_id
ann@gmail.com,Ann,1980-03-01,+44 20 7946 0100,2011-05-01,
{many}
bob@gmial.com,Bob,2050-01-01,abc,2099-01-01,
cat@mailinator.com,Cat,1850-01-01,,2011-05-01,
info@shop.example,,,,,
dee @ example.com,Dee,,,,7
"""
MANY = "\n".join(f"p{n}@gmail.com,P{n},,,2011-05-01," for n in range(60))
ORDERS = "order_id,email,time,sku,price\n" + "".join(
    f"{n},p{n}@gmail.com,2011-06-01,{'Z' if n == 1 else 'M'},{90_000 if n == 0 else 10 + n}\n" for n in range(60)
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with one of each fault."""
    folder = tmp_path_factory.mktemp("quality")
    with Project.create(folder / "shop.quill", clock="2012-01-01") as made:
        _bring(made, folder, "people.csv", PEOPLE.format(many=MANY), "profiles")
        _bring(made, folder, "orders.csv", ORDERS, "orders")
        _bring(made, folder, "products.csv", "sku,name\nM,Mug\n", "products")
        yield made


def _bring(project: Project, folder: Path, name: str, text: str, kind: str) -> None:
    path = folder / name
    path.write_text(text, "utf-8")
    ingest.run_import(project, path, kind)


def _of(report: Report) -> dict[str, Finding]:
    return {one.check: one for one in report.checks}


def test_each_fault_is_found_with_an_example(shop: Project) -> None:
    report = quality.report(shop)
    found = _of(report)
    told = {name: one.found for name, one in found.items() if one.group in ("addresses", "people", "orders")}
    assert told == {
        "malformed_address": 1, "typo_domain": 1, "disposable_domain": 1, "role_address": 1, "birth_date": 2,
        "signed_up_later": 1, "phone": 1, "orders_without_amount": 0, "order_outliers": 1, "unknown_products": 1,
    }  # fmt: skip
    assert report.profiles == 65
    assert found["typo_domain"].examples == ("gmial.com → gmail.com",)
    assert "gmail.com most likely" in found["typo_domain"].remedy
    assert found["malformed_address"].examples[0].startswith("dee @ example.com")
    assert (found["unknown_products"].examples, found["unknown_products"].of) == (("Z",), 60)
    assert found["missing:birth_date"].found == 62
    assert "90000" not in found["order_outliers"].title, "the limit is named, not the order"
    assert found["stale_sources"].found == 1, "orders of June; contacts and products came in today"
    assert "Orders: 2011-06-01" in found["stale_sources"].examples


def test_a_finding_leads_to_as_many_people_as_it_counts(shop: Project) -> None:
    for one in quality.report(shop).checks:
        if one.things != "people":
            continue
        numbers = quality.concerned(shop, one)
        assert len(numbers) == one.found, one.check
        if one.rule is not None:
            assert audience.count(shop, one.rule).count == one.found
    assert len(quality.concerned(shop, _of(quality.report(shop))["unknown_products"])) == 1
    assert people.count(shop) == 65


def test_what_changed_since_the_import_before(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        _bring(project, tmp_path, "a.csv", "email,first_name\na@x.example,\nb@x.example,Bob\n", "profiles")
        first = quality.report(project)
        assert _of(first)["missing:first_name"].before is None
        quality.keep(project, first)
        assert _of(quality.report(project))["missing:first_name"].before is None, "nothing came in since"
        _bring(project, tmp_path, "b.csv", "email,first_name\na@x.example,Ann\n", "profiles")
        again = quality.report(project)
        found = _of(again)["missing:first_name"]
        assert (found.found, found.before, bool(again.before)) == (0, 1, True)


def test_an_empty_project_has_nothing_to_tell(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        report = quality.report(project)
    assert report.profiles == 0
    assert not any(one.found for one in report.checks)

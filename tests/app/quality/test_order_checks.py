"""Orders that stand out, and products that no catalogue knows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest, quality
from app.project import Project
from app.quality import Finding

Check = Callable[..., Finding | None]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """The finding of a name in a project of these files."""

    def look(name: str, **files: str) -> Finding | None:
        with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
            for kind, text in files.items():
                (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
                ingest.run_import(project, tmp_path / f"{kind}.csv", kind)
            return next((one for one in quality.report(project).checks if one.check == name), None)

    return look


def _orders(prices: list[float], sku: str = "M") -> str:
    rows = [f"{n},p{n}@x.example,2011-06-01,{sku},{price}\n" for n, price in enumerate(prices)]
    return "order_id,email,time,sku,price\n" + "".join(rows)


def test_amounts_that_differ_as_amounts_do_stand_in_no_queue(check: Check) -> None:
    found = check("order_outliers", orders=_orders([5 * 1.1**n for n in range(60)]))
    assert found is not None
    assert found.found == 0


def test_a_slipped_decimal_sign_stands_out(check: Check) -> None:
    found = check("order_outliers", orders=_orders([20 + n / 10 for n in range(60)] + [2_150]))
    assert found is not None
    assert (found.found, found.of, found.examples) == (1, 61, ("email:p60@x.example",))


def test_among_few_amounts_nothing_is_told(check: Check) -> None:
    assert check("order_outliers", orders=_orders([10.0, 10_000.0])) is None


def test_among_like_amounts_another_one_stands_out(check: Check) -> None:
    found = check("order_outliers", orders=_orders([10.0] * 60 + [26.0, 28.0]))
    assert found is not None
    assert found.found == 1, "2.6 times is no slip, 2.8 times may be one"


def test_lines_of_unknown_products_are_counted_where_there_is_a_catalogue(check: Check) -> None:
    found = check("unknown_products", orders=_orders([1, 2]), products="sku,name\nm,Mug\n")
    assert found is not None
    assert (found.found, found.of, found.examples) == (2, 2, ("M",)), "a number in another case is another's"


def test_without_a_catalogue_none_is_unknown(check: Check) -> None:
    assert check("unknown_products", orders=_orders([1, 2])) is None


def test_an_order_of_which_no_file_says_an_amount(check: Check) -> None:
    found = check("orders_without_amount", events="email,event,time\na@x.example,placed_order,2011-06-01\n")
    assert found is not None
    assert (found.found, found.of, found.examples) == (1, 1, ("email:a@x.example",))

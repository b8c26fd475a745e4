"""Orders that stand out wait for a decision, each with why; what was decided is out of the queue, and comes back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import ingest, quality
from app.ingest import order_decisions
from app.project import Project
from app.quality import Outlier

Write = Callable[[str], None]
HEAD = "order_id,email,time,sku,price,currency\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Sixty usual orders in euros, one of Ann that is far above them, one of her own that is usual, sixty in yen."""
    rows = [f"{at},p{at}@x.example,2011-06-01,MUG,{20 + at % 30},EUR\n" for at in range(60)]
    rows += [f"y{at},p{at}@x.example,2011-06-01,MUG,{3_000 + at * 10},JPY\n" for at in range(60)]
    rows += ["A1,ann@x.example,2011-06-02,MUG,25,EUR\n", "A2,ann@x.example,2011-06-03,LAMP,1000,EUR\n"]
    rows += ["A2,ann@x.example,2011-06-03,MUG,330,EUR\n"]
    rows += ["D1,dee@x.example,2011-06-03,MUG,2900,EUR\n", "few,dee@x.example,2011-06-03,MUG,1,GBP\n"]
    (tmp_path / "orders.csv").write_text(HEAD + "".join(rows), "utf-8")
    (tmp_path / "people.csv").write_text("email,first_name,last_name\nann@x.example,Ann,Lee\n", "utf-8")
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as made:
        ingest.run_import(made, tmp_path / "people.csv", "profiles")
        ingest.run_import(made, tmp_path / "orders.csv", "orders")
        yield made


def queue(project: Project) -> list[str | None]:
    return [one.order for one in quality.standing_out(project).queue]


def of(project: Project, order: str) -> Outlier:
    return next(one for one in quality.standing_out(project).queue if one.order == order)


def test_they_stand_there_with_why_the_furthest_first(project: Project) -> None:
    found = quality.standing_out(project)
    assert (found.orders, found.found) == (124, 2)
    first, second = found.queue
    assert (first.order, first.key, first.amount, first.currency) == ("D1", "email:dee@x.example", 2900.0, "EUR")
    assert first.why == ("83 times the median of 63 orders here (35.00 EUR). It is their only order in this currency.")
    assert (second.order, second.name, second.at[:10]) == ("A2", "Ann Lee", "2011-06-03")
    assert second.why == (
        "38 times the median of 63 orders here (35.00 EUR). The other order of this person comes to 25.00."
    )
    lines = [(one.product, one.amount) for one in quality.lines_of(project, second.event)]
    assert lines == [("LAMP", 10_000_000), ("MUG", 3_300_000)]


def test_each_currency_has_its_own_measure(project: Project) -> None:
    assert not any(one.currency == "JPY" for one in quality.standing_out(project).queue)


def test_what_is_right_is_out_of_the_queue_and_what_is_put_off_at_its_end(project: Project) -> None:
    order_decisions.decide_orders(project, [of(project, "D1").event], "later")
    assert queue(project) == ["A2", "D1"]
    assert of(project, "D1").later
    decided = order_decisions.decide_orders(project, [of(project, "D1").event], "right")
    assert queue(project) == ["A2"]
    assert quality.standing_out(project).found == 1
    finding = next(one for one in quality.report(project).checks if one.check == "order_outliers")
    assert (finding.found, finding.of) == (1, 124)
    assert len(quality.concerned(project, finding)) == 1
    order_decisions.take_back_orders(project, decided)
    assert queue(project) == ["A2", "D1"]


def test_what_is_left_out_is_told_beside_the_queue(project: Project) -> None:
    decided = order_decisions.decide_orders(project, [of(project, "A2").event], "leave_out", "a test order")
    found = quality.standing_out(project)
    assert (found.orders, [one.order for one in found.queue]) == (123, ["D1"])
    assert [(one.order, one.reason, one.by) for one in found.left_out] == [("A2", "a test order", "you")]
    order_decisions.take_back_orders(project, decided)
    assert queue(project) == ["D1", "A2"]


def test_orders_far_below_stand_out_too(project: Project, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(HEAD + "C1,cy@x.example,2011-06-03,MUG,0.05,EUR\n", "utf-8")
    ingest.run_import(project, tmp_path / "more.csv", "orders")
    assert of(project, "C1").why.startswith(
        "1/690 of the median of 64 orders here (34.50 EUR). It is the only order of this person."
    )


def test_without_orders_there_is_no_queue(tmp_path: Path) -> None:
    with Project.create(tmp_path / "b.quill") as project:
        found = quality.standing_out(project)
    assert (found.orders, found.found, found.queue, found.left_out) == (0, 0, (), ())

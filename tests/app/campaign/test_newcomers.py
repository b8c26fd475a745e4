"""Who entered since when, and whom a triggered campaign mailed: a record that names nobody."""

from pathlib import Path

from app import audience, campaign
from app.audience import history, segments
from app.campaign import newcomers, store
from app.project import Project
from tests.app.campaign.test_triggers import _at, _carts, _plan, _run, shop

__all__ = ["shop"]


def entered(project: Project) -> set[str]:
    plan = store.get(project, "Cart").plan
    with audience.asking(project) as question:
        ids = newcomers.entered(project, plan, "Cart", question).ids.tolist()
        keys = dict(zip(*(question.mirror.to_pyarrow(question.people.select(name)).column(name).to_pylist()
                          for name in ("id", "key")), strict=True))  # fmt: skip
    return {keys[one] for one in ids}


def test_who_was_there_when_it_was_first_recorded_never_enters(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    assert entered(shop) == set()
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "more", {2: "2026-05-02"})
    assert entered(shop) == {"email:p2@x.example"}
    # Whether somebody recorded it meanwhile makes no difference.
    history.refresh(shop, ["In the cart"])
    assert entered(shop) == {"email:p2@x.example"}


def test_another_segment_of_the_plan_begins_with_its_own_record(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    segments.save(shop, "Everyone", {"all": []})
    _at(shop, "2026-05-03")
    campaign.save(shop, "Cart", _plan(include=["In the cart", "Everyone"]))
    assert entered(shop) == set()
    _carts(shop, tmp_path, "more", {4: "2026-05-02"})
    assert entered(shop) == {"email:p4@x.example"}


def test_a_segment_that_was_never_recorded_counts_from_its_first_record(shop: Project) -> None:
    plan = store.parse(_plan(), store.known(shop))
    with audience.asking(shop) as question:
        found = newcomers.entered(shop, plan, "Nobody knows it", question)
    assert (found.ids.tolist(), found.begun) == ([], ("In the cart",))


def test_the_record_of_mails_names_nobody(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "more", {2: "2026-05-02"})
    assert _run(shop, "Cart", tmp_path / "1") == ["p2@x.example"]
    found = newcomers.mailed(shop, "cart", shop.moment())
    assert len(found.own) == 1
    assert "p2" not in str(found.own)
    assert found.reason("p2@x.example", None, shop.moment()) == "mailed by it before"
    assert found.reason("p2@x.example", 1, shop.moment("2026-05-03T23:00")) == "mailed by it in the last 1 day"
    assert found.reason("p2@x.example", 1, shop.moment("2026-05-04")) == ""
    assert found.reason("p3@x.example", None, shop.moment()) == ""

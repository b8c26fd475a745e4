"""The commands about triggered campaigns, as a script calls them."""

import json
from pathlib import Path

from app.project import Project
from tests.app.campaign.test_triggers import _carts, _plan, shop
from tests.app.commands.test_audience import asked, document

__all__ = ["shop"]


def test_due_run_and_simulate(shop: Project, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(_plan(again=7)))
    assert "No campaign has a trigger" in asked("trigger", "due", shop.path)[0]
    document("campaign", "save", shop.path, "Cart / again", "--plan", plan)
    assert "Nobody is due" in asked("trigger", "run", shop.path, "--out", tmp_path / "none")[0]
    shop.change_settings({"clock": "2026-05-03"})
    _carts(shop, tmp_path, "more", {2: "2026-05-02", 8: "2026-05-02"})
    (due,) = document("trigger", "due", shop.path)
    assert list(due) == [
        "campaign", "segments", "template", "since", "entered", "people", "left_out", "examples", "begun",
    ]  # fmt: skip
    assert (due["entered"], due["people"], due["left_out"]) == (2, 1, {"denied": 1})
    (mail,) = document("trigger", "due", shop.path, "--who")
    assert mail == {
        "key": "email:p2@x.example", "email": "p2@x.example", "campaign": "Cart / again", "template": "Cart",
        "variant": "A",
    }  # fmt: skip
    (day,) = document("trigger", "simulate", shop.path, "--from", "2026-05-02", "--to", "2026-05-03")
    assert (day["day"], day["people"]) == ("2026-05-02", 1)
    (ran,) = document("trigger", "run", shop.path, "--out", tmp_path / "out")
    assert ran["recipients"] == 1
    assert "p2@x.example" in (Path(ran["folder"]) / "contacts.csv").read_text()
    # The name of a folder, whatever the campaign is called.
    assert Path(ran["folder"]).parent == tmp_path / "out"
    assert document("trigger", "run", shop.path, "--out", tmp_path / "out") == []

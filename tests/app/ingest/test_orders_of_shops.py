"""Each customer's orders and net revenue are the truth, from every shop's export, in any order of files and states."""

import random
from collections import defaultdict
from pathlib import Path

import pytest

from app import audience, ingest
from app.project import Project
from tests.app.ingest.shops import DATED, EXPORTS, Order, World


def told(project: Project) -> dict[str, tuple[int, int]]:
    """Orders and net revenue (of 1/100) by address, of those who bought."""
    rows = audience.members(project, {"all": []}, ["email", "orders", "net_revenue"]).to_pylist()
    assert len({row["email"] for row in rows}) == len(rows)
    return {row["email"]: (row["orders"], round(row["net_revenue"] / 100)) for row in rows if row["orders"]}


def truth(orders: list[Order]) -> dict[str, tuple[int, int]]:
    """The same from what was made up."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in orders:
        if one.net is not None:
            found[one.email].append(one.net)
    return {email: (len(nets), sum(nets)) for email, nets in found.items()}


def standing(imports: list[list[Order]], dated: bool) -> list[Order]:
    """Of several tellings of an order the newest: that changed last where files say so, else that came last."""
    newest: dict[int, Order] = {}
    for orders in imports:
        for one in orders:
            if not dated or one.number not in newest or newest[one.number].changed <= one.changed:
                newest[one.number] = one
    return list(newest.values())


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 6))])
@pytest.mark.parametrize("shop", EXPORTS)
def test_exports_of_any_months_in_any_order(shop: str, seed: int, tmp_path: Path) -> None:
    world = World(random.Random(f"{shop} {seed}"))
    world.live(4)
    rng = world.rng
    pictures = []
    for month in world.months:
        some = [one for one in month.values() if rng.random() < 0.9]
        pictures.append(some or list(month.values()))
    rng.shuffle(pictures)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2025-01-01") as project:
        for number, picture in enumerate(pictures):
            path = tmp_path / f"orders_{number}.csv"
            path.write_text(EXPORTS[shop](picture))
            foreseen = ingest.dry_run(project, path)
            report = ingest.run_import(project, path)
            assert (report.kind, report.rejected, foreseen.events) == ("orders", 0, report.events)
            done = pictures[: number + 1]
            assert told(project) == truth(standing(done, shop in DATED)), report.mapping.columns
        # The same file once more changes nothing; taken back, it is as if it had never come.
        gone = rng.randrange(len(pictures))
        ingest.undo(project, gone + 1)
        left = [picture for number, picture in enumerate(pictures) if number != gone]
        assert told(project) == truth(standing(left, shop in DATED))


def test_several_shops_of_one_owner(tmp_path: Path) -> None:
    worlds = {}
    for number, shop in enumerate(EXPORTS):
        worlds[shop] = World(random.Random(f"all {shop}"))
        worlds[shop].live(2)
        (tmp_path / f"{number}.csv").write_text(EXPORTS[shop](list(worlds[shop].months[-1].values())))
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2025-01-01") as project:
        for number in range(len(EXPORTS)):
            ingest.run_import(project, tmp_path / f"{number}.csv")
        found = told(project)
    wanted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for world in worlds.values():
        for email, (orders, net) in truth(list(world.months[-1].values())).items():
            wanted[email][0] += orders
            wanted[email][1] += net
    assert found == {email: tuple(both) for email, both in wanted.items()}

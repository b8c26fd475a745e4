"""What an export will write, told before it is written: the same files with the same figures."""

from pathlib import Path
from typing import Any

import pytest

from app import campaign
from app.project import Project

ARMS = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "subject": "Other"}]


@pytest.mark.parametrize(
    "more",
    [{"html": "all"}, {"html": "none", "esp": "mailchimp"}, {"html": "sample", "esp": "klaviyo", "variants": ARMS}],
)
def test_it_names_the_files_that_come(
    club: Project, plan: dict[str, Any], tmp_path: Path, more: dict[str, Any], read_csv: Any
) -> None:
    campaign.save(club, "All", plan | {"holdout": {"share": 0.2, "seed": "x"}} | more)
    told = campaign.planned_files(club, "All", campaign.summary(club, "All"))
    campaign.export(club, "All", tmp_path / "out")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {name.removesuffix("/") for one in told for name in one.files} == written
    rows = {one.files[0]: one.rows for one in told if one.rows is not None and one.files[0].endswith(".csv")}
    assert rows == {name: len(read_csv(tmp_path / "out" / name)) for name in rows}
    for one in told:
        if one.files == ("html/",):
            assert one.rows == len(list((tmp_path / "out" / "html").iterdir()))

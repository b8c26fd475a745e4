"""When a file of a folder is whole."""

import os
from pathlib import Path

from app.watching.arriving import Arriving


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_file_is_given_once_the_oldest_first_when_it_is_quiet(tmp_path: Path) -> None:
    clock = Clock()
    arriving = Arriving(2.0, clock)
    for at, name in ((30, "b.csv"), (20, "c.csv.gz"), (10, "d.XLSX")):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (at, at))
    assert arriving.whole(tmp_path) == []
    assert arriving.settling()
    clock.now = 1.0
    os.utime(tmp_path / "b.csv", (40, 40))
    assert arriving.whole(tmp_path) == []
    clock.now = 2.0
    assert arriving.whole(tmp_path) == [tmp_path / "d.XLSX", tmp_path / "c.csv.gz"]
    clock.now = 3.0
    assert arriving.whole(tmp_path) == [tmp_path / "b.csv"]
    assert not arriving.settling()
    assert arriving.whole(tmp_path) == []
    arriving.again(tmp_path / "b.csv")
    assert arriving.settling()
    assert arriving.whole(tmp_path) == [tmp_path / "b.csv"]


def test_one_that_went_and_came_back_is_given_again(tmp_path: Path) -> None:
    clock = Clock()
    arriving = Arriving(1.0, clock)
    for _ in range(2):
        (tmp_path / "a.csv").write_text("x")
        assert arriving.whole(tmp_path) == []
        clock.now += 1
        assert arriving.whole(tmp_path) == [tmp_path / "a.csv"]
        (tmp_path / "a.csv").unlink()
        assert arriving.whole(tmp_path) == []
        assert not arriving.settling()

"""The library: every figure of it is that of the segment itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience, ingest
from app.audience import history, lists, segments
from app.audience.beside import Beside
from app.domain.serialising import to_json
from app.project import Change, Project
from storage.file.models import segment
from tests.app.audience.shop_data import NOW, fill

PARIS = {"trait": "city", "op": "is", "value": "Paris"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as made:
        fill(made)
        yield made


def test_figures_are_those_that_each_is_counted_by(project: Project) -> None:
    segments.save(project, "Paris", PARIS, beside=Beside("n", True, "s", "o", "f", "daily"))
    segments.save(project, "Not", {"all": [{"none": [{"segment": "Paris"}]}], "expires": {"days": 30}})
    lists.of_keys(project, "Fair", ["customer_id:100"])
    found = {one.name: one for one in audience.shelves(project)}
    assert list(found) == ["Paris", "Not", "Fair"]
    for name, one in found.items():
        reach = audience.reach(project, {"segment": name})
        assert (one.count, one.mailable) == (reach.matched, reach.mailable)
        assert one.sentence == audience.sentence(segments.get(project, name).rule, audience.names(project))
    paris, others, fair = found.values()
    assert (paris.note, paris.content, paris.strategy, paris.owner, paris.folder, paris.timer) == (
        "n", True, "s", "o", "f", "daily",
    )  # fmt: skip
    assert [str(use) for use in paris.used_in] == ["the segment “Not”"]
    assert (others.expires, others.static, fair.static) == ({"days": 30}, False, True)
    assert (fair.growth, fair.refreshed) == ((1,), "2011-12-10T12:00:00+00:00")
    document = to_json(paris)
    assert document["used_in"] == [{"kind": "segment", "name": "Not", "role": ""}]
    assert "problem" not in document


def test_without_the_engine_all_but_the_figures_is_known(project: Project) -> None:
    segments.save(project, "Paris", PARIS, beside=Beside(folder="f"))
    history.refresh(project)
    (known,), (counted,) = audience.known(project), audience.shelves(project)
    assert (known.count, known.sentence, known.growth, known.folder) == (None, "", (2,), "f")
    assert (known.name, known.used_in, known.edited) == (counted.name, counted.used_in, counted.edited)


def test_the_change_is_since_the_last_refresh_before_the_newest_import(project: Project) -> None:
    segments.save(project, "All", {"all": []})
    assert audience.shelves(project)[0].change is None
    history.refresh(project)
    file = project.path.with_name("people.csv")
    file.write_text("email\nann@x.example\nbob@x.example\n")
    ingest.run_import(project, file, "profiles")
    assert audience.shelves(project)[0].change == 2
    history.refresh(project)
    (one,) = audience.shelves(project)
    assert (one.change, one.growth) == (2, (12, 14))


def test_one_that_cannot_be_asked_says_why(project: Project) -> None:
    segments.save(project, "Sound", PARIS)
    broken = segments.save(project, "Broken", PARIS)
    with project.write("by hand", {Change.SEGMENTS}) as connection:
        wrong = {"trait": "gone", "op": "is_set"}
        connection.execute(segment.update().where(segment.c.id == broken.id).values(rule=wrong))
    sound, found = audience.shelves(project)
    assert (sound.count, sound.problem) == (2, "")
    assert (found.count, found.mailable, found.change) == (None, None, None)
    assert "gone" in found.problem

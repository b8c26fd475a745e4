"""What arrives in a drop folder comes in once, as the last file with its columns was, and nothing else does."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest, watching
from app.project import Project
from app.watching import Happening, Topic, Watch

FIRST = "Email,First Name,City,Shoe\nann@example.com,Ann,Paris,36\nbob@example.com,Bob,Lyon,44\n"
SECOND = "City,Email,First Name,Shoe\nBerlin,ann@example.com,Ann,37\nLyon,cyd@example.com,Cyd,40\n"


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "exports"
    found.mkdir()
    return found


@pytest.fixture
def project(tmp_path: Path, folder: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "Shop.quill", clock="2011-12-10") as project:
        watching.add(project, folder)
        yield project


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(project: Project, clock: Clock) -> Watch:
    return Watch(project, 2.0, clock)


def looked(watch: Watch, clock: Clock) -> list[Happening]:
    """All that happens until whatever stands there has been quiet for long enough."""
    found = list(watch.look())
    clock.now += 2.5
    return found + list(watch.look())


def events(found: list[Happening]) -> list[str]:
    return [one.event for one in found]


def bring_in(project: Project, path: Path, text: str, name: str = "") -> int:
    path = path.with_name(name or path.name)
    path.write_text(text, encoding="utf-8")
    return int(ingest.run_import(project, path, "profiles").batch or 0)


def test_a_file_whose_columns_are_new_waits_and_changes_nothing(
    project: Project, folder: Path, watch: Watch, clock: Clock
) -> None:
    (folder / "contacts.csv").write_text(FIRST, encoding="utf-8")
    found = looked(watch, clock)
    assert events(found) == ["waiting"]
    assert "bring it in once" in found[0].message
    assert watch.waiting == [folder / "contacts.csv"]
    assert not ingest.history(project)
    assert looked(watch, clock) == []


def test_the_next_file_with_its_columns_comes_in_by_itself_and_once(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    (folder / "contacts-december.csv").write_text(SECOND, encoding="utf-8")
    found = looked(watch, clock)
    assert events(found) == ["imported"]
    assert found[0].detail["profiles_created"] == 1
    assert found[0].document()["batch"] == 2
    assert found[0].document()["file"] == "contacts-december.csv"
    assert looked(watch, clock) == []
    # A new watch, as after the program was started anew, knows it by its bytes.
    again = looked(Watch(project, 2.0, clock), clock)
    assert events(again) == ["known"]
    assert len(ingest.history(project)) == 2


def test_what_waits_comes_in_once_such_a_file_was_brought_in(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    (folder / "new.csv").write_text(SECOND, encoding="utf-8")
    assert events(looked(watch, clock)) == ["waiting"]
    bring_in(project, tmp_path / "old.csv", FIRST)
    assert events(looked(watch, clock)) == ["imported"]
    assert watch.waiting == []


def test_what_undoes_somebodys_no_waits_until_somebody_brings_it_in(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    def said(*rows: str) -> str:
        return "\n".join(["Email,Email consent,Consent date", *rows, ""])

    bring_in(
        project, tmp_path / "contacts.csv", said("ann@example.com,no,2011-03-01", "bob@example.com,yes,2011-03-01")
    )
    later = said("ann@example.com,yes,2011-09-01", "bob@example.com,no,2011-09-01")
    (folder / "later.csv").write_text(later, encoding="utf-8")
    with zipfile.ZipFile(folder / "packed.zip", "w") as packed:
        packed.writestr("a.csv", said("cyd@example.com,yes,2011-09-01"))
        packed.writestr("b.csv", said("ann@example.com,yes,2011-10-01"))
    found = looked(watch, clock)
    assert events(found) == ["waiting", "waiting"]
    assert "1 person who had withdrawn" in found[0].message
    assert len(ingest.history(project)) == 1, "neither came in, nor a part of one"
    # A no, and a yes of somebody who never said one, wait for nobody.
    nos = said("bob@example.com,no,2011-09-02", "dan@example.com,yes,2011-09-01")
    (folder / "nos.csv").write_text(nos, encoding="utf-8")
    assert events(looked(watch, clock)) == ["imported"]
    report = ingest.run_import(project, folder / "later.csv")
    assert report.renewed == 1


def test_a_file_that_is_still_written_is_left_alone(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    path = folder / "next.csv"
    for end in (20, 50, 80):
        path.write_text(SECOND[:end], encoding="utf-8")
        clock.now += 1.5
        assert list(watch.look()) == []
    path.write_text(SECOND, encoding="utf-8")
    assert events(looked(watch, clock)) == ["imported"]
    assert len(ingest.history(project)) == 2


def test_a_file_that_is_overwritten_comes_in_anew(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    (folder / "nightly.csv").write_text(SECOND, encoding="utf-8")
    assert events(looked(watch, clock)) == ["imported"]
    (folder / "nightly.csv").write_text(SECOND.replace("cyd", "dan"), encoding="utf-8")
    assert events(looked(watch, clock)) == ["imported"]
    assert [one.file for one in ingest.history(project)] == ["contacts.csv", "nightly.csv", "nightly.csv"]


def test_what_was_taken_back_stays_out(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    (folder / "wrong.csv").write_text(SECOND, encoding="utf-8")
    number = looked(watch, clock)[0].detail["batch"]
    ingest.undo(project, number)
    found = looked(Watch(project, 2.0, clock), clock)
    assert events(found) == ["known"]
    assert "stays out" in found[0].message
    assert [one.undone_at is None for one in ingest.history(project)] == [True, False]


def test_a_folder_of_a_kind_takes_files_that_never_came_before(
    project: Project, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    watching.add(project, left, "suppressions", "Mailchimp")
    (left / "gone.csv").write_text("Email,Reason\nann@example.com,unsubscribed\n", encoding="utf-8")
    found = looked(watch, clock)
    assert events(found) == ["imported"]
    assert found[0].detail["suppressed"] == 1
    assert ingest.history(project)[0].source == "Mailchimp"


def test_what_cannot_be_read_waits_with_its_reason_and_the_others_come_in(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    (folder / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "b.csv").write_text("First Name,City,Shoe,Colour\nAnn,Paris,36,red\n", encoding="utf-8")
    (folder / "c.csv").write_text(SECOND, encoding="utf-8")
    found = {one.file: one for one in looked(watch, clock)}
    assert {name: one.event for name, one in found.items()} == {
        "a.xlsx": "refused",
        "b.csv": "refused",
        "c.csv": "imported",
    }
    assert "Which column" in found["b.csv"].message or "email" in found["b.csv"].message


def test_downloads_hidden_files_and_other_files_are_not_looked_at(
    project: Project, folder: Path, watch: Watch, clock: Clock
) -> None:
    for name in ("a.csv.part", "b.csv.crdownload", ".c.csv", "~$d.xlsx", "e.png", "Shop.quill"):
        (folder / name).write_text(FIRST, encoding="utf-8")
    (folder / "sub.csv").mkdir()
    assert looked(watch, clock) == []


def test_a_packed_file_of_several_comes_in_whole_or_waits(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        archive.writestr("one.csv", SECOND)
        archive.writestr("other.csv", SECOND.replace("cyd", "eve"))
    with zipfile.ZipFile(folder / "unknown.zip", "w") as archive:
        archive.writestr("one.csv", SECOND.replace("cyd", "fay"))
        archive.writestr("new.csv", "Email,Colour,Size\nann@example.com,red,4\n")
    found = {one.file: one for one in looked(watch, clock)}
    assert found["two.zip"].event == "imported"
    assert found["two.zip"].detail["batches"] == [2, 3]
    assert found["unknown.zip"].event == "waiting"
    assert len(ingest.history(project)) == 3


def test_a_yes_without_a_time_never_undoes_a_no_and_is_told(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", "Email,Name,Accepts Marketing\nann@example.com,Ann,no\n")
    (folder / "next.csv").write_text("Email,Name,Accepts Marketing\nann@example.com,Ann,yes\n", encoding="utf-8")
    found = looked(watch, clock)
    assert events(found) == ["imported"]
    assert found[0].detail["kept_noes"] == 1
    assert found[0].detail["notes"]


def test_a_folder_that_goes_is_told_once_and_watched_again_when_it_is_back(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    shutil.rmtree(folder)
    assert events(looked(watch, clock)) == ["gone"]
    assert looked(watch, clock) == []
    folder.mkdir()
    (folder / "back.csv").write_text(SECOND, encoding="utf-8")
    assert events(looked(watch, clock)) == ["imported"]


def test_while_another_program_writes_the_file_comes_in_later(
    project: Project, folder: Path, tmp_path: Path, watch: Watch, clock: Clock
) -> None:
    bring_in(project, tmp_path / "contacts.csv", FIRST)
    (folder / "next.csv").write_text(SECOND, encoding="utf-8")
    with Project.open(project.path) as other:
        assert other.hold_writer() == ""
        found = looked(watch, clock)
        assert events(found) == ["later"]
        assert looked(watch, clock) == []
    assert events(looked(watch, clock)) == ["imported"]


def test_many_old_files_are_told_at_once(project: Project, folder: Path, watch: Watch, clock: Clock) -> None:
    for number in range(3):
        bring_in(project, folder / f"{number}.csv", FIRST.replace("ann", f"ann{number}"))
    found = looked(watch, clock)
    assert events(found) == ["known"]
    assert len(found[0].detail["files"]) == 3


def test_a_topic_is_read_on_behind_what_the_newest_import_brought(
    project: Project, tmp_path: Path, watch: Watch
) -> None:
    topic = Topic("kafka://127.0.0.1:9092/visits", ingest.Mapping("profiles"))
    assert watch._begin_of(topic) == {}
    for end in (3, 8):
        path = tmp_path / f"{end}.jsonl"
        path.write_text(f'{{"email": "p{end}@example.com", "city": "Paris"}}\n', encoding="utf-8")
        ingest.run_import(project, path, "profiles", None, ingest.Stretch(topic.address, {0: (0, end)}))
        assert watch._begin_of(topic) == {0: end}, "what came in is not read again"

"""Who a project's emails come from."""

from pathlib import Path

from app.project import Project, Sender, change_sender, sender_of


def test_what_is_given_is_kept_and_the_rest_stays(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.quill") as project:
        assert sender_of(project) == Sender("", "", "", "")
        assert change_sender(project, Sender(from_name="Heron", website="")).from_name == "Heron"
        assert change_sender(project, Sender(from_address="a@b.de")) == Sender("Heron", "a@b.de", "", "")
        assert project.setting("sender")["from_address"] == "a@b.de"


def test_asking_changes_nothing(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.quill") as project:
        project.change_settings({"sender": {"from_name": "Heron"}})
        before = project.path.read_bytes()
        assert change_sender(project, Sender()).document() == {"from_name": "Heron"}
        assert project.path.read_bytes() == before

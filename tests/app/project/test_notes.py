"""What is only noted never fails what was asked for, and a project that cannot be written gets none."""

from pathlib import Path

from app.project import Change, Project, audit_log


def test_notes_of_one_transaction_that_fails_are_kept_for_the_next(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        try:
            with project.write("It fails", {Change.TAGS}):
                project.note("Looked at a person's page", "opened")
                raise KeyError
        except KeyError:
            pass
        with project.write("It works", {Change.TAGS}):
            pass
        said = [line.action for line in audit_log.entries(project)]
        assert said == ["It works", "Looked at a person's page", "Made the project"]

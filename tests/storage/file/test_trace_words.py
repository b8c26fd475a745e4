"""What others' rows say of an erased person goes from every table; what the marketer wrote is told of."""

from pathlib import Path

from sqlalchemy import insert, select

from app.project import Change, Project, audit_log
from storage.file import models, trace_words
from storage.file.traces import Traces

ANN = "ann@unusual.example"
TOLD = Traces((("email", ANN), ("customer_id", "17")), (ANN,), ("Annabella",))


def test_rows_of_others_keep_all_but_the_trace(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        project.change_settings({"sender": {"from_name": ANN}, "drafts": {"x": ANN}})
        with project.write(f"Saved the segment {ANN}", set(Change)) as connection:
            rows = {
                models.link: {
                    "id": 1, "batch_id": 1, "row": 1,
                    "identifiers": [["email", ANN, ANN], ["customer_id", "18", "18"]],
                },
                models.profile_row: {
                    "id": 1, "link_id": 1, "profile_id": 2, "batch_id": 1, "row": 1, "mode": "update",
                    "effective_at": 1,
                    "traits": {"email": ANN, "note": f"of {ANN}", "city": "Annabella"},
                },
                models.template: {
                    "name": "Mine", "name_folded": "mine", "language": "jinja", "subject": f"Ask {ANN}",
                    "preheader": "", "body": "", "version": 1, "created_at": 1, "changed_at": 1,
                },
            }  # fmt: skip
            for table, row in rows.items():
                connection.execute(insert(table).values(**row))
        with project.write("Cleaned", set(Change)) as connection:
            erased = trace_words.Erased()
            trace_words.clean(connection, TOLD, erased)
        with project.read() as connection:
            assert connection.scalar(select(models.link.c.identifiers)) == [["customer_id", "18", "18"]]
            # A word that may be a name stays with others, and of the address nothing is left.
            left = {"note": "of (erased)", "city": "Annabella"}
            assert connection.scalar(select(models.profile_row.c.traits)) == left
        assert erased.kept == ["Mine"]
        assert erased.lines == [3]
        assert project.setting("sender")["from_name"] == ANN
        assert project.setting("drafts") == {"x": "(erased)"}
        assert audit_log.entries(project)[1].action == "erased"

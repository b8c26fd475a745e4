"""A project in which some people may be mailed, and who of them still may after one more file."""

from pathlib import Path

from app import campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

PLAN = {"version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "columns": ["email"], "html": "none"}


def agreed(folder: Path, names: str) -> Path:
    """A project in which each of these, called `a@x.example` and so on by their letters, has said yes."""
    path = folder / "p.quill"
    with Project.create(path, clock="2026-06-15") as made:
        segments.save(made, "Everyone", {"all": []})
        templates.save(made, Template("T", "News", "New", "<p>{{ sender.address }} {{ unsubscribe_url }}</p>"))
        campaign.save(made, "C", PLAN)
        file = path.with_name("yes.csv")
        file.write_text("Email,Email consent\n" + "".join(f"{one}@x.example,yes\n" for one in names))
        ingest.run_import(made, file, "profiles")
    return path


def mailed_after(project_file: Path, file: Path) -> str:
    """The first letters of those who may be mailed once a copy of the project, beside the file, has imported it."""
    copy = file.with_name("p.quill")
    copy.write_bytes(project_file.read_bytes())
    with Project.open(copy) as project:
        ingest.run_import(project, file)
        found = campaign.assembly(project, "C")
        return " ".join(sorted(address[0] for address in found.emails.take(found.recipients).to_pylist()))

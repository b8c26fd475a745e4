"""What a project keeps as the files of a folder."""

from app.audience import lists, segments
from app.campaign import store as campaigns
from app.domain.problems import Problem
from app.domain.progress import Progress
from app.plain import problems
from app.plain.file_names import file_names
from app.plain.layout import ABOUT, FOLDERS, TEXT, UNSAID, json_file, ordered, text_file
from app.project import Project
from app.template import Template, is_mjml, prepare, stoppable
from app.template import store as templates

Files = dict[str, bytes]
"""What stands in each file, by its path in the folder with slashes."""


def files_of(project: Project, progress: Progress) -> Files:
    """The files of all that the project keeps, in its order; raises ProjectProblem where something is damaged."""
    found = _segments(project)
    kept = templates.all_of(project)
    folders = file_names(one.name for one in kept)
    for number, one in enumerate(kept):
        progress.step(number, len(kept), "Writing down templates")
        found |= template_files(f"{FOLDERS['template']}/{folders[one.name]}", one, is_draft(one, progress))
    return found | _campaigns(project)


def _segments(project: Project) -> Files:
    kept = segments.every(project)
    stems = file_names(one.name for one in kept)
    found: Files = {}
    for one in kept:
        if one.rule is None:
            why = "Its rule cannot be read"
            raise problems.CANNOT_BE_WRITTEN(kind="segment", name=one.name, why=why)
        said = {"name": one.name, "note": one.note, "content": one.content, **_beside(one), "rule": ordered(one.rule)}
        # Who is on a list is nowhere else.
        said |= {"people": lists.keys_of(project, one)} if one.static else {}
        found[f"{FOLDERS['segment']}/{stems[one.name]}.json"] = json_file("segment", said)
    return found


def _beside(one: segments.Segment) -> dict[str, object]:
    """What is kept beside a segment's rule, as far as it is not what a file means that leaves it out."""
    return {name: value for name, unsaid in UNSAID.items() if (value := getattr(one, name)) != unsaid}


def template_files(folder: str, one: Template, draft: bool) -> Files:
    """A template in a folder of its own: what is said about it, and its body and text part as they are."""
    body = "body.mjml" if is_mjml(one.body) else "body.html"
    said: dict[str, object] = {
        "name": one.name,
        "language": one.language,
        "subject": one.subject,
        "preheader": one.preheader,
        "body": body,
        "text": None if one.text is None else TEXT,
    }
    # Said where it is so, for what cannot be read is brought in as a draft alone.
    said |= {"draft": True} if draft else {}
    found = {f"{folder}/{ABOUT}": json_file("template", said), f"{folder}/{body}": text_file(one.body)}
    return found if one.text is None else found | {f"{folder}/{TEXT}": text_file(one.text)}


def is_draft(one: Template, progress: Progress) -> bool:
    """Whether the template cannot be read as it stands."""
    try:
        with stoppable(progress):
            prepare(one)
    except Problem:
        return True
    return False


def _campaigns(project: Project) -> Files:
    try:
        kept = campaigns.plans(project)
    except Problem as problem:
        raise problems.CANNOT_BE_WRITTEN(kind="campaign", name=problem.where, why=problem.what) from problem
    stems = file_names(kept)
    return {
        f"{FOLDERS['campaign']}/{stems[name]}.json": json_file("campaign", {"name": name, "plan": plan})
        for name, plan in kept.items()
    }

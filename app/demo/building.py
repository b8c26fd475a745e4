"""Putting the demo together: files, imports, scores, groups, segments, a template, a campaign and its export."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import audience, campaign, discover, ingest
from app.audience import segments
from app.demo import Built, Counted, contents, files, problems, shop
from app.demo.shop import Shop
from app.discover import Choice
from app.domain.problems import FileProblem
from app.domain.progress import SILENT, Progress
from app.project import Project, assets, of_file, overview
from app.runs import rfm
from app.template import Template
from app.template import store as templates
from storage.disk.drafts import Draft

AS_OF = str(shop.END - 1)
"""The moment at which the files are imported: the last second of which they know anything."""
_PICTURES_AT_ONCE = 20


def build(path: Path, people: int, seed: int, progress: Progress = SILENT) -> Built:
    """Make everything in a hidden folder beside the one that is wanted, and put it in its place when it is whole."""
    path = path.absolute()
    with _draft(path.parent) as draft:
        made = shop.make(people, seed, progress.part(0, 0.05))
        files.write(made, draft, seed, progress.part(0.05, 0.12))
        with _project(draft / path.name) as project:
            _fill(project, made, draft, progress.part(0.12, 0.75))
            _work(project, draft / contents.CAMPAIGN, path.parent, progress.part(0.75, 0.97))
            found = describe(project, path, draft, progress.part(0.97, 1))
        progress.step(1, 1, "Putting it in its place")
        _place(draft, path.parent)
    return found


def describe(project: Project, path: Path, folder: Path | None = None, progress: Progress = SILENT) -> Built:
    """What is in the demo at `path`, while its files still lie in `folder`."""
    folder = folder or path.parent
    progress.step(0, 1, "Counting")
    held = overview(project)
    counts = [Counted(one.name, audience.count(project, one.rule).count) for one in segments.every(project)]
    manifest = campaign.exports(project, contents.CAMPAIGN)[0].manifest
    out = path.parent / contents.CAMPAIGN
    data = [path.parent / name for name in files.NAMES if (folder / name).exists()]
    return Built(path, held.people, held.events, counts, out, _files(folder / contents.CAMPAIGN, manifest), data)


def _files(folder: Path, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    from app.project import export_recovery

    listed: list[dict[str, Any]] = manifest.get("files") or export_recovery.read_manifest(folder)["files"]
    return listed


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A hidden folder beside the one that is wanted; what is left of it goes, whatever happens."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise problems.NOT_EMPTY(folder=folder.name)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Draft(folder.parent)
    except OSError as error:
        raise _cannot_be_made(folder, error) from error
    with draft:
        try:
            draft.path.mkdir(0o700)
        except OSError as error:
            raise _cannot_be_made(folder, error) from error
        yield draft.path


def _cannot_be_made(folder: Path, error: OSError) -> FileProblem:
    return of_file(error, f"{folder} cannot be made", "Choose another folder")


def _place(draft: Path, folder: Path) -> None:
    draft.chmod(0o755)
    try:
        if folder.exists():
            # It is empty, as `_draft` saw; Windows renames onto no folder that is there.
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        raise of_file(error, f"{folder} cannot be put in its place", "Try again") from error


def _project(path: Path) -> Project:
    project = Project.create(path, contents.NAME, "Europe/London", "latest-event")
    project.change_settings({"sender": contents.SENDER, "currency": "GBP"})
    return project


def _fill(project: Project, made: Shop, folder: Path, progress: Progress) -> None:
    """Import the files as anybody would, and keep the products' pictures."""
    # Where each ends on the way from 0 to 1; what is left is for the pictures.
    steps = {
        "contacts.csv": 0.15,
        "orders.csv": 0.4,
        "products.csv": 0.42,
        "web_events.csv": 0.7,
        "email_events.csv": 0.95,
    }
    kinds = ("profiles", "orders", "products", "events", "events")
    begin = 0.0
    for (name, end), kind in zip(steps.items(), kinds, strict=True):
        ingest.run_import(project, folder / name, kind, as_of=AS_OF, progress=progress.part(begin, end))
        begin = end
    pictures = {}
    for number, product in enumerate(made.products):
        if number % _PICTURES_AT_ONCE == 0:
            progress.part(0.95, 1).step(number, len(made.products), "Drawing products")
        pictures[product.image_url] = ("image/png", product.drawn())
    assets.keep(project, pictures)


def _work(project: Project, out: Path, final: Path, progress: Progress) -> None:
    """What a marketer would do with it all."""
    rfm.run(project, progress=progress.part(0, 0.2))
    choice = Choice(contents.GROUPED_BY, logs=None)
    groups = discover.find_groups(project, choice, contents.GROUPS, progress=progress.part(0.2, 0.45))
    for number, (name, (rule, note)) in enumerate(contents.SEGMENTS.items()):
        progress.part(0.45, 0.55).step(number, len(contents.SEGMENTS), f"Making the segment {name}")
        segments.save(project, name, rule, note=note, content=name in contents.CONTENT)
    discover.save(project, groups, contents.GROUPING, progress=progress.part(0.55, 0.6))
    templates.save(project, Template(contents.TEMPLATE, contents.SUBJECT, contents.PREHEADER, contents.body()))
    campaign.save(project, contents.CAMPAIGN, contents.PLAN)
    # The folder is about to be put in its place: the project's note and its audit log name that.
    stands_at = (final / out.name).absolute()
    campaign.export(project, contents.CAMPAIGN, out, stands_at=stands_at, progress=progress.part(0.6, 1))

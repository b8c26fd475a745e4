"""The commands about fields: what there is, which are one, which source comes first, and values set by hand."""

import argparse
from typing import TYPE_CHECKING

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import listed, people
from app.domain.merged_fields import INTO, LEADS
from app.project import Project

if TYPE_CHECKING:
    from app.fields import Deleted, Field, Foreseen, Joined, Renamed, Shown
    from app.ingest import master_data


def tell_history(project: Project, person: int, name: str, out: Output) -> "master_data.FieldHistory":
    """Tell every value of a field of a person."""
    from app.ingest import master_data

    found = master_data.history(project, person, name)
    out.say(f"{found.label} of {found.key}: {_cell(found.value) or 'not known'}. {found.because}")
    rows = [
        [
            "shown" if one.shows else "taken back" if one.until else "",
            _cell(one.value),
            (f"by hand, {one.by}" if one.by else one.source) + (f", as {one.called}" if one.called else ""),
            f"{one.file}, line {one.row}" if one.file else "",
            one.at,
        ]
        for one in found.values
    ]
    out.table(["", "Value", "From", "File", "Since"], rows)
    return found


def _cell(value: object) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _set(args: argparse.Namespace, out: Output) -> "master_data.Edited":
    from app.ingest import master_data
    from app.query import resolve_key

    with Project.open(args.project) as project:
        done = master_data.set_value(project, resolve_key(project, args.key), args.field, args.value, args.by)
    out.say(f"{done.trait} of {done.key} is set by hand. `profile restore` lets it say what the files say.")
    return done


def _restore(args: argparse.Namespace, out: Output) -> "master_data.Edited":
    from app.ingest import master_data
    from app.query import resolve_key

    with Project.open(args.project) as project:
        done = master_data.restore(project, resolve_key(project, args.key), args.field, args.by)
    out.say(f"{done.trait} of {done.key} says what the files say again.")
    return done


def _fields(args: argparse.Namespace, out: Output) -> "list[Field]":
    from app import fields

    with Project.open(args.project) as project:
        found = [*fields.every(project, out.progress), *fields.of_events(project, out.progress)]
        parts, deleted = fields.parts(project), fields.deleted(project)
    kinds = {"computed": "worked out", "own": "own", "standard": "", "identifier": "identifier", "event": "of events"}
    rows = [
        [
            one.name,
            f"{one.label}{' (hidden)' if one.hidden else ''}",
            " ".join(filter(None, (kinds[one.kind], one.type if one.kind != "identifier" else ""))),
            f"{one.share or 0:.1%}",
            (" > " if one.priority else ", ").join(one.sources),
            ", ".join(_cell(value) for value in one.samples),
        ]
        for one in found
    ]
    out.table(["Field", "Label", "Type", "Known of", "From", "For example"], rows)
    for one in parts:
        out.say(f"{one.label} ({one.name}) is part of {one.into}. `fields apart` takes it out again.")
    for gone in deleted:
        out.say(f"{gone.label} ({gone.name}) is deleted. `fields restore` brings it back.")
    return found


def _rename(args: argparse.Namespace, out: Output) -> "Renamed":
    from app import fields

    with Project.open(args.project) as project:
        done = fields.rename(project, args.field, args.label)
    out.say(f"{done.before} is called {done.label} now.")
    return done


def _hide(args: argparse.Namespace, out: Output) -> "Shown":
    from app import fields

    with Project.open(args.project) as project:
        done = fields.hide(project, args.field)
    out.say(f"{done.name} is not offered any more. Where it is used it works as before.")
    return done


def _show(args: argparse.Namespace, out: Output) -> "Shown":
    from app import fields

    with Project.open(args.project) as project:
        done = fields.show(project, args.field)
    out.say(f"{done.name} is offered again.")
    return done


def _delete(args: argparse.Namespace, out: Output) -> "Deleted":
    from app import fields

    with Project.open(args.project) as project:
        done = fields.delete(project, args.field)
    out.say(f"{done.label} is deleted. Its values stay with their files: `fields restore` brings it back.")
    return done


def _bring_back(args: argparse.Namespace, out: Output) -> "Deleted":
    from app import fields

    with Project.open(args.project) as project:
        done = fields.restore(project, args.field)
    out.say(f"{done.label} is there again, with the values that it had.")
    return done


def _merge(args: argparse.Namespace, out: Output) -> "Foreseen | Joined":
    from app import fields

    with Project.open(args.project) as project:
        if args.dry_run:
            found = fields.foresee(project, args.field, args.into, out.progress)
            _tell_foreseen(found, args.leads, out)
            return found
        done = fields.merge(project, args.field, args.into, args.leads, args.by, out.progress)
    out.say(
        f"{done.old_label} is part of {done.into_label} now. It changed for {people(done.people)}. "
        "Its values stay with their files: `fields apart` takes it out again."
    )
    return done


def _tell_foreseen(found: "Foreseen", leads: str, out: Output) -> None:
    """Tell what a merge would come to."""
    old, into = found.old_label, found.into_label
    numbers = [
        [f"Only {old}", found.only_old], [f"Only {into}", found.only_into], ["The same in both", found.equal],
        ["Different", found.different], [f"Not readable as {into}", found.unreadable],
    ]  # fmt: skip
    out.table(["", "People"], [[what, f"{number:,}"] for what, number in numbers])
    rows = [[one.key, _cell(one.old), _cell(one.into), _cell(one.shows.get(leads))] for one in found.samples]
    out.table(["Person", old, into, "Would show"], rows)
    for note in found.notes:
        out.say(note)
    if found.uses:
        out.say(f"{old} is used by {listed(list(found.uses))}: they read {into} from then on.")


def _apart(args: argparse.Namespace, out: Output) -> "Joined":
    from app import fields

    with Project.open(args.project) as project:
        done = fields.take_apart(project, args.field, args.by, out.progress)
    out.say(f"{done.old_label} stands for itself again. It changed for {people(done.people)}.")
    return done


def _priority(args: argparse.Namespace, out: Output) -> "master_data.Reordered":
    from app.ingest import master_data

    with Project.open(args.project) as project:
        done = master_data.set_priority(project, args.field, args.sources, args.by, out.progress)
    order = f"{', then '.join(args.sources)}, then the others" if args.sources else "the newest value, whoever said it"
    out.say(f"{done.name} shows {order}. It changed for {people(done.people)}.")
    return done


def register(add: Adder) -> None:
    """Add this group's commands."""
    key = arg("key", metavar="KEY", help="an email, or kind:value as customer_id:17850")
    field = arg("field", metavar="FIELD", help="the field's name or label")
    sources = arg(
        "sources", nargs="*", metavar="SOURCE", help="names or files, the highest first; none: the newest value counts"
    )
    label = arg("label", metavar="LABEL", help="what people are to read")
    value = arg("value", metavar="VALUE", help="what it is to be; an empty text empties it")
    into = arg("into", metavar="INTO", help="the field that it becomes part of, by its name or label")
    leads = arg(
        "--leads", choices=LEADS, default=INTO, help="whose value shows where both have one: the field that stays "
        "(into), the other one (old), or whichever is newer by its date and the priority of sources (newest)",
    )  # fmt: skip
    dry = arg("--dry-run", action="store_true", help="only say what it would come to")
    by = arg("--by", default="you", metavar="NAME", help="who does it, for the record")
    add(Command("fields", "list the fields, how much of each is known and where it comes from", _fields, [PROJECT]))
    add(Command("fields rename", "call a field otherwise, wherever it is read", _rename, [PROJECT, field, label]))
    add(Command("fields hide", "leave a field out of what is offered", _hide, [PROJECT, field]))
    add(Command("fields delete", "delete a field of your own that nothing uses", _delete, [PROJECT, field]))
    add(Command("fields restore", "bring a deleted field back", _bring_back, [PROJECT, field]))
    add(Command("fields merge", "read a field as part of another", _merge, [PROJECT, field, into, leads, dry, by]))
    add(Command("fields apart", "let a merged field stand for itself again", _apart, [PROJECT, field, by]))
    add(Command("fields show", "offer a hidden field again", _show, [PROJECT, field]))
    add(Command("fields priority", "say which source of a field comes first", _priority, [PROJECT, field, sources, by]))
    add(Command("profile set", "set a field of a person by hand", _set, [PROJECT, key, field, value, by]))
    add(Command("profile restore", "let a field say what the files say", _restore, [PROJECT, key, field, by]))

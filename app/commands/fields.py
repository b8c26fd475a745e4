"""The commands about fields: what there is, which source comes first, and values that are set by hand."""

import argparse
from typing import TYPE_CHECKING

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.project import Project

if TYPE_CHECKING:
    from app.ingest.master_data import Edited, FieldHistory


def tell_history(project: Project, person: int, name: str, out: Output) -> "FieldHistory":
    """Tell every value of a field of a person."""
    from app.ingest import master_data

    found = master_data.history(project, person, name)
    out.say(f"{found.label} of {found.key}: {_cell(found.value) or 'not known'}. {found.because}")
    rows = [
        [
            "shown" if one.shows else "taken back" if one.until else "",
            _cell(one.value),
            f"by hand, {one.by}" if one.by else one.source,
            f"{one.file}, line {one.row}" if one.file else "",
            one.at,
        ]
        for one in found.values
    ]
    out.table(["", "Value", "From", "File", "Since"], rows)
    return found


def _cell(value: object) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _set(args: argparse.Namespace, out: Output) -> "Edited":
    from app.ingest import master_data
    from app.query import resolve_key

    with Project.open(args.project) as project:
        done = master_data.set_value(project, resolve_key(project, args.key), args.field, args.value, args.by)
    out.say(f"{done.trait} of {done.key} is set by hand. `profile restore` lets it say what the files say.")
    return done


def _restore(args: argparse.Namespace, out: Output) -> "Edited":
    from app.ingest import master_data
    from app.query import resolve_key

    with Project.open(args.project) as project:
        done = master_data.restore(project, resolve_key(project, args.key), args.field, args.by)
    out.say(f"{done.trait} of {done.key} says what the files say again.")
    return done


def register(add: Adder) -> None:
    """Add this group's commands."""
    key = arg("key", metavar="KEY", help="an email, or kind:value as customer_id:17850")
    field = arg("field", metavar="FIELD", help="the field's name or label")
    value = arg("value", metavar="VALUE", help="what it is to be; an empty text empties it")
    by = arg("--by", default="you", metavar="NAME", help="who does it, for the record")
    add(Command("profile set", "set a field of a person by hand", _set, [PROJECT, key, field, value, by]))
    add(Command("profile restore", "let a field say what the files say", _restore, [PROJECT, key, field, by]))

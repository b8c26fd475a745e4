"""The commands that keep, render, check and compile templates."""

import argparse
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import problems
from app.commands.command import ASKING, PROJECT, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import counted
from app.domain.serialising import as_document, to_json
from app.project import Project, textfiles

if TYPE_CHECKING:
    from app.mailing import Census, Checked, Rendered, Turn
    from app.template import Finding, Template

_NAME = arg("name", metavar="NAME", help="the template")
_SHOWN = 50
"""So many kinds of email are printed."""
_SEGMENT = arg("--segment", metavar="S", help="the people of this segment")


@dataclass(frozen=True, slots=True)
class Kept:
    """A template that is kept: the names of its merge fields, and what is to be known of it, in sentences."""

    name: str
    version: int
    fields: list[str]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A template in the list."""

    name: str
    subject: str
    version: int


@as_document("kept", "language", "subject", "preheader", "body", "text", spread=("kept",))
@dataclass(frozen=True, slots=True)
class Shown:
    """A template as it was written."""

    kept: Kept
    language: str
    subject: str
    preheader: str
    body: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Deleted:
    """The name of the template that is deleted."""

    deleted: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was rendered for everyone: how many, into which folder with which list, and which fields stood in."""

    recipients: int
    out: str
    index: str
    fallbacks: dict[str, int]


@as_document("header", "source", "tag", called={"source": "from"})
@dataclass(frozen=True, slots=True)
class Referred:
    """A column that the compiled template refers to, and by which tag."""

    header: str
    source: str
    tag: str


@as_document("header", "source", "computed_because", called={"source": "from"})
@dataclass(frozen=True, slots=True)
class Computed:
    """A column that no field holds as it is, and why."""

    header: str
    source: str
    computed_because: str


@dataclass(frozen=True, slots=True)
class Translated:
    """What a template became in an ESP's merge language."""

    esp: str
    files: list[str]
    columns: list[Referred]
    computed_columns: list[Computed]
    unsupported: tuple[str, ...]
    warnings: tuple[str, ...]


def _save(args: argparse.Namespace, out: Output) -> Kept:
    from app import template as templates

    text = textfiles.text(args.text, "the text part") if args.text else None
    body = textfiles.text(args.body, "a template")
    asked = templates.Template(args.name, args.subject, args.preheader, body, text, args.language)
    with opened(args) as project:
        kept = templates.save(project, asked, progress=out.progress)
        answer = _answer(project, kept, out)
    out.say(f"Kept {kept.name}, version {kept.version}; it uses {', '.join(answer.fields) or 'no merge fields'}.")
    for warning in answer.warnings:
        out.say(f"  {warning}")
    return answer


def _answer(project: Project, kept: "Template", out: Output) -> Kept:
    from app import mailing
    from app import template as templates
    from app.template import prepare, stoppable

    address = mailing.sender_of(project).get("postal_address", "")
    with stoppable(out.progress):
        prepared = prepare(kept)
        findings = templates.lint_template(kept, mailing.known_fields(project), address)
    fields = [field.name for field in prepared.fields]
    return Kept(kept.name, kept.version, fields, [_sentence(finding) for finding in findings])


def _sentence(finding: "Finding") -> str:
    line = f" line {finding.line}" if finding.line else ""
    return f"{finding.where}{line}: {finding.message}"


def _list(args: argparse.Namespace, out: Output) -> list[Listed]:
    from app import template as templates

    with opened(args) as project:
        kept = templates.all_of(project)
    out.table(["Template", "Subject", "Version"], [[each.name, each.subject, each.version] for each in kept])
    return [Listed(each.name, each.subject, each.version) for each in kept]


def _show(args: argparse.Namespace, out: Output) -> Shown:
    from app import template as templates

    with opened(args) as project:
        kept = templates.get(project, args.name)
        answer = _answer(project, kept, out)
    out.say(f"Subject: {kept.subject}\nPreheader: {kept.preheader}\n\n{kept.body}")
    return Shown(answer, kept.language, kept.subject, kept.preheader, kept.body, kept.text)


@dataclass(frozen=True, slots=True)
class Converted:
    """A template in another language: what it is kept as, whose tags it had, and what stays as it is, by line."""

    name: str
    version: int
    language: str
    was: str
    not_converted: list[str]


def _convert(args: argparse.Namespace, out: Output) -> Converted:
    from app import mailing
    from app import template as templates
    from app.template import stoppable

    with opened(args) as project:
        kept = templates.get(project, args.name)
        with stoppable(out.progress):
            made = templates.translated(kept, args.to, mailing.known_fields(project), args.origin)
        asked = replace(made.template, name=args.new or kept.name)
        saved = templates.save(project, asked, progress=out.progress)
    was = made.origin or templates.language_of(kept.language).title
    title = templates.language_of(saved.language).title
    out.say(f"Kept {saved.name}, version {saved.version}, in {title}; it was in {was}.")
    lines = [f"{each.part} line {each.line}: {each.message}" for each in made.untold]
    for line in lines:
        out.note(line)
    return Converted(saved.name, saved.version, saved.language, was, lines)


def _delete(args: argparse.Namespace, out: Output) -> Deleted:
    from app import template as templates

    with opened(args) as project:
        name = templates.get(project, args.name).name
        templates.remove(project, args.name)
    out.say(f"Deleted {name}.")
    return Deleted(name)


def _render(args: argparse.Namespace, out: Output) -> "Rendered | Written":
    from app import mailing
    from app import template as templates

    with opened(args) as project:
        kept = templates.get(project, args.name)
        if args.key is not None:
            return _one(mailing.render_one(project, kept, args.key, args.as_of, out.progress), out)
        return _everyone(project, kept, args, out)


def _one(made: "Rendered", out: Output) -> "Rendered":
    out.say(f"Subject: {made.subject}\nPreheader: {made.preheader}\n\n{made.html}")
    for each in made.fallbacks:
        out.say(f"{each.where} line {each.line}: {each.field} is empty; “{each.instead}” stands in for it")
    return made


_INDEX = "emails.jsonl"


def _everyone(project: Project, kept: "Template", args: argparse.Namespace, out: Output) -> Written:
    """A file of HTML per recipient, and beside them their subject, preheader, text and fallbacks, a line each."""
    from app import mailing
    from app.campaign import file_name
    from app.project import new_folder

    if args.out is None:
        raise problems.NO_FOLDER()
    written, taken, place = 0, {_INDEX}, Path(args.out)
    instead: Counter[str] = Counter()

    def before() -> None:
        """Note the emails, which are whole and not yet in their place."""
        said = {"folder": str(place.absolute())}
        what = f"Made {counted(written, 'email')} of the template {kept.name} for a folder"
        project.note(what, "export", said, first=True)

    with new_folder(place, before) as folder, (folder / _INDEX).open("w", encoding="utf-8", newline="\n") as index:
        for made in mailing.render_many(project, kept, _ids(project, args), out.progress, args.as_of):
            written += 1
            name = file_name(made.key, taken)
            (folder / name).write_text(made.html, "utf-8", newline="\n")
            index.write(json.dumps(to_json(replace(made, html=name)), ensure_ascii=False) + "\n")
            instead.update({each.field for each in made.fallbacks})
    out.say(f"Wrote {counted(written, 'email')} to {args.out}.")
    for field, people in instead.most_common():
        out.say(f"  {field} was empty for {people:,} of them")
    return Written(written, args.out, _INDEX, dict(instead.most_common()))


def _ids(project: Project, args: argparse.Namespace) -> list[int]:
    """The people of the segment who have a valid address, or without a segment everybody who has one."""
    from app import audience, mailing

    everybody = mailing.mailable_ids(project)
    if args.segment is None:
        return everybody
    members = set(audience.member_ids(project, {"segment": args.segment}, args.as_of).tolist())
    return [each for each in everybody if each in members]


def _check(args: argparse.Namespace, out: Output) -> "Checked":
    from app import mailing
    from app import template as templates

    with opened(args) as project:
        kept = templates.get(project, args.name)
        found = mailing.check(project, kept, _ids(project, args), out.progress, args.as_of)
    wrong = f"{counted(found.errors, 'error')}, {counted(found.warnings, 'warning')}"
    out.say(f"{counted(found.recipients, 'recipient')}: {wrong}.")
    rows = [[each.severity, _sentence(each), each.recipients or None, each.example] for each in found.findings]
    if rows:
        out.table(["", "What", "Recipients", "For example"], rows)
    return found


def _census(args: argparse.Namespace, out: Output) -> "Census":
    from app import mailing
    from app import template as templates

    with opened(args) as project:
        kept = templates.get(project, args.name)
        found = mailing.census(project, kept, _ids(project, args), out.progress, args.as_of)
    over = "over " if found.others else ""
    out.say(f"{counted(found.recipients, 'recipient')} get {over}{counted(found.kinds, 'different email')}.")
    rows = [[one.recipients, "; ".join(map(_turn, one.turns)), one.example] for one in found.emails[:_SHOWN]]
    if rows:
        out.table(["Recipients", "Which way", "For example"], rows)
    if found.kinds > _SHOWN:
        out.say(f"… and {counted(found.kinds - _SHOWN, 'more kind')}; --json has all of them.")
    for one in found.unreached:
        out.say(f"{one.where} line {one.line}: no recipient gets {one.way}")
    for odd in found.worst:
        out.say(f"Look at {odd.key}: {odd.why}")
    return found


def _turn(one: "Turn") -> str:
    return f"{one.where} line {one.line}: {one.way}"


def _compile(args: argparse.Namespace, out: Output) -> Translated:
    from app import mailing
    from app import template as templates
    from app.project import new_folder
    from app.template import stoppable

    with opened(args) as project:
        kept = templates.get(project, args.name)
        sender, known = mailing.sender_of(project), mailing.known_fields(project)
    with stoppable(out.progress):
        made = templates.compile_template(kept, args.esp, known, sender)
    with new_folder(Path(args.out)) as folder:
        for name, text in made.files.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    out.say(f"Wrote {', '.join(made.files)} for {made.esp} to {args.out}.")
    out.table(
        ["Column", "From", "Computed because"],
        [[each.header, each.source, each.computed_because] for each in made.columns],
    )
    for message in (*made.unsupported, *made.warnings):
        out.note(message)
    return Translated(
        made.esp,
        list(made.files),
        [Referred(each.header, each.source, each.tag) for each in made.columns],
        [Computed(each.header, each.source, each.computed_because) for each in made.computed],
        made.unsupported,
        made.warnings,
    )


def register(add: Adder) -> None:
    """Add this group's commands."""
    from app.template import esp_names, language_names, origin_names

    body = arg("--body", metavar="FILE", required=True, help="the HTML or MJML, with merge fields in it")
    first, *others = language_names()
    said = f"what it is written in: {', '.join([f'{first} (default)', *others])}"
    language = arg("--language", metavar="LANGUAGE", default=first, help=said)
    subject, preheader = (arg(f"--{name}", default="", help=f"the {name}") for name in ("subject", "preheader"))
    text = arg("--text", metavar="FILE", help="the text part; without it, it is made from the HTML")
    add(Command("template save", "keep a template", _save, [PROJECT, _NAME, body, language, subject, preheader, text]))
    add(Command("template list", "the templates of the project", _list, [PROJECT]))
    add(Command("template show", "one template as it was written", _show, [PROJECT, _NAME]))
    add(Command("template delete", "delete a template", _delete, [PROJECT, _NAME]))
    to = arg("--to", metavar="LANGUAGE", required=True, help=f"{', '.join([first, *others])}")
    tools = f"whose tags it has: {', '.join(origin_names())}; without it, its tags tell"
    origin = arg("--from", metavar="TOOL", dest="origin", help=tools)
    new = arg("--as", metavar="NAME", dest="new", help="keep it under another name, beside the old one")
    said = "write it in another language of templates, or bring it over from another tool’s tags"
    add(Command("template convert", said, _convert, [PROJECT, _NAME, to, origin, new]))
    one = arg("--for", metavar="KEY", dest="key", help="one person: an email, or kind:value")
    out = arg("--out", metavar="DIR", help="a folder that does not exist or is empty")
    add(Command("template render", "what people get", _render, [PROJECT, _NAME, one, _SEGMENT, out, *ASKING]))
    add(Command("template census", "how many different emails there are", _census, [PROJECT, _NAME, _SEGMENT, *ASKING]))
    add(Command("template check", "render and check every recipient", _check, [PROJECT, _NAME, _SEGMENT, *ASKING]))
    esp = arg("--esp", metavar="ESP", required=True, help=f"the email service: {', '.join(esp_names())}")
    folder = arg("--out", metavar="DIR", required=True, help="a folder that does not exist or is empty")
    add(Command("template compile", "write it in an ESP's merge language", _compile, [PROJECT, _NAME, esp, folder]))

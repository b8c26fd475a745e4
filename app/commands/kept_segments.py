"""Commands about keeping segments: saving and editing them, the lists of static ones, the library and its audit."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import audience
from app.commands import problems
from app.commands.command import ASKING, PROJECT, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import counted, people
from app.project import Project, textfiles

if TYPE_CHECKING:
    from app.audience import Audit, Beside, Changed, Counted, Shelved

_RULE = "a rule, as in --help"
_LENGTH = re.compile(r"(\d{1,6}) ?(hour|day|week|month)s?")
_TOLD = 5
"""So many keys that are nobody's are named."""


def _save(args: argparse.Namespace, out: Output) -> "Counted":
    from app.audience import lists, segments

    if bool(args.rule) == bool(args.people):
        raise problems.RULE_OR_PEOPLE()
    with opened(args) as project:
        beside = _beside(args)
        if args.people:
            keys = lists.keys_in(project, Path(args.people), out.progress)
            _tell_unknown(lists.of_keys(project, args.name, keys, beside=beside, progress=out.progress), out)
        else:
            rule = textfiles.as_json(args.rule, _RULE)
            if args.expires is not None:
                rule = audience.expiring(rule, args.expires or None)
            for warning in audience.parse(rule, audience.names(project)).warnings:
                out.note(f"Switched off, but wrong: {warning}")
            if args.static:
                lists.freeze(project, args.name, rule, beside=beside, as_of=args.as_of, progress=out.progress)
            else:
                segments.save(project, args.name, rule, beside=beside)
        return _told(project, args.name, args, out)


def _edit(args: argparse.Namespace, out: Output) -> "Counted":
    from app.audience import lists, segments

    with opened(args) as project:
        kept = segments.get(project, args.name)
        if args.expires is not None:
            if kept.static:
                raise problems.STATIC_EXPIRES(name=kept.name)
            segments.save(project, kept.name, audience.expiring(kept.sound(), args.expires or None))
        if args.static and not kept.static:
            lists.freeze(project, kept.name, {"segment": kept.name}, as_of=args.as_of, progress=out.progress)
        segments.edit(project, kept.name, _beside(args))
        return _told(project, kept.name, args, out)


def _beside(args: argparse.Namespace) -> "Beside":
    """What is said of what is kept beside the rule; an option that is not given leaves it as it was."""
    return audience.Beside(args.note, args.content, args.strategy, args.owner, args.folder, args.timer)


def _told(project: Project, name: str, args: argparse.Namespace, out: Output) -> "Counted":
    from app.audience import segments

    kept = segments.get(project, name)
    said = audience.sentence(kept.sound(), audience.names(project))
    count = audience.count(project, kept.sound(), args.as_of).count
    out.say(f"Saved “{kept.name}”: {people(count)}. {said}")
    return segments.Counted(kept.name, said, count)


def _add(args: argparse.Namespace, out: Output) -> "Changed":
    from app.audience import lists

    return _change(args, out, lists.put_on)


def _remove(args: argparse.Namespace, out: Output) -> "Changed":
    from app.audience import lists

    return _change(args, out, lists.take_off)


def _change(args: argparse.Namespace, out: Output, by: Any) -> "Changed":
    from app.audience import lists

    if not args.keys and not args.people:
        raise problems.NO_PEOPLE()
    with opened(args) as project:
        keys = [*args.keys, *(lists.keys_in(project, Path(args.people), out.progress) if args.people else ())]
        found: Changed = by(project, args.name, keys, out.progress)
    _tell_unknown(found, out)
    out.say(f"“{found.name}”: {found.added:,} added, {found.removed:,} taken off, {people(found.count)} on it.")
    return found


def _tell_unknown(found: "Changed", out: Output) -> None:
    if found.unknown:
        some = ", ".join(found.unknown[:_TOLD]) + (", …" if len(found.unknown) > _TOLD else "")
        out.note(f"Nobody goes by {counted(len(found.unknown), 'key')}: {some}")


def _list(args: argparse.Namespace, out: Output) -> "list[Shelved]":
    with opened(args) as project:
        found = audience.shelves(project, args.as_of, out.progress)
    rows = [
        [one.name, one.count, one.mailable, _signed(one.change), _kept(one), one.folder, one.used, one.sentence]
        for one in found
    ]
    titles = ["Segment", "People", "Can be emailed", "Since import", "Kept", "Folder", "Used in", "In words"]
    out.table(titles, rows)
    return found


def _signed(change: int | None) -> str:
    return "" if change is None else f"{change:+,}" if change else "0"


def _kept(one: "Shelved") -> str:
    return "static" if one.static else one.timer


def _audit(args: argparse.Namespace, out: Output) -> "Audit":
    from app.audience import segment_audit

    with opened(args) as project:
        found = segment_audit.audit(project, args.as_of, out.progress)
    for one in found.findings:
        out.say(f"{one.sentence} {one.remedy}")
    out.say(f"{counted(len(found.findings), 'finding')} in {counted(found.segments, 'segment')}, at {found.as_of}.")
    return found


def _length(text: str) -> dict[str, int]:
    """A length of time as rules have it, empty for “never”; argparse says of anything else that it is none."""
    if text.strip().casefold() == "never":
        return {}
    said = _LENGTH.fullmatch(text.strip().casefold())
    if said is None or not int(said[1]):
        raise argparse.ArgumentTypeError("give a length as 90days, 6weeks, 3months or 48hours, or never")
    return {f"{said[2]}s": int(said[1])}


_EXPIRES = (
    "let go of a member who has done nothing relevant for so long, as 90days; or never. Relevant is an event that one "
    "of the rule's own conditions asks for, with the same details; of a rule that asks for none, any event. What is to "
    "have happened never, or at most so often, is not relevant"
)
_PEOPLE = "a file of people, with a column of emails, customer numbers or keys"


def register(add: Adder) -> None:
    """Add this group's commands."""
    name = arg("name", metavar="NAME", help="the segment's name")
    keys = arg("keys", nargs="*", metavar="KEY", help="an email, or kind:value")
    file = arg("--people", metavar="FILE", help=_PEOPLE)
    beside = [
        arg("--static", action="store_true", help="hold the people of this moment, whatever becomes of them"),
        arg("--note", help="a note that is kept with it"),
        arg("--content", action=argparse.BooleanOptionalAction, help="let it be the recipient's {{ segment }}, or not"),
        arg("--strategy", metavar="TEXT", help="what to do with its people"),
        arg("--owner", metavar="WHO", help="whose it is"),
        arg("--folder", metavar="NAME", help="where it stands in the library"),
        arg("--timer", choices=audience.TIMERS, help="when it is refreshed by itself, in watch and in the window"),
        arg("--expires", type=_length, metavar="LENGTH", help=_EXPIRES),
    ]
    rule = arg("--rule", metavar="FILE", help="the rule as JSON; - reads it from standard input")
    people_file = arg("--people", metavar="FILE", help=f"instead of a rule: {_PEOPLE}, who make a static segment")
    for command in (
        Command(
            "segment save",
            "keep a rule, or a list of people, as a segment",
            _save,
            [PROJECT, name, rule, people_file, *beside, *ASKING],
        ),
        Command("segment edit", "change how a segment is kept", _edit, [PROJECT, name, *beside, *ASKING]),
        Command("segment list", "list the segments with their counts and uses", _list, [PROJECT, *ASKING]),
        Command("segment add", "put people on the list of a static segment", _add, [PROJECT, name, keys, file]),
        Command("segment remove", "take people off the list of a static segment", _remove, [PROJECT, name, keys, file]),
        Command(
            "segment audit",
            "find segments that hold the same people or none, and those that nothing uses or refreshes",
            _audit,
            [PROJECT, *ASKING],
        ),
    ):
        add(command)

"""Commands on campaigns: save, list, show, delete, check, explain and export."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app import campaign
from app.campaign import NEVER
from app.commands.command import ASKING, PROJECT, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import counted, people
from app.project import Project, textfiles

if TYPE_CHECKING:
    from app.campaign import Deleted, Exported, Fate, Listed, Summary, Verdict

_NAME = arg("name", metavar="NAME", help="the campaign's name")


def _reason(text: str) -> tuple[str, str]:
    """The code and the reason of a `CODE=REASON`."""
    code, _, reason = text.partition("=")
    if not reason.strip():
        raise argparse.ArgumentTypeError(f"“{text}” says no reason: write {code.strip() or 'CODE'}=REASON")
    return code.strip(), reason


_OVERRULE = arg(
    "--overrule",
    action="append",
    default=[],
    type=_reason,
    metavar="CODE=REASON",
    help="accept the errors that the check finds under this code, as sender-incomplete, for this reason. That is kept "
    "with the campaign, in the audit log and in the manifest, and lapses when what was found changes (may be "
    f"repeated). {NEVER}",
)
_ENFORCE = arg(
    "--enforce",
    action="append",
    default=[],
    metavar="CODE",
    help="first take back what was overruled under this code (may be repeated)",
)


def _open(args: argparse.Namespace) -> Project:
    """The project, with what a cut-off export left brought to its end."""
    project = opened(args)
    campaign.recover(project)
    return project


def _save(args: argparse.Namespace, out: Output) -> "Summary":
    with _open(args) as project:
        kept = campaign.save(project, args.name, textfiles.as_json(args.plan, "a plan, as in --help"))
        return _shown(project, kept.name, args, out)


def _show(args: argparse.Namespace, out: Output) -> "Summary":
    with _open(args) as project:
        return _shown(project, args.name, args, out)


def _shown(project: Project, name: str, args: argparse.Namespace, out: Output) -> "Summary":
    figures = campaign.summary(project, name, args.as_of, out.progress)
    out.say(f"{figures.name}: {figures.sentence}")
    _waterfall(figures, out)
    if len(figures.variants) > 1:
        out.table(["Variant", "Share", "People"], [[one.name, one.share, one.people] for one in figures.variants])
    return figures


def _waterfall(figures: "Summary", out: Output) -> None:
    rows = [
        [step.step, f"{step.people:,}", f"−{step.removed:,}" if step.removed else "", step.reason]
        for step in figures.waterfall
    ]
    out.table(["Who will get it", "People", "", ""], rows)


def _list(args: argparse.Namespace, out: Output) -> "list[Listed]":
    with _open(args) as project:
        found = campaign.list_campaigns(project)
    rows = [[one.name, one.esp, one.template, ", ".join(one.include), one.exports] for one in found]
    out.table(["Campaign", "ESP", "Template", "Audience", "Exports"], rows)
    return found


def _delete(args: argparse.Namespace, out: Output) -> "Deleted":
    with _open(args) as project:
        done = campaign.delete(project, args.name)
    out.say(f"Deleted the campaign “{args.name}”.")
    return done


def _check(args: argparse.Namespace, out: Output) -> "Verdict":
    with _open(args) as project:
        campaign.enforce(project, args.name, args.enforce)
        reasons = dict(args.overrule)
        verdict = campaign.check(project, args.name, args.as_of, overrule=reasons, progress=out.progress)
    marks = {"ok": "✓", "overruled": "✓", "note": "✓", "warning": "!", "error": "✗"}
    out.table(
        ["", "Ready to export" if verdict.ready else "Not ready"],
        [[marks[one.state], one.check] for one in verdict.checks],
    )
    for one in verdict.findings:
        whom = f" ({people(one.recipients)}, as {one.example})" if one.recipients else ""
        line = f", line {one.line}" if one.line else ""
        line += f", variant {one.variant}" if one.variant else ""
        out.say(f"{one.state}: {one.code}: {one.where}{line}: {one.message}{whom}")
        if one.overruled or one.lapsed:
            out.say(f"  because: {one.overruled}" if one.overruled else f"  no longer overruled by: {one.lapsed}")
    return verdict


def _explain(args: argparse.Namespace, out: Output) -> "Fate":
    with _open(args) as project:
        fate = campaign.who(project, args.name, args.key, args.as_of)
    out.say(fate.sentence())
    return fate


def _export(args: argparse.Namespace, out: Output) -> "Exported":
    with _open(args) as project:
        done = campaign.export(
            project,
            args.name,
            Path(args.out),
            as_of=args.as_of,
            replace=args.replace,
            overrule=dict(args.overrule),
            progress=out.progress,
        )
    files = done.files
    out.say(
        f"Exported to {done.folder}: {people(done.verdict.recipients)}, {counted(len(files), 'file')}, "
        f"{done.seconds:.1f} s."
    )
    # Without the emails of single people, of which there may be a million.
    out.table(
        ["File", "Rows", "Bytes"], [[one["path"], one["rows"], one["bytes"]] for one in files if "/" not in one["path"]]
    )
    for one in done.verdict.findings:
        out.note(f"{one.state}: {one.message}" + (f" ({one.overruled})" if one.overruled else ""))
    return done


def register(add: Adder) -> None:
    """Add this group's commands."""
    plan = arg("--plan", required=True, metavar="PLAN.json", help="the plan: audience, exclusions, template, ESP")
    add(Command("campaign save", "keep a campaign, and say who would get it", _save, [PROJECT, _NAME, plan, *ASKING]))
    add(Command("campaign list", "list the campaigns", _list, [PROJECT]))
    add(Command("campaign show", "show a campaign, and who would get it now", _show, [PROJECT, _NAME, *ASKING]))
    add(Command("campaign delete", "delete a campaign", _delete, [PROJECT, _NAME]))
    about = "say whether an export would be right for everyone"
    add(Command("campaign check", about, _check, [PROJECT, _NAME, _OVERRULE, _ENFORCE, *ASKING]))
    key = arg("key", metavar="KEY", help="an email address, or kind:value as customer_id:17850")
    about = "say whether a person gets the campaign, and why not"
    add(Command("campaign explain", about, _explain, [PROJECT, _NAME, key, *ASKING]))
    add(Command("campaign export", "write the folder to upload to the ESP", _export, [PROJECT, _NAME, *_EXPORT]))


_EXPORT = [
    arg("--out", required=True, metavar="DIR", help="the folder; it must not exist or be empty"),
    arg("--replace", action="store_true", help="put the new export in the place of the one that is there"),
    _OVERRULE,
    *ASKING,
]

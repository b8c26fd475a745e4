"""A person's data as a page that any browser shows: nothing in it runs, loads or leads anywhere."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from app.domain import names
from app.privacy.person_record import Record

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>{title}</title><style>
:root {{ color-scheme: light dark }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.5rem; margin-bottom: 0 }} h2 {{ font-size: 1.1rem; margin: 2rem 0 .4rem }}
p {{ color: color-mix(in srgb, currentColor 65%, transparent); margin: .2rem 0 }}
table {{ border-collapse: collapse; width: 100%; font-size: .9rem }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; overflow-wrap: anywhere }}
tr {{ border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent) }} thead tr {{ border: 0 }}
</style></head><body>
"""
_TITLES = {
    "tag": "Tags, with the file that gave them", "membership": "When they entered and left segments",
    "score_value": "Every score of every run", "score_row": "Scores that came in files",
    "telling": "What files said of their orders",
    "adjustment": "Lines of orders that count nowhere", "refusal": "Refusals without an address",
    "rejected_row": "Rows of files that were not taken", "unread_cell": "Cells that could not be read",
    "companion_row": "Rows kept beside those", "conflict": "Rows that named two people",
    "decision": "What was decided about who they are", "order_decision": "What was decided about their orders",
    "hand_value": "Values that were set by hand",
    "link": "Rows by which they were recognised", "repeat": "Rows that came again",
}  # fmt: skip
"""The tables that no section above tells of, and what each is called."""

_APART = ("at", "label", "name")
"""What of an event stands in columns of its own."""

Rows = Iterable[Sequence[object]]


def page(record: Record, project: str, at: str) -> str:
    """The page; `at` is when it was made."""
    story, called = record.story, record.labels
    title = story.name or story.email or story.key
    parts = [_HEAD.format(title=escape(title)), f"<h1>{escape(title)}</h1>"]
    parts.append(f"<p>All that the project “{escape(project)}” holds of this person, as of {escape(at)}.</p>")
    parts += [
        _table("Known as", ("Kind", "Value", "As given", "From the file"), (
            (one["kind"], one["value"], one["original"], one["source"]) for one in story.identifiers)),
        _table("What they are like", ("What", "Value"), (
            (_label(name, called), value) for name, value in story.traits.items())),
        _table("What each file said", ("File", "Line", "When", "What it said"), (
            (one.get("file"), one.get("row"), one.get("effective_at"), _pairs(one.get("traits"), called))
            for one in record.said)),
        _of_dicts("What they allow, and when they said so", story.consents),
        _of_dicts("What they must not be sent", story.suppressions),
        _table("Tags", ("Tag",), ((one,) for one in story.tags)),
        _table("Segments they are in", ("Segment",), ((one,) for one in story.segments)),
        _table("Scores", ("Score", "Value", "As of"), (
            (_label(name, called), one["value"], one["as_of"]) for name, one in story.scores.items())),
        _table("What they did", ("When", "What", "More"), (
            (one["at"], one["label"], _pairs({k: v for k, v in one.items() if k not in _APART}, called))
            for one in story.events)),
    ]  # fmt: skip
    parts += [_of_dicts(title, record.records[name]) for name, title in _TITLES.items() if name in record.records]
    log = ((line.at, line.actor, line.action) for line in record.log)
    parts.append(_table("What was done with this data", ("When", "Who", "What"), log))
    return "\n".join((*filter(None, parts), "</body></html>\n"))


def _label(name: str, called: Mapping[str, str]) -> str:
    """What people read for a field: as the project calls it, else as everybody does."""
    return called.get(name) or names.label_of(name)


def _pairs(said: Any, called: Mapping[str, str]) -> str:
    if not isinstance(said, Mapping):
        return "" if said is None else str(said)
    return "; ".join(f"{_label(name, called)}: {_cell(value)}" for name, value in said.items())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _table(title: str, headers: Sequence[str], rows: Rows) -> str:
    cells = ["<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>" for row in rows]
    if not cells:
        return ""
    head = "".join(f"<th>{escape(one)}</th>" for one in headers)
    body = "\n".join(cells)
    return f"<h2>{escape(title)}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _of_dicts(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    headers = [name.replace("_", " ").capitalize() for name in names]
    return _table(title, headers, ([row.get(name) for name in names] for row in rows))

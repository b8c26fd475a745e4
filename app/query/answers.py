"""The answers that a compiled rule gives: counts, ids and rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from app.domain.consent_answers import SEVERITY
from app.query import compile as compiling
from app.query import traits
from app.query.question import Question
from app.rules import Group, Node, leaves, live

if TYPE_CHECKING:
    import numpy as np

OWN_COLUMNS = ("id", "key", "mailable", "suppressed")
"""Columns of the table of profiles that are no traits."""


def consented(question: Question, unknown_is_consent: bool) -> ir.BooleanValue:
    """Who may be emailed by everything recorded about consent, as a condition on the table of profiles."""
    said = ibis.coalesce(question.people.consent, SEVERITY["unknown"])
    granted = SEVERITY["granted"]
    return said <= granted if unknown_is_consent else said == granted


def reach(root: Node, question: Question, unknown_is_consent: bool) -> dict[str, int]:
    """The figures of `Reach`."""
    figures = _reached(compiling.matching(root, question), question, unknown_is_consent)
    return figures | {"of": question.mirror.people}


def standing(number: int, question: Question, unknown_is_consent: bool) -> str:
    """Whether one person can be emailed: the name of the figure of `Reach` under which they are counted."""
    figures = _reached(question.people.id == number, question, unknown_is_consent)
    # One person is counted under exactly one of them.
    return next(name for name in ("suppressed", "no_consent", "no_address", "mailable") if figures[name])


def _reached(matches: ir.BooleanValue, question: Question, unknown_is_consent: bool) -> dict[str, int]:
    people = question.people
    may = consented(question, unknown_is_consent)
    rows = people.filter(matches).select("suppressed", mailable=_carried(question), may=may)
    # Each under the first reason that holds, so that the figures add up to `matched`.
    figures = rows.aggregate(
        matched=rows.count(),
        suppressed=rows.suppressed.sum(),
        no_consent=(~rows.suppressed & ~rows.may).sum(),
        no_address=(~rows.suppressed & rows.may & ~rows.mailable).sum(),
        mailable=(~rows.suppressed & rows.may & rows.mailable).sum(),
    )
    row = question.mirror.to_pyarrow(figures).to_pylist()[0]
    return {name: int(value or 0) for name, value in row.items()}


def _carried(question: Question) -> ir.BooleanValue:
    """Who has an address that an export would carry."""
    people = question.people
    # An export leaves out who has an address that a spreadsheet would run: no file can carry it as it is.
    return people.mailable & ~people.email.substr(0, 1).isin(["=", "+", "-", "@"]).fill_null(False)


def can_be_emailed(question: Question, unknown_is_consent: bool) -> ir.BooleanValue:
    """Who is counted as mailable by `reach`, as a condition on the table of profiles, where null means no."""
    return ~question.people.suppressed & consented(question, unknown_is_consent) & _carried(question)


def by_node(root: Node, question: Question) -> dict[str, int]:
    """For each row of the rule, by its path, for how many people it holds by itself."""
    rows = rows_of(root)
    return dict(zip(rows, counts(list(rows.values()), question), strict=True))


def rows_of(root: Node) -> dict[str, Node]:
    """The rows of a rule by their paths, each without its mute: a figure stands beside one that is switched off too."""
    nodes = [node for node in _nodes(root) if isinstance(node.what, Group) or not node.what.absent]
    return {node.path: Node(node.what) for node in nodes}


def counts(nodes: list[Node], question: Question) -> list[int]:
    """For how many people each of these holds: one pass over them, in which each condition is asked once."""
    if not nodes:
        return []
    kept = [live(node) for node in nodes]
    conditions = {
        leaf.what: f"c{number}" for number, leaf in enumerate(leaf for node in kept if node for leaf in leaves(node))
    }
    table = question.people.select(
        "id", **{name: compiling.predicate(Node(what), question) for what, name in conditions.items()}
    )
    held = [
        ibis.literal(True) if node is None else compiling.combined(node, lambda what: table[conditions[what]])
        for node in kept
    ]
    figures = table.aggregate(**{f"n{number}": table.count(where=said) for number, said in enumerate(held)})
    found = question.mirror.to_pyarrow(figures).to_pylist()[0]
    return [int(found[f"n{number}"]) for number in range(len(nodes))]


def _nodes(node: Node) -> list[Node]:
    if not isinstance(node.what, Group):
        return [node]
    return [node, *(below for child in node.what.children for below in _nodes(child))]


def ids(root: Node, question: Question) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """The numbers of the members' profiles, in key order."""
    found = compiling.members(root, question).select("id", "key").order_by("key").select("id")
    numbers: np.ndarray[Any, np.dtype[np.int64]] = question.mirror.to_pyarrow(found).column("id").to_numpy()
    return numbers


def members(root: Node, question: Question, columns: list[str], limit: int | None = None, offset: int = 0) -> pa.Table:
    """`key` and the wanted columns of the members, in key order."""
    return question.mirror.to_pyarrow(_rows(root, question, columns, limit, offset))


def member_batches(root: Node, question: Question, columns: list[str], at_once: int) -> Iterator[pa.RecordBatch]:
    """The same of all members, so many rows at once."""
    return question.mirror.batches(_rows(root, question, columns), at_once)


def _rows(root: Node, question: Question, columns: list[str], limit: int | None = None, offset: int = 0) -> ir.Table:
    wanted = [name for name in dict.fromkeys(columns) if name not in OWN_COLUMNS]
    own = [name for name in OWN_COLUMNS if name in columns and name not in ("id", "key")]
    # Asked for its refusal: an unknown name would become a column of nothing.
    for name in wanted:
        question.names.trait(name, "columns")
    # What stands on the table of profiles is read along with it.
    beside = traits.on_profiles(question, wanted)
    chosen = compiling.members(root, question).select("id", "key", *own, **beside)
    # Cut to the page before the traits are joined.
    if limit is not None:
        chosen = chosen.order_by("key").limit(limit, offset=offset)
    joined = [name for name in wanted if name not in beside]
    if joined:
        known = traits.columns(question, joined)
        chosen = chosen.left_join(known, chosen.id == known.profile_id).drop("profile_id")
    # The joins keep no order, hence the second sorting.
    kept = ["key", *[name for name in dict.fromkeys(columns) if name != "key"]]
    return chosen.order_by("key").select(*kept)

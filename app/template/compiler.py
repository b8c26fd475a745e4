"""A template in an ESP's own merge language, and the columns that the ESP has to be given with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.domain.counts import counted
from app.domain.names import COMPUTED, TRAITS
from app.template import problems
from app.template import tree as t
from app.template.compiling.dialect import Column, Columns, Dialect
from app.template.compiling.walk import Walk
from app.template.dialects import dialects
from app.template.fields import OWNERS
from app.template.language import Language
from app.template.prepared_template import Prepared, Template, filled, prepare, sender_record, system_fields
from app.template.render_context import one_line_or_none, prepared_context
from app.template.run import Run
from app.template.runnable import PREHEADER, Mode, Program
from app.template.values import display, escaped, inert

FILES = {"html": "template.html", "subject": "subject.txt", "preheader": "preheader.txt", "text": "text.txt"}
"""The file of the export folder that each part goes to."""

TYPES: dict[str, str] = {
    **{name: known.type for name, known in {**TRAITS, **COMPUTED}.items()},
    "segment": "text",
    "segments": "list",
    "campaign": "text",
    "recommendations": "list",
    "offers": "list",
    "recent_orders": "list",
}
"""The types of the standard merge fields; a field of unknown type is always written out as text."""


@dataclass(frozen=True)
class Compiled:
    """What to upload: the files by name, the columns that they refer to, and what to know before doing so.

    `unsupported` is what cannot be said at this ESP at all, and must be mended before an export.
    """

    esp: str
    files: dict[str, str]
    columns: tuple[Column, ...]
    warnings: tuple[str, ...]
    unsupported: tuple[str, ...]
    sender: Mapping[str, str] = field(repr=False)
    marked: Mapping[str, t.Tree] = field(repr=False)
    language: Language = field(repr=False)

    @property
    def computed(self) -> tuple[Column, ...]:
        """The columns that no field holds as it is."""
        return tuple(column for column in self.columns if column.computed_because)


def dialect_of(esp: str) -> Dialect:
    """The merge language of an ESP; raises TemplateProblem."""
    known = dialects()
    if esp not in known:
        raise problems.NO_ESP(esp=esp, known=", ".join(known))
    return known[esp]


def compile_template(
    template: Template,
    esp: str,
    columns_available: Mapping[str, str] | None = None,
    sender: Mapping[str, str] | None = None,
) -> Compiled:
    """The template for that ESP. `columns_available` adds the project's own fields by type; raises TemplateProblem."""
    prepared, dialect = prepare(template), dialect_of(esp)
    known = sender_record(sender or {})
    types = {**TYPES, **(columns_available or {})}
    maker = _Maker(prepared, dialect, types, known)
    files = {FILES[part]: maker.part(part) for part in ("subject", "preheader", "html", "text")}
    columns = maker.columns.all()
    said = _warnings(dialect, columns), tuple(maker.unsupported)
    return Compiled(esp, files, columns, *said, known, maker.marked, prepared.language)


def _warnings(dialect: Dialect, columns: tuple[Column, ...]) -> tuple[str, ...]:
    own, room = len(dialect.own_fields(column.header for column in columns)), dialect.limits.room
    if dialect.limits.columns and own > room:
        return (f"The template needs {counted(own, 'field')} of its own; {dialect.title} has room for {room}",)
    return ()


class _Maker:
    """Compiles the parts of one template with one set of columns."""

    def __init__(
        self, prepared: Prepared, dialect: Dialect, types: Mapping[str, str], sender: Mapping[str, str]
    ) -> None:
        own = frozenset().union(*(t.assigned(tree.body) for tree in prepared.trees.values()))
        self._trees = prepared.trees
        self._language = prepared.language
        self._dialect = dialect
        self._sender = sender
        self._lists = frozenset(name for name, kind in types.items() if kind == "list") - own - OWNERS
        self.columns = Columns(dialect, types, own)
        self.marked: dict[str, t.Tree] = {}
        self.unsupported: list[str] = []

    def part(self, part: str) -> str:
        """The compiled text of a part."""
        walk = self._walk("html" if part == "html" else "text")
        body = self._trees[part].body
        if part == "preheader" and _must_be_whole(body):
            text, marked = self._whole(body)
        elif part == "html":
            text, marked = self._html(walk, body)
        else:
            text, marked = walk.nodes(body)
        self.marked[part] = t.Tree(marked)
        return text

    def _walk(self, mode: Mode) -> Walk:
        return Walk(self._dialect, self.columns, self._sender, mode, self._language, self.unsupported, self._lists)

    def _whole(self, body: tuple[t.Node, ...]) -> tuple[str, tuple[t.Node, ...]]:
        # One column for both of its places: the part of its own, and the one inside the HTML.
        column = self._preheader_column()
        return self._dialect.cell(column, "text"), (t.Keep(column.key, body),)

    def _preheader_column(self) -> Column:
        because = f"{self._dialect.title} cannot loop or set variables in it"
        return self.columns.computed("text", "the preheader", "preheader_text", because, shared=True)

    def _html(self, walk: Walk, body: tuple[t.Node, ...]) -> tuple[str, tuple[t.Node, ...]]:
        """The HTML, in whose first place the preheader stands."""
        texts: list[str] = []
        marked: list[t.Node] = []
        for node in body:
            if isinstance(node, t.Output) and node.expr == t.Name(PREHEADER):
                texts.append(self._preheader_in_html(walk))
            else:
                text, kept = walk.nodes((node,))
                texts.append(text)
                marked.extend(kept)
        return "".join(texts), tuple(marked)

    def _preheader_in_html(self, walk: Walk) -> str:
        body = self._trees["preheader"].body
        if _must_be_whole(body):
            return self._dialect.cell(self._preheader_column(), "html")
        return walk.nodes(_escaped(body))[0]


def _must_be_whole(body: tuple[t.Node, ...]) -> bool:
    return any(isinstance(node, (t.For, t.Set)) for node in t.walk(body))


def _escaped(body: tuple[t.Node, ...]) -> tuple[t.Node, ...]:
    """Nodes of a text part as they stand in HTML: their literal text escaped."""
    made: list[t.Node] = []
    for node in body:
        if isinstance(node, t.Text):
            made.append(t.Text(escaped(node.data), node.line))
        elif isinstance(node, t.If):
            branches = tuple(t.Branch(each.test, _escaped(each.body), each.line) for each in node.branches)
            made.append(t.If(branches, node.line))
        else:
            made.append(node)
    return tuple(made)


# An export asks for the same trees with each batch.
@lru_cache(maxsize=64)
def _program(tree: t.Tree, mode: Mode, language: Language) -> Program:
    return Program(tree, mode, language)


def computed_values(compiled: Compiled, contexts: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    """One row of cells per context, in the order of `compiled.columns`.

    A cell is blank where that person's rendering never came by its place.
    """
    programs = [
        _program(tree, "html" if part == "html" else "text", compiled.language)
        for part, tree in compiled.marked.items()
        # A part in which no place is marked has no column to fill.
        if any(isinstance(node, (t.Mark, t.Keep, t.KeepText)) for node in t.walk(tree.body))
    ]
    system = system_fields(compiled.sender)
    if not programs:
        # Nothing is rendered: only what a column holds need be looked at.
        for context in contexts:
            bound = filled(context, system)
            yield [_field(bound.get(column.source)) if column.kind == "field" else "" for column in compiled.columns]
        return
    for context in contexts:
        run = Run()
        bound = prepared_context(filled(context, system))
        for program in programs:
            # Work is bounded for each part by itself.
            run.steps = 0
            program.render(bound, run)
        run.kept.update(run.marks)
        yield [_cell(column, bound, run) for column in compiled.columns]


def _field(value: Any) -> str:
    return inert(display(one_line_or_none(value) if type(value) is str else value))


def _cell(column: Column, bound: dict[str, Any], run: Run) -> str:
    if column.kind == "field":
        return inert(display(bound.get(column.source)))
    return run.kept.get(column.key, "")


def too_long(compiled: Compiled, row: list[str]) -> list[Column]:
    """The columns of a row whose cell is longer than the ESP takes."""
    most = dialect_of(compiled.esp).limits.cell_bytes
    if not most:
        return []
    return [column for column, cell in zip(compiled.columns, row, strict=True) if len(cell.encode()) > most]

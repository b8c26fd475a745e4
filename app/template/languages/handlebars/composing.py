"""A tree written as a source in Handlebars, whatever language it came from.

Handlebars has no variables of its own: where the tree reads one, what it was given stands in its place. What cannot be
said at all is told by its line.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.fields import KNOWN_LISTS
from app.template.languages.handlebars import problems
from app.template.languages.handlebars.writing import Words, segment
from app.template.reading.composing import CannotSay
from app.template.reading.simpler import rewritten, simpler

_REMEDY = "Say it otherwise, or keep the template as it is."
_MOST_PARTS = 2_000

Given = dict[str, t.Expr]


@dataclass(frozen=True)
class _Scope:
    """What a name stands for, and the loops around: by their variables, with what each goes over."""

    given: Given
    loops: tuple[tuple[str, t.Expr], ...] = ()


def composed(tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
    """The source of the tree; what Handlebars cannot say is added to `told`. `texts` are fields that hold text."""
    made = _Composer(told)
    made.body(simpler(tree, texts).body, _Scope({}))
    return made.source()


class _Composer:
    def __init__(self, told: list[TemplateProblem]) -> None:
        self._told = told
        self._pieces: list[tuple[bool, str]] = []

    def source(self) -> str:
        """What was written; a tag that would take a line with it stands behind an empty comment."""
        made: list[str] = []
        for index, (is_tag, said) in enumerate(self._pieces):
            if is_tag and said[2] in "#/e" and self._alone(index):
                made.append("{{!}}")
            elif is_tag and made and made[-1].endswith(("{", "\\")):
                # Beside those the braces would mean something else; the space goes with the ~.
                said = f" {{{{~{said[2:]}"
            made.append(said if is_tag else _text(said))
        return "".join(made)

    def _alone(self, index: int) -> bool:
        before = self._pieces[index - 1] if index else (False, "\n")
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else (False, "\n")
        left = not before[0] and (re.search(r"\n\s*\Z", before[1]) or (index == 1 and not before[1].strip()))
        right = not after[0] and (
            re.match(r"\s*\n", after[1]) or (index + 2 == len(self._pieces) and not after[1].strip())
        )
        return bool(left and right)

    def _put(self, said: str, *, tag: bool = True) -> None:
        if not tag and self._pieces and not self._pieces[-1][0]:
            self._pieces[-1] = (False, self._pieces[-1][1] + said)
        elif said:
            self._pieces.append((tag, said))

    # Nodes.

    def body(self, nodes: tuple[t.Node, ...], scope: _Scope) -> _Scope:
        """Write the nodes; returns what the names stand for behind them."""
        for index, node in enumerate(nodes):
            mark = len(self._pieces), self._pieces[-1:]
            try:
                last = index + 1 == len(nodes) or isinstance(nodes[index + 1], t.Text)
                scope = self._node(node, scope, last)
            except CannotSay as cannot:
                del self._pieces[mark[0] :]
                self._pieces[-1:] = mark[1]
                line = cannot.line or node.line
                self._told.append(problems.CANNOT_WRITE(line=line, what=cannot.what, remedy=_REMEDY))
        return scope

    def _node(self, node: t.Node, scope: _Scope, last: bool) -> _Scope:
        match node:
            case t.Text(data):
                self._put(data, tag=False)
            case t.Output(expr):
                self._put(f"{{{{{self._words(scope).call(_closed(expr, scope))}}}}}")
            case t.If():
                return self._if(node, scope)
            case t.For():
                self._for(node, scope)
            case t.Set(name, expr):
                made = _closed(expr, scope)
                if sum(1 for _ in t.subexpressions(made)) > _MOST_PARTS:
                    raise CannotSay("a value that grows with each assign", node.line)
                return replace(scope, given={**scope.given, name: made})
        return scope

    def _words(self, scope: _Scope) -> Words:
        targets = [target for target, _ in scope.loops]

        def field(name: t.Name) -> str:
            """A loop's variable by its name, a merge field from the top."""
            if name.name in targets:
                return name.name
            return f"@root.{segment(name.name)}" if targets else segment(name.name)

        def place(expr: t.Attr) -> str:
            """The place in a loop, from within it or from an inner one."""
            return self._place(expr, scope, words)

        words = Words(field, place)
        return words

    def _place(self, expr: t.Attr, scope: _Scope, words: Words) -> str:
        depth = int(expr.of.name.partition("#")[2]) if isinstance(expr.of, t.Name) else 0
        up = "@" + "../" * (len(scope.loops) - depth)
        length = words.value(t.Filter(scope.loops[depth - 1][1], "length"))
        return {
            "index0": f"{up}index",
            "index": f"(add {up}index 1)",
            "first": f"{up}first",
            "last": f"{up}last",
            "length": length,
            "revindex": f"(subtract {length} {up}index)",
            "revindex0": f"(subtract (subtract {length} 1) {up}index)",
        }[expr.name]

    def _if(self, node: t.If, scope: _Scope) -> _Scope:
        words = self._words(scope)
        tests = [None if each.test is None else _closed(each.test, scope) for each in node.branches]
        first = tests[0]
        unless = isinstance(first, t.Not) and all(test is None for test in tests[1:])
        name, ends = ("unless", []) if unless else ("if", [])
        for index, (branch, test) in enumerate(zip(node.branches, tests, strict=True)):
            asked = test.of if unless and isinstance(test, t.Not) and index == 0 else test
            word = "else" if index else f"#{name}"
            word += "" if asked is None else f"{' if' if index else ''} {words.value(asked)}"
            self._put(f"{{{{{word}}}}}")
            ends.append(self.body(branch.body, scope))
        self._put(f"{{{{/{name}}}}}")
        return _merged(scope, tests, ends)

    def _for(self, node: t.For, scope: _Scope) -> None:
        over = _closed(node.over, scope)
        words = self._words(scope)
        listed = over.of if isinstance(over, t.Filter) and over.name == "values" else over
        if isinstance(listed, t.Name) and listed.name in KNOWN_LISTS and listed is not over:
            listed = over
        if isinstance(listed, t.Const):
            listed = t.Filter(listed, "entries", (), (), node.line)
        target = _free(node.target, scope)
        body = node.body
        if node.keep is not None:
            asked = any(isinstance(each, t.Name) and each.name == "loop" for each in t.expressions(node.body))
            if node.otherwise or asked:
                raise CannotSay("a loop over some entries whose place is asked for, or with an else", node.line)
            body = (t.If((t.Branch(node.keep, body, node.line),), node.line),)
        self._put(f"{{{{#each {words.value(listed)} as |{target}|}}}}")
        item = t.Name(target, node.line)
        self.body(body, _Scope({**scope.given, node.target: item}, (*scope.loops, (target, over))))
        if node.otherwise:
            self._put("{{else}}")
            self.body(node.otherwise, scope)
        self._put("{{/each}}")


def _closed(expr: t.Expr, scope: _Scope) -> Any:
    """The expression with its variables replaced by what they stand for, and each place in a loop by which loop's."""
    depth = len(scope.loops)

    def change(node: Any) -> Any:
        """A name replaced."""
        if not isinstance(node, t.Name):
            return node
        if node.name == "loop" and depth:
            return t.Name(f"loop#{depth}", node.line)
        return scope.given.get(node.name, node)

    return rewritten(expr, change)


def _merged(before: _Scope, tests: list[t.Expr | None], ends: list[_Scope]) -> _Scope:
    """What names stand for behind a condition: in each case what its branch gave them."""
    changed = {name for end in ends for name in end.given if end.given[name] is not before.given.get(name)}
    given = dict(before.given)
    for name in changed:
        made: t.Expr = given.get(name, t.Name(name))
        for test, end in reversed(list(zip(tests, ends, strict=True))):
            own = end.given.get(name, t.Name(name))
            made = own if test is None else t.Choice(test, own, made)
        given[name] = made
    return replace(before, given=given)


def _free(wish: str, scope: _Scope) -> str:
    """A name for a loop's variable that no loop around it has."""
    taken = {target for target, _ in scope.loops}
    name, number = wish, 1
    while name in taken:
        number += 1
        name = f"{wish}_{number}"
    return name


def _text(data: str) -> str:
    return data.replace("\\{{", "\\ {{~!}}{{").replace("{{", "\\{{").replace("\\{{~!", "{{~!")

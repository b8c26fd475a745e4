"""What an assign in a loop means in Liquid and not in the tree: its value outlasts the round.

In the tree a variable that is set in a loop ends with the round. So such an assign is taken only where nobody can tell:
where each reading of the name follows it in the same round.
"""

from collections.abc import Mapping

from app.template import tree as t
from app.template.languages.liquid import problems
from app.template.reading.source import Source

Body = tuple[t.Node, ...]


def check_variables(source: Source, tree: t.Tree, places: Mapping[int, int]) -> None:
    """Raise TemplateProblem where a value that is given in a loop is read beyond its round; `places` are by node."""
    inside = {node.name: node for loop in _loops(tree.body) for node in _sets(loop)}
    for name, node in inside.items():
        if not _settled(tree.body, name, known=False, looping=False)[0]:
            at = places.get(id(node), 0)
            remedy = "Read it in the same round, behind the assign, or assign it outside of the loop."
            what = f"the value that “{name}” is given in a loop beyond that round"
            raise source.problem(problems.NOT_ALLOWED, at, what=what, remedy=remedy)


def _loops(body: Body) -> list[t.For]:
    return [node for node in t.walk(body) if isinstance(node, t.For)]


def _sets(loop: t.For) -> list[t.Set]:
    return [node for node in t.walk(loop.body) if isinstance(node, t.Set)]


def _reads(expr: t.Expr, name: str) -> bool:
    return any(isinstance(each, t.Name) and each.name == name for each in t.subexpressions(expr))


def _settled(body: Body, name: str, *, known: bool, looping: bool) -> tuple[bool, bool]:
    """Whether each reading in the body is of a value given before it in the same round, and whether one is by its end.

    Outside of loops a name that has none is just missing, unless a loop may have given it one.
    """
    fine, sure = True, known
    for node in body:
        if any(_reads(expr, name) for expr in t.own_expressions(node)):
            fine &= sure
        match node:
            case t.Set(own) if own == name:
                sure = True
            case t.If(branches):
                ends = [_settled(branch.body, name, known=sure, looping=looping) for branch in branches]
                fine &= all(good for good, _ in ends)
                complete = branches[-1].test is None
                sure = sure or (complete and all(end for _, end in ends))
            case t.For(target=target):
                changed = any(own.name == name for own in _sets(node))
                # A later round may find what an earlier one has set.
                good = target == name or _settled(node.body, name, known=sure and not changed, looping=True)[0]
                fine &= good and _settled(node.otherwise, name, known=sure, looping=looping)[0]
                sure = sure and not changed
    return fine, sure

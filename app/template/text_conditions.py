"""The many ways to ask the same of a text field, brought to the few that the merge languages know.

Blank text is missing here, so `default('x', true)` is `default('x')`, `x or 'y'` is `x | default('y')`, and `x is
defined`, `x != ''` and `x` are one condition. That holds for texts alone: a dialect lets nothing else through.
"""

from functools import reduce

from app.template import tree as t


def plain_value(expr: t.Expr) -> t.Expr:
    """What is printed, in the plainest form that prints the same for a text field."""
    match expr:
        case t.Binary("or", left, t.Const(str()) as stand_in):
            return t.Filter(plain_value(left), "default", (stand_in,), (), expr.line)
        case t.Filter(of, "default" | "d"):
            found = _stand_in(expr)
            return expr if found is None else t.Filter(plain_value(of), "default", (found,), (), expr.line)
        case t.Filter(of, name, args, named):
            return t.Filter(plain_value(of), name, args, named, expr.line)
    return expr


def _stand_in(expr: t.Filter) -> t.Expr | None:
    """The words of a default whose second argument is true or false as it stands, else None."""
    given = dict(zip(("value", "boolean"), expr.args, strict=False)) | dict(expr.named)
    return given.get("value") if isinstance(given.get("boolean", t.Const(False)), t.Const) else None


def plain_test(expr: t.Expr) -> t.Expr:
    """A condition, in the plainest form that holds for the same text fields."""
    match expr:
        case t.Not(of):
            return _opposite(plain_test(of))
        case t.Binary("and" | "or" as op, left, right):
            return t.Binary(op, plain_test(left), plain_test(right), expr.line)
        case t.Test(t.Name() as field, "defined"):
            return field
        case t.Test(t.Name() as field, "undefined" | "none" | "blank"):
            return t.Not(field, expr.line)
        case t.Compare(t.Name() as field, ((("==" | "!=") as op, t.Const("" | None)),)):
            return field if op == "!=" else t.Not(field, expr.line)
        case t.Compare(of, (("in" | "not-in" as op, t.Items(items)),)) if items and _texts(items):
            return _one_of(of, items, op, expr.line)
        case t.Compare(of, rest):
            return t.Compare(plain_value(of), rest, expr.line)
    return expr


def _opposite(expr: t.Expr) -> t.Expr:
    """The condition that holds where this one does not, without brackets."""
    match expr:
        case t.Not(of):
            return of
        case t.Binary("and" | "or" as op, left, right):
            return t.Binary("or" if op == "and" else "and", _opposite(left), _opposite(right), expr.line)
        case t.Compare(of, (("==" | "!=" as op, right),)):
            return t.Compare(of, (("!=" if op == "==" else "==", right),), expr.line)
    return t.Not(expr, expr.line)


def _texts(items: tuple[t.Expr, ...]) -> bool:
    return all(isinstance(each, t.Const) and isinstance(each.value, str) and each.value for each in items)


def _one_of(of: t.Expr, items: tuple[t.Expr, ...], op: str, line: int) -> t.Expr:
    sign, joint = ("==", "or") if op == "in" else ("!=", "and")
    asked: list[t.Expr] = [t.Compare(plain_value(of), ((sign, each),), line) for each in items]
    return reduce(lambda left, right: t.Binary(joint, left, right, line), asked)

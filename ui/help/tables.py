"""The tables of the help, each made from what the product itself goes by, so that no page is ever out of date."""

from collections.abc import Iterable, Sequence

from app.domain import names
from ui.core.commands import MENUS, Commands
from ui.help.pages import Tables
from ui.widgets.buttons import keys_text

_TYPES = {
    ("text",): "Text",
    ("number", "amount"): "Numbers and amounts of money",
    ("date",): "Dates",
    ("datetime",): "Dates with a time",
    ("boolean",): "Yes or no",
    ("list",): "Lists, such as tags",
}
"""Types that have the same operators, and what people call them."""

_WORDS = {
    "text": "text",
    "number": "a number",
    "amount": "an amount of money",
    "date": "a date",
    "datetime": "a date and time",
    "boolean": "yes or no",
    "list": "a list",
}


def tables(commands: Commands) -> Tables:
    """Every table that a page may ask for."""
    return {
        "operators": operators,
        "conditions": conditions,
        "measures": measures,
        "traits": lambda: _fields(names.TRAITS.values()),
        "computed": lambda: _fields(names.COMPUTED.values()),
        "algorithms": algorithms,
        "filters": filters,
        "shortcuts": lambda: shortcuts(commands),
    }


def operators() -> str:
    """The operators of each type: what they mean, and what they say of somebody of whom nothing is known."""
    from app.rules import of_type

    made = []
    for types, title in _TYPES.items():
        rows = [(f"*{row.label}*", row.help, "matches" if row.missing else "–") for row in of_type(types[0]).values()]
        made.append(f"## {title}\n\n{_table(('Operator', 'Holds for', 'Nothing known'), rows)}")
    return "\n\n".join(made)


def conditions() -> str:
    """What a condition can be about, and for whom it then holds."""
    from app.conditions import KINDS

    return _table(("Condition", "Holds for"), [(f"*{kind.title}*", kind.help) for kind in KINDS.values()])


def measures() -> str:
    """What can be asked of the events in a window, and of which of their details."""
    from app.conditions import MEASURES

    of = {"nothing": "the events themselves", "any": "any detail", "number": "a detail that is a number"}
    return _table(("Question", "Asked of"), [(f"*{row.label}*", of[row.of]) for row in MEASURES.values()])


def algorithms() -> str:
    """The ways to find groups, and what each is good for; the wizard says what of one can be set."""
    from app.discover import ALGORITHMS

    return _table(("Way", "Good for"), [(f"*{one.label}*", one.good_for) for one in ALGORITHMS.values()])


def filters() -> str:
    """What can be done to a value on its way into an email; a second name for the same is left out."""
    from app.template import FILTERS

    seen: set[int] = set()
    rows = []
    for name, spec in FILTERS.items():
        if id(spec) not in seen:
            seen.add(id(spec))
            rows.append((f"`{name}`", spec.help[:1].upper() + spec.help[1:]))
    return _table(("Behind the bar", "Gives"), rows)


def shortcuts(commands: Commands) -> str:
    """The keys of every command that there is now, menu by menu."""
    made = []
    for menu in MENUS:
        listed = [command for command in commands.of(menu) if command.keys]
        if listed:
            rows = [(command.title.rstrip("…"), _keys(command.keys)) for command in listed]
            made.append(f"## {commands.title(menu)}\n\n{_table(('What it does', 'Keys'), rows)}")
    return "\n\n".join(made)


def _keys(keys: Sequence[str]) -> str:
    return " or ".join(f"**{keys_text(key)}**" for key in keys)


def _fields(known: Iterable[names.Known]) -> str:
    rows = [(one.label, f"`{{{{ {one.name} }}}}`", _WORDS[one.type]) for one in known]
    return _table(("What", "Merge field", "Kind"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

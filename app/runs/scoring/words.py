"""What a score does, in plain English."""

from app.domain.counts import counted
from app.domain.names import label_of
from app.rules import Names, phrases, trait_phrases
from app.runs.scoring.definition import Definition, Index, Line, Part, Points

_MISSING = {
    "zero": "What is not known of somebody counts as 0.",
    "middle": "What is not known of somebody counts as 50.",
    "left_out": "What is not known of somebody is left out, and the rest counts alone.",
    "no_score": "Who lacks one of them has no score.",
}


def sentence(wanted: Definition, names: Names) -> str:
    """The whole definition, for people."""
    return _of_index(wanted, names) if isinstance(wanted, Index) else _of_points(wanted, names)


def _of_points(wanted: Points, names: Names) -> str:
    said = [f"{_capital(phrases.listed([line_said(line, names) for line in wanted.lines], 'and'))}"]
    said[0] += f"{phrases.window(wanted.within)}."
    if wanted.half_life is not None:
        length = phrases.length(wanted.half_life)
        said.append(f"Points halve every {length.removeprefix('1 ')}.")
    said.append(_limits(wanted))
    return " ".join(filter(None, said))


def _limits(wanted: Points) -> str:
    if wanted.most is None:
        return "" if wanted.below_zero else "Nobody has fewer than 0."
    most = figure(wanted.most)
    return f"Nobody has more than {most}." if wanted.below_zero else f"Nobody has fewer than 0 or more than {most}."


def line_said(line: Line, names: Names) -> str:
    """`3 points for each opened email (at most 2 a day)`."""
    held = []
    if line.per_day is not None:
        held.append(f"at most {line.per_day:,} a day")
    if line.most is not None:
        held.append(f"at most {figure(line.most)} {'points' if line.points > 0 else 'points less'} in all")
    held_said = f" ({', '.join(held)})" if held else ""
    many = counted_points(abs(line.points))
    given = many if line.points > 0 else f"{many} less"
    return f"{given} for each {line.deed.said(names).one}{line.deed.lines(names)}{held_said}"


def _of_index(wanted: Index, names: Names) -> str:
    whole = sum(part.weight for part in wanted.parts)
    listed = phrases.listed([f"{part_said(part, names)} ({part.weight / whole:.0%})" for part in wanted.parts], "and")
    return f"0 to 100, made of {listed}. {_MISSING[wanted.missing]}"


def part_said(part: Part, names: Names) -> str:
    """`the revenue by rank`, with its direction where less is better."""
    scale = "by rank" if part.scale == "rank" else "between its least and its most"
    less = ", less is better" if part.better == "less" else ""
    return f"the {trait_phrases.noun(part.trait, names).text} {scale}{less}"


def counted_points(points: float) -> str:
    """`1 point`, `2.5 points`."""
    return counted(int(points), "point") if points == int(points) else f"{figure(points)} points"


def figure(value: float) -> str:
    """A number with thousands parted, and with decimals only where it has some."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def title(name: str) -> str:
    """What people read for a score: that of the engagement score is its label."""
    return label_of(name) if name == "engagement_score" else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

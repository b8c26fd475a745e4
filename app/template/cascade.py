"""Rules that stay in their style element beside inlined ones: what each of them beat before, it beats after.

An inline style wins over every rule of a style sheet, so that a rule for phones, for dark mode or for the mouse would
lose its force to a plain one that was inlined. What it overrides is therefore made important in the style sheet; what
must not be overridden by that is important where it is inlined, or stays in the style sheet too.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.background import tick
from app.template.css import Declaration, Rule, declarations, overlap, rules, specificity, with_importance

Rank = tuple[bool, bool, tuple[int, int, int], int]
"""What wins of two declarations: the important one, then the element's own, the more specific, the later."""

Match = Callable[[Sequence[str], bool], list[set[int]]]
"""Finds the numbers of the elements that each of these selectors matches; true for what may match for somebody."""

# What becomes important may have to be beaten in its turn; what has not settled after so many rounds stays as it is.
_ROUNDS = 20
_STRUCTURAL = r"(?:(?:first|last|only)-(?:child|of-type)|nth-[\w-]+|not|empty|root|link|any-link)"
_PSEUDO_ELEMENT = re.compile(r"::[\w-]+|:(?:before|after|first-line|first-letter)\b")
_PASSING = re.compile(rf":(?!{_STRUCTURAL}\b)[\w-]+(?:\([^)]*\))?")
_PROGRAMS = re.compile(
    r"\[|\bu\s*[+~>]|[.#](?:ExternalClass|ReadMsgBody|outlook|MessageView\w*|MessageWebView\w*|yshortcuts|moz-\w+)\b",
    re.I,
)
"""What mail programs put around an email, by which rules are written for one of them alone."""

_LAST = re.compile(r"[^\s>+~]+\Z")


# By identity: the same words in two rules are two declarations.
@dataclass(frozen=True, eq=False, slots=True)
class _Said:
    """One declaration of a rule; `left` where the rule stays in its style element."""

    name: str
    important: bool
    left: bool


@dataclass(slots=True)
class _Element:
    """What is said of one element: inlined, with what wins of each property, and by rules that stay."""

    inlined: dict[str, tuple[Rank, _Said | None]] = field(default_factory=dict)
    left: list[tuple[Rank, _Said]] = field(default_factory=list)

    def inline(self, name: str, rank: Rank, said: _Said | None) -> None:
        """Note an inlined declaration."""
        if name not in self.inlined or self.inlined[name][0] < rank:
            self.inlined[name] = (rank, said)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style element: its text, and whether it stays as it is because it does not hold for everyone."""

    css: str
    stays: bool


class Cascade:
    """Works out what the style elements hold after inlining, and which inlined declarations are important."""

    def __init__(self, sheets: Mapping[int, Sheet], own: Mapping[int, str], match: Match) -> None:
        self._sheets = sheets
        self._rules = [(number, rule) for number, sheet in sheets.items() for rule in rules(sheet.css)]
        self._said: dict[tuple[int, Declaration], _Said] = {}
        self._elements: dict[int, _Element] = defaultdict(_Element)
        self._gone: list[set[str]] = [set() for _ in self._rules]
        self._forced: set[_Said] = set()
        self._kept: set[_Said] = set()
        self._importance: dict[tuple[int, str], bool] = {}
        self._gather(match)
        for number, style in own.items():
            if number in self._elements:
                for order, each in enumerate(declarations(style)):
                    rank = (each.important, True, (0, 0, 0), order)
                    self._elements[number].inline(each.name, rank, None)
        self._settle()

    # What is said of whom.

    def _gather(self, match: Match) -> None:
        asked = [selector for _, rule in self._rules for selector in rule.selectors]
        found = dict(zip(asked, match(asked, False), strict=True))
        loose = [one for selector in dict.fromkeys(asked) for one in _loosened(selector)]
        may = dict(zip(loose, match(loose, True), strict=True))
        for order, (number, rule) in enumerate(self._rules):
            inlines = not rule.conditional and not self._sheets[number].stays
            for selector in rule.selectors:
                inlined = found[selector] if inlines else set()
                if inlined:
                    self._gone[order].add(selector)
                # Whom a rule that stays may concern: by the likeliest reading of its selector that matches anybody.
                people = inlined or next((some for one in _loosened(selector) if (some := may[one])), set())
                self._note(order, selector, people, left=not inlined)

    def _note(self, order: int, selector: str, elements: set[int], *, left: bool) -> None:
        rule = self._rules[order][1]
        for each in rule.declarations:
            tick()
            said = self._said.setdefault((order, each), _Said(each.name, each.important, left))
            if said.left != left:
                # One selector of the rule was inlined and another was not: each is a declaration of its own.
                said = self._said.setdefault((-order - 1, each), _Said(each.name, each.important, left))
            rank = (each.important, False, specificity(selector), order)
            for number in elements:
                if left:
                    self._elements[number].left.append((rank, said))
                else:
                    self._elements[number].inline(each.name, rank, said)

    # Who has to be important.

    def _settle(self) -> None:
        mixed = {number: each for number, each in self._elements.items() if each.left and each.inlined}
        for _ in range(_ROUNDS):
            before = len(self._forced), len(self._kept), dict(self._importance)
            for number, element in mixed.items():
                tick()
                for name, (rank, said) in element.inlined.items():
                    self._weigh(number, element, name, rank, said)
            for element in self._elements.values():
                tick()
                self._follow(element)
            if before == (len(self._forced), len(self._kept), self._importance):
                return

    def _strong(self, said: _Said) -> bool:
        return said.important or said in self._forced

    def _weigh(self, number: int, element: _Element, name: str, rank: Rank, said: _Said | None) -> None:
        """Let one inlined declaration lose to the rules that beat it, and win over those that do not."""
        over = [(other, each) for other, each in element.left if each is not said and overlap(name, each.name)]
        winners = [each for other, each in over if other > rank]
        weaker = any(self._strong(each) for other, each in over if other < rank)
        if winners:
            self._forced.update(each for each in winners if not each.important)
            self._importance[number, name] = False
            # A copy of it in the style sheet must not beat in its turn what has always been important there.
            fits = all(other[2:] > rank[2:] for other, each in over if other > rank)
            if weaker and fits and said is not None and said not in self._kept:
                self._kept.add(said)
                self._forced.add(said)
                for each in self._elements.values():
                    each.left.extend((r, s) for r, s in each.inlined.values() if s is said)
        elif weaker and not rank[0]:
            self._importance[number, name] = True

    def _follow(self, element: _Element) -> None:
        """Whatever beat a rule that has become important, becomes important too."""
        for rank, said in element.left:
            if said in self._forced:
                self._forced.update(
                    each
                    for other, each in element.left
                    if other > rank
                    and not each.important
                    and each not in self._forced
                    and overlap(said.name, each.name)
                )

    # What comes out.

    def sheet(self, number: int) -> str:
        """The text of a style element: what is not inlined, and what stays beside it."""
        css, stays = self._sheets[number].css, self._sheets[number].stays
        made: list[str] = []
        at = 0
        for order, (own, rule) in enumerate(self._rules):
            if own != number:
                continue
            made.append(css[at : rule.start])
            made.append(self._rule(css, order, rule, gone=set() if stays else self._gone[order]))
            at = rule.end
        text = "".join([*made, css[at:]])
        return text if text.strip() else ""

    def _rule(self, css: str, order: int, rule: Rule, gone: set[str]) -> str:
        head_end = css.index("{", rule.start)
        body = self._body(css, head_end + 1, rule, order)
        if not gone:
            return css[rule.start : head_end + 1] + body
        left = [selector for selector in rule.selectors if selector not in gone]
        whole = f"{', '.join(left)} {{{body}" if left else ""
        kept = [css[each.start : each.end] for each in rule.declarations if self._is_kept(order, each)]
        if not kept:
            return whole
        inside = "; ".join(with_importance(text, important=True) for text in kept)
        return f"{', '.join(selector for selector in rule.selectors if selector in gone)} {{{inside}}} {whole}".rstrip()

    def _is_kept(self, order: int, each: Declaration) -> bool:
        return any(self._said.get((key, each)) in self._kept for key in (order, -order - 1))

    def _body(self, css: str, at: int, rule: Rule, order: int) -> str:
        made: list[str] = []
        for each in rule.declarations:
            strong = any(
                said is not None and said.left and said in self._forced
                for said in (self._said.get((key, each)) for key in (order, -order - 1))
            )
            text = css[each.start : each.end]
            made.extend([css[at : each.start], with_importance(text, important=True) if strong else text])
            at = each.end
        return "".join([*made, css[at : rule.end]])

    def style(self, number: int, style: str) -> str:
        """The style attribute of an element with what has to be important in it, and nothing else."""
        made: list[str] = []
        at = 0
        for each in declarations(style):
            wanted = self._importance.get((number, each.name))
            text = style[each.start : each.end]
            if wanted is not None and wanted != each.important:
                text = with_importance(text, important=wanted)
            made.extend([style[at : each.start], text])
            at = each.end
        return "".join([*made, style[at:]])

    def changed(self) -> Iterator[int]:
        """The elements whose own declarations change."""
        return iter(sorted({number for number, _ in self._importance}))


def _without(found: re.Match[str]) -> str:
    """What is left of an element's selector without a pseudo-class that comes and goes."""
    before = found.string[found.start() - 1] if found.start() else " "
    # A pseudo-class that stood alone was about any element.
    return "*" if before in " >+~" else ""


def _loosened(selector: str) -> list[str]:
    """What the selector may match in some program or at some moment, from the likeliest on; nothing for `::before`."""
    if _PSEUDO_ELEMENT.search(selector):
        return []
    full = _PASSING.sub(_without, selector)
    last = _LAST.search(full)
    if last is None or not _PROGRAMS.search(full):
        return [full]
    bare = re.sub(r"\[[^\]]*\]", "", last.group())
    return list(dict.fromkeys(one for one in (full, last.group(), bare) if one))

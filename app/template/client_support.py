"""What of a template's HTML and CSS the mail programs of its readers do not know, by the tables of caniemail.com.

Only what a program does not know at all is told, not what it knows in part. Without most of it an email is plainer and
no worse (round corners, a shadow, another colour under the mouse): that is told in one finding for all of it.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from app.domain.counts import listed
from app.template import css
from app.template.construct_markers import Skeleton
from app.template.findings import Finding
from app.template.markup import Piece, scan

MAIN_PROGRAMS = (
    *("apple-mail.ios", "apple-mail.macos", "gmail.desktop-webmail", "gmail.ios", "gmail.android"),
    *("outlook.windows", "outlook.outlook-com", "outlook.macos", "outlook.ios", "outlook.android"),
    *("yahoo.desktop-webmail", "yahoo.ios", "yahoo.android", "samsung-email.android"),
)
"""The mail programs that are looked at where nothing is known of who reads."""

BREAKS = re.compile(
    r"css-(?:display-.*|position|left-right-top-bottom|float|background-image|variables|function-.*|unit-(?:calc|v.*)|"
    r"gap|grid-.*|flex-.*|justify-content|align-items|transform|.*-gradient|modern-color|rgba|pseudo-element-.*|"
    r"aspect-ratio|(?:margin|padding|border)-(?:inline|block).*|.*inline-size|.*block-size|mask-image|clip-path|"
    r"writing-mode|column-count)|"
    r"html-(?:video|audio|form|input-.*|button-.*|select|textarea|svg|picture|object|dialog|meter|progress|popover|base)|"
    r"image-(?!apng|gif|jpg|png).*"
)
"""Features without which an email looks wrong, or something of it is not seen; without others it is only plainer."""


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature: its name and title, how it is recognised, and the programs that do not know it."""

    name: str
    title: str
    find: Mapping[str, str]
    unknown_to: frozenset[str]

    @property
    def plainer(self) -> bool:
        """Whether an email is no worse without it."""
        return BREAKS.fullmatch(self.name) is None


@cache
def _document() -> Any:
    return json.loads(resources.files("resources.clients").joinpath("caniemail.json").read_text("utf-8"))


@cache
def program_names() -> Mapping[str, str]:
    """Every mail program of the tables with its title."""
    return dict(_document()["clients"])


@cache
def features() -> tuple[Feature, ...]:
    """Every feature that is recognised in a source."""
    programs = list(program_names())
    return tuple(
        Feature(
            str(row["name"]),
            str(row["title"]).strip(),
            row["find"],
            frozenset(one for one, letter in zip(programs, str(row["known"]), strict=True) if letter == "n"),
        )
        for row in _document()["features"]
    )


def lint_clients(skeleton: Skeleton, programs: Collection[str] = MAIN_PROGRAMS) -> Iterator[Finding]:
    """A finding for each feature that some of the programs do not know, and one for all without which it is plainer."""
    plainer: list[tuple[Feature, int]] = []
    for feature, at in sorted(seen(skeleton).items(), key=lambda one: one[1]):
        missing = [one for one in programs if one in feature.unknown_to]
        if missing and feature.plainer:
            plainer.append((feature, at))
        elif missing:
            message = f"{feature.title} is not known to {_named(missing)}"
            yield Finding("client-support", "html", message, skeleton.line_at(at))
    if plainer:
        whom = _named([one for one in programs if any(one in feature.unknown_to for feature, _ in plainer)])
        what = listed(sorted({feature.title for feature, _ in plainer}))
        yield Finding("client-plainer", "html", f"Plainer in {whom}, without {what}", skeleton.line_at(plainer[0][1]))


def _named(programs: list[str]) -> str:
    """The programs as people call them: of one that is meant on all its systems, the family alone."""
    names = program_names()
    families: dict[str, list[str]] = {}
    for one in programs:
        families.setdefault(one.split(".")[0], []).append(one)
    made: list[str] = []
    for family, some in families.items():
        every = [one for one in names if one.startswith(f"{family}.")]
        title, _, _ = names[some[0]].partition(" (")
        if len(some) == len(every) and len(every) > 1:
            made.append(title)
        else:
            made.append(f"{title} ({', '.join(names[one].partition(' (')[2].rstrip(')') for one in some)})")
    return listed(made)


def seen(skeleton: Skeleton) -> dict[Feature, int]:
    """The features that stand in a template's HTML and CSS, each with where it stands first."""
    found: dict[Feature, int] = {}
    for piece in scan(skeleton.text):
        for feature, at in _of_piece(skeleton.text, piece):
            found.setdefault(feature, at)
    return found


def _of_piece(text: str, piece: Piece) -> Iterator[tuple[Feature, int]]:
    if piece.kind == "raw" and piece.name in ("style", "mj-style"):
        yield from _of_sheet(text[piece.start : piece.end], piece.start)
    elif piece.kind == "tag" and not piece.closing:
        yield from _of_tag(piece)


def _of_tag(piece: Piece) -> Iterator[tuple[Feature, int]]:
    kind = (found.value.lower() if (found := piece.get("type")) else "text") if piece.name == "input" else ""
    for feature in _by("element").get(piece.name, ()):
        if feature.find.get("type", kind) == kind:
            yield feature, piece.start
    for own in piece.attributes:
        for feature in _by("attribute").get(own.name, ()):
            yield feature, own.start
        if own.name == "style":
            for one in css.declarations(own.value):
                yield from _of_declaration(own.value[one.start : one.end], own.value_start + one.start)
        elif own.name == "src" and piece.name in ("img", "source", "mj-image"):
            yield from _of_picture(own.value, own.start)


def _of_picture(address: str, at: int) -> Iterator[tuple[Feature, int]]:
    ending = "data:" if address.startswith("data:") else address.partition("?")[0].rpartition(".")[2].lower()
    for feature in _by("image").get("jpg" if ending == "jpeg" else ending, ()):
        yield feature, at


_AT = re.compile(r"@(-?[\w-]+)([^{;]*)")


def _of_sheet(sheet: str, start: int) -> Iterator[tuple[Feature, int]]:
    for found in _AT.finditer(sheet):
        for feature in _by("at").get(found.group(1).lower(), ()):
            yield feature, start + found.start()
        for condition, several in _by("media").items():
            if condition in found.group(2).lower():
                yield from ((feature, start + found.start()) for feature in several)
    for rule in css.rules(sheet):
        if rule.conditional:
            # It is for those alone that know the condition.
            continue
        for selector in rule.selectors:
            for name in re.findall(r"::?([a-z-]+)", selector):
                for feature in (*_by("pseudo").get(name, ()), *_by("pseudo-element").get(name, ())):
                    yield feature, start + rule.start
        for one in rule.declarations:
            yield from _of_declaration(sheet[one.start : one.end], start + one.start)


def _of_declaration(text: str, at: int) -> Iterator[tuple[Feature, int]]:
    name, _, value = text.partition(":")
    name, value = name.strip().lower(), value.strip().lower()
    for pattern, wanted, feature in _properties():
        if (pattern is None or pattern.fullmatch(name)) and (wanted is None or wanted.search(value)):
            yield feature, at


@cache
def _by(key: str) -> dict[str, tuple[Feature, ...]]:
    """The features that are recognised by this, by what it is."""
    found: dict[str, tuple[Feature, ...]] = {}
    for feature in features():
        if key in feature.find:
            name = feature.find[key]
            found[name] = (*found.get(name, ()), feature)
    return found


@cache
def _properties() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, Feature], ...]:
    made = []
    for feature in features():
        if "property" in feature.find:
            name, value = feature.find["property"], feature.find.get("value")
            exact = re.compile(name) if name != "*" else None
            wanted = re.compile(value if name == "*" else rf"^(?:{value})\b") if value else None
            made.append((exact, wanted, feature))
    return tuple(made)

"""Steps that tidy text as it stands: blank space, case, accents, entities, and placeholders."""

from typing import ClassVar, Final

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import entities, texts
from app.domain.counts import listed
from app.recipe.step import Cells, Made, Parameter, Step, StepKind, of_columns
from app.recipe.values import by_value


class Trim(StepKind):
    """Blank space around cells goes."""

    name, title, plain = "trim", "Trim blank space", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Trim blank space around the cells of {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(texts.trim(column))


class CollapseSpaces(StepKind):
    """Several spaces become one."""

    name, title, plain = "collapse_spaces", "Make several spaces one", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Make several spaces one in {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(pc.replace_substring_regex(column, r"\s+", " "))


class Compose(StepKind):
    """Accents written as signs of their own become part of their letters."""

    name, title, plain = "compose", "Join accents with their letters", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Join accents with their letters in {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(texts.compose(column))


class DecodeEntities(StepKind):
    """HTML entities become the signs that they mean."""

    name, title, plain = "decode_entities", "Read HTML entities as signs", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Read HTML entities (as &amp;) as the signs that they mean in {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(entities.decode(column))


class Lower(StepKind):
    """Small letters."""

    name, title, plain = "lower", "All in small letters", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Write {of_columns(step)} in small letters"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(pc.utf8_lower(column))


class Upper(StepKind):
    """Capitals."""

    name, title, plain = "upper", "All in capitals", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Write {of_columns(step)} in capitals"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(pc.utf8_upper(column))


class Title(StepKind):
    """Each word with a capital."""

    name, title, plain = "title", "Each word with a capital", True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Begin each word of {of_columns(step)} with a capital"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(pc.utf8_title(column))


class EmptyPlaceholders(StepKind):
    """Cells that only say that there is nothing to say become blank."""

    name, title, group, plain = "empty_placeholders", "Empty placeholders such as n/a", "Values", True
    by_target = True

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Empty placeholders such as n/a in {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        # `NA` is Namibia, and Null a surname.
        read = texts.written if target in _SAYING else texts.tidy
        return Made(pc.fill_null(read(column), ""))


_SAYING: Final = frozenset(("country", "region", "first_name", "last_name", "full_name", "name", "city", "street"))
"""Traits of which a word that stands for nothing elsewhere can be a value."""


class Empty(StepKind):
    """Words of somebody's own become blank."""

    name, title, group = "empty", "Empty cells that say…", "Values"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("words", "Words", "words", hint='["n/a", "keine Angabe"]', needed=True),
    )

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        words = listed([f"“{word}”" for word in step["words"]]) if step["words"] else "nothing"
        return f"Empty {words} in {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        words = {" ".join(word.split()).casefold() for word in step["words"]}
        return by_value(column, lambda text: "" if " ".join(text.split()).casefold() in words else text)


STEPS = (
    Trim(),
    CollapseSpaces(),
    Compose(),
    DecodeEntities(),
    Lower(),
    Upper(),
    Title(),
    EmptyPlaceholders(),
    Empty(),
)

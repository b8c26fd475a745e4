"""Steps that tidy text as it stands: blank space, case, accents, entities, and placeholders."""

from abc import abstractmethod
from typing import ClassVar, Final

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import entities, texts
from app.domain.counts import listed
from app.recipe.step import Cells, Made, Parameter, Step, StepKind, of_columns
from app.recipe.values import by_value


class _Tidying(StepKind):
    """One that is told nothing: its sentence but for the columns, and what becomes of a whole one of them."""

    plain = True
    words: ClassVar[str]

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return self.words.format(of_columns(step))

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return Made(self.tidied(column))

    @abstractmethod
    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """A column of text, tidied."""


class Trim(_Tidying):
    """Blank space around cells goes."""

    name, title = "trim", "Trim blank space"
    words = "Trim blank space around the cells of {}"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return texts.trim(column)


class CollapseSpaces(_Tidying):
    """Several spaces become one."""

    name, title = "collapse_spaces", "Make several spaces one"
    words = "Make several spaces one in {}"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return pc.replace_substring_regex(column, r"\s+", " ")


class Compose(_Tidying):
    """Accents written as signs of their own become part of their letters."""

    name, title = "compose", "Join accents with their letters"
    words = "Join accents with their letters in {}"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return texts.compose(column)


class DecodeEntities(_Tidying):
    """HTML entities become the signs that they mean."""

    name, title = "decode_entities", "Read HTML entities as signs"
    words = "Read HTML entities (as &amp;) as the signs that they mean in {}"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return entities.decode(column)


class Lower(_Tidying):
    """Small letters."""

    name, title = "lower", "All in small letters"
    words = "Write {} in small letters"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return pc.utf8_lower(column)


class Upper(_Tidying):
    """Capitals."""

    name, title = "upper", "All in capitals"
    words = "Write {} in capitals"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return pc.utf8_upper(column)


class Title(_Tidying):
    """Each word with a capital."""

    name, title = "title", "Each word with a capital"
    words = "Begin each word of {} with a capital"

    def tidied(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column as this step leaves it."""
        return pc.utf8_title(column)


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

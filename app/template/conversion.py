"""A template written anew in another language, or brought over from a tool's own merge tags.

Between our own languages it says the same to everybody, or nothing is made of it and each line that cannot be said is
told. Of a tool's tags what has no counterpart stays as it is, and is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.names import COMPUTED, TRAITS
from app.domain.problems import TemplateProblem
from app.template import problems
from app.template.language import Language
from app.template.languages import FIRST_LANGUAGE, language_of
from app.template.origin import Origin, Untold
from app.template.origins import origin_in, origin_of
from app.template.prepared_template import Template

_PARTS = ("subject", "preheader", "body", "text")
_SAID = {"body": "html"}


@dataclass(frozen=True)
class Conversion:
    """What became of a template: it in its new language, and what could not be converted, by line of the old one.

    `origin` is the tool whose tags it was read by, empty where it was read in its own language.
    """

    template: Template
    untold: tuple[Untold, ...]
    origin: str = ""


def translated(
    template: Template, to: str, known: Mapping[str, str] | None = None, origin: str | None = None
) -> Conversion:
    """The template in the language `to`. `known` are the project's fields by their types.

    `origin` names the tool that it was written for, an empty one that it was for none; without, its tags tell. Raises
    TemplateProblem where it cannot be read, or where the language cannot say all that one of ours says.
    """
    language = language_of(to)
    tool = _tool(template, origin)
    read = language_of(template.language)
    untold: list[Untold] = []
    unsaid: list[Untold] = []
    sources: dict[str, str] = {}
    for part in _PARTS:
        source = getattr(template, part)
        if source is not None:
            sources[part] = _part(source, part, tool, (read, language), _texts(known), (untold, unsaid))
    if unsaid:
        first = unsaid[0]
        lines = "; ".join(f"{each.part} line {each.line}: {each.message}" for each in unsaid)
        raise problems.CANNOT_CONVERT(line=first.line, title=language.title, lines=lines)
    return Conversion(replace(template, language=to, **sources), tuple(untold), tool.title if tool else "")  # type: ignore[arg-type]  # texts are texts


def tool_of(template: Template) -> str:
    """What the tool is called that the template's tags are of, if they are of none of our languages; else nothing."""
    tool = _tool(template, None)
    return tool.title if tool else ""


def _tool(template: Template, origin: str | None) -> Origin | None:
    if origin is not None:
        return origin_of(origin) if origin else None
    return origin_in(getattr(template, part) or "" for part in _PARTS)


def _part(
    source: str,
    part: str,
    tool: Origin | None,
    languages: tuple[Language, Language],
    texts: frozenset[str],
    told: tuple[list[Untold], list[Untold]],
) -> str:
    """One part in the new language; what stays as it was, and what cannot be said, is added to the two lists."""
    read, language = languages
    where = _SAID.get(part, part)
    # Jinja2 knows one end of line.
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if tool and not tool.writes(source) and _reads(read, source):
        # A part without the tool's tags is in the template's own language.
        tool = None
    read = language_of(FIRST_LANGUAGE) if tool else read
    written = tool.rewritten(source, where, told[0]) if tool else source
    if read is language and not tool:
        return source
    missing: list[TemplateProblem] = []
    try:
        made = language.compose(read.parse(written), missing, texts)
        if not missing:
            language.parse(made)
    except TemplateProblem as problem:
        raise problem.placed(", ".join(filter(None, (where, problem.place)))) from None
    told[1].extend(Untold(where, each.line, f"{each.what}. {each.remedy}") for each in missing)
    return made


def _reads(language: Language, source: str) -> bool:
    try:
        language.parse(source)
    except TemplateProblem:
        return False
    return True


def _texts(known: Mapping[str, str] | None) -> frozenset[str]:
    """The fields that hold text: those of the project, and those that are texts everywhere."""
    everywhere = {name: each.type for name, each in {**TRAITS, **COMPUTED}.items()}
    return frozenset(name for name, kind in {**everywhere, **(known or {})}.items() if kind == "text")

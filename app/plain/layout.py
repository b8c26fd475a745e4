"""Where each thing lies in the folder, and how what stands in a file is written."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.serialising import as_document

FOLDERS: Final = {"segment": "segments", "template": "templates", "campaign": "campaigns"}
"""By kind of thing, in the order in which they rest on one another."""

MARK: Final = "quillwork"
"""The key of each JSON file of ours that says what it is."""
VERSION: Final = 1
LIST: Final = "quillwork.json"
"""The file that says which files an export wrote."""
LIST_MARK: Final = "plain files"
NOTED: Final = "plain_files"
"""Where the audit log's lines have what this project wrote or brought in, each by its `unit_of`."""
ABOUT: Final = "template.json"
"""What is kept of a template beside its body."""
TEXT: Final = "text.txt"
UNSAID: Final = {"strategy": "", "owner": "", "folder": "", "timer": "new-data"}
"""What is kept beside a segment's rule, each as it is where its file does not say it."""
BODIES: Final = ("body.html", "body.mjml")

_PART = r'[^/\\:*?"<>|\x00-\x1f.][^/\\:*?"<>|\x00-\x1f]*'
_OURS = re.compile(
    rf"(segments|campaigns)/{_PART}\.json|templates/{_PART}/(template\.json|body\.html|body\.mjml|text\.txt)"
)
_HALF = re.compile("[\ud800-\udfff]")

# The keys of rules in the order of their grammar's pages: what is asked, then how, then marks.
_KEYS = """all any none expires trait event sequence segment in_segment_for entered left listed consent topic is
suppressed tag near lat lon km sample seed property where not within_after so_far same first_time trend by_at_least
more_often_than within last between from to measure of op value case for was muted locked note""".split()
_RANK = {key: rank for rank, key in enumerate(_KEYS)}


@as_document("kind", "name", "file")
@dataclass(frozen=True, slots=True)
class Thing:
    """A segment, template or campaign (`kind`), and the file that says what it is, by its path in the folder."""

    kind: str
    name: str
    file: str


def can_be_ours(path: object) -> bool:
    """Whether a path in the folder, with slashes, is one that an export can write."""
    return isinstance(path, str) and _OURS.fullmatch(path) is not None


def unit_of(path: str) -> str:
    """What of the folder a file's thing has for itself: the file, or a template's folder."""
    return "/".join(path.split("/")[:2])


def mark_of(path: str) -> str:
    """What a JSON file at that path says that it is."""
    top = path.partition("/")[0]
    return next((kind for kind, folder in FOLDERS.items() if folder == top), LIST_MARK)


def ordered(rule: Any) -> Any:
    """A rule with its keys in one order, whoever wrote it."""
    if isinstance(rule, list):
        return [ordered(one) for one in rule]
    if not isinstance(rule, dict):
        return rule
    return {key: ordered(rule[key]) for key in sorted(rule, key=lambda key: (_RANK.get(key, len(_RANK)), key))}


def json_file(kind: str, said: Mapping[str, Any]) -> bytes:
    """A JSON file of ours: indented, UTF-8, with a line end at its end."""
    text = json.dumps({MARK: kind, "version": VERSION, **said}, ensure_ascii=False, indent=2) + "\n"
    # Half of a character is no UTF-8, but JSON can spell it.
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode()


def text_file(text: str) -> bytes:
    """A text of a template as a file: with line ends of one kind, and one at the end of what is not empty."""
    text = plain_text(text)
    return (text if text.endswith("\n") or not text else f"{text}\n").encode()


def plain_text(text: str) -> str:
    """A text as files of it are read: without the mark that editors of Windows put before it, and their line ends."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

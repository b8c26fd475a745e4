"""What can be found wrong with a template: every kind is declared here, with how grave it is."""

from dataclasses import dataclass
from typing import Literal

from app.domain.serialising import as_document

Severity = Literal["error", "warning", "note"]

CODES: dict[str, Severity] = {
    "syntax": "error",
    "render": "error",
    "unknown-field": "warning",
    "alias": "warning",
    "single-brace": "error",
    "leftover": "error",
    "placeholder": "warning",
    "placeholder-doubtful": "warning",
    "unsubscribe-missing": "error",
    "address-missing": "warning",
    "subject-blank": "error",
    "subject-long": "warning",
    "entity": "warning",
    "alt-missing": "warning",
    "link-empty": "error",
    "link-invalid": "error",
    "link-insecure": "warning",
    "link-doubled": "warning",
    "unquoted": "error",
    "field-in-tag": "error",
    "field-in-script": "error",
    "script": "warning",
    "css": "warning",
    "language-missing": "warning",
    "role-missing": "warning",
    "heading-order": "warning",
    "link-words": "warning",
    "contrast": "warning",
    "client-support": "warning",
    "client-plainer": "note",
    "preheader-missing": "warning",
    "preheader-short": "warning",
    "subject-suspect": "warning",
    "utm-mixed": "warning",
    "same-condition": "warning",
    "missing-value": "warning",
    "empty-greeting": "error",
    "size": "warning",
    "never-equal": "warning",
    "unreached-branch": "warning",
}
"""Every code with its severity. An error must be mended before anybody is sent the email, a warning looked at;
a note is good to know."""


@as_document("code", "where", "message", "line", "recipients", "example", "severity")
@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: `where` is a part (subject, preheader, html, text) and `line` counts from 1 in its source.

    `recipients` is how many people it concerns (0: all, for what is wrong with the source itself), `example` the
    key of one of them, `people` a sum over their keys: it tells whether later they are others.
    """

    code: str
    where: str
    message: str
    line: int = 0
    recipients: int = 0
    example: str | None = None
    people: int = 0

    @property
    def severity(self) -> Severity:
        """Error, warning or note, by the code."""
        return CODES[self.code]


_GRAVITY: tuple[Severity, ...] = ("error", "warning", "note")


def in_order(findings: list[Finding]) -> list[Finding]:
    """The gravest first, then by part and line; each once."""
    parts = {"subject": 0, "preheader": 1, "html": 2, "text": 3}
    return sorted(
        dict.fromkeys(findings),
        key=lambda each: (_GRAVITY.index(each.severity), parts.get(each.where, 4), each.line, each.code, each.message),
    )

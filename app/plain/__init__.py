"""Segments, templates and campaigns as plain files: one a thing, so that a change reads as a diff, and back.

A folder of them can be the folder of a git checkout. It holds `segments/NAME.json`, `templates/NAME/` (`template.json`,
`body.html` or `body.mjml`, and `text.txt` where the text part is written), `campaigns/NAME.json`, and `quillwork.json`,
the list of what an export wrote, in the project's order. Nothing else in the folder is ever changed.
"""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.plain.exporting import Written, export
    from app.plain.importing import Brought, bring_in
    from app.plain.layout import Thing

HOMES: Final = {
    "exporting": "Written export",
    "importing": "Brought bring_in",
    "layout": "Thing",
}

__all__ = ["Brought", "Thing", "Written", "bring_in", "export"]

__getattr__ = lazy(__name__, HOMES)

"""Pack caniemail's tables (MIT) into `resources/clients/caniemail.json`: what each mail program knows of HTML and CSS.

    uv run --no-project --with pyyaml packaging/clients.py FOLDER

FOLDER is a checkout of https://github.com/hteumeuleu/caniemail. Of each feature the newest result of each mail program
is kept, as a letter (y known, a in part, n not known, u untested) in the order of `clients`, and how the feature is
recognised (`find`), where that can be told from a template's source. Its licence is put beside the tables.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

OUT = Path(__file__).parents[1] / "resources" / "clients"

PROPERTIES = {
    "display-flex": ("display", "flex|inline-flex"),
    "display-grid": ("display", "grid|inline-grid"),
    "sytem-ui": ("font-family", "system-ui"),
    "linear-gradient": ("*", r"linear-gradient\("),
    "radial-gradient": ("*", r"radial-gradient\("),
    "conic-gradient": ("*", r"conic-gradient\("),
    "modern-color": ("*", r"\b(?:lab|lch|oklab|oklch|hwb|color)\("),
    "rgba": ("*", r"rgba\("),
    "variables": ("*", r"var\("),
    "display-none": ("display", "none"),
    "flex-direction": ("flex-direction", "column"),
    "flex-wrap": ("flex-wrap", "wrap"),
    "gap": ("gap|column-gap|row-gap", ""),
    "grid-template": (r"grid-template(?:-\w+)?", ""),
    "block-inline-size": ("block-size|inline-size", ""),
    "border-inline-block": ("border-(?:inline|block)", ""),
    "border-inline-block-longhand": ("border-(?:inline|block)-(?:width|style|color)", ""),
    "border-inline-block-individual": (r"border-(?:inline|block)-(?:start|end)(?:-\w+)?", ""),
    "margin-block-start-end": ("margin-block-(?:start|end)", ""),
    "margin-inline-block": ("margin-(?:inline|block)", ""),
    "margin-inline-start-end": ("margin-inline-(?:start|end)", ""),
    "padding-block-start-end": ("padding-block-(?:start|end)", ""),
    "padding-inline-block": ("padding-(?:inline|block)", ""),
    "padding-inline-start-end": ("padding-inline-(?:start|end)", ""),
    "scroll-snap": (r"scroll-snap-\w+", ""),
    "inert-attribute": None,
    "grid-template-areas": None,
    "left-right-top-bottom": ("left|right|top|bottom", ""),
    "unit-percent": None,
    "unit-px": None,
    "unit-initial": ("*", r"\binitial\b"),
    "border-radius-logical": ("border-(?:start|end)-(?:start|end)-radius", ""),
    "text-decoration-skip-ink": ("text-decoration-skip-ink", ""),
}
"""Features whose name is not the property's, with the property and the value by which they are seen; None for those
that every email has."""
PLAIN = {
    *("css-comments", "css-important", "css-rgb", "css-nesting", "css-intrinsic-size", "css-column-layout-properties"),
    *("html-comments", "html-doctype", "html-body", "html-semantics", "html-link", "html-mailto-links", "amp", "bimi"),
    *(
        "css-background",
        "css-display",
        "css-font",
        "css-inset",
        "html-img",
        "html-table",
        "html-p",
        "html-span",
        "html-div",
    ),
    *("html-anchor-links", "html-lists", "html-meta-color-scheme", "html-h1-h6", "html-image-maps", "_template"),
}
"""What cannot be told from a source by a name, or is in every email."""
ATTRIBUTES = {
    *("align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "background"),
    *("cellpadding", "cellspacing", "dir", "height", "hidden", "lang", "loading", "popover", "required", "role"),
    *("srcset", "target", "valign", "width"),
}
INPUTS = {"input-checkbox": "checkbox", "input-hidden": "hidden", "input-radio": "radio", "input-reset": "reset",
          "input-submit": "submit", "input-text": "text"}  # fmt: skip


def found(slug: str) -> dict[str, str] | None:
    """How a feature is recognised."""
    kind, _, name = slug.partition("-")
    if slug in PLAIN or (name in PROPERTIES and PROPERTIES[name] is None):
        return None
    if kind == "image":
        return {"image": name} if name != "base64" else {"image": "data:"}
    if kind == "html":
        return _html(name.removesuffix("-attribute"))
    if kind != "css":
        return None
    for start, key in (("at-media-", "media"), ("pseudo-class-", "pseudo"), ("pseudo-element-", "pseudo-element")):
        if name.startswith(start):
            return {key: name.removeprefix(start)}
    if name.startswith("at-"):
        return {"at": name.removeprefix("at-")}
    if name.startswith("selector-"):
        return None
    if name.startswith("unit-") and name not in PROPERTIES:
        unit = name.removeprefix("unit-")
        return {"property": "*", "value": r"calc\(" if unit == "calc" else rf"\d{unit}\b"}
    if name.startswith("function-"):
        return {"property": "*", "value": rf"{re.escape(name.removeprefix('function-'))}\("}
    prop, value = PROPERTIES.get(name) or (name, "")
    return {"property": prop, "value": value} if value else {"property": prop}


def _html(name: str) -> dict[str, str] | None:
    if name in INPUTS:
        return {"element": "input", "type": INPUTS[name]}
    if name in ("button-reset", "button-submit"):
        return {"element": "button"}
    return {"attribute": name} if name in ATTRIBUTES else {"element": name}


def front_matter(path: Path) -> dict[str, Any]:
    """The YAML at the head of a feature's file, in which tabs stand that YAML has none of."""
    return dict(yaml.safe_load(path.read_text("utf-8").split("\n---", 1)[0].replace("\t", "    ")))


def main(folder: Path) -> None:
    """Write the tables and their licence."""
    features = {path.stem: front_matter(path) for path in sorted((folder / "_features").glob("*.md"))}
    nice = yaml.safe_load((folder / "_data" / "nicenames.yml").read_text("utf-8"))
    clients = sorted({f"{family}.{one}" for told in features.values() for family, platforms in
                      (told.get("stats") or {}).items() for one in platforms})  # fmt: skip
    titles = {one: f"{nice['family'][one.split('.')[0]]} ({nice['platform'][one.split('.')[1]]})" for one in clients}
    kept = []
    for slug, told in features.items():
        find = found(slug)
        if find is None:
            continue
        letters = ""
        for client in clients:
            family, platform = client.split(".")
            results = list(((told.get("stats") or {}).get(family) or {}).get(platform, {}).values())
            letters += str(results[-1])[0] if results else "u"
        kept.append({"name": slug, "title": told["title"], "find": find, "known": letters})
    OUT.mkdir(exist_ok=True)
    document = {"version": 1, "source": "caniemail.com, MIT, Rémi Parmentier", "clients": titles, "features": kept}
    lines = json.dumps(document, ensure_ascii=False, indent=1)
    (OUT / "caniemail.json").write_text(lines + "\n", "utf-8")
    shutil.copyfile(folder / "LICENSE", OUT / "LICENSE-caniemail")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

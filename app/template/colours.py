"""Colours as CSS writes them, and how much two of them stand out from each other."""

import re

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

NAMED: dict[str, Colour] = {
    "black": (0, 0, 0), "white": (255, 255, 255), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "silver": (192, 192, 192), "maroon": (128, 0, 0), "red": (255, 0, 0), "purple": (128, 0, 128),
    "fuchsia": (255, 0, 255), "green": (0, 128, 0), "lime": (0, 255, 0), "olive": (128, 128, 0),
    "yellow": (255, 255, 0), "navy": (0, 0, 128), "blue": (0, 0, 255), "teal": (0, 128, 128), "aqua": (0, 255, 255),
    "orange": (255, 165, 0), "pink": (255, 192, 203), "brown": (165, 42, 42), "gold": (255, 215, 0),
    "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "darkgray": (169, 169, 169),
    "darkgrey": (169, 169, 169), "dimgray": (105, 105, 105), "dimgrey": (105, 105, 105),
    "whitesmoke": (245, 245, 245), "crimson": (220, 20, 60), "tomato": (255, 99, 71), "beige": (245, 245, 220),
}  # fmt: skip
"""The names of CSS 2.1 and the commonest of those that came later."""

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")


def read_colour(text: str) -> Colour | None:
    """The colour, or None for what is none that can be known: see-through, a gradient, a merge field."""
    text = text.strip().lower()
    if found := _HEX.fullmatch(text):
        digits = found.group(1)
        pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
        red, green, blue = (int(pair, 16) for pair in pairs)
        return red, green, blue
    if found := _RGB.fullmatch(text):
        red, green, blue = (min(255, int(part)) for part in found.groups())
        return red, green, blue
    return NAMED.get(text)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black and white): WCAG 2.2, “contrast ratio”."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """WCAG 2.2, “relative luminance”."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def as_written(colour: Colour) -> str:
    """The colour as `#rrggbb`."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def enough(colour: Colour, ground: Colour, least: float) -> Colour:
    """The colour, made as much darker or lighter as it takes to stand out so much from its ground."""
    ends = sorted(((0, 0, 0), (255, 255, 255)), key=lambda end: -contrast(end, ground))
    for step in range(256):
        share = step / 255
        red, green, blue = (round(own + (end - own) * share) for own, end in zip(colour, ends[0], strict=True))
        if contrast((red, green, blue), ground) >= least:
            return red, green, blue
    return ends[0]

"""Very many dots as one image, made by whole columns: QPainter takes half a second for fifty thousand."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtGui import QColor, QImage

Array = np.ndarray[Any, np.dtype[Any]]


def image(
    points: Array, labels: Array, colours: Mapping[int, QColor], size: tuple[int, int], diameter: float, strength: float
) -> QImage:
    """A transparent image of `size` (width, height) with a round dot for each row of `points` (pixels from the left
    and the top).

    Each label's dots have its colour, `strength` (0 to 1) opaque each; where several lie over each other they add up.
    """
    width, height = size
    canvas = np.zeros((height * width, 4), dtype=np.float32)
    stamp = _stamp(diameter, strength)
    for label, colour in colours.items():
        cells, opaque = _covered(points[labels == label], stamp, width, height)
        ink = np.array([colour.blueF(), colour.greenF(), colour.redF(), 1.0], dtype=np.float32)
        canvas[cells] = canvas[cells] * (1 - opaque)[:, None] + ink * opaque[:, None]
    pixels = (canvas * 255 + 0.5).astype(np.uint8).reshape(height, width, 4)
    made = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    # Its own copy: the bytes above are gone when this function is.
    return made.copy()


def _stamp(diameter: float, strength: float) -> Array:
    """Of one dot: its pixels from the middle one (columns, rows), and the logarithm of what each lets through."""
    wide = int(np.ceil(diameter)) + 1
    middle = (wide - 1) / 2
    down, across = np.mgrid[0:wide, 0:wide]
    far = np.hypot(across - middle, down - middle)
    opaque = strength * np.clip(diameter / 2 + 0.5 - far, 0.0, 1.0)
    kept = opaque > 0
    through = np.log1p(-np.minimum(opaque[kept], 0.999))
    return np.column_stack([across[kept] - int(middle), down[kept] - int(middle), through])


def _covered(points: Array, stamp: Array, width: int, height: int) -> tuple[Array, Array]:
    """The pixels that dots of one colour touch, and how opaque each then is."""
    x, y = np.rint(points[:, 0]).astype(np.int64), np.rint(points[:, 1]).astype(np.int64)
    edge = int(np.abs(stamp[:, :2]).max())
    inside = (x >= edge) & (x < width - edge) & (y >= edge) & (y < height - edge)
    # Dots on the same pixel are stamped once, as often as they are: then no pixel is met twice in a step.
    cells, times = np.unique(y[inside] * width + x[inside], return_counts=True)
    left = np.zeros(width * height, dtype=np.float32)
    for across, down, through in stamp:
        left[cells + int(down) * width + int(across)] += (times * through).astype(np.float32)
    touched = np.flatnonzero(left)
    return touched, -np.expm1(left[touched])

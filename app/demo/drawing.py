"""Pictures of made-up products, drawn by code: a few plain shapes on a table, as PNG files.

A drawing is a list of shapes, one after the other: kind, place, sizes, tone. The picture is 4 by 3; the middle is
0, 0, its upper edge y = -0.9 and its lower edge y = 0.9.
"""

import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 320, 240
"""In pixels: twice the size at which an email shows them, so that they stay sharp."""

Image = NDArray[Any]
Colour = tuple[int, int, int]

_PIXEL = np.float32(1.8 / HEIGHT)
_TABLE = 0.42
"""Where the wall ends and the table begins."""


def picture(shapes: str, colour: Colour, pattern: str, seed: int) -> bytes:
    """The PNG of a drawing in a colour; `pattern` is plain, striped, speckled, checked or glazed."""
    image = _room(colour)
    tones = _tones(colour)
    cover: Image = np.zeros((HEIGHT, WIDTH), np.float32)
    for shape in shapes.split(";"):
        kind, *words, tone = shape.split()
        sizes = [float(word) for word in words]
        where = _window(kind, sizes)
        alpha = _alpha(kind, sizes, where)
        _paint(image[where], tones[tone], alpha)
        cover[where] = np.maximum(cover[where], alpha) if tone == "main" else cover[where] * (1 - alpha)
    _decorate(image, cover, pattern, tones, seed)
    return png(np.clip(np.rint(image), 0, 255).astype(np.uint8))


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Rows × columns × RGB as a PNG file."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + width * 3), np.uint8)
    # Each row as its difference from the one above: plain areas become zeros, which pack well.
    rows[:, 0] = 2
    flat = pixels.reshape(height, width * 3)
    rows[0, 1:] = flat[0]
    rows[1:, 1:] = flat[1:] - flat[:-1]
    # Eight bits a channel, red, green and blue, not interlaced.
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _grid() -> tuple[Image, Image]:
    x = (np.arange(WIDTH, dtype=np.float32) + 0.5 - WIDTH / 2) * _PIXEL
    y = (np.arange(HEIGHT, dtype=np.float32) + 0.5 - HEIGHT / 2) * _PIXEL
    return x[None, :], y[:, None]


_X, _Y = _grid()
_SHADE: Image = 1 - 0.16 * np.clip(1 - np.hypot(_X / 0.78, (_Y - 0.72) / 0.11), 0, 1)[..., None]


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(one * (1 - share) + two * share) for one, two in zip(colour, other, strict=True))
    return red, green, blue


def _tones(colour: Colour) -> dict[str, Colour]:
    return {
        "main": colour,
        "dark": _mixed(colour, (24, 22, 36), 0.35),
        "light": _mixed(colour, (255, 255, 255), 0.45),
        "pale": _mixed(colour, (255, 252, 246), 0.82),
        "wood": (196, 152, 108),
        "metal": (168, 172, 180),
        "ink": (58, 56, 70),
        "leaf": (96, 142, 98),
        "glow": (255, 226, 150),
        "cream": (250, 244, 232),
    }


def _room(colour: Colour) -> Image:
    """A wall in a tint of the colour, a paler table, and the soft shadow of what stands on it."""
    image = np.empty((HEIGHT, WIDTH, 3), np.float32)
    image[:] = _mixed(colour, (250, 247, 242), 0.78)
    image[np.broadcast_to(_Y > _TABLE, (HEIGHT, WIDTH))] = _mixed(colour, (255, 253, 249), 0.9)
    image *= _SHADE
    return image


def _paint(image: Image, colour: Colour, alpha: Image) -> None:
    image += alpha[..., None] * (np.array(colour, np.float32) - image)


def _decorate(image: Image, cover: Image, pattern: str, tones: dict[str, Colour], seed: int) -> None:
    """A pattern over what is painted in the main tone."""
    if pattern == "striped":
        _paint(image, tones["pale"], cover * (np.sin(_Y * 42) > 0.55))
    elif pattern == "checked":
        _paint(image, tones["light"], cover * ((np.sin(_X * 34) > 0) ^ (np.sin(_Y * 34) > 0)))
    elif pattern == "glazed":
        _paint(image, tones["dark"], cover * np.clip((_Y - 0.12 - 0.05 * np.sin(_X * 9)) / _PIXEL + 0.5, 0, 1))
    elif pattern == "speckled":
        for spot in np.random.default_rng(seed).uniform((-0.8, -0.8, 0.008), (0.8, 0.8, 0.022), (90, 3)).tolist():
            where = _window("circle", spot)
            _paint(image[where], tones["dark"], cover[where] * _alpha("circle", spot, where))


def _window(kind: str, sizes: list[float]) -> tuple[slice, slice]:
    """Rows and columns outside of which a shape covers nothing."""
    x, y, *rest = sizes
    if kind == "line":
        to_x, to_y, width = rest
        left, right, top, bottom = (
            min(x, to_x) - width,
            max(x, to_x) + width,
            min(y, to_y) - width,
            max(y, to_y) + width,
        )
    else:
        across = {"trap": max(rest[:2]), "ring": sum(rest)}.get(kind, rest[0])
        down = {"trap": rest[2] if kind == "trap" else 0, "ring": across}.get(
            kind, rest[1] if len(rest) > 1 else across
        )
        left, right, top, bottom = x - across, x + across, y - down, y + down
    return _pixels(top, bottom, HEIGHT), _pixels(left, right, WIDTH)


def _pixels(low: float, high: float, size: int) -> slice:
    first, last = (int(edge / _PIXEL + size / 2) for edge in (low, high))
    # A margin for the soft edge.
    return slice(min(max(0, first - 2), size), max(0, min(size, last + 3)))


def _alpha(kind: str, sizes: list[float], where: tuple[slice, slice]) -> Image:
    """How much of each pixel of a window a shape covers, from the distance to its edge."""
    rows, columns = where
    x, y = _X[:, columns] - np.float32(sizes[0]), _Y[rows] - np.float32(sizes[1])
    inside = np.clip(0.5 - _distance(kind, sizes, x, y) / _PIXEL, 0, 1)
    return np.broadcast_to(inside, (y.shape[0], x.shape[1])).astype(np.float32)


def _distance(kind: str, sizes: list[float], x: Image, y: Image) -> Image:
    """Signed distance to the edge of a shape, negative inside (for ovals and trapezoids nearly so)."""
    found: NDArray[Any]
    match kind, sizes[2:]:
        case "circle", [radius]:
            found = np.hypot(x, y) - radius
        case "ring", [radius, width]:
            found = np.abs(np.hypot(x, y) - radius) - width
        case "oval", [across, down]:
            found = (np.hypot(x / across, y / down) - 1) * min(across, down)
        case "dome", [radius]:
            found = np.maximum(np.hypot(x, y) - radius, y)
        case "bowl", [across, down]:
            found = np.maximum((np.hypot(x / across, y / down) - 1) * min(across, down), -y)
        case "box", [across, down, round_by]:
            found = _box(np.abs(x) - across, np.abs(y) - down, round_by)
        case "trap", [top, bottom, down, round_by]:
            half = top + (bottom - top) * (y + down) / (2 * down)
            found = _box(np.abs(x) - half, np.abs(y) - down, round_by)
        case "line", [to_x, to_y, width]:
            found = _segment(x, y, to_x - sizes[0], to_y - sizes[1]) - width
        case _:
            raise ValueError(f"no shape {kind} {sizes}")
    return found


def _box(x: Image, y: Image, round_by: float) -> Image:
    x, y = x + np.float32(round_by), y + np.float32(round_by)
    outside = np.hypot(np.maximum(x, 0), np.maximum(y, 0))
    return outside + np.minimum(np.maximum(x, y), 0) - round_by


def _segment(x: Image, y: Image, along_x: float, along_y: float) -> Image:
    share = np.clip((x * along_x + y * along_y) / (along_x**2 + along_y**2), 0, 1)
    return np.hypot(x - share * along_x, y - share * along_y)

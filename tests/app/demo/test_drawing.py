"""Pictures are whole PNG files, the same every time, and show what they are said to show."""

import struct
import zlib

import numpy as np
import pytest

from app.demo import goods
from app.demo.drawing import HEIGHT, WIDTH, picture, png


def _read(data: bytes) -> np.ndarray:
    """The pixels of a PNG as this program writes them, with every checksum looked at."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed, size = 8, b"", (0, 0)
    while at < len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        size = struct.unpack(">II", body[:8]) if name == b"IHDR" else size
        packed += body if name == b"IDAT" else b""
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(size[1], 1 + 3 * size[0])
    assert (rows[:, 0] == 2).all()
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(size[1], size[0], 3)


def test_a_png_gives_back_its_pixels() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (7, 5, 3)).astype(np.uint8)
    np.testing.assert_array_equal(_read(png(pixels)), pixels)


def test_a_shape_is_painted_in_its_colour_where_it_is_said_to_be() -> None:
    found = _read(picture("circle 0 0 .5 main", (10, 200, 30), "plain", 1))
    assert found.shape == (HEIGHT, WIDTH, 3)
    assert found[HEIGHT // 2, WIDTH // 2].tolist() == [10, 200, 30]
    radius = round(0.5 / (1.8 / HEIGHT))
    assert found[HEIGHT // 2, WIDTH // 2 + radius - 2].tolist() == [10, 200, 30]
    assert found[HEIGHT // 2, WIDTH // 2 + radius + 2].tolist() != [10, 200, 30]


@pytest.mark.parametrize("pattern", ["striped", "speckled", "checked", "glazed"])
def test_patterns_change_the_thing_and_nothing_around_it(pattern: str) -> None:
    plain = _read(picture("box 0 0 .4 .4 0 main", (90, 120, 200), "plain", 5))
    other = _read(picture("box 0 0 .4 .4 0 main", (90, 120, 200), pattern, 5))
    changed = (plain != other).any(axis=2)
    assert changed.sum() > 300
    rows, columns = np.nonzero(changed)
    half = 0.4 / (1.8 / HEIGHT) + 2
    assert abs(rows - HEIGHT / 2).max() < half
    assert abs(columns - WIDTH / 2).max() < half


def test_a_shape_that_does_not_exist_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no shape hexagon"):
        picture("hexagon 0 0 .5 main", (1, 2, 3), "plain", 1)


def test_pictures_are_the_same_every_time() -> None:
    products = goods.catalogue(60, np.random.default_rng(4))
    again = goods.catalogue(60, np.random.default_rng(4))
    assert [product.drawn() for product in products[:5]] == [product.drawn() for product in again[:5]]
    assert len({product.drawn() for product in products}) == 60

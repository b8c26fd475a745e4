"""The made-up catalogue."""

import struct
import zlib

import numpy as np
import pytest

from app.demo import goods
from app.demo.drawing import picture


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


@pytest.mark.parametrize("thing", goods.things(), ids=lambda thing: thing.name)
def test_every_thing_can_be_drawn(thing: goods.Thing) -> None:
    found = _read(picture(thing.drawing, (198, 104, 76), "speckled", 3))
    empty = _read(picture("circle 9 9 .1 main", (198, 104, 76), "plain", 3))
    assert (found != empty).any(axis=2).mean() > 0.02


def test_products_differ_in_name_sku_and_address() -> None:
    products = goods.catalogue(400, np.random.default_rng(4))
    for attribute in ("sku", "name", "url", "image_url"):
        assert len({getattr(product, attribute) for product in products}) == 400
    assert {product.category for product in products} == {
        "Kitchen", "Lighting", "Stationery", "Garden", "Textiles", "Home", "Bags", "Toys",
    }  # fmt: skip
    assert 0.88 < sum(product.in_stock for product in products) / 400 < 0.99
    assert all(1 < product.price < 150 for product in products)

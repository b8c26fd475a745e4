"""The made-up catalogue: what the demo shop sells, in which colours and patterns, and how each thing is drawn."""

from dataclasses import dataclass
from importlib import resources

import numpy as np

from app.demo.drawing import Colour, picture

PICTURES = "https://img.example.com/products"
"""Where the shop's pictures would lie; the project keeps each picture under its whole address."""
PAGES = "https://hearthandheron.example/p"

_COLOURS: dict[str, Colour] = {
    "sage": (134, 158, 132),
    "ochre": (206, 156, 62),
    "indigo": (74, 88, 150),
    "terracotta": (198, 104, 76),
    "blush": (222, 156, 150),
    "slate": (98, 112, 128),
    "teal": (58, 132, 136),
    "plum": (132, 84, 122),
    "mustard": (214, 172, 70),
    "sky": (112, 160, 204),
    "moss": (110, 128, 72),
    "coral": (228, 122, 98),
}
_PATTERNS = ("plain", "speckled", "striped", "checked", "glazed")
_PATTERN_WORDS = {
    "plain": "",
    "speckled": "Speckled ",
    "striped": "Striped ",
    "checked": "Checked ",
    "glazed": "Dipped ",
}
_BRANDS = (
    "Hearth & Heron", "Nordlys", "Casa Mirtilla", "Oak & Otter", "Studio Kumo",
    "Petit Jardin", "Fieldnote", "Little Lantern", "Moorland Mill", "Blue Gate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of product: its shelf, its name, its usual price and its drawing."""

    category: str
    name: str
    price: float
    drawing: str


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the catalogue, and all that its picture needs."""

    sku: str
    name: str
    category: str
    brand: str
    price: float
    in_stock: bool
    drawing: str
    colour: Colour
    pattern: str

    @property
    def url(self) -> str:
        """Its page."""
        return f"{PAGES}/{self.sku.lower()}"

    @property
    def image_url(self) -> str:
        """The address of its picture."""
        return f"{PICTURES}/{self.sku.lower()}.png"

    def drawn(self) -> bytes:
        """Its picture, a PNG file; the same every time."""
        return picture(self.drawing, self.colour, self.pattern, int(self.sku[-4:]))


def things() -> list[Thing]:
    """The kinds of product, shelf by shelf."""
    lines = resources.files("resources").joinpath("demo", "products.txt").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if not line.startswith("#")]
    return [Thing(category, name, float(price), drawing) for category, name, price, drawing in rows]


def catalogue(count: int, draw: np.random.Generator) -> list[Product]:
    """So many different products (at most 60 of each kind), evenly over the kinds of thing."""
    kinds, looks = things(), [(colour, pattern) for colour in _COLOURS for pattern in _PATTERNS]
    order = draw.permutation(len(looks))
    found = []
    for number in range(count):
        turn, which = divmod(number, len(kinds))
        # The turns go through all looks, and each kind begins at another one, so that no two products are alike.
        colour, pattern = looks[(order[turn] + 7 * which) % len(looks)]
        found.append(_product(number, kinds[which], colour, pattern, draw))
    return found


def _product(number: int, kind: Thing, colour: str, pattern: str, draw: np.random.Generator) -> Product:
    price = max(2.0, kind.price * draw.uniform(0.7, 1.6))
    return Product(
        sku=f"{kind.category[:3].upper()}-{1001 + number}",
        name=f"{_PATTERN_WORDS[pattern]}{kind.name if not _PATTERN_WORDS[pattern] else kind.name.lower()} in {colour}",
        category=kind.category,
        brand=_BRANDS[int(draw.integers(len(_BRANDS)))],
        price=round(price) - (0.05 if draw.random() < 0.7 else 0.5),
        in_stock=bool(draw.random() < 0.94),
        drawing=kind.drawing,
        colour=_COLOURS[colour],
        pattern=pattern,
    )

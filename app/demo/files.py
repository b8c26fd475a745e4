"""The made-up shop as ordinary files, as messy as real ones: what `import` gets to read."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from app.demo import goods, mailing, shopping
from app.demo.contacts import contacts, text
from app.demo.people import DAYS, Texts, Whole
from app.demo.shop import END, SEED, Shop
from app.demo.shopping import Visits
from app.domain.progress import SILENT, Progress

NAMES = ("contacts.csv", "orders.csv", "products.csv", "web_events.csv", "email_events.csv")
"""The files, in the order in which they are imported."""

_VIEWS = np.array(["product_view", "add_to_cart", "checkout_started", "search"], dtype=object)
_DEVICES = np.array(["mobile", "desktop", "tablet"], dtype=object)


def write(shop: Shop, folder: Path, seed: int = SEED, progress: Progress = SILENT) -> list[Path]:
    """Write the files into a folder; the same shop gives the same bytes."""
    # A stream of its own: another way of writing leaves the shop as it is.
    draw = np.random.default_rng([seed, 1])
    writers = (contacts, _orders, _products, _web_events, _email_events)
    paths = []
    for number, (name, writer) in enumerate(zip(NAMES, writers, strict=True)):
        progress.step(number, len(NAMES), f"Writing {name}")
        (folder / name).write_bytes(writer(shop, draw))
        paths.append(folder / name)
    return paths


def _table(columns: dict[str, object]) -> bytes:
    sink = pa.BufferOutputStream()
    # Arrow refuses a cell that would need quotes, so no line can come apart unseen.
    options = arrow_csv.WriteOptions(quoting_style="none", quoting_header="none")
    arrow_csv.write_csv(pa.table(columns), sink, options)
    return bytes(sink.getvalue())


def _times(at: Whole, pattern: str = " ") -> Texts:
    """Seconds of the two years as local times to the second."""
    start = END - np.timedelta64(DAYS, "D")
    found = np.char.replace(np.datetime_as_string(start + at.astype("timedelta64[s]")), "T", pattern)
    return np.asarray(found, dtype=object)


def _orders(shop: Shop, draw: np.random.Generator) -> bytes:
    lines = shop.lines
    numbers = (500_001 + lines.order).astype(str).astype(object)
    # Shops put a C before the number of what was sent back.
    numbers[lines.quantity < 0] = "C" + numbers[lines.quantity < 0]
    # Some bought as guests without leaving a number, and some lines were given away.
    guest = draw.random(int(lines.order.max()) + 1)[lines.order] < 0.012
    buyer = shop.people.ids[lines.person].astype(str).astype(object)
    buyer[guest | shop.nameless[lines.person]] = ""
    price = np.where((draw.random(len(guest)) < 0.0006) & (lines.quantity > 0), 0.0, lines.price)
    return _table(
        {
            "Order ID": numbers,
            "Order date": _times(lines.at),
            "Customer ID": buyer,
            "SKU": np.array([product.sku for product in shop.products], dtype=object)[lines.product],
            "Quantity": lines.quantity,
            "Unit price": price,
            "Discount code": shopping.discount(lines.code),
        }
    )


def _products(shop: Shop, draw: np.random.Generator) -> bytes:
    rows = (
        (one.sku, one.name, one.category, one.brand, f"{one.price:.2f}", one.in_stock, one.url, one.image_url)
        for one in shop.products
    )
    header = ("sku", "name", "category", "brand", "price", "in_stock", "url", "image_url")
    return text(rows, header, ",").encode()


def _web_events(shop: Shop, draw: np.random.Generator) -> bytes:
    seen = shop.visits
    skus = np.array([product.sku for product in shop.products], dtype=object)[seen.product]
    pages = np.array([product.url for product in shop.products], dtype=object)[seen.product]
    words = np.array([product.name.split(" in ")[0].lower() for product in shop.products], dtype=object)[seen.product]
    searched = seen.kind == 3
    known = seen.known & ~shop.nameless[seen.person]
    return _table(
        {
            "ts": _times(seen.at, "T"),
            "event": _VIEWS[seen.kind],
            "cookie_id": _cookies(seen),
            "customer_id": np.where(known, shop.people.ids[seen.person].astype(str), ""),
            "sku": np.where(searched | (seen.kind == 2), "", skus),
            "url": np.where(searched, goods.PAGES, pages),
            "query": np.where(searched, words, ""),
            "duration_s": np.where(seen.kind == 0, seen.seconds.astype(str), ""),
            "device": _DEVICES[seen.device],
        }
    )


def _cookies(seen: Visits) -> Texts:
    """A cookie for each person and device, scattered so that it says nothing about either."""
    # Knuth's multiplier; being odd, it gives no two the same.
    numbers = (seen.person * 3 + seen.device + 1) * 2_654_435_761 % 2**32
    return np.array([f"ck_{number:08x}" for number in numbers.tolist()], dtype=object)


def _email_events(shop: Shop, draw: np.random.Generator) -> bytes:
    sent = shop.mails
    named = np.array([f"{name}" for name in mailing.CAMPAIGNS], dtype=object)
    clicked, bounced = sent.kind == 2, sent.kind == 3
    offered = np.array([product.url for product in shop.products], dtype=object)
    return _table(
        {
            "ts": _times(sent.at),
            "event": np.array(mailing.KINDS, dtype=object)[sent.kind],
            "email": shop.people.address[sent.person],
            "campaign": named[sent.campaign],
            "variant": np.array(["A", "B"], dtype=object)[sent.variant],
            "link": np.where(clicked, offered[draw.integers(0, len(offered), len(clicked))], ""),
            "bounce_type": np.where(bounced, np.where(sent.hard, "hard", "soft"), ""),
            "machine": np.where(sent.kind == 1, np.where(sent.machine, "true", "false"), ""),
        }
    )

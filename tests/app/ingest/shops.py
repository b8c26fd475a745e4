"""Orders of a made-up shop, and their exports as Shopify, WooCommerce, Magento, Square and others write them."""

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

GOODS = {"MUG": 14.5, "LAMP": 35.0, "TEA": 4.25, "APRON": 39.0, "OIL": 18.9}
PEOPLE = ("ana@x.de", "bo@x.de", "cy@x.de", "dee@x.de")


@dataclass(frozen=True)
class Order:
    """One order at one time: amounts in hundredths; `state` is paid, pending, failed, cancelled, refunded or hold."""

    number: int
    email: str
    at: str
    lines: tuple[tuple[str, int], ...]
    shipping: int
    discount: int
    state: str = "paid"
    refunded: int = 0
    changed: int = 0

    @property
    def goods(self) -> int:
        """What the lines come to."""
        return sum(round(GOODS[sku] * 100) * count for sku, count in self.lines)

    @property
    def total(self) -> int:
        """What was charged."""
        return self.goods + self.shipping - self.discount

    @property
    def net(self) -> int | None:
        """What is left of it; None where it is no purchase."""
        bought = self.state in ("paid", "hold") and not 0 < self.total <= self.refunded
        return self.total - self.refunded if bought else None


@dataclass
class World:
    """Orders as they change from month to month; `months` holds each month's picture of all of them."""

    rng: random.Random
    months: list[dict[int, Order]] = field(default_factory=list)

    def live(self, months: int) -> None:
        """Let so many months pass: new orders come, old ones are paid, cancelled, refunded, or changed."""
        now: dict[int, Order] = {}
        for month in range(1, months + 1):
            for number, one in now.items():
                if self.rng.random() < 0.5:
                    now[number] = replace(self._later(one), changed=month)
            for _ in range(self.rng.randint(2, 5)):
                made = self._made(1000 + len(now), month)
                now[made.number] = made
            self.months.append(dict(now))

    def _made(self, number: int, month: int) -> Order:
        lines = tuple((sku, self.rng.randint(1, 3)) for sku in self.rng.sample(sorted(GOODS), self.rng.randint(1, 3)))
        at = f"2024-{month:02}-{self.rng.randint(1, 28):02} {self.rng.randint(0, 23):02}:15:00"
        state = self.rng.choice(["paid", "paid", "pending", "failed", "hold"])
        cut = self.rng.choice([0, 0, 150])
        return Order(number, self.rng.choice(PEOPLE), at, lines, self.rng.choice([0, 495]), cut, state, 0, month)

    def _later(self, one: Order) -> Order:
        if one.state in ("pending", "failed", "hold"):
            return replace(one, state=self.rng.choice(["paid", "cancelled"]))
        if one.state == "paid":
            refund = self.rng.choice([0, one.total // 2, one.total])
            return replace(one, refunded=refund, state="refunded" if refund == one.total else "paid")
        return one


def _money(amount: int) -> str:
    return f"{amount / 100:.2f}"


def _written(rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def shopify(orders: list[Order]) -> str:
    """Order fields on the first line only."""
    words = {"paid": "paid", "pending": "pending", "failed": "voided", "cancelled": "voided", "refunded": "refunded",
             "hold": "paid"}  # fmt: skip
    rows = []
    for one in orders:
        state = "partially_refunded" if one.state == "paid" and one.refunded else words[one.state]
        whole = {"Financial Status": state, "Fulfillment Status": "fulfilled" if one.changed % 2 else "",
                 "Currency": "EUR", "Subtotal": _money(one.goods - one.discount), "Shipping": _money(one.shipping),
                 "Taxes": "1.00", "Total": _money(one.total), "Discount Code": "",
                 "Discount Amount": _money(one.discount),
                 "Cancelled at": one.at if one.state == "cancelled" else "",
                 "Refunded Amount": _money(one.refunded)}  # fmt: skip
        for place, (sku, count) in enumerate(one.lines):
            rows.append(
                {"Name": f"#{one.number}", "Email": one.email}
                | (whole if place == 0 else dict.fromkeys(whole, ""))
                | {
                    "Created at": one.at + " +0000",
                    "Lineitem quantity": count,
                    "Lineitem name": sku.title(),
                    "Lineitem price": f"{GOODS[sku]:.2f}",
                    "Lineitem sku": sku,
                    "Lineitem discount": "0.00",
                }
            )
    return _written(rows)


_WOO = {"paid": "Completed", "pending": "Pending payment", "failed": "Failed", "cancelled": "Cancelled",
        "refunded": "Refunded", "hold": "On hold"}  # fmt: skip


def woo_by_item(orders: list[Order]) -> str:
    """The order's total on each row of an item."""
    return _written(
        [
            {
                "Order Number": one.number,
                "Order Status": _WOO[one.state],
                "Order Date": one.at[:16],
                "Email (Billing)": one.email,
                "Cart Discount Amount": _money(one.discount),
                "Order Shipping Amount": _money(one.shipping),
                "Order Refund Amount": _money(one.refunded),
                "Order Total Amount": _money(one.total),
                "SKU": sku,
                "Item #": place + 1,
                "Item Name": sku.title(),
                "Quantity (- Refund)": count,
                "Item Cost": f"{GOODS[sku]:.2f}",
            }
            for one in orders
            for place, (sku, count) in enumerate(one.lines)
        ]
    )


def woo_by_order(orders: list[Order]) -> str:
    """One row an order, its items in one cell."""

    def items(one: Order) -> str:
        return ";".join(f"name:{sku.title()}|sku:{sku}|quantity:{n}|total:{GOODS[sku] * n:.2f}" for sku, n in one.lines)

    return _written(
        [
            {
                "order_id": one.number,
                "order_number": one.number,
                "date": one.at,
                "status": "wc-" + _WOO[one.state].lower().replace(" ", "-"),
                "shipping_total": _money(one.shipping),
                "tax_total": "1.00",
                "discount_total": _money(one.discount),
                "order_total": _money(one.total),
                "refunded_total": _money(-one.refunded),
                "order_currency": "EUR",
                "billing_email": one.email,
                "line_items": items(one),
            }
            for one in orders
        ]
    )


def magento(orders: list[Order]) -> str:
    """One row an order, without lines."""
    words = _WOO | {"paid": "Complete", "pending": "Pending", "failed": "Payment Review", "refunded": "Closed",
                    "cancelled": "Canceled", "hold": "On Hold"}  # fmt: skip
    return _written(
        [
            {
                "ID": f"{one.number:09}",
                "Purchase Point": "Main Store",
                "Purchase Date": one.at,
                "Bill-to Name": "Somebody",
                "Customer Email": one.email,
                "Grand Total (Base)": _money(one.total),
                "Grand Total (Purchased)": _money(one.total),
                "Status": words[one.state],
                "Subtotal": _money(one.goods),
                "Shipping and Handling": _money(one.shipping),
                "Total Refunded": _money(one.refunded),
            }
            for one in orders
        ]
    )


def stripe(orders: list[Order]) -> str:
    """Payments: what was charged and what came back of it."""
    words = {"paid": "Paid", "pending": "requires_payment_method", "failed": "Failed", "cancelled": "Canceled",
             "refunded": "Refunded", "hold": "Paid"}  # fmt: skip
    return _written(
        [
            {
                "id": f"ch_{one.number}x",
                "Created date (UTC)": one.at,
                "Amount": _money(one.total),
                "Amount Refunded": _money(one.refunded),
                "Currency": "eur",
                "Captured": one.state in ("paid", "refunded", "hold"),
                "Converted Amount": _money(one.total),
                "Fee": "0.35",
                "Status": words[one.state],
                "Customer Email": one.email,
                "Customer ID": f"cus_{one.email[:2]}",
            }
            for one in orders
        ]
    )


def bigcommerce(orders: list[Order]) -> str:
    """One row an order that says when it was changed; items in one cell."""
    words = {"paid": "Completed", "pending": "Awaiting Payment", "failed": "Declined", "cancelled": "Cancelled",
             "refunded": "Refunded", "hold": "Awaiting Fulfillment"}  # fmt: skip
    return _written(
        [
            {
                "Order ID": one.number,
                "Order Date": one.at,
                "Date Modified": f"2024-{one.changed:02}-28 23:59:00",
                "Order Status": words[one.state],
                "Customer Email": one.email,
                "Subtotal (inc tax)": _money(one.goods),
                "Shipping Cost (inc tax)": _money(one.shipping),
                "Order Total (inc tax)": _money(one.total),
                "Refund Amount": _money(one.refunded),
                "Product Details": json.dumps([{"sku": sku, "name": sku, "quantity": n} for sku, n in one.lines]),
            }
            for one in orders
        ]
    )


def prestashop(orders: list[Order]) -> str:
    """In French, with decimal commas and the items side by side."""
    words = {"paid": "Paiement accepté", "pending": "En attente de paiement", "failed": "Échouée",
             "cancelled": "Annulée", "refunded": "Remboursée", "hold": "Livrée"}  # fmt: skip
    rows = []
    for one in orders:
        row: dict[str, object] = {
            "Commande": one.number,
            "Adresse e-mail": one.email,
            "Date de commande": one.at,
            "État": words[one.state],
            "Montant total": _money(one.total).replace(".", ","),
            "Montant remboursé": _money(one.refunded).replace(".", ","),
        }
        for place in range(3):
            sku, count = one.lines[place] if place < len(one.lines) else ("", "")
            row |= {f"Référence {place + 1}": sku, f"Prix {place + 1}": str(GOODS.get(sku, "")).replace(".", ","),
                    f"Quantité {place + 1}": count}  # fmt: skip
        rows.append(row)
    return _written(rows)


EXPORTS: dict[str, Callable[[list[Order]], str]] = {
    "shopify": shopify,
    "woo by item": woo_by_item,
    "woo by order": woo_by_order,
    "magento": magento,
    "stripe": stripe,
    "bigcommerce": bigcommerce,
    "prestashop": prestashop,
}
"""Each shop's export of some orders."""

DATED = frozenset({"bigcommerce"})
"""Those that say of each order when it was changed last."""

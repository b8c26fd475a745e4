"""A year of real orders put straight into a project: what an import makes of them, without the import."""

import gzip
from pathlib import Path

import pandas as pd
import pyarrow as pa
from sqlalchemy import insert

from app.project import Change, Project
from storage import bulk
from storage.file import models


def read(folder: Path) -> pd.DataFrame:
    """The order lines that count: a customer, and more than nothing for more than nothing."""
    with gzip.open(folder / "online_retail" / "online_retail.csv.gz", "rt") as file:
        lines = pd.read_csv(file, dtype={"InvoiceNo": str, "StockCode": str})
    lines = lines[lines.CustomerID.notna() & (lines.Quantity > 0) & (lines.UnitPrice > 0)]
    cents = (lines.UnitPrice * 10_000).round().astype("int64")
    return lines.assign(
        person=lines.CustomerID.astype("int64"),
        at=pd.to_datetime(lines.InvoiceDate).astype("datetime64[us]").astype("int64"),
        cents=cents,
        amount=cents * lines.Quantity,
    )


def fill(project: Project, lines: pd.DataFrame) -> None:
    """Put the customers, an event for each line and one for each order into an empty project."""
    people = sorted(lines.person.unique().tolist())
    orders = (
        lines.groupby(["InvoiceNo", "person"], sort=False)
        .agg(at=("at", "first"), amount=("amount", "sum"), quantity=("Quantity", "sum"))
        .reset_index()
    )
    with project.write("orders", set(Change)) as connection:
        profiles = [
            {"id": one, "key": f"customer_id:{one}", "mailable": False, "traits": {}, "created_batch": 1}
            for one in people
        ]
        connection.execute(insert(models.profile), profiles)
        identifiers = [
            {"profile_id": one, "kind": "customer_id", "value": str(one), "original": str(one), "link_id": 1}
            for one in people
        ]
        connection.execute(insert(models.identifier), identifiers)
        bulk.copy_in(
            connection, {"event": _events("ordered_product", lines, {"sku": lines.StockCode, "price": lines.cents})}
        )
        bulk.copy_in(
            connection, {"event": _events("placed_order", orders.rename(columns={"quantity": "Quantity"}), {})}
        )


def _events(name: str, rows: pd.DataFrame, more: dict[str, pd.Series]) -> pa.Table:
    count = len(rows)
    columns = {
        "link_id": pa.repeat(1, count),
        "profile_id": pa.array(rows.person),
        "name": pa.repeat(name, count),
        "at": pa.array(rows["at"]),
        "batch_id": pa.repeat(1, count),
        "row": pa.array(range(count)),
        "digest": pa.array(range(count)),
        "order_id": pa.array(rows.InvoiceNo),
        "quantity": pa.array(rows.Quantity * 10_000),
        "amount": pa.array(rows.amount),
    }
    return pa.table(columns | {key: pa.array(series) for key, series in more.items()})

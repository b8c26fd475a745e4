"""Ten segments of the composed shop, counted by the workbench and, from the files, by other code with pandas."""

from pathlib import Path

import pandas as pd

NOW = pd.Timestamp("2011-12-10")
LAST_90 = {"within": {"last": {"days": 90}}}

SEGMENTS = {
    "Silver and gold in Leeds": {
        "all": [
            {"trait": "city", "op": "is", "value": "LEEDS"},
            {"trait": "loyalty_tier", "op": "is_any_of", "value": ["silver", "Gold"]},
        ]
    },
    "Signed up in spring, name known": {
        "all": [
            {"trait": "signed_up_at", "op": "between", "value": ["2011-03-01", "2011-05-31"]},
            {"trait": "first_name", "op": "is_set"},
        ]
    },
    "Three orders in a year": {"event": "placed_order", "within": {"last": {"days": 365}}, "op": ">=", "value": 3},
    "Lapsed": {"all": [{"event": "placed_order"}, {"event": "placed_order", "op": "=", "value": 0} | LAST_90]},
    "Spent a thousand in 2011": {
        "event": "placed_order",
        "measure": "sum",
        "of": "amount",
        "op": ">",
        "value": 1000,
        "within": {"from": "2011-01-01", "to": "2011-12-31"},
    },
    "Fifty bags": {
        "event": "ordered_product",
        "where": [{"property": "product.category", "op": "is", "value": "bags"}],
        "measure": "sum",
        "of": "quantity",
        "op": ">=",
        "value": 50,
    },
    "On the site on three days of a month": {
        "event": ["viewed_product", "added_to_cart"],
        "within": {"last": {"days": 30}},
        "measure": "distinct",
        "of": "day",
        "op": ">=",
        "value": 3,
    },
    "More carts than lines, on a phone": {
        "event": "added_to_cart",
        "where": [{"property": "device", "op": "is", "value": "Mobile"}],
        "more_often_than": {"event": "ordered_product"},
    }
    | LAST_90,
    "Opens, never clicks, may be written to": {
        "all": [
            {"event": "opened_email", "within": {"from": "2011-09-01"}},
            {"event": "clicked_email", "op": "=", "value": 0},
            {"consent": "email", "is": "granted"},
            {"suppressed": False},
        ]
    },
    "Kitchen lovers with an average order of 300, or born in December, but not German": {
        "all": [
            {
                "any": [
                    {
                        "all": [
                            {"trait": "interests", "op": "has", "value": "kitchen"},
                            {"event": "placed_order", "measure": "mean", "of": "amount", "op": ">=", "value": 300},
                        ]
                    },
                    {"trait": "birth_date", "op": "in_month", "value": 12},
                ]
            },
            {"none": [{"trait": "language", "op": "is", "value": "de"}]},
        ]
    },
}


def people(folder: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each person of the contacts, and the person of each valid address."""
    rows = pd.read_csv(
        folder / "composed_shop/contacts.csv", sep=";", dtype=str, encoding="utf-8-sig", keep_default_na=False
    )
    rows = rows.map(str.strip)
    address = rows["E-mail"].str.lower()
    valid = address.str.fullmatch(r"[^@\s,]+@[a-z0-9-]+(\.[a-z0-9-]+)+") & ~address.str.contains(r"\.@|\.\.")
    number = rows["Customer ID"].str.removesuffix(".0")
    known = dict(zip(address[valid & (number != "")], number[valid & (number != "")], strict=True))
    who = number.where(number != "", address.map(known).where(valid))
    who = who.where(who.notna(), ("mail " + address).where(valid))
    rows = rows.assign(who=who, address=address.where(valid))
    owner = dict(zip(rows.address[valid], rows.who[valid], strict=True))
    # Where a person has several rows, the later ones fill and replace what they know.
    filled = rows[rows.who.notna()].mask(lambda all_rows: all_rows == "")
    return filled.groupby("who", sort=False).last(), owner


def orders(folder: Path) -> pd.DataFrame:
    lines = pd.read_csv(
        folder / "online_retail/online_retail.csv.gz", dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str}
    )
    lines = lines[
        lines.CustomerID.notna() & (lines.Quantity > 0) & (lines.UnitPrice > 0) & ~lines.InvoiceNo.str.startswith("C")
    ]
    cents = (lines.UnitPrice * 10_000).round().astype("int64") * lines.Quantity
    return lines.assign(who=lines.CustomerID.str.removesuffix(".0"), at=pd.to_datetime(lines.InvoiceDate), cents=cents)


def visits(folder: Path) -> pd.DataFrame:
    rows = pd.read_csv(folder / "composed_shop/web_events.csv.gz", dtype=str, keep_default_na=False)
    named = rows[rows.customer_id != ""]
    of_cookie = named.groupby("cookie_id").customer_id.first()
    who = rows.customer_id.where(rows.customer_id != "", rows.cookie_id.map(of_cookie))
    return rows.assign(who=who, at=pd.to_datetime(rows.ts).dt.tz_localize(None))


def mails(folder: Path, owner: dict[str, str]) -> pd.DataFrame:
    rows = pd.read_csv(folder / "composed_shop/email_events.csv.gz", dtype=str, keep_default_na=False)
    address = rows.email.str.strip().str.lower()
    return rows.assign(who=address.map(owner).fillna("mail " + address), at=pd.to_datetime(rows.ts))


def within(rows: pd.DataFrame, days: int) -> pd.DataFrame:
    return rows[(rows["at"] > NOW - pd.Timedelta(days=days)) & (rows["at"] <= NOW)]


def by_pandas(folder: Path) -> dict[str, set[str]]:
    contacts, owner = people(folder)
    lines, web, mail = orders(folder), visits(folder), mails(folder, owner)
    placed = lines.groupby(["who", "InvoiceNo"]).agg(at=("at", "first"), cents=("cents", "sum")).reset_index()
    category = pd.read_csv(folder / "composed_shop/products.csv", dtype=str).set_index("sku").category
    signed = pd.to_datetime(contacts["Signed up"], format="%d/%m/%Y %H:%M")
    spring = (signed >= "2011-03-01") & (signed < "2011-06-01")
    placeholder = contacts["First name"].str.lower().isin(PLACEHOLDERS)
    named = contacts["First name"].notna() & ~placeholder
    spent = placed[placed["at"].dt.year == 2011].groupby("who").cents.sum()
    bags = lines[lines.StockCode.map(category) == "Bags"].groupby("who").Quantity.sum()
    seen = within(web, 30).assign(day=lambda rows: rows["at"].dt.date).groupby("who").day.nunique()
    carts = within(web[(web.event == "add_to_cart") & (web.device == "mobile")], 90).who.value_counts()
    bought = within(lines, 90).who.value_counts()
    opened = mail[(mail.event == "opened") & (mail["at"] >= "2011-09-01") & (mail["at"] <= NOW)]
    gone = mail[mail.event.isin(["unsubscribed", "complained"])]
    dear = placed.groupby("who").cents.agg(lambda all_cents: all_cents.sum() >= 3_000_000 * len(all_cents))
    kitchen = contacts.Interests.fillna("").str.split("|").map(lambda one: "Kitchen" in one)
    december = pd.to_datetime(contacts["Date of birth"]).dt.month == 12
    return {
        "Silver and gold in Leeds": set(
            contacts.index[(contacts.City == "Leeds") & contacts["Loyalty tier"].isin(["Silver", "Gold"])]
        ),
        "Signed up in spring, name known": set(contacts.index[spring & named]),
        "Three orders in a year": over(within(placed, 365).who.value_counts(), 3),
        "Lapsed": set(placed.who) - set(within(placed, 90).who),
        "Spent a thousand in 2011": over(spent, 10_000_001),
        "Fifty bags": over(bags, 50),
        "On the site on three days of a month": over(seen, 3),
        "More carts than lines, on a phone": set(carts.index[carts > bought.reindex(carts.index, fill_value=0)]),
        "Opens, never clicks, may be written to": (set(opened.who) & consenting(folder, owner))
        - set(mail[mail.event == "clicked"].who)
        - set(gone.who),
        "Kitchen lovers with an average order of 300, or born in December, but not German": (
            (set(contacts.index[kitchen]) & set(dear.index[dear])) | set(contacts.index[december])
        )
        - set(contacts.index[contacts.Language == "de"]),
    }


PLACEHOLDERS = {"n/a", "-", "null", "none", "unknown", "test", "customer", "friend", "na", "xxx", "x", ".", "?"}


def over(figures: pd.Series, least: int) -> set[str]:
    return set(figures.index[figures >= least])


def consenting(folder: Path, owner: dict[str, str]) -> set[str]:
    """Whose latest word is yes: of two on one day the stricter counts."""
    contacts = pd.read_csv(
        folder / "composed_shop/contacts.csv", sep=";", dtype=str, encoding="utf-8-sig", keep_default_na=False
    ).map(str.strip)
    number = contacts["Customer ID"].str.removesuffix(".0")
    who = number.where(number != "", contacts["E-mail"].str.lower().map(owner))
    rank = contacts["Email consent"].map({"": 0, "yes": 1, "pending": 2, "no": 3})
    day = pd.to_datetime(contacts["Consent date"], format="%d/%m/%Y")
    said = (
        pd.DataFrame({"who": who, "day": day, "rank": rank})
        .dropna(subset=["who"])
        .sort_values(["day", "rank"], na_position="first")
    )
    last = said.groupby("who").last()
    return set(last.index[last["rank"] == 1])

"""The commands about products, stores and codes, as a script calls them."""

import io
import json
from pathlib import Path

from app.command_line import run
from app.project import Project


def answer(*words: object, status: int = 0) -> tuple[object, str]:
    out, err = io.StringIO(), io.StringIO()
    assert run([*map(str, words), "--json"], out, err) == status, err.getvalue()
    return json.loads(out.getvalue() or "null"), err.getvalue()


def test_stores_and_codes_come_in_are_listed_and_handed_out(tmp_path: Path) -> None:
    path = tmp_path / "shop.quill"
    Project.create(path, clock="2012-01-01").close()
    files = {
        "profiles": "email\nann@x.example\n",
        "stores": "Store ID,Name,City,Postcode\n7,Soho,London,W1\n",
        "codes": "Code,Offer,Value\nA1,Spring,10%\nA2,Spring,10%\n",
        "products": "SKU,Name,Price\nM1,Mug,10\n",
    }
    for kind, text in files.items():
        (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
        assert answer("import", path, tmp_path / f"{kind}.csv", "--as", kind)[0]["accepted"]  # type: ignore[index]
    [store] = answer("stores", path)[0]["rows"]  # type: ignore[index, call-overload]
    assert (store["store_id"], store["city"]) == ("7", "London")
    assert [row["sku"] for row in answer("products", path)[0]["rows"]] == ["M1"]  # type: ignore[index, call-overload]
    given = {"offer": "Spring", "code": "A1", "person": "email:ann@x.example", "anew": True}
    assert answer("codes", "give", path, "Spring", "ann@x.example")[0] == given
    counted = {"offer": "Spring", "codes": 2, "free": 1, "given": 1, "used": 0, "expired": 0}
    assert answer("codes", "list", path)[0] == [counted]
    told = answer("codes", "list", path, "--offer", "Spring")[0]
    assert [one["state"] for one in told["codes"]] == ["given", "free"]  # type: ignore[index, call-overload]
    out, err = io.StringIO(), io.StringIO()
    assert run(["undo-import", str(path), "3"], out, err) == 0
    assert "handed out already" in out.getvalue()

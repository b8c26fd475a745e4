"""Files of stores: one line for each shop, branch or other place where something is sold."""

from typing import TYPE_CHECKING, ClassVar

from app.domain.names import STORE
from app.ingest.kinds.catalogue_kind import CatalogueKind

if TYPE_CHECKING:
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.catalogue import Catalogue
    from app.ingest.mapping.inference import Assigned, Guesser


_STORES = (
    "store|branch|outlet|filiale|filial|magasin|boutique|tienda|negozio|winkel|butik|butikk|forretning|loja|sklep|"
    "prodejna|predajna|uzlet|bolt|myymala|kauppa|magaza|καταστημα|магазин|店舗|門店|门店|店铺|매장|지점"
)


class StoreFiles(CatalogueKind):
    """Where something is sold; its rows are about nobody, and an address or a number in them is the store's."""

    name, title, icon, turn = "stores", "Stores", "storefront", 31
    line = "One line for each store or location"
    targets = ("store_id", *STORE, "coordinates")
    standard = STORE
    types: ClassVar[dict[str, str]] = {"store_id": "text", "coordinates": "text"} | {
        name: known.type for name, known in STORE.items()
    }
    words: ClassVar[dict[str, str]] = {
        "store_id": "store number|store no|store nr|store code|store key|shop id|shop number|branch id|branch no|"
        "branch code|location id|location code|outlet id|place id|filial id|filialnummer|filial nr|filialnr|markt nr|"
        "code magasin|id magasin|id tienda|winkelnummer|"
        # What a store is called stands for its number where it has none.
        f"{_STORES}",
        "name": "store name|shop name|branch name|location name|outlet name|business name|filialname|nom du magasin|"
        "nombre de la tienda|nome negozio|winkelnaam|"
        f"{_STORES}",
        "coordinates": "coordinate|gps|gps coordinates|geo|geo coordinates|geo location|geolocation|geopoint|geo point|"
        "lat lng|lat long|latlng|latlong|lat lon|latitude longitude|latitude and longitude|location|geometry|"
        "geometry coordinates|geom|point|position|coords|koordinaten|geokoordinaten|coordonnees|coordonnees gps|"
        "coordenadas|coordinate gps|coordinate geografiche|coordinaten|koordinater|gps koordinater|koordinaatit|"
        "wspolrzedne|souradnice|suradnice|koordinatak|coordonate|koordinatlar|koordinat|συντεταγμενες|координаты|"
        "座標|緯度経度|坐标|经纬度|좌표",
        "opening_hours": "hours|opening times|open hours|business hours|store hours|offnungszeiten|horaires|"
        "horaires d ouverture|horario|orari|orari di apertura|openingstijden|oppettider|abningstider|apningstider|"
        "aukioloajat|godziny otwarcia|oteviraci doba|otvaracie hodiny|nyitvatartas|nyitva tartas|program|"
        "calisma saatleri|часы работы|режим работы|営業時間|营业时间|營業時間|영업시간|ωραριο|ωρες λειτουργιας|"
        "horario de funcionamento|horario de apertura|horario comercial",
        "url": "store page|store url|location url|website url",
    }
    section = "The store"
    bare_id = "store_id"
    needs = ("store_id",)

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """A number or name of a place and where that is, and nobody who could live there."""
        from app.ingest.kinds import kind_signs

        return kind_signs.of_stores(guesser, assigned, file_name)

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """The names of stores that have no numbers, where no two are the same."""
        header = next((header for header, target in known.items() if target == "name" and header in free), None)
        if header is None or "store_id" in used:
            return {}
        cells = guesser.raw.text(header).to_pylist()
        return {header: "store_id"} if len(set(cells)) == len(cells) else {}

    def fits(self, guesser: "Guesser", header: str, target: str) -> bool | None:
        """Whether a column holds pairs of numbers where those are asked for: a `Location` is as well a town."""
        from app.cleaning import coordinates

        if target != "coordinates":
            return None
        said = guesser.evidence(header).said
        return sum(coordinates.pair(text) is not None for text in said) * 2 > len(said)

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """A store's number and what is said of it."""
        from app.ingest.facts.catalogue_facts import store_facts

        return store_facts(cells, as_of)

    @property
    def catalogue(self) -> "Catalogue":
        """The stores of the project."""
        from app.ingest.kinds import catalogue

        return catalogue.STORES
